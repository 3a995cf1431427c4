"""[tracker]: where the team works on its tickets.

Each kind of tracker needs some of the keys; a key that its kind does not need is a fault, because
it would be read as if it did something. Statuses and transitions are tables: "Done" = "closed".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from listbot.config.faults import suggestion
from listbot.config.secrets import secret
from listbot.config.section import Section, is_host, shown
from listbot.config.types import TrackerConfig
from listbot.model.desk.rules import Private
from listbot.model.desk.ticket import Status

LOOPBACK = ("127.0.0.1", "::1", "localhost")
LEAST_POLL = 10.0  # seconds; most trackers count requests by the hour
FORGE = re.compile(r"[A-Za-z0-9][\w.-]{0,99}/[A-Za-z0-9_.-]{1,100}", re.ASCII)
GITLAB = re.compile(r"[A-Za-z0-9_][\w.-]{0,99}(?:/[\w.-]{1,100}){1,20}", re.ASCII)
LONGEST_NAME = 100  # characters of a status or a transition


@dataclass(frozen=True, slots=True)
class Needs:
    """What one kind of tracker needs to be told."""

    project: re.Pattern[str]
    example: str
    """Of a project."""
    keys: tuple[str, ...] = ()
    """Beside those that every kind has."""
    user: bool = False
    """Whether it logs in with a user name, too."""
    issue_type: str = "Task"
    """The usual type of issues."""


KINDS: dict[str, Needs] = {
    "jira": Needs(
        re.compile(r"[A-Z][A-Z0-9_]{1,9}"),
        "OPS",
        ("user", "issue_type", "statuses", "transitions"),
        user=True,
    ),
    "roundup": Needs(
        re.compile(r"[a-z][a-z_]{0,29}"),
        "issue",
        ("user", "statuses", "transitions"),
        user=True,
    ),
    "redmine": Needs(
        re.compile(r"[a-z0-9][a-z0-9_-]{0,99}"),
        "infra",
        ("issue_type", "statuses", "transitions", "accounts"),
        issue_type="Support",
    ),
    "forgejo": Needs(FORGE, "infra/helpdesk", ("accounts",)),
    "github": Needs(FORGE, "infra/helpdesk", ("accounts",)),
    "gitlab": Needs(GITLAB, "infra/helpdesk", ("accounts",)),
}
"""Every kind of tracker; an adapter adds its own."""

EVERY = ("kind", "url", "project", "token_file", "token_command", "public", "private", "poll")
COMMON = (*EVERY, "ca_file")


def read_tracker(section: Section, environ: Mapping[str, str]) -> TrackerConfig:
    """Read [tracker]."""
    kind = section.choice("kind", tuple(KINDS))
    needs = KINDS[kind]
    refuse_others(section, kind, needs)
    tracker = TrackerConfig(
        kind=kind,
        url=read_url(section),
        project=read_project(section, needs),
        public=read_public(section),
        user=section.text("user") if needs.user else "",
        token=secret(section, environ, "token", needed=True),
        private=Private(section.choice("private", tuple(Private), Private.NOTHING)),
        issue_type=section.text("issue_type", needs.issue_type),
        poll=section.seconds("poll", 60.0, least=LEAST_POLL),
        ca_file=section.existing("ca_file"),
        statuses=read_statuses(section),
        transitions=read_transitions(section),
        accounts=read_accounts(section),
    )
    if tracker.public and tracker.private is Private.ALL:
        section.fault(
            "private", 'must not be "all" with public = true: anybody could read private tickets'
        )
    return tracker


def refuse_others(section: Section, kind: str, needs: Needs) -> None:
    """Report keys that this kind of tracker does not have."""
    for key in section.table:
        if key not in (*COMMON, *needs.keys, "token"):
            section.fault(key, f"means nothing to {kind}; remove it")


def read_url(section: Section) -> str:
    """Read where the tracker is."""
    text = section.text("url").rstrip("/")
    if text and not may_have_token(text):
        section.fault("url", f"must be an https:// address, not {shown(text)}")
    return text


def may_have_token(url: str) -> bool:
    """Return whether the token may go to this address: only over TLS, or on this machine."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        is_plain = not (parts.query or parts.fragment or parts.username) and parts.port != 0
    except ValueError:  # an unclosed bracket, or an impossible port
        return False
    is_safe = url.startswith("https://") or (url.startswith("http://") and host in LOOPBACK)
    return is_safe and is_plain and is_host(host)


def read_project(section: Section, needs: Needs) -> str:
    """Read which project the tickets belong to."""
    project = section.text("project")
    if project and not needs.project.fullmatch(project):
        section.fault("project", f"must look like {needs.example}, not {shown(project)}")
    return project


def read_public(section: Section) -> bool:
    """Read whether anybody can read the tickets over there. Nothing is guessed: what was read
    cannot be taken back.
    """
    if not section.has("public"):
        section.fault(
            "public",
            "is missing: true if anybody can read the project's tickets, "
            "false if only the team can",
        )
        return True
    return section.flag("public", True)


def read_statuses(section: Section) -> tuple[tuple[str, Status], ...]:
    """Read which status over there is which of ours."""
    found = []
    for name, value in pairs(section, "statuses"):
        if value not in tuple(Status):
            hint = suggestion(value, tuple(Status))
            known = ", ".join(Status)
            section.fault("statuses", f"{shown(name)} must be one of: {known}{hint}")
        else:
            found.append((name, Status(value)))
    return tuple(found)


def read_transitions(section: Section) -> tuple[tuple[Status, str], ...]:
    """Read which step over there leads to a status of ours."""
    found = []
    for name, value in pairs(section, "transitions"):
        if name not in tuple(Status):
            hint = suggestion(name, tuple(Status))
            section.fault("transitions", f"{shown(name)} is not a status of ours{hint}")
        else:
            found.append((Status(name), value))
    return tuple(found)


def read_accounts(section: Section) -> tuple[tuple[str, str], ...]:
    """Read whose account over there is whose address."""
    found = pairs(section, "accounts")
    return tuple((section.checked_address("accounts", each), login) for each, login in found)


def pairs(section: Section, key: str) -> list[tuple[str, str]]:
    """Read a table of texts; empty if the key is not given."""
    table = section.table.get(key, {})
    if not isinstance(table, dict):
        section.fault(key, 'must be a table, like { "Done" = "closed" }')
        return []
    for name, value in table.items():
        if not isinstance(value, str) or not value or len(name) > LONGEST_NAME:
            section.fault(key, f"{shown(name)} must have a text in quotes, not {shown(value)}")
    return [(name, value) for name, value in table.items() if isinstance(value, str) and value]
