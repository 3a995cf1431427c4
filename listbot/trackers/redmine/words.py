"""Redmine's statuses and priorities in our words, and our texts as Redmine is to show them. Pure.

An admin can name statuses and priorities as they like, in any language. So what no table names goes
by its place: the first status is new, one that closes is closed, and priorities count from the
default one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from listbot.model.desk.ticket import Priority, Status

STATUSES = {"feedback": Status.ON_REQUESTER}
"""What Redmine's installer calls it in English."""
_RANKS = {Priority.LOW: -1, Priority.NORMAL: 0, Priority.HIGH: 1, Priority.URGENT: 2}

LONGEST = 60_000  # bytes of a text; on MySQL a Redmine takes 65,535
LONGEST_TITLE = 250  # characters; Redmine takes 255
CUT = "(The rest of this mail is kept at the help desk.)"
NO_WIDTH = "\u200b"
INDENT = "    "
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_TAGS = re.compile(r"<(?=/?(?:pre|code|kbd|notextile|redpre))", re.IGNORECASE)
_LABEL = re.compile(r"^listbot:([A-Za-z0-9]{1,64})\Z", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Step:
    """A status of Redmine's."""

    id: str
    name: str
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class Rank:
    """A priority of Redmine's."""

    id: str
    name: str
    is_default: bool = False
    is_active: bool = True


def status_of(id: str, steps: Sequence[Step], names: Mapping[str, Status]) -> Status:
    """Return our status for one of Redmine's; `steps`: all, in order; `names`: the table of the
    configuration, in small letters.
    """
    step = next((each for each in steps if each.id == id), None)
    if step is None:
        return Status.OPEN
    name = step.name.casefold()
    if name in names:
        return names[name]
    if step.is_closed:
        return Status.CLOSED
    return Status.NEW if step == steps[0] else STATUSES.get(name, Status.OPEN)


def priority_of(id: str, ranks: Sequence[Rank]) -> Priority:
    """Return our priority for one of Redmine's; `ranks`: all, from low to high."""
    place = next((number for number, each in enumerate(ranks) if each.id == id), None)
    if place is None:
        return Priority.NORMAL
    above = max(-1, min(2, place - _usual(ranks)))
    return next(each for each, rank in _RANKS.items() if rank == above)


def rank_for(priority: Priority, ranks: Sequence[Rank]) -> str:
    """Return Redmine's priority for one of ours, the nearest that can be given; "" if there is
    none.
    """
    wished = _usual(ranks) + _RANKS[priority]
    given = [number for number, each in enumerate(ranks) if each.is_active]
    nearest = min(given, key=lambda each: abs(each - wished), default=None)
    return "" if nearest is None else ranks[nearest].id


def _usual(ranks: Sequence[Rank]) -> int:
    """Return the place of the normal priority: the default; without one, the second."""
    found = (number for number, each in enumerate(ranks) if each.is_default)
    return next(found, min(1, len(ranks) - 1))


def quoted(text: str, label: str) -> str:
    """Return a text as it was written, with the label of the call that sends it.

    A Redmine has Textile or Markdown, and does not say which. The tag makes Textile show a block as
    it is, the indentation Markdown: there no #12 links to an issue, no @name tells anybody, and no
    macro or image works.
    """
    raw = text.encode("utf-8", "replace")
    if len(raw) > LONGEST:
        text = f"{raw[:LONGEST].decode('utf-8', 'ignore')}\n\n{CUT}"
    tame = (_TAGS.sub(f"<{NO_WIDTH}", _CONTROLS.sub("", line)) for line in text.splitlines())
    lines = ("<pre>", *tame, "</pre>")
    return "\n".join((*(f"{INDENT}{each}" for each in lines), "", mark(label)))


def mark(label: str) -> str:
    """Return a label as a line of its own."""
    return f"listbot:{label}"


def label_of(text: str) -> str:
    """Return the label that ends something that we have written; "" if it has none."""
    found = _LABEL.search(text.rstrip()[-100:].replace("\r", ""))
    return found[1] if found else ""


def title(text: str) -> str:
    """Return a title on one line."""
    return " ".join(_CONTROLS.sub(" ", text).split())[:LONGEST_TITLE] or "(no subject)"
