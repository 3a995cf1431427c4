"""Finds where a mail belongs among stored mails that it names or that name it: at the
nearest ancestor with a proposal.

It queries nothing: `cases.py` finds the rows. If that cannot be known yet, the missing
ancestors are awaited.
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
    """What is needed of a stored mail to find places and copies."""

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
    """Where a mail belongs, as far as is known today."""

    number: int | None
    awaits: tuple[str, ...]
    parent_opens: bool
    parent: Known | None = None
    by_subject: bool = False


def find_place(mail: Mail, known: Sequence[Known], sure: Collection[Level]) -> Place:
    """Return the place at the nearest ancestor that belongs to a proposal.

    Missing ancestors on the way are awaited, and so are those that anybody could have
    written (whose level is not among the `sure` ones): a surer mail may have their
    Message-ID.
    """
    here: dict[str, Known] = {}
    for row in known:
        if row.message_id not in here or _claim(row) > _claim(here[row.message_id]):
            here[row.message_id] = row
    parent = here.get(mail.references[-1]) if mail.references else None
    if parent is not None and parent.proposal is None:
        parent = None  # outside of the proposal, so it cannot be a question asked in its thread
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
            # If an ancestor is tied only by its subject, so is its answer, unless that
            # also names a surer one.
            by_subject = not any(
                _is_surely_in(ancestor.proposal, here.get(id)) for id in mail.references
            )
            return Place(ancestor.proposal, tuple(nearer), parent_opens, parent, by_subject)
    own_key = subject_key(mail.subject)
    return Place(
        None, tuple(id for id in nearer if _is_awaited(here.get(id), own_key)), parent_opens
    )


def _is_settled(row: Known, sure: Collection[Level]) -> bool:
    """Return whether no later mail can change where an answer to this one belongs."""
    is_placed = row.proposal is not None and not row.awaits and not row.by_subject
    return is_placed and row.level in sure


def _is_surely_in(number: int, row: Known | None) -> bool:
    return row is not None and row.proposal == number and not row.by_subject


def _claim(row: Known) -> tuple[bool, bool, int]:
    """Return a sort key among mails with one Message-ID: it opens, it has a place, how it
    is vouched for; else the first.

    Otherwise anybody could draw the answers away from a proposal by sending its Message-ID
    again.
    """
    return (
        row.disposition == Disposition.OPENS,
        row.proposal is not None,
        VOUCHES.index(Level(row.level)),
    )


def _is_awaited(ancestor: Known | None, own_key: str) -> bool:
    """Return whether a mail without a place has to be looked at again for this ancestor.

    Not for one with the same subject: the opening that its subject ties it to calls both
    back. So ordinary threads, where no mail has a place, leave no trace here.
    """
    return ancestor is None or ancestor.awaits or ancestor.subject_key != own_key


def to_come(mail: Mail, known: Sequence[Known]) -> tuple[str, ...]:
    """Return the ancestors up to the first with a sure place: they may be below an opening."""
    waits: list[str] = []
    for message_id in reversed(mail.references):
        rows = [row for row in known if row.message_id == message_id]
        if not rows or all(row.awaits for row in rows):
            waits.append(message_id)
        elif any(row.proposal is not None and not row.by_subject for row in rows):
            break
    return tuple(waits)
