"""A mail as a new ticket: its title, its token, who follows it. Pure."""

import re

from listbot.mail import Level, Mail
from listbot.model.desk.people import Written
from listbot.model.desk.ticket import Ticket
from listbot.model.desk_case import DeskCase
from listbot.model.tokens import token
from listbot.tickets.participants import others_on

NO_TITLE = "(no subject)"
# characters: far more than people write, and still one line in a list of tickets
LONGEST_TITLE = 200
TOKEN = 10  # letters of base32: 50 bits, as it only routes mail and proves nothing
QUESTION_TOKEN = 16  # letters of base32: 80 bits, as it is proof enough
_PREFIX = re.compile(
    r"\A(?:\s*(?:(?:re|aw|sv|vs|antw|fwd?|wg|tr|rv|enc|i|r)\s?(?:\[\d{1,3}\]\s?)?:"
    r"|\[[A-Z]{1,8}-\d{1,9}(?: \w{10})?\]))+",
    re.IGNORECASE,
)


def opened_by(mail: Mail | Written, case: DeskCase) -> Ticket:
    """Return the ticket that a mail opens, before its first event."""
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
    """Return the title from a mail's subject, without "Re:" and the like and without a key."""
    return cleaned(mail.subject)


def cleaned(subject: str) -> str:
    """Return a subject as a title."""
    title = " ".join(_PREFIX.sub("", subject).split())
    return title[:LONGEST_TITLE] or NO_TITLE
