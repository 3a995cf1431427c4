"""Reads minutes: text in, what it says out. Pure; linear; never raises.

What is unsure is among the doubts, with the words it is about; the reading has the likelier one.
"""

import re
from dataclasses import dataclass

from listbot.records.minutes.agreements import agreed_by
from listbot.records.minutes.doing.taken_on import all_names, tasks_by
from listbot.records.minutes.doing.tasks import Task, without_doubles
from listbot.records.minutes.doing.telling import language_of
from listbot.records.minutes.hearing import hear
from listbot.records.minutes.put_off import put_off_by
from listbot.records.minutes.secrets import Found, secrets_in
from listbot.records.minutes.shapes.blocks import blocks_of
from listbot.records.minutes.shapes.chats import chat_in
from listbot.records.minutes.shapes.markup import LONGEST, cleaned
from listbot.records.minutes.shapes.rows import items_of
from listbot.records.minutes.shapes.tables import tables_of
from listbot.records.minutes.who.attendance_in import attendance_of
from listbot.records.minutes.words.phrases import CANCELLED

MOST = 200  # agreements or tasks; no meeting has more
SIGNED_AT = 200  # the last characters of the text
HEAD = 1_000  # characters in which a text says that there was no meeting

_SIGNED = re.compile(r"\n\s*(?:-- ?\n)?([A-ZÀ-Ý][\w-]+)(?: [A-ZÀ-Ý][\w-]+)?\s*\Z")
_LINK = re.compile(r"https?://[^\s<>\"]{4,500}")
_NUMBER = re.compile(r"^(?:TOP\s*)?\d{1,2}[.)/]?\s+")


@dataclass(frozen=True, slots=True)
class Read:
    """What minutes say; names as written."""

    attendees: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    regrets: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    actions: tuple[Task, ...] = ()
    postponed: tuple[str, ...] = ()
    cancelled: bool = False
    secrets: tuple[Found, ...] = ()
    doubts: tuple[tuple[str, str], ...] = ()

    @property
    def signs(self) -> int:
        """How many things show that a text is minutes."""
        return (
            2 * self.cancelled + (len(self.attendees) > 1) + bool(self.agreed) + bool(self.actions)
        )


def read_minutes(text: str) -> Read:
    """Return what a text says."""
    text = text[:LONGEST].replace("\r\n", "\n")
    said = cleaned(text)
    chat = chat_in(said)
    blocks = blocks_of(items_of(said if chat is None else chat.before))
    tables = tables_of(blocks)
    signed = _SIGNED.search(said.rstrip()[-SIGNED_AT:])
    writer = signed[1] if signed else ""
    people = attendance_of(blocks, tables, chat, said, writer)
    doubts = list(people.doubts)
    cancelled = bool(CANCELLED.search(said[:HEAD])) and chat is None
    taken = tasks_by(blocks, tables, people.everybody, language_of(said), writer)
    actions = taken.tasks
    doubts += taken.doubts
    agreed = agreed_by(blocks, tables, taken.numbers)
    put_off = put_off_by(blocks, tables, all_names(people.everybody))
    if chat:
        heard = hear(chat, people.everybody)
        agreed, put_off = [*agreed, *heard.agreed], [*put_off, *heard.put_off]
        actions = list(without_doubles(actions, heard.tasks))
    for each in actions:
        if not each.who:
            doubts.append((each.what, "Who does this?"))
    return Read(
        attendees=() if cancelled else tuple(people.there),
        guests=tuple(people.guests),
        regrets=tuple(people.regrets),
        agreed=() if cancelled else tuple(dict.fromkeys(agreed))[:MOST],
        actions=tuple(actions[:MOST]),
        postponed=tuple(dict.fromkeys(filter(None, put_off)))[:MOST],
        cancelled=cancelled,
        secrets=secrets_in(text),
        doubts=tuple(doubts),
    )


def link_of(text: str) -> str:
    """Return the first link of a text; "" for none."""
    match = _LINK.search(text)
    return match[0].rstrip(".,;)") if match else ""
