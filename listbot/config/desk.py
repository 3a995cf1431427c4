"""The help desk keys of a support list: who gets copies, how long to wait, what letters promise.

They are keys of [[lists]] and allowed only if `role` is "support".
"""

import re
from collections.abc import Iterable
from datetime import timedelta

from listbot.config.outside.answers import read_answers
from listbot.config.section import Section, shown
from listbot.config.types import ListConfig
from listbot.mail.wire.extensions import base_of
from listbot.model.desk.rules import DeskRules

KEYS = (
    "prefix",
    "team",
    "public",
    "urgent",
    "triage",
    "gather_minutes",
    "nudge_days",
    "park_days",
    "reopen_days",
    "hourly",
    "daily",
    "answers",
)
"""The keys of [[lists]] that only a support list has."""

PREFIX = re.compile(r"[A-Z]{1,8}\Z")
VOTES = "V"
ONE_LINE = 100  # characters; the text must fit in a line of a letter
MINUTES_A_DAY = 24 * 60
LONGEST = 3650  # days; ten years is as good as never


def read_desk(section: Section, delimiter: str) -> DeskRules:
    """Read the help desk of a support list."""
    usual = DeskRules()
    return DeskRules(
        prefix=read_prefix(section, usual.prefix),
        delimiter=delimiter,
        team=tuple(
            filter(None, (section.checked_address("team", each) for each in section.texts("team")))
        ),
        is_team_told=section.has("team"),
        public=section.flag("public"),
        urgent=one_line(section, "urgent"),
        triage=one_line(section, "triage"),
        gather=timedelta(minutes=section.whole("gather_minutes", 10, least=0, most=MINUTES_A_DAY)),
        nudge=days(section, "nudge_days", usual.nudge, least=1),
        park=days(section, "park_days", usual.park, least=1),
        reopen=days(section, "reopen_days", usual.reopen, least=0),
        hourly=section.whole("hourly", usual.hourly, least=0, most=1_000),
        daily=section.whole("daily", usual.daily, least=0, most=10_000),
        answers=read_answers(section, "answers"),
    )


def read_prefix(section: Section, usual: str) -> str:
    """Read the letters before a ticket's number."""
    prefix = section.text("prefix", usual)
    if not PREFIX.match(prefix):
        section.fault(
            "prefix", f"must be one to eight capital letters, like T or INFRA, not {shown(prefix)}"
        )
    elif prefix == VOTES:
        section.fault("prefix", f"must not be {VOTES}, which is for votes, like V-31")
    return prefix


def one_line(section: Section, key: str) -> str:
    """Read a few words for a line of a letter."""
    text = section.text(key, "").strip()
    if not text.isprintable() or len(text) > ONE_LINE:
        section.fault(key, f"must be one line of at most {ONE_LINE} characters, not {shown(text)}")
    return text


def days(section: Section, key: str, usual: timedelta, *, least: int) -> timedelta:
    """Read a number of whole days."""
    return timedelta(days=section.whole(key, usual.days, least=least, most=LONGEST))


def refuse_keys(section: Section, keys: Iterable[str], hint: str) -> None:
    """Report keys that another role has, with the same hint for each."""
    for key in keys:
        if section.has(key):
            section.fault(key, hint)


def check_teams(
    lists: tuple[tuple[Section, ListConfig], ...], bot_address: str, delimiter: str
) -> None:
    """Check that the team's copies go to people: one to our own address would come back to us as a
    new request.
    """
    own = [address for address in (bot_address, *(found.address for _, found in lists)) if address]
    for section, found in lists:
        for address in found.desk.team:
            if base_of(address, own, delimiter):
                section.fault(
                    "team", f"must not name {address}: listbot would get its own copies back"
                )
