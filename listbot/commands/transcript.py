"""Votes that went astray: sent in reply to a private letter of ours, where no list saw them. Pure.

They do not count, and whoever sent one would take it for counted, so they are told. Nothing is said
where a list of ours is among the recipients: its copy may be on its way.
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
    "Votes count on the list only, where everybody sees them. Please reply to the proposal there."
)


def astray(mail: Mail, reading: Reading, ours: Collection[str]) -> TranscriptLine | None:
    """What is said of the vote in a mail to the bot; None: there is none, or the list has it too.
    `ours`: all that is watched."""
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
) -> LetterOrder:
    """M22: what became of commands, or of a vote that was sent to us, to their sender alone."""
    facts = TranscriptFacts(lines, stopped, help_lines, mail.message_id, mail.subject, vote)
    return LetterOrder(
        kind=LetterKind.TRANSCRIPT,
        cause=f"{mail.author.address} {mail.message_id}",
        facts=facts,
        to_list=False,
        recipients=(mail.author.address,),
        reply_to_mail=mail.message_id,
        thread=mail.references,
        subject=mail.subject,
    )
