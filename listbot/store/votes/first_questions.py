"""What is asked about a mail whatever the answers are, so that it can be asked while it is stored.

Asks nothing itself. Which questions these are is decided by the rules that were in force last;
under others, some are asked in vain.
"""

from collections.abc import Iterator

from listbot.mail import Mail, Unreadable
from listbot.model.list_rules import ListRole
from listbot.store.base.prepared_statements import Question
from listbot.store.desk import threading as desk
from listbot.store.journal import rules
from listbot.store.votes import known_mails


def first_questions(known: rules.InForce | None, mail: Mail | Unreadable) -> Iterator[Question]:
    """Yield them; `known` are the rules that were in force last."""
    yield rules.SINCE
    if isinstance(mail, Unreadable) or known is None:
        return
    role = known.rules.of(mail.arrival.list.address).role
    if role is ListRole.SUPPORT:
        yield from desk.first_questions(mail)
    elif role is ListRole.DECISIONS:
        yield from known_mails.questions((*mail.references, mail.message_id))
