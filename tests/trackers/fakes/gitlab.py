"""A GitLab on loopback that answers only what the documentation of its API allows.

Like GitLab, it carries out commands (/close) that stand outside of code in what it is sent.
"""

import json
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email.parser import BytesParser
from email.policy import HTTP
from typing import Any

from listbot.trackers.forges.tracker import ForgeTracker
from listbot.trackers.gitlab.site import GitLabSite
from listbot.trackers.http import Access, Client
from tests.trackers.fakes.described import Description
from tests.trackers.fakes.forge import FakeEvent, ForgeFake, ForgeIssue, failed, paged, stamp, told
from tests.trackers.fakes.gitlab_facts import FACTS
from tests.trackers.fakes.site import Asked, Said, serving

API = "/api/v4"
PROJECT = f"{API}/projects/infra%2Fhelpdesk"
CODE = re.compile(r"^```.+?\n```$", re.MULTILINE | re.DOTALL)
"""What GitLab takes for code when it looks for commands."""


class GitLabFake(ForgeFake):
    """One project of one GitLab."""

    description = Description(FACTS, API, "Bearer ", 301, 401, 403, 404)
    search = (f"{PROJECT}/search", "search")

    def __init__(self) -> None:
        super().__init__()
        self.scopes = ["api"]
        self.is_personal = True
        """The token is a personal one."""
        self.is_renamed = False
        self.confidential: set[int] = set()
        self.moved: set[int] = set()
        self.commands: list[str] = []
        """What it was told to do in texts."""
        one = rf"{PROJECT}/issues/([0-9]+)"
        self._routes: list[tuple[str, str, Callable[..., Said]]] = [
            ("GET", f"{API}/user", self._user),
            ("GET", f"{API}/users", self._found_users),
            ("GET", f"{API}/personal_access_tokens/self", self._token),
            ("GET", PROJECT, self._project),
            ("GET", f"{PROJECT}/issues", self._issues),
            ("POST", f"{PROJECT}/issues", self._create),
            ("POST", f"{PROJECT}/uploads", self._upload),
            ("GET", one, self._issue),
            ("PUT", one, self._edit),
            ("GET", f"{one}/notes", self._notes),
            ("POST", f"{one}/notes", self._comment),
            ("GET", f"{one}/resource_state_events", self._states),
            ("GET", f"{one}/resource_label_events", self._label_events),
        ]

    def whisper(self, number: int, who: str, text: str) -> None:
        """Have somebody write an internal note."""
        self.happen(self.issues[number], "internal", who, text)

    def _acted(self, act: Callable[..., Said], asked: Asked, groups: tuple[str, ...]) -> Said:
        if not asked.path.startswith(PROJECT):
            return act(asked)
        if not self.is_there or (not self.has_issues and "/issues" in asked.path):
            return failed(404, "404 Project Not Found")
        if self.is_renamed:
            return failed(301, "Moved", Location="/api/v4/projects/1")
        if self.is_archived and asked.method != "GET":
            return failed(403, "403 Forbidden")
        if not groups:
            return act(asked)
        issue = self.issues.get(int(groups[0]))
        if issue is None:
            return failed(404, "404 Issue Not Found")
        if asked.method == "POST" and issue.is_locked:
            return failed(403, "403 Forbidden")
        return act(asked, issue)

    def _user(self, asked: Asked) -> Said:
        return told(self._person("listbot"))

    def _found_users(self, asked: Asked) -> Said:
        wished = asked.query["username"].casefold()
        return told([self._person(each) for each in self.users if each.casefold() == wished])

    def _token(self, asked: Asked) -> Said:
        if not self.is_personal:
            return failed(404, "404 Not Found")
        return told({"scopes": self.scopes})

    def _project(self, asked: Asked) -> Said:
        level = 20 if self.may_write else 10
        return told(
            {
                "id": 7,
                "path_with_namespace": self.full_name,
                "visibility": "private" if self.is_private else "public",
                "archived": self.is_archived,
                "issues_access_level": "enabled" if self.has_issues else "disabled",
                "permissions": {"project_access": {"access_level": level}, "group_access": None},
            }
        )

    def _issues(self, asked: Asked) -> Said:
        assert asked.query["scope"] == "created_by_me"
        after = asked.query.get("updated_after", "")
        found = [
            self._shown(each)
            for each in self.issues.values()
            if stamp(each.updated) >= after and each.who == "listbot"
        ]
        return told(paged(found[::-1], asked, "per_page", 100))

    def _create(self, asked: Asked) -> Said:
        body = json.loads(asked.body)
        self._obey(body["description"])
        return told(self._shown(self.open("listbot", body["title"], body["description"])), 201)

    def _upload(self, asked: Asked) -> Said:
        head = f"Content-Type: {asked.headers['content-type']}\r\n\r\n".encode()
        form = BytesParser(policy=HTTP).parsebytes(head + asked.body)
        (file,) = form.iter_parts()
        assert file.get_param("name", header="content-disposition") == "file"
        url = f"/uploads/{'0' * 32}/{re.sub(r'[^A-Za-z0-9.-]', '_', file.get_filename() or '')}"
        return told({"alt": "x", "url": url, "markdown": f"![x]({url})"}, 201)

    def _issue(self, asked: Asked, issue: ForgeIssue) -> Said:
        return told(self._shown(issue))

    def _edit(self, asked: Asked, issue: ForgeIssue) -> Said:
        body = json.loads(asked.body)
        if "state_event" in body:
            self.set(issue.number, "listbot", body["state_event"])
        if "assignee_ids" in body:
            logins = [each for each in self.users if self._id(each) in body["assignee_ids"]]
            self.assign_all(issue, [each for each in logins if each in self.assignable])
        if self.may_write and {"add_labels", "remove_labels"} & set(body):
            taken = body.get("remove_labels", "").split(",")
            kept = [each for each in issue.labels if each not in taken]
            self.label_all(issue, [*kept, *filter(None, [body.get("add_labels", "")])])
        return told(self._shown(issue))

    def _notes(self, asked: Asked, issue: ForgeIssue) -> Said:
        assert (asked.query["sort"], asked.query["order_by"]) == ("asc", "created_at")
        kinds = ("comment", "internal", "assign", "unassign", "pin")
        found = [self._note(each) for each in issue.events if each.kind in kinds]
        return told(paged(found, asked, "per_page", 100))

    def _comment(self, asked: Asked, issue: ForgeIssue) -> Said:
        text = json.loads(asked.body)["body"]
        self._obey(text)
        return told(self._note(self.happen(issue, "comment", "listbot", text)), 201)

    def _states(self, asked: Asked, issue: ForgeIssue) -> Said:
        names = {"close": "closed", "reopen": "reopened"}
        found = [
            {**self._event(each), "state": names[each.kind]}
            for each in issue.events
            if each.kind in names
        ]
        return told(paged(found, asked, "per_page", 100))

    def _label_events(self, asked: Asked, issue: ForgeIssue) -> Said:
        names = {"label": "add", "unlabel": "remove"}
        found = [
            {
                **self._event(each),
                "label": {"id": 1, "name": each.about} if each.about else None,
                "action": names[each.kind],
            }
            for each in issue.events
            if each.kind in names
        ]
        return told(paged(found, asked, "per_page", 100))

    def _obey(self, text: str) -> None:
        self.commands += re.findall(r"^/\w+.*", CODE.sub("", text), re.MULTILINE)

    def _id(self, login: str) -> int:
        return 100 + list(self.users).index(login)

    def _person(self, login: str) -> dict[str, Any]:
        name = self.users[login]
        return {"id": self._id(login), "username": login, "name": name, "state": "active"}

    def _event(self, event: FakeEvent) -> dict[str, Any]:
        author, at = self._person(event.who), stamp(event.at)
        return {"id": event.id, "user": author, "created_at": at}

    def _note(self, event: FakeEvent) -> dict[str, Any]:
        bodies = {
            "assign": f"assigned to @{event.about}",
            "unassign": f"unassigned @{event.about}",
            "pin": "changed the description",
        }
        is_internal = event.kind == "internal"
        return {
            "id": event.id,
            "body": bodies.get(event.kind, event.about),
            "author": self._person(event.who),
            "created_at": stamp(event.at).replace("Z", ".250Z"),
            "updated_at": stamp(event.at),
            "system": event.kind in bodies,
            "internal": is_internal,
            "confidential": is_internal,
        }

    def _shown(self, issue: ForgeIssue) -> dict[str, Any]:
        return {
            "id": 5000 + issue.number,
            "iid": issue.number,
            "title": issue.title,
            "description": issue.body,
            "author": self._person(issue.who),
            "state": "closed" if issue.is_closed else "opened",
            "discussion_locked": issue.is_locked,
            "confidential": issue.number in self.confidential,
            "moved_to_id": 9 if issue.number in self.moved else None,
            "assignees": [self._person(each) for each in issue.assignees],
            "labels": issue.labels,
            "created_at": stamp(issue.created),
            "updated_at": stamp(issue.updated).replace("Z", ".750Z"),
        }


@asynccontextmanager
async def gitlab(fake: GitLabFake, **settings: Any) -> AsyncIterator[ForgeTracker]:
    """A tracker for a fake."""
    async with serving(fake) as url:
        access = Access(url, {"Authorization": "Bearer hunter2"}, ("", "hunter2"))
        site = GitLabSite(Client("gitlab", access, lambda: fake.now), "infra/helpdesk")
        usual: dict[str, Any] = {"accounts": (("ana@example.org", "ana"),), "public": False}
        tracker = ForgeTracker("gitlab", site, **{**usual, **settings})
        yield tracker
        await tracker.close()
