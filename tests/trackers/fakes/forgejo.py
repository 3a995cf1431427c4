"""A Forgejo on loopback that answers only what the published description of its API allows."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from listbot.trackers.forgejo.site import ForgejoSite
from listbot.trackers.forges.tracker import ForgeTracker
from listbot.trackers.http import Access, Client
from tests.trackers.fakes.described import Description, published
from tests.trackers.fakes.forge import (
    FakeEvent,
    ForgeFake,
    ForgeIssue,
    failed,
    paged,
    since,
    stamp,
    told,
)
from tests.trackers.fakes.site import Asked, Said, serving

API = "/api/v1"
REPOSITORY = f"{API}/repos/infra/helpdesk"
KINDS = {
    "comment": "comment",
    "close": "close",
    "reopen": "reopen",
    "assign": "assignees",
    "unassign": "assignees",
    "label": "label",
    "unlabel": "label",
}


class ForgejoFake(ForgeFake):
    """One repository of one Forgejo."""

    description = Description(published("gitea"), API, "token ", 307, 401, 403, 404)
    search = (f"{API}/repos/issues/search", "q")

    def __init__(self) -> None:
        super().__init__()
        self.is_renamed = False
        one = rf"{REPOSITORY}/issues/([0-9]+)"
        self._routes: list[tuple[str, str, Callable[..., Said]]] = [
            ("GET", f"{API}/user", self._user),
            ("GET", REPOSITORY, self._repository),
            ("GET", f"{REPOSITORY}/labels", self._labels),
            ("POST", f"{REPOSITORY}/labels", self._add_label),
            ("GET", f"{REPOSITORY}/issues", self._issues),
            ("POST", f"{REPOSITORY}/issues", self._create),
            ("GET", one, self._issue),
            ("PATCH", one, self._edit),
            ("PUT", f"{one}/labels", self._set_labels),
            ("GET", f"{one}/comments", self._comments),
            ("POST", f"{one}/comments", self._comment),
            ("GET", f"{one}/timeline", self._timeline),
            ("GET", f"{one}/assets", self._files),
            ("POST", f"{one}/assets", self._attach),
        ]

    def check_there(self, asked: Asked) -> Said | None:
        """What a repository that is gone, archived or without issues answers."""
        if not self.is_there or (not self.has_issues and "/issues" in asked.path):
            return Said(404, b"")
        if self.is_renamed:
            return failed(307, "moved", Location="/api/v1/repos/infra/desk")
        if self.is_archived and asked.method != "GET":
            return failed(403, "repository is archived")
        return None

    def _acted(self, act: Callable[..., Said], asked: Asked, groups: tuple[str, ...]) -> Said:
        if asked.path.startswith(REPOSITORY) and (said := self.check_there(asked)):
            return said
        if not groups:
            return act(asked)
        issue = self.issues.get(int(groups[0]))
        if issue is None:
            return Said(404, b"")
        if asked.method == "POST" and issue.is_locked:
            return failed(403, "issue is locked")
        return act(asked, issue)

    def _user(self, asked: Asked) -> Said:
        return told(self._person("listbot"))

    def _repository(self, asked: Asked) -> Said:
        permissions = {"admin": False, "push": self.may_write, "pull": True}
        return told(
            {
                "full_name": self.full_name,
                "private": self.is_private,
                "archived": self.is_archived,
                "has_issues": self.has_issues,
                "permissions": permissions,
            }
        )

    def _labels(self, asked: Asked) -> Said:
        return told([self._label(each) for each in paged(self.labels, asked, "limit", self.page)])

    def _add_label(self, asked: Asked) -> Said:
        name = json.loads(asked.body)["name"]
        self.labels.append(name)
        return told(self._label(name), 201)

    def _issues(self, asked: Asked) -> Said:
        found = [
            each
            for each in self.issues.values()
            if each.updated >= since(asked) and each.who == asked.query["created_by"]
        ]
        assert (asked.query["state"], asked.query["type"]) == ("all", "issues")
        return told([self._shown(each) for each in paged(found[::-1], asked, "limit", self.page)])

    def _create(self, asked: Asked) -> Said:
        body = json.loads(asked.body)
        return told(self._shown(self.open("listbot", body["title"], body["body"])), 201)

    def _issue(self, asked: Asked, issue: ForgeIssue) -> Said:
        return told(self._shown(issue))

    def _edit(self, asked: Asked, issue: ForgeIssue) -> Said:
        body = json.loads(asked.body)
        if "state" in body:
            self.set(issue.number, "listbot", "close" if body["state"] == "closed" else "reopen")
        if "assignees" in body:
            logins = [each for each in body["assignees"] if each in self.assignable]
            self.assign_all(issue, logins)
        return told(self._shown(issue), 201)

    def _set_labels(self, asked: Asked, issue: ForgeIssue) -> Said:
        self.label_all(issue, [self.labels[each - 1] for each in json.loads(asked.body)["labels"]])
        return told([self._label(each) for each in issue.labels])

    def _comments(self, asked: Asked, issue: ForgeIssue) -> Said:
        return told([self._note(each) for each in issue.events if each.kind == "comment"])

    def _comment(self, asked: Asked, issue: ForgeIssue) -> Said:
        text = json.loads(asked.body)["body"]
        return told(self._note(self.happen(issue, "comment", "listbot", text)), 201)

    def _timeline(self, asked: Asked, issue: ForgeIssue) -> Said:
        found = [each for each in issue.events if each.at >= since(asked)]
        return told([self._entry(each) for each in paged(found, asked, "limit", self.page)])

    def _files(self, asked: Asked, issue: ForgeIssue) -> Said:
        shown = [{"id": id, "name": each} for id, each in enumerate(issue.files, 1)]
        return told(shown[::-1])

    def _attach(self, asked: Asked, issue: ForgeIssue) -> Said:
        head = f"Content-Type: {asked.headers['content-type']}\r\n\r\n".encode()
        form = BytesParser(policy=HTTP).parsebytes(head + asked.body)
        (file,) = form.iter_parts()
        assert file.get_param("name", header="content-disposition") == "attachment"
        issue.files.append(asked.query["name"])
        issue.updated = self.now
        return told({"id": self.next(), "name": asked.query["name"]}, 201)

    def _person(self, login: str) -> dict[str, Any]:
        address = f"{login}@noreply.example.org"
        return {"id": 1, "login": login, "full_name": self.users[login], "email": address}

    def _label(self, name: str) -> dict[str, Any]:
        if name not in self.labels:
            self.labels.append(name)
        return {"id": self.labels.index(name) + 1, "name": name, "color": "808080"}

    def _shown(self, issue: ForgeIssue) -> dict[str, Any]:
        return {
            "id": 5000 + issue.number,
            "number": issue.number,
            "title": issue.title,
            "body": issue.body,
            "user": self._person(issue.who),
            "state": "closed" if issue.is_closed else "open",
            "is_locked": issue.is_locked,
            "assignees": [self._person(each) for each in issue.assignees],
            "labels": [self._label(each) for each in issue.labels],
            "created_at": stamp(issue.created),
            "updated_at": stamp(issue.updated),
        }

    def _note(self, event: FakeEvent) -> dict[str, Any]:
        return {
            "id": event.id,
            "user": self._person(event.who),
            "created_at": stamp(event.at),
            "updated_at": stamp(event.at),
            "body": event.about,
        }

    def _entry(self, event: FakeEvent) -> dict[str, Any]:
        entry = {**self._note(event), "type": KINDS.get(event.kind, event.kind)}
        match event.kind:
            case "assign" | "unassign":
                entry |= {"body": "", "removed_assignee": event.kind == "unassign"}
                entry["assignee"] = self._person(event.about)
            case "label" | "unlabel":
                entry["body"] = "1" if event.kind == "label" else ""
                entry["label"] = self._label(event.about)
        return entry


@asynccontextmanager
async def forgejo(fake: ForgejoFake, **settings: Any) -> AsyncIterator[ForgeTracker]:
    """A tracker for a fake."""
    async with serving(fake) as url:
        access = Access(url, {"Authorization": "token hunter2"}, ("", "hunter2"))
        site = ForgejoSite(Client("forgejo", access, lambda: fake.now), "infra/helpdesk")
        usual: dict[str, Any] = {"accounts": (("ana@example.org", "ana"),), "public": False}
        tracker = ForgeTracker("forgejo", site, **{**usual, **settings})
        yield tracker
        await tracker.close()
