"""Votes that went astray: sent in reply to a private letter of ours, where no list saw them. Pure.

They do not count, and whoever sent one would take it for counted, so they are told. Nothing is said where a list of
ours is among the recipients: its copy may be on its way.
"""

from collections.abc import Collection

from listbot.letters.facts import TranscriptLine
from listbot.mail import Mail
from listbot.mail.extensions import base_of
from listbot.votes.cast import Reading

ONLY_ON_THE_LIST = (
    "Votes count on the list only, where everybody sees them. Please reply to the proposal there."
)


def astray(mail: Mail, reading: Reading, ours: Collection[str]) -> TranscriptLine | None:
    """What is said of the vote in a mail to the bot; None: there is none, or the list has it too. `ours`: all that is
    watched."""
    said = [each.quote for each in reading.casts] + [each.quote for each in reading.doubts]
    bot = mail.arrival.list
    lists = [each for each in ours if each != bot.address]
    if not said or any(base_of(each, lists, bot.delimiter) for each in mail.to):
        return None
    return TranscriptLine(said[0], False, ONLY_ON_THE_LIST)
