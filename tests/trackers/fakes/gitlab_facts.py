"""What GitLab's API (v4) takes and answers, as far as we use it.

Written down from its documentation of issues, notes, uploads, users, projects, resource state and
label events. Facts only.
"""

from typing import Any

Shape = dict[str, Any]
TEXT: Shape = {"type": "string"}
FLAG: Shape = {"type": "boolean"}
COUNT: Shape = {"type": "integer"}
ANY: Shape = {}


def shape(required: str, /, **properties: Shape) -> Shape:
    """An object with these fields."""
    return {"type": "object", "required": required.split(), "properties": properties}


def many(of: str) -> Shape:
    """An array of a named shape."""
    return {"type": "array", "items": ref(of)}


def ref(name: str) -> Shape:
    """A named shape."""
    return {"$ref": f"#/components/schemas/{name}"}


ACCESS: Shape = {
    "type": ["object", "null"],
    "required": ["access_level"],
    "properties": {"access_level": COUNT},
}
SCHEMAS: dict[str, Shape] = {
    "user": shape("id username name state", id=COUNT, username=TEXT, name=TEXT, state=TEXT),
    "project": shape(
        "id path_with_namespace visibility archived",
        id=COUNT,
        path_with_namespace=TEXT,
        visibility={"enum": ["private", "internal", "public"]},
        archived=FLAG,
        issues_access_level={"enum": ["disabled", "private", "enabled"]},
        permissions=shape("", project_access=ACCESS, group_access=ACCESS),
    ),
    "issue": shape(
        "id iid title description state author assignees labels created_at updated_at confidential",
        id=COUNT,
        iid=COUNT,
        title=TEXT,
        description={"type": ["string", "null"]},
        state={"enum": ["opened", "closed"]},
        author=ref("user"),
        assignees=many("user"),
        labels={"type": "array", "items": TEXT},
        created_at=TEXT,
        updated_at=TEXT,
        confidential=FLAG,
        discussion_locked={"type": ["boolean", "null"]},
        moved_to_id={"type": ["integer", "null"]},
    ),
    "note": shape(
        "id body author created_at updated_at system internal confidential",
        id=COUNT,
        body=TEXT,
        author=ref("user"),
        created_at=TEXT,
        updated_at=TEXT,
        system=FLAG,
        internal=FLAG,
        confidential=FLAG,
    ),
    "state_event": shape(
        "id user created_at state",
        id=COUNT,
        user=ref("user"),
        created_at=TEXT,
        state={"enum": ["opened", "closed", "reopened"]},
    ),
    "label_event": shape(
        "id user created_at label action",
        id=COUNT,
        user=ref("user"),
        created_at=TEXT,
        label={"anyOf": [shape("id name", id=COUNT, name=TEXT), {"type": "null"}]},
        action={"enum": ["add", "remove"]},
    ),
    "upload": shape("alt url markdown", alt=TEXT, url=TEXT, markdown=TEXT),
    "token": shape("scopes", scopes={"type": "array", "items": TEXT}),
}
PAGED = ("page", "per_page")
NEW_ISSUE = shape("title", title=TEXT, description=TEXT, confidential=FLAG, labels=TEXT)
EDIT = shape(
    "",
    state_event={"enum": ["close", "reopen"]},
    assignee_ids={"type": "array", "items": COUNT, "minItems": 1},
    add_labels=TEXT,
    remove_labels=TEXT,
)
ISSUE = "/projects/{id}/issues/{issue_iid}"


def operation(
    method: str, path: str, answers: dict[str, Any], *query: str, **more: Any
) -> dict[str, Any]:
    """One operation."""
    return {"method": method, "path": path, "answers": answers, "query": query, **more}


def taking(body: Shape) -> dict[str, Any]:
    """What an operation takes."""
    return {"body": body, "type": "application/json"}


FACTS: dict[str, Any] = {
    "schemas": SCHEMAS,
    "operations": [
        operation("GET", "/user", {"200": ref("user")}),
        operation("GET", "/users", {"200": many("user")}, "username"),
        operation("GET", "/personal_access_tokens/self", {"200": ref("token")}),
        operation("GET", "/projects/{id}", {"200": ref("project")}),
        operation(
            "GET",
            "/projects/{id}/issues",
            {"200": many("issue")},
            "scope",
            "updated_after",
            "order_by",
            *PAGED,
        ),
        operation("POST", "/projects/{id}/issues", {"201": ref("issue")}, **taking(NEW_ISSUE)),
        operation(
            "POST", "/projects/{id}/uploads", {"201": ref("upload")}, type="multipart/form-data"
        ),
        operation("GET", ISSUE, {"200": ref("issue")}),
        operation("PUT", ISSUE, {"200": ref("issue")}, **taking(EDIT)),
        operation("GET", f"{ISSUE}/notes", {"200": many("note")}, "sort", "order_by", *PAGED),
        operation(
            "POST",
            f"{ISSUE}/notes",
            {"201": ref("note")},
            **taking(shape("body", body=TEXT, internal=FLAG)),
        ),
        operation("GET", f"{ISSUE}/resource_state_events", {"200": many("state_event")}, *PAGED),
        operation("GET", f"{ISSUE}/resource_label_events", {"200": many("label_event")}, *PAGED),
    ],
}
