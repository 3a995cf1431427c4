"""A mail as a new ticket: its title, its token, who follows it. Pure."""

import re

from listbot.mail import Level, Mail
from listbot.model.desk.people import Written
from listbot.model.desk.ticket import Ticket
from listbot.model.desk_case import DeskCase
from listbot.model.tokens import token
from listbot.tickets.participants import others_on

NO_TITLE = "(no subject)"
# characters; what a subject may be in one line of a list of tickets, and far more than people write
LONGEST_TITLE = 200
TOKEN = 10  # letters of base32: 50 bits, for what routes and does not authenticate
QUESTION_TOKEN = 16  # 80 bits: who knows it is believed
_PREFIX = re.compile(
    r"\A(?:\s*(?:(?:re|aw|sv|vs|antw|fwd?|wg|tr|rv|enc|i|r)\s?(?:\[\d{1,3}\]\s?)?:"
    r"|\[[A-Z]{1,8}-\d{1,9}(?: \w{10})?\]))+",
    re.IGNORECASE,
)


def opened_by(mail: Mail | Written, case: DeskCase) -> Ticket:
    """The ticket a mail opens, before its first event."""
    rules = case.rules
    whole = isinstance(mail, Mail)
    author = mail.author.address if isinstance(mail, Mail) else mail.author
    name = mail.author.name if isinstance(mail, Mail) else mail.name
    writes = not (isinstance(mail, Mail) and mail.automatic)
    seed = f"{mail.arrival.nonce}{mail.digest}" if isinstance(mail, Mail) else mail.digest
    others = others_on(mail, rules) if isinstance(mail, Mail) else ()
    live = rules.live_since is not None and mail.received >= rules.live_since
    return Ticket(
        prefix=rules.desk.prefix,
        number=case.next_number,
        list=rules.address,
        title=cleaned(mail.subject),
        requester=author,
        requester_name=name,
        root=mail.message_id,
        token=token(seed, TOKEN),
        opened=mail.received,
        since=mail.received,
        public=rules.desk.public,
        watchers=(author,) if writes else (),
        participants=(author, *others),
        returns=token(f"{seed} returns", QUESTION_TOKEN),
        history=not live
        or (whole and isinstance(mail, Mail) and mail.author.level is Level.ARCHIVED),
    )


def title_of(mail: Mail) -> str:
    """The subject as a ticket's title: without the prefixes of answers, and without a key."""
    return cleaned(mail.subject)


def cleaned(subject: str) -> str:
    """A subject as a title."""
    title = " ".join(_PREFIX.sub("", subject).split())
    return title[:LONGEST_TITLE] or NO_TITLE
