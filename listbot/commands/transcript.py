"""The answer to commands, and to votes that went astray: sent in reply to a private letter from us,
where no list saw them. Pure.

Such a vote does not count, and its sender would think it did, so we tell them. We say nothing if a
watched list is among the recipients: its copy may be on the way.
"""

from collections.abc import Collection

from listbot.letters.facts.votes import (
    TranscriptFacts,
    TranscriptLine,
)
from listbot.mail import Mail
from listbot.mail.wire.extensions import base_of
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.reading import Reading

ONLY_ON_THE_LIST = (
    "Votes count only on the list, where everybody sees them. Please reply to the proposal there."
)


def astray(mail: Mail, reading: Reading, ours: Collection[str]) -> TranscriptLine | None:
    """Return the answer to a vote in a mail to the bot; None: it has none, or the list got it too.

    `ours`: all addresses that are watched.
    """
    said = [each.quote for each in reading.casts] + [each.quote for each in reading.doubts]
    bot = mail.arrival.list
    lists = [each for each in ours if each != bot.address]
    if not said or any(base_of(each, lists, bot.delimiter) for each in mail.to):
        return None
    return TranscriptLine(said[0], False, ONLY_ON_THE_LIST)


def transcript(
    mail: Mail,
    lines: tuple[TranscriptLine, ...],
    stopped: str,
    help_lines: tuple[tuple[str, str], ...],
    vote: bool = False,
    link: str = "",
    about: str = "",
) -> LetterOrder:
    """M22, to the sender alone: what happened to their commands, or to a vote sent only to us.

    A machine that answers each of our letters may say what looks like a vote: that is answered
    once a day for each proposal. `about`: the proposal's id, if it is known.
    """
    facts = TranscriptFacts(lines, stopped, help_lines, mail.message_id, mail.subject, vote, link)
    return LetterOrder(
        kind=LetterKind.TRANSCRIPT,
        cause=f"{mail.author.address} {about if vote else mail.message_id}",
        facts=facts,
        to_list=False,
        recipients=(mail.author.address,),
        reply_to_mail=mail.message_id,
        thread=mail.references,
        subject=mail.subject,
        period=mail.received.date().isoformat() if vote else "",
    )
