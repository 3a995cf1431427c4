"""Where a mail belongs, among the stored mails that it names or that name it: by the nearest
ancestor with a proposal.

Asks nothing itself: `cases.py` finds the rows. What cannot be told yet is awaited, and told again
when it has come.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from listbot.mail import Level, Mail
from listbot.mail.wire.subjects import subject_key
from listbot.model.disposition import Disposition

VOUCHES = (Level.UNVERIFIED, Level.ARCHIVED, Level.LIST_VOUCHED, Level.VERIFIED)
"""From the least to the most."""


class Known(NamedTuple):
    """A stored mail, as far as its place and its copies go."""

    message_id: str
    seq: int
    list: str
    author: str
    subject_key: str
    by_subject: bool
    words: str
    level: str
    disposition: str
    proposal: int | None
    awaits: bool
    ticket: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a mail belongs, as far as can be told today."""

    number: int | None
    awaits: tuple[str, ...]
    parent_opens: bool
    parent: Known | None = None
    by_subject: bool = False


def find_place(mail: Mail, known: Sequence[Known], sure: Collection[Level]) -> Place:
    """By the nearest ancestor that belongs to a proposal.

    Ancestors that are missing on the way are awaited, and so are those that anybody could have
    written (whose level is not among the `sure` ones): a surer mail may have their Message-ID.
    """
    here: dict[str, Known] = {}
    for row in known:
        if row.message_id not in here or _claim(row) > _claim(here[row.message_id]):
            here[row.message_id] = row
    parent = here.get(mail.references[-1]) if mail.references else None
    if parent is not None and parent.proposal is None:
        parent = None  # outside of the proposal, where it is no question asked in its thread
    # An answer to one of our own letters in the thread answers the proposal, not a side question.
    parent_opens = parent is None or parent.disposition in (
        Disposition.OPENS,
        Disposition.AUTOMATIC,
    )
    nearer: list[str] = []
    for message_id in reversed(mail.references):
        ancestor = here.get(message_id)
        if ancestor is None or not _is_settled(ancestor, sure):
            nearer.append(message_id)
        if ancestor is not None and ancestor.proposal is not None:
            # What answers a mail that only its subject ties is tied by that subject as well, unless
            # it names a surer.
            by_subject = not any(
                _is_surely_in(ancestor.proposal, here.get(id)) for id in mail.references
            )
            return Place(ancestor.proposal, tuple(nearer), parent_opens, parent, by_subject)
    own_key = subject_key(mail.subject)
    return Place(
        None, tuple(id for id in nearer if _is_awaited(here.get(id), own_key)), parent_opens
    )


def _is_settled(row: Known, sure: Collection[Level]) -> bool:
    """Whether nothing that is still to come changes what an answer to this mail comes to."""
    is_placed = row.proposal is not None and not row.awaits and not row.by_subject
    return is_placed and row.level in sure


def _is_surely_in(number: int, row: Known | None) -> bool:
    return row is not None and row.proposal == number and not row.by_subject


def _claim(row: Known) -> tuple[bool, bool, int]:
    """Of mails under one Message-ID: whether it opens, whether it has a place, how it is vouched
    for; else the first.

    Otherwise anybody could draw the answers to a proposal away from it, by sending its Message-ID
    once more.
    """
    return (
        row.disposition == Disposition.OPENS,
        row.proposal is not None,
        VOUCHES.index(Level(row.level)),
    )


def _is_awaited(ancestor: Known | None, own_key: str) -> bool:
    """Whether a mail without a place has to be looked at again for this ancestor.

    Not for one of the same subject: the opening that its subject ties it to calls both back.
    Ordinary threads, where nobody has a place, so leave no trace here.
    """
    return ancestor is None or ancestor.awaits or ancestor.subject_key != own_key


def to_come(mail: Mail, known: Sequence[Known]) -> tuple[str, ...]:
    """The ancestors, up to the first one with a sure place, that may yet turn out to stand below an
    opening.
    """
    waits: list[str] = []
    for message_id in reversed(mail.references):
        rows = [row for row in known if row.message_id == message_id]
        if not rows or all(row.awaits for row in rows):
            waits.append(message_id)
        elif any(row.proposal is not None and not row.by_subject for row in rows):
            break
    return tuple(waits)
