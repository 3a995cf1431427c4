"""The built-in tracker: tickets kept in the store, where mails make and change them.

A request that comes by another way is turned into a mail, so that all tickets are made in
the same way and the journal needs one kind of input for them. Changes are operators' acts.
It never decides: the usual pipeline does.
"""

import secrets
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from listbot import pipeline
from listbot.errors import PermanentError
from listbot.mail import Arrival
from listbot.model.desk.ticket import Field, Status, Ticket
from listbot.model.disposition import Disposition
from listbot.model.inputs import ActInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.store.base.ticket_tables import MAIL
from listbot.store.desk import reading as desk_reading
from listbot.store.desk.threading import load, ties
from listbot.store.store import Store
from listbot.store.transaction import Transaction
from listbot.trackers import Changes, Edit, Request, Seen, View

AT_ONCE = 100  # changes returned by one call


class BuiltinTracker:
    """A Tracker for listbot's own store."""

    name = "builtin"

    def __init__(self, store: Store) -> None:
        self._store = store

    async def create(self, request: Request) -> str:
        """Store the request as a mail and return the ticket it made.

        Raises PermanentError if it made none or cannot be written as a mail, and
        StoreUnavailable.
        """
        known = await self.find(request.label)
        if known is not None:
            return known
        rules = await self._store.write(_rules, request.list)
        raw, nonce = _as_mail(request), secrets.token_hex(8)
        arrival = Arrival(raw, rules.context, f"tracker:{self.name}", request.at, nonce=nonce)
        became = await pipeline.receive(self._store, arrival)
        made = await self.find(request.label)
        if made is None:
            raise PermanentError(
                f"{self.name}: the request {request.label} did not make a ticket: {became}"
            )
        return made

    async def find(self, label: str) -> str | None:
        """Return the key of the ticket that the request's mail made, or None."""
        return await self._store.write(_find, label)

    async def read(self, key: str) -> View:
        """Return the ticket. Raises PermanentError for an unknown key."""
        ticket = await self._store.write(_ticket, key)
        return View(
            ticket.key,
            ticket.title,
            ticket.status,
            ticket.assignee,
            ticket.priority,
            ticket.public,
            ticket.requester,
            ticket.opened,
        )

    async def change(self, key: str, edit: Edit, who: str, reason: str) -> None:
        """Carry the change out as an operator's act.

        Raises PermanentError for an unknown key or a refused change.
        """
        ticket = await self._store.write(_ticket, key)
        if _has(ticket, edit):
            return
        verb, argument = words_of(edit)
        asked = ActInput(key, verb, argument, who, reason, self._store.context.clock())
        decision = await self._store.write(pipeline.act, asked)
        if decision.disposition is not Disposition.COMMAND:
            raise PermanentError(decision.why)

    async def changes(self, since: str) -> Changes:
        """Return the events after the one with this id, at most AT_ONCE."""
        return await self._store.write(_changes, since)


def _rules(tx: Transaction, address: str) -> ListRules:
    for rules in tx.rules.lists:
        if rules.address == address and rules.role is ListRole.SUPPORT:
            return rules
    raise PermanentError(f"builtin: {address} is not a support list")


def _find(tx: Transaction, label: str) -> str | None:
    found = [tie.ticket for tie in ties(tx.connection, (_message_id(label),)) if tie.kind == MAIL]
    return found[0] if found else None


def _ticket(tx: Transaction, key: str) -> Ticket:
    found = load(tx.connection, key)
    if found is None:
        raise PermanentError(f"there is no ticket {key}")
    return found


def _changes(tx: Transaction, since: str) -> Changes:
    found = desk_reading.events_since(tx.connection, int(since or "0"), AT_ONCE)
    seen = tuple(
        Seen(each.ticket, each.event.at, each.event.who, each.event.text, each.event.changes)
        for each in found
    )
    return Changes(seen, str(found[-1].id) if found else since)


def _message_id(label: str) -> str:
    return f"<request-{label}@listbot.invalid>"


def _as_mail(request: Request) -> bytes:
    """Return the request as its requester would have mailed it. Raises PermanentError for
    values that a header cannot hold.
    """
    mail = EmailMessage(policy=SMTP)
    try:
        mail["From"] = Address(request.requester_name, addr_spec=request.requester)
        mail["To"] = request.list
        mail["Subject"] = request.title
        mail["Date"] = request.at
        mail["Message-ID"] = _message_id(request.label)
    except (ValueError, IndexError, MessageError) as fault:
        raise PermanentError(
            f"builtin: the request {request.label} cannot be written as a mail: {fault}"
        ) from fault
    mail.set_content(request.text)
    return bytes(mail)


def _has(ticket: Ticket, edit: Edit) -> bool:
    """Return whether the ticket already has this value."""
    if edit.field is Field.STATUS:
        return ticket.is_closed == (edit.value == Status.CLOSED)
    if edit.field is Field.PUBLIC:
        return ticket.public == (edit.value == "yes")
    return (
        edit.field in (Field.ASSIGNEE, Field.PRIORITY)
        and str(getattr(ticket, edit.field)) == edit.value
    )


def words_of(edit: Edit) -> tuple[str, str]:
    """Return the command line that makes the change: verb and argument. Raises
    PermanentError if there is none.
    """
    match edit.field:
        case Field.STATUS:
            return ("close", "") if edit.value == Status.CLOSED else ("reopen", "")
        case Field.ASSIGNEE:
            return ("assign", edit.value) if edit.value else ("drop", "")
        case Field.PRIORITY:
            return "priority", edit.value
        case Field.PUBLIC:
            return ("public", "") if edit.value == "yes" else ("private", "")
    raise PermanentError(f"builtin: {edit.field} cannot be changed through a tracker")
