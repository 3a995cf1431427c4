"""What Jira Cloud's API takes and answers, as far as we use it, written down from its published
description (version 1001.0.0) and, for `search/jql` and the service desk, from its documentation.

Facts only: the description itself has no licence under which it could be kept here.
"""

import json
import re
from dataclasses import dataclass, field
from typing import Any

from jsonschema import Draft202012Validator

from tests.trackers.fakes.site import Asked, Said

Shape = dict[str, Any]


def shape(required: str = "", /, *, more: bool = True, **properties: Any) -> Shape:
    """An object with these fields."""
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": more,
    }


def many(of: Shape) -> Shape:
    """An array."""
    return {"type": "array", "items": of}


TEXT: Shape = {"type": "string"}
FULL: Shape = {"type": "string", "minLength": 1}
COUNT: Shape = {"type": "integer"}
ERRORS = shape(errorMessages=many(TEXT), errors={"type": "object"}, status=COUNT)
USER = shape(
    more=False,
    accountId=FULL,
    accountType=TEXT,
    active={"type": "boolean"},
    displayName=TEXT,
    emailAddress=TEXT,
    self=TEXT,
    timeZone=TEXT,
)
NODE: Shape = {
    "type": "object",
    "required": ["type"],
    "properties": {
        "type": {"enum": ["paragraph", "text", "hardBreak"]},
        "text": FULL,
        "content": {"type": "array", "items": {"$ref": "#/$defs/node"}},
    },
    "additionalProperties": False,
}
ADF: Shape = {
    "$id": "urn:listbot:adf",
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$defs": {"node": NODE},
    "type": "object",
    "required": ["type", "version", "content"],
    "properties": {
        "type": {"const": "doc"},
        "version": {"const": 1},
        "content": {"type": "array", "items": {"$ref": "#/$defs/node"}},
    },
    "additionalProperties": False,
}
STATUS = shape("name", id=TEXT, name=TEXT, statusCategory=shape("key", key=TEXT, name=TEXT))
COMMENT = shape(
    "id body created",
    author=USER,
    body={"type": "object"},
    created=TEXT,
    id=TEXT,
    jsdPublic={"type": "boolean"},
    properties=many(shape("key value", more=False, key=FULL, value={})),
    visibility=shape(),
)
ISSUE = shape("id key fields", more=False, id=TEXT, key=TEXT, self=TEXT, fields=shape())
ATTACHMENT = shape("id filename", id=TEXT, filename=FULL, mimeType=TEXT, size=COUNT, created=TEXT)
CHANGELOG = shape(
    "id created items",
    more=False,
    id=TEXT,
    author=USER,
    created=TEXT,
    items=many(
        shape(
            "field",
            more=False,
            field=TEXT,
            fieldtype=TEXT,
            fieldId=TEXT,
            fromString=TEXT,
            toString=TEXT,
            to=TEXT,
            **{"from": TEXT},
        )
    ),
)
NOTHING: Shape = {}


@dataclass(frozen=True, slots=True)
class Fact:
    """One operation: what it takes, and what it may answer."""

    method: str
    path: str
    answers: dict[int, Shape]
    body: Shape | None = None
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    is_form: bool = False


