"""What is known of newcomers: whether somebody wrote before, which tickets are marked for them.

Never writes.
"""

from dataclasses import replace

from sqlalchemy import Connection, bindparam, select

from listbot.mail import Mail
from listbot.model.desk.ticket import Status
from listbot.model.disposition import Disposition
from listbot.model.group_case import GroupCase
from listbot.model.inputs import RulesInput
from listbot.model.list_rules import ListRole
from listbot.model.records.newcomers import Starter
from listbot.records.introducing import introduces
from listbot.records.newcomers import is_kept
from listbot.store.base.schema import mails
from listbot.store.base.ticket_tables import tickets
from listbot.store.journal.inbox import UNDECIDED

WATCHED = (ListRole.DECISIONS, ListRole.SUPPORT)
BEGINS_NOTHING = (
    Disposition.VOTE,
    Disposition.COMMAND,
    Disposition.AUTOMATIC,
    Disposition.DUPLICATE,
    *UNDECIDED,
)
"""What a stranger may have sent before and still be new."""


_MARKED = '"starter":true'
"""In the snapshot of a ticket. Only open tickets are searched for it, and they are few."""


_BEFORE = (
    select(mails.c.seq)
    .where(
        mails.c.author == bindparam("author"),
        mails.c.received < bindparam("before"),
        mails.c.list.not_in(bindparam("unwatched", expanding=True)),
        *(mails.c.disposition != each for each in BEGINS_NOTHING),
    )
    .limit(1)
)
"""Of all lists but a few: naming thousands would cost a look for each."""


def beside(connection: Connection, rules: RulesInput, mail: Mail, case: GroupCase) -> GroupCase:
    """Return the record beside a mail with what matters if its author is new."""
    if not is_new(connection, rules, mail, case):
        return case
    case = replace(case, is_new=True)
    if rules.of(mail.arrival.list.address).role is not ListRole.SUPPORT:
        return case
    lists = (each.address for each in rules.lists if each.role is ListRole.DECISIONS)
    return replace(case, community=next(lists, ""), starters=starters(connection))


def is_new(connection: Connection, rules: RulesInput, mail: Mail, case: GroupCase) -> bool:
    """Return whether the author began nothing here before. Only a stranger costs a look."""
    if not is_kept(case) or mail.automatic is not None:
        return False
    if mail.references and not introduces(mail.body.own):
        return False  # a plain answer, as nearly every vote is, introduces nobody
    if case.is_ours:
        return False
    unwatched = [each.address for each in rules.lists if each.role not in WATCHED]
    asked = {"author": mail.author.address, "before": mail.received, "unwatched": unwatched}
    return connection.execute(_BEFORE, asked).first() is None


def starters(connection: Connection) -> tuple[Starter, ...]:
    """Return the open public tickets that are marked for newcomers, the oldest first."""
    query = (
        select(tickets.c.key, tickets.c.title)
        .where(
            tickets.c.snapshot.contains(_MARKED),
            tickets.c.public,
            tickets.c.status != Status.CLOSED,
            tickets.c.assignee == "",
        )
        .order_by(tickets.c.opened, tickets.c.number)
    )
    return tuple(Starter(row.key, row.title) for row in connection.execute(query))
