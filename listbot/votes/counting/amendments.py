"""Which text of a proposal a vote saw: the mails that changed the text, in order, and the place of
a mail among them. Pure; never fails.

A vote saw the newest text that the list had received when it was written, or the one it answers,
whatever its writer's clock says. It stands all the same; that it was on an earlier text is shown.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from listbot.model.proposal import Act, Entry, Verb

MARKED = "\0text "
"""What stands before the mark of a text; no mail has a NUL."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """A mail whose text took the place of the one before."""

    mail: str
    """Message-ID."""
    received: datetime
    text: str
    before: str
    """The text it replaced."""

    @property
    def is_forgotten(self) -> bool:
        """Whether only a mark is left of its text."""
        return self.text.startswith(MARKED)


def amendments_in(entries: Iterable[Entry]) -> tuple[Amendment, ...]:
    """Return what changed the text, in the order in which the list received it; the entries are
    those in time. A mail that repeats the text in force changes nothing.
    """
    found = sorted(
        ((entry, act) for entry in entries for act in entry.acts if act.verb is Verb.AMEND),
        key=lambda each: (each[0].received, each[0].order, each[0].words),
    )
    return _changes([(entry.mail, entry.received, act) for entry, act in found])


def amended_by(acts: Iterable[Act]) -> tuple[Amendment, ...]:
    """Return the same from the acts alone, for deciding one mail of a long thread."""
    found = sorted(
        (act for act in acts if act.verb is Verb.AMEND), key=lambda act: (act.order[1], act.order)
    )
    return _changes([(act.order[2], act.order[1], act) for act in found])


def _changes(found: Sequence[tuple[str, datetime, Act]]) -> tuple[Amendment, ...]:
    amendments: list[Amendment] = []
    for mail, received, act in found:
        before = amendments[-1].text if amendments else act.opening
        if act.text.split() != before.split():
            amendments.append(Amendment(mail, received, act.text, before))
    return tuple(amendments)


def seen_by(entry: Entry, amendments: Sequence[Amendment]) -> int:
    """Return how many of the amendments the writer of a mail knew; the last of them has the text
    that they wrote about, and with 0 it is the opening's.
    """
    for many in range(len(amendments), 0, -1):
        amendment = amendments[many - 1]
        if amendment.received <= entry.effective or amendment.mail in (entry.mail, *entry.answers):
            return many
    return 0


def mark_of_text(text: str) -> str:
    """Return what is kept of a text whose author was forgotten: enough to tell it from another."""
    words = " ".join(text.split())
    return MARKED + sha256(words.encode("utf-8", "surrogatepass")).hexdigest() if words else ""
