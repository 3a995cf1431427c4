"""Makes the letters about the record: to whom, with which facts. Pure."""

from collections.abc import Iterable
from dataclasses import replace

from listbot.letters.facts.members import LeavingFacts
from listbot.mail import Mail
from listbot.model.desk.people import Confirmation
from listbot.model.group_case import GroupCase
from listbot.model.order import LetterKind, LetterOrder
from listbot.records.asking import reply_to
from listbot.records.people import Known, reached_at


def where_they_read(letters: Iterable[LetterOrder], known: Known) -> tuple[LetterOrder, ...]:
    """Return the letters, addressed to where their readers are reached now: the record knows a
    member by the address under which they came.
    """
    return tuple(
        replace(each, recipients=tuple(reached_at(known, to) for to in each.recipients))
        for each in letters
    )


def are_you_leaving(asked: Confirmation, mail: Mail, case: GroupCase, proven: bool) -> LetterOrder:
    """M32: to one member who said in plain words that they leave, or in whose name it was said."""
    hours = case.rules.leave_hours if proven else 0
    return LetterOrder(
        kind=LetterKind.LEAVING,
        cause=f"{asked.who} {asked.token}",
        facts=LeavingFacts(asked.token, hours, mail.subject, mail.received),
        to_list=False,
        recipients=(asked.who,),
        reply_to_mail=None,
        reply_to=reply_to(asked, case.bot),
    )
