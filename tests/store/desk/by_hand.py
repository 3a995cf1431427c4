"""A help desk with the plainest decisions, made by hand: these tests are about the store."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from listbot.mail import Level, Mail
from listbot.model.decision import MailDecision, MomentDecision
from listbot.model.desk.change import DeskChange, TicketChange
from listbot.model.desk.people import Person
from listbot.model.desk.rules import DeskRules
from listbot.model.desk.ticket import Change, Event, Field, Side, Ticket, What
from listbot.model.desk_case import DeskCase
from listbot.model.disposition import Disposition
from listbot.model.inputs import RulesInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.order import Facts, LetterKind, LetterOrder
from listbot.store.base.ticket_tables import ticket_ids
from listbot.store.desk.lines import events_after
from listbot.store.desk.threading import load
from listbot.tickets.lifecycle import with_event
from tests.playing import BOT, LIST, OTHER, ROSTER, START, Play, Post, rules

SUPPORT = "infra-support@example.org"
SECOND = "ci-support@example.org"
TOKEN = "abcdefghij"


def desk_rules(**more: Any) -> RulesInput:
    """Return the lists of other tests, plus two help desks."""
    own = (BOT, LIST, OTHER, SUPPORT, SECOND)
    support = ListRules(
        SUPPORT,
        ListRole.SUPPORT,
        (),
        ROSTER,
        Level.UNVERIFIED,
        START,
        own_addresses=own,
        desk=DeskRules(**more),
    )
    second = replace(support, address=SECOND, desk=DeskRules(prefix="CI"))
    lists = [replace(each, own_addresses=own) for each in rules().lists]
    return RulesInput((*lists, support, second))


def request(id: str, sender: str = "Omar", at: float = 0, **more: Any) -> Post:
    """Return a mail to the help desk."""
    given: dict[str, Any] = {"subject": "The printer", "text": "It is on fire.", "vouched": False}
    return Post(id, sender, at=at, **(given | {"to": SUPPORT, "by": SUPPORT} | more))


Decider = Callable[[Mail, DeskCase], MailDecision]


def plainly(mail: Mail, case: DeskCase) -> MailDecision:
    """Decide plainly: a copy is a duplicate, an answer an event, anything else a ticket."""
    if case.duplicate_of:
        return MailDecision(Disposition.DUPLICATE, "a copy")
    ticket = case.ticket or opened(mail, case)
    what = What.WROTE if case.ticket else What.OPENED
    people = () if case.person else (Person(mail.author.address, mail.author.name, mail.received),)
    changes = tuple(
        Change(Field.PARTICIPANT, "", each)
        for each in (mail.author.address, *mail.to)
        if each not in ticket.participants
        and not each.startswith(("infra-support", "ci-support", "listbot"))
    )
    event = Event(
        what, mail.received, Side.OTHER, mail.author.address, mail.author.name, mail.message_id
    )
    event = replace(event, changes=changes, text=mail.body.own)
    ticket = with_event(ticket, event)
    change = TicketChange(
        ticket, (event,), mail.received + timedelta(minutes=10), (mail.message_id,), mail.references
    )
    disposition = Disposition.REPLY if case.ticket else Disposition.TICKET
    desk = DeskChange(ticket.key, (change,), people)
    return MailDecision(disposition, str(case.found_by), desk=desk, letters=(letter(ticket, mail),))


def opened(mail: Mail, case: DeskCase) -> Ticket:
    """Return a ticket as a mail opens it, before its first event."""
    return Ticket(
        case.rules.desk.prefix,
        case.next_number,
        case.rules.address,
        mail.subject,
        mail.author.address,
        mail.author.name,
        mail.message_id,
        f"{TOKEN[:-1]}{case.next_number}",
        mail.received,
        mail.received,
        participants=(mail.author.address,),
        history=mail.received < START,
    )


def letter(ticket: Ticket, mail: Mail) -> LetterOrder:
    """Return a letter about a ticket, of which only the id matters."""
    cause = f"{ticket.token} {mail.message_id}"
    return LetterOrder(
        LetterKind.TICKET_OPENED,
        cause,
        Facts(),
        False,
        (mail.author.address,),
        mail.message_id,
        ticket=ticket.key,
    )


@dataclass
class Desk(Play):
    """A store with a help desk, without letters."""

    in_force: RulesInput = field(default_factory=desk_rules)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.store.context.composer = None

    def deal(self, post: Post | Mail, decide: Decider = plainly, **arrival: Any) -> DeskCase:
        """Take a mail of the help desk; return its case. `arrival`: what the edge knows."""
        mail = self.read(post) if isinstance(post, Post) else post
        assert isinstance(mail, Mail)
        mail = replace(mail, arrival=replace(mail.arrival, **arrival))
        with self.store.transaction() as tx:
            assert tx.admit(mail)
            case = tx.case_for(mail)
            assert isinstance(case, DeskCase)
            tx.apply(mail, case, decide(mail, case))
        return case

    def place(self, post: Post, **arrival: Any) -> tuple[str, str]:
        """Take a mail; return where it belongs and how that was found."""
        case = self.deal(post, **arrival)
        return case.ticket.key if case.ticket else "", case.found_by.name

    def ticket(self, key: str = "T-1") -> Ticket:
        """Return a ticket."""
        with self.store.reading() as connection:
            found = load(connection, key)
        assert found is not None
        return found

    def events(self, key: str = "T-1") -> tuple[Event, ...]:
        """Return all events of a ticket."""
        with self.store.reading() as connection:
            return events_after(connection, key, 0)

    def ids(self) -> dict[str, list[str]]:
        """Return what is known about each Message-ID: tickets with kinds."""
        found: dict[str, list[str]] = {}
        with self.store.reading() as connection:
            for row in connection.execute(select(ticket_ids).order_by(ticket_ids.c.ticket)):
                found.setdefault(row.message_id, []).append(f"{row.ticket} {row.kind}")
        return found

    def change(
        self, key: str, *changes: Change, at: datetime = START, due: datetime | None = None
    ) -> None:
        """Apply changes to a ticket."""
        event = Event(What.CHANGED, at, Side.TEAM, changes=changes)
        ticket = with_event(self.ticket(key), event)
        with self.store.transaction() as tx:
            case = tx.desk.load(key)
            desk = DeskChange(key, (TicketChange(ticket, (event,), due),))
            tx.desk.carry_out(case, MomentDecision("changed", desk=desk))
