"""A mail in a compact form, to hand it from one process to another: plain values, and the lines of
its body as one text.

To make its hundred lines anew would take as long as half of reading it, and most mails' lines are
never asked for, so they are made when somebody asks. What is restored says the same as what was
read. Pure; never raises.
"""

from dataclasses import fields
from functools import cached_property
from itertools import chain, count, groupby, repeat
from operator import attrgetter, itemgetter
from typing import Any

from listbot.mail.mail import Arrival, Author, Body, Level, Line, Mail, Part, Unreadable

Compact = tuple[Any, ...]
"""A mail without its arrival, which the other process has."""

_PARTS = tuple(Part)
_NUMBERS = {part: number for number, part in enumerate(_PARTS)}
_part_and_note = itemgetter(2, 3)
_NAMES = [each.name for each in fields(Mail) if each.name not in ("arrival", "author", "body")]
_values = attrgetter(*_NAMES)


class _CompactBody(Body):
    """A body that makes its lines when somebody asks for them."""

    _runs: tuple[tuple[int, str, int], ...]
    """The lines in a row that are alike: the number of their part, their note, and how many."""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        parts = chain.from_iterable(repeat(_PARTS[part], size) for part, _, size in self._runs)
        notes = chain.from_iterable(repeat(note, size) for _, note, size in self._runs)
        made = zip(count(1), self.text.split("\n"), parts, notes, strict=False)
        return tuple(map(tuple.__new__, repeat(Line), made))


def compact(mail: Mail | Unreadable) -> Compact:
    """Return the compact form of a mail."""
    if isinstance(mail, Unreadable):
        return mail.digest, mail.reason, mail.message_id
    author, body = mail.author, mail.body
    runs = [
        (_NUMBERS[part], note, sum(1 for _ in alike))
        for (part, note), alike in groupby(body.lines, _part_and_note)
    ]
    return (
        _values(mail),
        (author.address, author.name, author.level.value, author.how),
        (tuple(runs), body.text, body.own, body.flowed, body.from_html),
        mail.digest,
    )


def restored(form: Compact, arrival: Arrival) -> Mail | Unreadable:
    """Return the mail with this compact form, of the arrival that it was read from."""
    if len(form) == 3:
        return Unreadable(arrival, *form)
    values, (address, name, level, how), body, digest = form
    arrival.__dict__["digest"] = digest  # where it would be kept once it is worked out
    return Mail(
        arrival=arrival,
        author=Author(address, name, Level(level), how),
        body=_body(*body),
        **dict(zip(_NAMES, values, strict=True)),
    )


def _body(
    runs: tuple[tuple[int, str, int], ...], text: str, own: str, flowed: bool, from_html: bool
) -> Body:
    body = _CompactBody.__new__(_CompactBody)
    # The class is frozen. What can be worked out from the lines is there already.
    body.__dict__.update(_runs=runs, text=text, own=own, flowed=flowed, from_html=from_html)
    return body
