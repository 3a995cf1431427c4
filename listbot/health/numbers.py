"""All numbers of an installation, as `listbot status` and `/metrics` show them. Never writes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from listbot.config import Config
from listbot.inbound.cursor import Condition
from listbot.model.list_rules import ListRole
from listbot.store import reading
from listbot.store.desk import reading as desk_reading
from listbot.store.desk.reading import DeskNumbers
from listbot.store.journal import rules
from listbot.store.reading import Accounting
from listbot.store.recap import numbers as recap_numbers
from listbot.store.recap.numbers import WeekNumbers

DAYS = 30  # how far back the numbers of a help desk go


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers at one moment."""

    found: Accounting
    desks: Mapping[str, DeskNumbers]
    weeks: Sequence[WeekNumbers]


def numbers_of(connection: Connection, config: Config, now: datetime) -> Numbers:
    """Return the numbers of the configured lists."""
    found = reading.accounting(connection)
    desks = {
        each.address: desk_reading.desk_numbers(
            connection, each.address, now - timedelta(days=DAYS), now
        )
        for each in config.lists
        if each.role is ListRole.SUPPORT
    }
    weeks = list(recap_numbers.weeks(connection, rules.in_force(connection), now))
    return Numbers(replace(found, mailboxes=watched(config.vias, found.mailboxes)), desks, weeks)


def watched(vias: Iterable[str], found: Mapping[str, Condition]) -> dict[str, Condition]:
    """Return the folders among the ways in. The database may have others, from an older
    configuration.
    """
    return {via: found[via] for via in vias if via in found}
