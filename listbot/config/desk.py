"""What a support list says of its help desk: whose copies, whose patience, what may be promised.

The keys stand in [[lists]] beside the others and mean something only where `role` is "support".
"""

import re
from collections.abc import Iterable
from datetime import timedelta

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
)
"""The keys of [[lists]] that only a support list has."""

PREFIX = re.compile(r"[A-Z]{1,8}\Z")
VOTES = "V"
ONE_LINE = 100  # characters of what stands in a line of a letter
MINUTES_A_DAY = 24 * 60
LONGEST = 3650  # days; ten years is as good as never


def read_desk(section: Section, delimiter: str) -> DeskRules:
    """The help desk of a support list."""
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
    )


def read_prefix(section: Section, usual: str) -> str:
    """The letters before a ticket's number."""
    prefix = section.text("prefix", usual)
    if not PREFIX.match(prefix):
        section.fault(
            "prefix", f"must be one to eight capital letters, like T or INFRA, is {shown(prefix)}"
        )
    elif prefix == VOTES:
        section.fault("prefix", f"must be another than {VOTES}, which votes have: V-31")
    return prefix


def one_line(section: Section, key: str) -> str:
    """A few words that will stand in a line of a letter."""
    text = section.text(key, "").strip()
    if not text.isprintable() or len(text) > ONE_LINE:
        section.fault(key, f"must be one line of at most {ONE_LINE} characters, is {shown(text)}")
    return text


def days(section: Section, key: str, usual: timedelta, *, least: int) -> timedelta:
    """A number of whole days."""
    return timedelta(days=section.whole(key, usual.days, least=least, most=LONGEST))


def refuse_keys(section: Section, keys: Iterable[str], hint: str) -> None:
    """Keys of another role, with what is right about them."""
    for key in keys:
        if section.has(key):
            section.fault(key, hint)


def check_teams(
    lists: tuple[tuple[Section, ListConfig], ...], bot_address: str, delimiter: str
) -> None:
    """Copies for the team go to people: one to an address of ours would come back as a
    new request.
    """
    own = [address for address in (bot_address, *(found.address for _, found in lists)) if address]
    for section, found in lists:
        for address in found.desk.team:
            if base_of(address, own, delimiter):
                section.fault(
                    "team", f"{address} is an address of listbot: its copies would come back to it"
                )
