"""What all forges' fakes have in common: one repository with issues, and people who work in it.

Its clock is moved by hand. Its search works as a forge's does, a minute behind. Our adapters must
not use it, so the descriptions do not have it.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from listbot.trackers import Edit
from tests.playing import START
from tests.trackers.fakes.described import Description
from tests.trackers.fakes.site import Asked, Said, SiteFake

SEARCH_LAG = timedelta(seconds=60)


@dataclass
class FakeEvent:
    """Something that happened to an issue."""

    id: int
    kind: str
    """comment, close, reopen, assign, unassign, label, unlabel."""
    who: str
    at: datetime
    about: str = ""


@dataclass
class ForgeIssue:
    """One issue."""

    number: int
    title: str
    body: str
    who: str
    created: datetime
    updated: datetime
    is_closed: bool = False
    is_locked: bool = False
    assignees: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    events: list[FakeEvent] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


class ForgeFake(SiteFake):
    """One repository, infra/helpdesk."""

    description: Description
    search: tuple[str, str] = ("", "")
    """The path of its search, and the parameter that has the words."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.issues: dict[int, ForgeIssue] = {}
        self.users = {"listbot": "", "ana": "Ana", "tim": "Tim"}
        self.assignable = {"ana"}
        self.labels: list[str] = []
        self.is_private = True
        self.is_archived = False
        self.has_issues = True
        self.may_write = True
        self.is_there = True
        self.full_name = "infra/helpdesk"
        self.page = 50
        self._serial = 0
        self._routes: list[tuple[str, str, Callable[..., Said]]] = []

    def respond(self, asked: Asked) -> Said:
        """Carry out a request that the forge knows."""
        if (asked.method, asked.path) == ("GET", self.search[0]):
            return self.found(asked.query[self.search[1]])
        self.description.check_asked(asked)
        for method, path, act in self._routes:
            match = re.fullmatch(path, asked.path)
            if method == asked.method and match:
                said = self._acted(act, asked, match.groups())
                self.description.check_said(asked, said)
                return said
        raise AssertionError(asked)

    def _acted(self, act: Callable[..., Said], asked: Asked, groups: tuple[str, ...]) -> Said:
        """Refuse what the repository's state forbids."""
        raise NotImplementedError

    # ---- what people do ------------------------------------------------------------------------

    def write(self, number: int, who: str, text: str) -> None:
        """Have somebody comment."""
        self.happen(self.issues[number], "comment", who, text)

    def set(self, number: int, who: str, edit: str, value: str = "") -> None:
        """Have somebody close, reopen, assign, unassign, label or unlabel an issue."""
        issue = self.issues[number]
        match edit:
            case "close" | "reopen":
                issue.is_closed = edit == "close"
            case "assign":
                issue.assignees.append(value)
            case "unassign":
                issue.assignees.remove(value)
            case "label":
                issue.labels.append(value)
            case "unlabel":
                issue.labels.remove(value)
        self.happen(issue, edit, who, value)

    def open(self, who: str, title: str, body: str) -> ForgeIssue:
        """Have somebody open an issue."""
        number = max(self.issues, default=0) + 1
        issue = ForgeIssue(number, title, body, who, self.now, self.now)
        self.issues[number] = issue
        return issue

    def pass_time(self, span: timedelta = timedelta(seconds=90)) -> None:
        """Move the clock."""
        self.now += span

    # ---- its insides ---------------------------------------------------------------------------

    def found(self, words: str) -> Said:
        """Return what a search shows: issues and comments, as they were a minute ago."""
        before = self.now - SEARCH_LAG
        hits = [
            {"number": each.number}
            for each in self.issues.values()
            if (each.created <= before and words in each.body)
            or any(note.at <= before and words in note.about for note in each.events)
        ]
        return told(hits)

    def happen(self, issue: ForgeIssue, kind: str, who: str, about: str = "") -> FakeEvent:
        """Note that something happened now."""
        event = FakeEvent(self.next(), kind, who, self.now, about)
        issue.events.append(event)
        issue.updated = self.now
        return event

    def assign_all(self, issue: ForgeIssue, logins: list[str]) -> None:
        """Have ourselves assign an issue to these and nobody else."""
        for login in [each for each in issue.assignees if each not in logins]:
            self.set(issue.number, "listbot", "unassign", login)
        for login in [each for each in logins if each not in issue.assignees]:
            self.set(issue.number, "listbot", "assign", login)

    def label_all(self, issue: ForgeIssue, names: list[str]) -> None:
        """Have ourselves give an issue these labels and no others."""
        for name in [each for each in issue.labels if each not in names]:
            self.set(issue.number, "listbot", "unlabel", name)
        for name in [each for each in names if each not in issue.labels]:
            self.set(issue.number, "listbot", "label", name)

    def next(self) -> int:
        """Return a new number."""
        self._serial += 1
        return 1000 + self._serial


def act(fake: ForgeFake, key: str, who: str, text: str, edit: Edit | None) -> None:
    """Have somebody write, close or reopen."""
    number = int(key.removeprefix("#"))
    (login,) = (each for each in fake.users if each.casefold() == who.casefold())
    if text:
        fake.write(number, login, text)
    if edit is not None:
        fake.set(number, login, "close" if edit.value == "closed" else "reopen")


def stamp(at: datetime) -> str:
    """A time as forges write it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def since(asked: Asked) -> datetime:
    """From when on something is asked for."""
    text = asked.query.get("since", "1970-01-01T00:00:00Z")
    return datetime.fromisoformat(text)


def paged(found: list[Any], asked: Asked, size: str, most: int) -> list[Any]:
    """One page of a list."""
    count = min(int(asked.query[size]), most)
    first = (int(asked.query["page"]) - 1) * count
    return found[first : first + count]


def told(body: Any, status: int = 200) -> Said:
    """An answer with a body."""
    return Said(status, json.dumps(body).encode())


def failed(status: int, why: str, **headers: str) -> Said:
    """An answer that says why not."""
    return Said(status, json.dumps({"message": why}).encode(), headers)
