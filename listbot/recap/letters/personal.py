"""The order of the weekly digest: the votes and tickets waiting for one person, as many as a letter
can hold. Pure; the words are in the template.
"""

from datetime import datetime
from hashlib import sha256

from listbot.letters.facts.digest import DigestFacts
from listbot.letters.facts.recap import Rows
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.weekly.digest import Digest

MOST_ROWS = 30  # of each part
# hex digits; a failed letter's cause is logged, and a token must not be
HASH = 32


def digest(found: Digest, period: str, now: datetime) -> LetterOrder:
    """M12: the votes and tickets waiting for a person. Once per person and week; answers go to the
    bot, which takes commands.

    The token's hash in the cause makes a Message-ID that nobody else can guess, so a mail that
    answers it comes from the reader.
    """
    tickets = (*found.asked, *found.mine)
    facts = DigestFacts(
        names=tuple(dict.fromkeys(each.partition("@")[0] for each in found.lists)),
        at=now,
        votes=Rows.of(found.votes, MOST_ROWS),
        asked=Rows.of(found.asked, MOST_ROWS),
        mine=Rows.of(found.mine, MOST_ROWS),
        nobodys=Rows.of(found.nobodys, MOST_ROWS),
        waiting_votes=len(found.votes),
        waiting_tickets=len(tickets),
        waiting_nobodys=len(found.nobodys),
        oldest=max((ticket.days for ticket in tickets or found.nobodys), default=0),
    )
    return LetterOrder(
        kind=LetterKind.DIGEST,
        cause=f"{found.address} {sha256(found.token.encode()).hexdigest()[:HASH]}",
        facts=facts,
        to_list=False,
        recipients=(found.address,),
        reply_to_mail=None,
        period=period,
        asked_for=True,
        unsubscribe=found.token,
    )