K = r"/rest/api/3/issue/[A-Z0-9_]+-[0-9]+"
_400 = {400: ERRORS, 401: ERRORS}
FACTS = (
    Fact("GET", "/rest/api/3/myself", {200: USER, 401: ERRORS}, query="expand"),
    Fact(
        "GET",
        "/rest/api/3/project/[A-Z0-9_]+",
        {200: shape("key name", key=TEXT, name=TEXT, issueTypes=many(shape("name", name=TEXT)))}
        | {401: ERRORS, 404: ERRORS},
        query="expand properties",
    ),
    Fact(
        "POST",
        "/rest/api/3/search/jql",
        {200: shape(issues=many(ISSUE), nextPageToken=TEXT, isLast={"type": "boolean"}), **_400},
        shape(
            "jql fields",
            more=False,
            jql=FULL,
            fields=many(FULL),
            maxResults={"type": "integer", "minimum": 1},
            nextPageToken=FULL,
        ),
    ),
    Fact(
        "POST",
        "/rest/api/3/issue",
        {201: shape("id key self", id=TEXT, key=TEXT, self=TEXT), 403: ERRORS, 422: ERRORS, **_400},
        shape(
            "fields",
            fields=shape(
                "project issuetype summary",
                project=shape("key", key=FULL),
                issuetype=shape("name", name=FULL),
                summary={**FULL, "maxLength": 255, "pattern": r"\A[^\n]+\Z"},
                description=ADF,
                labels=many({"type": "string", "pattern": r"\A\S+\Z"}),
            ),
        ),
    ),
    Fact("GET", K, {200: ISSUE, 401: ERRORS, 404: ERRORS}, query="fields expand properties"),
    Fact("PUT", K, {204: NOTHING, 403: ERRORS, 404: ERRORS, **_400}, shape(fields=shape())),
    Fact(
        "PUT",
        f"{K}/assignee",
        {204: NOTHING, 400: ERRORS, 403: ERRORS, 404: ERRORS},
        shape(more=False, accountId={"type": ["string", "null"]}),
    ),
    Fact(
        "GET",
        f"{K}/transitions",
        {
            200: shape(transitions=many(shape("id name", id=TEXT, name=TEXT, to=STATUS))),
            401: ERRORS,
            404: ERRORS,
        },
        query="expand transitionId",
    ),
    Fact(
        "POST",
        f"{K}/transitions",
        {204: NOTHING, 404: ERRORS, 409: ERRORS, 422: ERRORS, **_400},
        shape("transition", transition=shape("id", id=FULL)),
    ),
    Fact(
        "GET",
        f"{K}/comment",
        {
            200: shape("comments", comments=many(COMMENT), total=COUNT, startAt=COUNT),
            404: ERRORS,
            **_400,
        },
        query="startAt maxResults orderBy expand",
    ),
    Fact(
        "POST",
        f"{K}/comment",
        {201: COMMENT, 404: ERRORS, **_400},
        shape(
            "body",
            body=ADF,
            properties=many(shape("key value", more=False, key=FULL, value={})),
        ),
        query="expand",
    ),
    Fact(
        "GET",
        f"{K}/changelog",
        {200: shape("values", values=many(CHANGELOG), total=COUNT, startAt=COUNT), 404: ERRORS},
        query="startAt maxResults",
    ),
    Fact(
        "GET",
        f"{K}/watchers",
        {200: shape("watchers", watchers=many(USER), watchCount=COUNT), 401: ERRORS, 404: ERRORS},
    ),
    Fact("POST", f"{K}/watchers", {204: NOTHING, 403: ERRORS, 404: ERRORS, **_400}, FULL),
    Fact(
        "POST",
        f"{K}/attachments",
        {200: many(ATTACHMENT), 403: ERRORS, 404: ERRORS, 413: ERRORS},
        headers={"x-atlassian-token": "no-check"},
        is_form=True,
    ),
    Fact(
        "GET",
        "/rest/api/3/user/search",
        {200: many(USER), 429: ERRORS, **_400},
        query="query accountId startAt maxResults",
    ),
    Fact(
        "POST",
        "/rest/api/3/user",
        {201: USER, 403: ERRORS, **_400},
        shape("emailAddress products", emailAddress=FULL, products=many(TEXT)),
    ),
    Fact(
        "POST",
        "/rest/servicedeskapi/customer",
        {201: USER, 400: NOTHING, 401: NOTHING, 403: NOTHING, 404: NOTHING, 409: NOTHING},
        shape("displayName email", more=False, displayName=FULL, email=FULL),
        query="strictConflictStatusCode",
    ),
)

ANY_TIME = (429, 500, 502, 503, 504)
"""What may be answered to anything, whatever the description says."""


def fact_of(asked: Asked) -> Fact:
    """The operation that is asked for; an unknown one fails the test."""
    for fact in FACTS:
        if fact.method == asked.method and re.fullmatch(fact.path, asked.path):
            return fact
    raise AssertionError(f"Jira has no {asked.method} {asked.path}")


def check_asked(asked: Asked) -> None:
    """Fail unless Jira would take this request."""
    fact = fact_of(asked)
    assert set(asked.query) <= set(fact.query.split()), asked
    assert {**asked.headers, **fact.headers} == asked.headers, asked
    assert asked.headers.get("authorization", "").startswith("Basic "), asked
    if fact.is_form:
        assert asked.headers["content-type"].startswith("multipart/form-data"), asked
    elif fact.body is not None:
        assert asked.headers["content-type"] == "application/json", asked
        validate(json.loads(asked.body), fact.body)
    else:
        assert asked.body == b"", asked


def check_said(asked: Asked, said: Said) -> None:
    """Fail unless Jira could answer so."""
    answers = fact_of(asked).answers
    assert said.status in (*answers, *ANY_TIME), (asked, said)
    wanted = answers.get(said.status, NOTHING)
    if wanted:
        validate(json.loads(said.body), wanted)


def validate(value: Any, shape: dict[str, Any]) -> None:
    """Fail unless a value has this shape. The shape itself is not looked at each time."""
    Draft202012Validator(shape).validate(value)
