"""What the parts of the site read from: one state of the database, and the facts of the site."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import blake2b

from sqlalchemy import Connection, func, select

from listbot.model.group_case import GroupCase
from listbot.model.inputs import RulesInput
from listbot.model.records.acts import RecordVerb
from listbot.pages.site import SiteFacts
from listbot.store.base.conditions import IS_ERASURE
from listbot.store.base.record_tables import record_acts
from listbot.store.base.schema import journal
from listbot.store.journal import rules
from listbot.store.records.acts import KeptGroup

_DIGEST = 12  # bytes: among a million pages, two different ones never share a stamp


@dataclass
class Source:
    """One reading of the database: everything read from it fits together."""

    connection: Connection
    site: SiteFacts
    now: datetime
    kept: KeptGroup = field(default_factory=KeptGroup)
    """The group as the reading before knew it."""

    @cached_property
    def rules(self) -> RulesInput:
        """The rules in force."""
        return rules.in_force(self.connection)

    @cached_property
    def names(self) -> dict[str, str]:
        """The names of everybody on the roster, by address."""
        members = self.rules.of_bot.roster.members
        return {address: each.name for each in members for address in each.addresses}

    @cached_property
    def group(self) -> GroupCase | None:
        """The group's record; None if the group keeps none."""
        if self.rules.group is None:
            return None
        bot = self.rules.of_bot
        return GroupCase(self.rules.group, self.kept.of(self.connection), bot.roster, bot)


def erasures(source: Source) -> str:
    """Return a text that is another one once a person was forgotten or words were redacted."""
    forgotten = select(func.count()).select_from(journal).where(IS_ERASURE)
    redactions = (
        select(record_acts.c.id)
        .where(record_acts.c.verb == RecordVerb.REDACTED)
        .order_by(record_acts.c.id)
    )
    rows = source.connection.execute(redactions)
    return stamp([source.connection.execute(forgotten).scalar_one(), *rows.scalars()])


def stamp(parts: Iterable[object]) -> str:
    """Return the digest of everything that a page is made of: rows, in an order that is fixed."""
    written = "\n".join(map(repr, parts)).encode("utf-8", "surrogatepass")
    return blake2b(written, digest_size=_DIGEST).hexdigest()
