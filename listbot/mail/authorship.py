"""What is known about who wrote a mail, apart from the mail: the answers of the DNS, and what
they and its signatures prove. Only values.

An answer is taken once, at the edge, and kept with the mail, so that reading it again needs no
network and always comes to the same. That nobody answered is one thing, and that the answer was
"no such key" is another: only the second proves anything.
"""

from dataclasses import dataclass
from enum import StrEnum

SHOWN = 60  # characters of a domain in the words of a proof, at most


class Heard(StrEnum):
    """How the DNS answered a question for a key record."""

    RECORD = "record"
    NOTHING = "nothing"
    """There is no such name, or no text at it."""
    NO_ANSWER = "no answer"
    """A time-out or a fault of a server: it may answer later."""


@dataclass(frozen=True, slots=True)
class KeyAnswer:
    """What the DNS said about one name."""

    name: str
    """Lower case, without the final dot: `s1._domainkey.example.org`."""
    heard: Heard
    texts: tuple[str, ...] = ()
    """The TXT records at that name, each in one piece."""


@dataclass(frozen=True, slots=True)
class KeyAnswers:
    """All that the DNS said about the keys of one mail's signatures."""

    answers: tuple[KeyAnswer, ...] = ()

    def about(self, name: str) -> KeyAnswer | None:
        """Return the answer about a name; None if it was not asked for."""
        return next((each for each in self.answers if each.name == name), None)

    @property
    def open(self) -> tuple[str, ...]:
        """The names about which nobody has answered yet."""
        return tuple(each.name for each in self.answers if each.heard is Heard.NO_ANSWER)

    def with_later(self, later: tuple[KeyAnswer, ...]) -> "KeyAnswers":
        """Return the same with later answers in the place of those that were missing."""
        new = {each.name: each for each in later}
        missing = set(self.open)
        return KeyAnswers(
            tuple(
                new.get(each.name, each) if each.name in missing else each for each in self.answers
            )
        )


class Proven(StrEnum):
    """Whether it is proven that the author of a mail wrote it."""

    YES = "proven"
    NO = "not proven"
    UNKNOWN = "unknown"
    """The DNS has not answered yet."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What proves that its author wrote a mail. It says nothing about whether the mail was on
    the list: that is known from its route.
    """

    proven: Proven
    how: str
    """In words: "signed by example.org", "the signature of example.org has expired"."""
    covers_thread: bool = True
    """The fields that say which mail it answers are signed, too, or there are none."""
    awaits_copy: bool = False
    """Its list has a tap, and the copy that may prove it has not come."""
