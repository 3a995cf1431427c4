"""A GitHub on loopback that answers only what the published description of its API allows.

Like GitHub, it drops without a word what an account may not do.
"""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from listbot.trackers.forges.tracker import ForgeTracker
from listbot.trackers.github.site import HEADERS, GitHubSite
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

REPOSITORY = "/repos/infra/helpdesk"
KINDS = {
    "close": ("closed", "labeled-issue-event"),
    "reopen": ("reopened", "labeled-issue-event"),
    "assign": ("assigned", "assigned-issue-event"),
    "unassign": ("unassigned", "unassigned-issue-event"),
    "label": ("labeled", "labeled-issue-event"),
    "unlabel": ("unlabeled", "unlabeled-issue-event"),
    "pin": ("pinned", "added-to-project-issue-event"),
}


class GitHubFake(ForgeFake):
    """One repository of GitHub."""

    description = Description(published("github"), "", "Bearer ")
    search = ("/search/issues", "q")

    def __init__(self) -> None:
        super().__init__()
        self.users = {"listbot": "", "ana": "", "Tim": ""}
        self.moved: set[int] = set()
        """Issues that were transferred to another repository."""
        self.is_renamed = False
        self.scopes: str | None = None
        """None: the token is a fine-grained one."""
        one = rf"{REPOSITORY}/issues/([0-9]+)"
        self._routes: list[tuple[str, str, Callable[..., Said]]] = [
            ("GET", "/user", self._user),
            ("GET", REPOSITORY, self._repository),
            ("GET", f"{REPOSITORY}/issues", self._issues),
            ("POST", f"{REPOSITORY}/issues", self._create),
            ("GET", one, self._issue),
            ("PATCH", one, self._edit),
            ("GET", f"{one}/comments", self._comments),
            ("POST", f"{one}/comments", self._comment),
            ("GET", f"{one}/events", self._events),
        ]

    def found(self, words: str) -> Said:
        """Return what a search shows, with its number."""
        hits = json.loads(super().found(words).body)
        return told({"total_count": len(hits), "items": hits})

    def _acted(self, act: Callable[..., Said], asked: Asked, groups: tuple[str, ...]) -> Said:
        for name, value in HEADERS.items():
            assert asked.headers[name.lower()] == value, asked
        if asked.path == "/user":
            return act(asked)
        if not self.is_there:
            return failed(404, "Not Found")
        if self.is_renamed:
            return failed(301, "Moved Permanently", Location="/repositories/1")
        if self.is_archived and asked.method != "GET":
            return failed(403, "Repository was archived so is read-only.")
        if not self.has_issues and asked.method == "POST":
            return failed(410, "Issues are disabled for this repo")
        if not groups:
            return act(asked)
        if int(groups[0]) in self.moved:
            return failed(301, "Moved Permanently", Location="/repositories/2/issues/7")
        issue = self.issues.get(int(groups[0]))
        if issue is None:
            return failed(404, "Not Found")
        if asked.method == "POST" and issue.is_locked:
            return failed(403, "Unable to create comment because issue is locked.")
        return act(asked, issue)

    def _user(self, asked: Asked) -> Said:
        filled = self.description.filled
        return told(filled("public-user", login="listbot", name="listbot", type="User"))

    def _repository(self, asked: Asked) -> Said:
        said = told(
            self.description.filled(
                "full-repository",
                full_name=self.full_name,
                private=self.is_private,
                archived=self.is_archived,
                has_issues=self.has_issues,
                permissions={"admin": False, "push": self.may_write, "pull": True},
            )
        )
        headers = {} if self.scopes is None else {"X-OAuth-Scopes": self.scopes}
        return Said(said.status, said.body, headers)

    def _issues(self, asked: Asked) -> Said:
        assert (asked.query["state"], asked.query["sort"]) == ("all", "created")
        found = [
            each
            for each in self.issues.values()
            if each.updated >= since(asked)
            and each.who == asked.query["creator"]
            and each.number not in self.moved
        ]
        return told([self._shown(each) for each in paged(found[::-1], asked, "per_page", 100)])

    def _create(self, asked: Asked) -> Said:
        body = json.loads(asked.body)
        return told(self._shown(self.open("listbot", body["title"], body["body"])), 201)

    def _issue(self, asked: Asked, issue: ForgeIssue) -> Said:
        return told(self._shown(issue))

    def _edit(self, asked: Asked, issue: ForgeIssue) -> Said:
        body = json.loads(asked.body)
        if "state" in body:
            self.set(issue.number, "listbot", "close" if body["state"] == "closed" else "reopen")
        if "assignees" in body and self.may_write:
            asked_for = {each.casefold() for each in body["assignees"]}
            logins = [each for each in sorted(self.assignable) if each in asked_for]
            self.assign_all(issue, logins)
        if "labels" in body and self.may_write:
            self.label_all(issue, body["labels"])
        return told(self._shown(issue))

    def _comments(self, asked: Asked, issue: ForgeIssue) -> Said:
        found = [each for each in issue.events if each.kind == "comment"]
        found = [each for each in found if each.at >= since(asked)]
        return told([self._note(each) for each in paged(found, asked, "per_page", 100)])

    def _comment(self, asked: Asked, issue: ForgeIssue) -> Said:
        text = json.loads(asked.body)["body"]
        return told(self._note(self.happen(issue, "comment", "listbot", text)), 201)

    def _events(self, asked: Asked, issue: ForgeIssue) -> Said:
        found = [each for each in issue.events if each.kind != "comment"]
        return told([self._event(each) for each in paged(found, asked, "per_page", 100)])

    def _person(self, login: str) -> dict[str, Any]:
        return self.description.filled("simple-user", login=login, type="User")

    def _shown(self, issue: ForgeIssue) -> dict[str, Any]:
        return self.description.filled(
            "issue",
            number=issue.number,
            title=issue.title,
            body=issue.body,
            user=self._person(issue.who),
            state="closed" if issue.is_closed else "open",
            locked=issue.is_locked,
            assignees=[self._person(each) for each in issue.assignees],
            labels=[{"name": each} for each in issue.labels],
            created_at=stamp(issue.created),
            updated_at=stamp(issue.updated),
        )

    def _note(self, event: FakeEvent) -> dict[str, Any]:
        return self.description.filled(
            "issue-comment",
            id=event.id,
            user=self._person(event.who),
            created_at=stamp(event.at),
            body=event.about,
        )

    def _event(self, event: FakeEvent) -> dict[str, Any]:
        name, shape = KINDS[event.kind]
        about: dict[str, Any] = {}
        if "assign" in event.kind:
            about = {"assignee": self._person(event.about)}
        if "label" in event.kind:
            about = {"label": {"name": event.about, "color": "ededed"}}
        known: dict[str, Any] = {"id": event.id, "event": name, "actor": self._person(event.who)}
        return self.description.filled(shape, **known, created_at=stamp(event.at), **about)


@asynccontextmanager
async def github(fake: GitHubFake, **settings: Any) -> AsyncIterator[ForgeTracker]:
    """A tracker for a fake."""
    async with serving(fake) as url:
        headers = {"Authorization": "Bearer hunter2", **HEADERS}
        client = Client("github", Access(url, headers, ("", "hunter2")), lambda: fake.now)
        usual: dict[str, Any] = {"accounts": (("ana@example.org", "Ana"),), "public": False}
        site = GitHubSite(client, "infra/helpdesk")
        tracker = ForgeTracker("github", site, **{**usual, **settings})
        yield tracker
        await tracker.close()
