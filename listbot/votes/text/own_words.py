"""The own words of one mail, split only as far as the reader asks: most mails say nothing
about a vote. Pure.

Passages that cannot mention a vote are not split into statements unless somebody asks for
all of them; results are kept. Never fails; linear in the lines.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from listbot.mail.mail import Line
from listbot.votes.text.reasons import has_reason, is_telling
from listbot.votes.text.signals import may_speak
from listbot.votes.text.statements import Passage, Statement, passages

_MANY = 1500  # Statements read for votes; a person's mail has some dozens.
_MUCH = 100_000  # Characters of them; a book chapter.


class OwnWords:
    """The writer's own lines, as passages and statements."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._passages: list[Passage] = list(passages(lines))
        speaking = (passage for passage in self._passages if may_speak(passage.text))
        found = (each for passage in speaking for each in _telling(passage.statements))
        self.telling: Sequence[Statement] = list(_as_many_as_are_read(found, _MANY))
        """The statements that may mention a vote, up to the limit."""
        self.unread = next(found, None)
        """The first statement that may mention a vote but is unread, because there are too
        many before it.
        """

    @property
    def begins(self) -> int:
        """The number of the first own line; 0 for none."""
        return self._passages[0].lines[0].number if self._passages else 0

    @property
    def has_words(self) -> bool:
        """Whether there is any own line."""
        return bool(self._passages)

    def is_within(self, limit: int) -> bool:
        """Whether it has at most so many characters, and none that asks; a quick check."""
        for passage in self._passages:
            limit -= len(passage.text)
            if limit < 0 or "?" in passage.text:
                return False
        return True

    def is_reasoned(self) -> bool:
        """Whether the own words can explain a vote against; of endless ones, the first."""
        lines = (line.text for passage in self._passages for line in passage.lines)
        return any("://" in text or is_telling(text) for text in lines) or has_reason(
            islice(self._all(), _MANY)
        )

    def remarks(self) -> int:
        """How many quoted remarks are answered one by one."""
        return sum(passage.quoted is not None for passage in self._passages)

    def first(self, count: int) -> list[Statement]:
        """The first statements, whatever they say."""
        return list(_as_many_as_are_read(self._all(), count))

    def _all(self) -> Iterator[Statement]:
        return (each for passage in self._passages for each in passage.statements)


def _as_many_as_are_read(statements: Iterator[Statement], count: int) -> Iterator[Statement]:
    """At most `count` statements, stopping when they are too long together; the rest stays
    in the iterator.
    """
    length = 0
    for statement in islice(statements, count):
        yield statement
        length += len(statement.text)
        if length >= _MUCH:
            break


def _telling(statements: Iterable[Statement]) -> Iterable[Statement]:
    """The statements of a passage that mention a vote; a single one needs no check, the
    passage has passed it.
    """
    if isinstance(statements, list) and len(statements) == 1:
        return statements
    return (each for each in statements if may_speak(each.text))
