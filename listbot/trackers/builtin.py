"""The built-in tracker: tickets kept in the store, where mails make and change them.

A request that comes by another way is turned into a mail, so that all tickets are made in
the same way and the journal needs one kind of input for them. Changes are operators' acts.
It never decides: the usual pipeline does.
"""

import secrets
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from listbot import pipeline
from listbot.errors import PermanentError
from listbot.mail import Arrival
from listbot.model.desk.ticket import Field, Status, Ticket, What
from listbot.model.disposition import Disposition
from listbot.model.inputs import ActInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.store.base.ticket_tables import MAIL
from listbot.store.desk import reading as desk_reading
from listbot.store.desk.threading import load, ties
from listbot.store.store import Store
from listbot.store.transaction import Transaction
from listbot.trackers import (
    Changes,
    Checked,
    Comment,
    Contact,
    Edit,
    Enclosure,
    Request,
    Seen,
    View,
)

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
        became = await self._receive(request.list, _as_mail(request), request.at)
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
            ticket.watchers,
            *await self._store.write(_added, key),
        )

    async def change(self, key: str, edit: Edit, who: str, reason: str) -> None:
        """Carry the change out as an operator's act.

        Raises PermanentError for an unknown key or a refused change.
        """
        ticket = await self._store.write(_ticket, key)
        if _has(ticket, edit):
            return
        verb, argument = words_of(edit)
        await self._act(ActInput(key, verb, argument, who, reason, self._store.context.clock()))

    async def comment(self, key: str, comment: Comment) -> None:
        """Store the comment as an answer by mail. Raises PermanentError for an unknown key, and for
        a comment that cannot be written as a mail.
        """
        ticket = await self._store.write(_ticket, key)
        if await self.find(comment.label) is not None:
            return
        mail = _answering(ticket, comment.who, comment.who_name, comment.label, comment.at)
        mail.set_content(comment.text)
        await self._receive(ticket.list, bytes(mail), comment.at)

    async def attach(self, key: str, file: Enclosure) -> None:
        """Store the file as an answer by mail from the requester. Raises PermanentError for an
        unknown key.
        """
        ticket = await self._store.write(_ticket, key)
        if await self.find(file.label) is not None:
            return
        at = self._store.context.clock()
        mail = _answering(ticket, ticket.requester, ticket.requester_name, file.label, at)
        mail.set_content("")
        kind, _, subtype = file.type.partition("/")
        mail.add_attachment(file.data, maintype=kind, subtype=subtype, filename=file.name)
        await self._receive(ticket.list, bytes(mail), at)

    async def register(self, person: Contact) -> str:
        """Return the address: nobody needs an account here."""
        return person.address

    async def watch(self, key: str, account: str) -> None:
        """Find the address among those that follow the ticket. Raises PermanentError for one that
        does not, and for an unknown key: people follow a ticket of ours by mail.
        """
        ticket = await self._store.write(_ticket, key)
        if account not in ticket.watchers:
            raise PermanentError(f"builtin: {account} follows {key} by writing to it")

    async def changes(self, since: str) -> Changes:
        """Return the events after the one with this id, at most AT_ONCE."""
        return await self._store.write(_changes, since)

    async def check(self) -> Checked:
        """Return that all is well: what it needs is the store."""
        return Checked(("tickets are kept in our own store",))

    async def close(self) -> None:
        """Do nothing: the store is not ours."""

    async def _receive(self, address: str, raw: bytes, at: datetime) -> str:
        rules = await self._store.write(_rules, address)
        nonce = secrets.token_hex(8)
        arrival = Arrival(raw, rules.context, f"tracker:{self.name}", at, nonce=nonce)
        return await pipeline.receive(self._store, arrival)

    async def _act(self, asked: ActInput) -> None:
        decision = await self._store.write(pipeline.act, asked)
        if decision.disposition is not Disposition.COMMAND:
            raise PermanentError(decision.why)


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
        Seen(
            each.ticket,
            each.event.at,
            each.event.who,
            each.event.text,
            each.event.changes,
            str(each.id),
            is_own=True,  # whatever happens here is told by the line itself
        )
        for each in found
    )
    return Changes(seen, str(found[-1].id) if found else since)


def _added(tx: Transaction, key: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names of the files and the texts that came after the request itself."""
    whole = desk_reading.whole_ticket(tx.connection, key)
    events = whole.events if whole is not None else ()
    files = tuple(file.name for event in events for file in event.files)
    texts = tuple(event.text for event in events if event.text and event.what is What.WROTE)
    return files, texts


def _message_id(label: str) -> str:
    return f"<request-{label}@listbot.invalid>"


def _as_mail(request: Request) -> bytes:
    """Return the request as its requester would have mailed it. Raises PermanentError for
    values that a header cannot hold.
    """
    mail = _mail_of(
        request.requester, request.requester_name, request.list, request.label, request.at
    )
    _set(mail, "Subject", request.title)
    mail.set_content(request.text)
    return bytes(mail)


def _answering(ticket: Ticket, who: str, name: str, label: str, at: datetime) -> EmailMessage:
    """Return an answer in the ticket's thread, without its text. Raises PermanentError."""
    mail = _mail_of(who, name, ticket.list, label, at)
    _set(mail, "Subject", f"Re: {ticket.title}")
    _set(mail, "In-Reply-To", ticket.root)
    _set(mail, "References", ticket.root)
    return mail


def _mail_of(who: str, name: str, to: str, label: str, at: datetime) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    try:
        mail["From"] = Address(name, addr_spec=who)
        mail["To"] = to
        mail["Date"] = at
    except (ValueError, IndexError, MessageError) as fault:
        raise PermanentError(f"builtin: {label} cannot be written as a mail: {fault}") from fault
    _set(mail, "Message-ID", _message_id(label))
    return mail


def _set(mail: EmailMessage, name: str, value: str) -> None:
    try:
        mail[name] = value
    except (ValueError, IndexError, MessageError) as fault:
        raise PermanentError(f"builtin: cannot be written as a mail: {fault}") from fault


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
