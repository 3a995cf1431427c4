"""What was found wrong while reading the configuration, and how a misspelt word is answered."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(slots=True)
class Faults:
    """Collects what is wrong, so that one run tells everything. The one mutable thing in this
    package.
    """

    found: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def add(self, place: str, what: str) -> None:
        """Note a fault; `place` is "file: section.key"."""
        self.found.append(f"{place}: {what}")

    def warn(self, place: str, what: str) -> None:
        """Note what is allowed and still better known."""
        self.warnings.append(f"{place}: {what}")


def closest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like this one, or "" when none is."""
    return next(iter(get_close_matches(word.lower(), tuple(known), n=1, cutoff=0.6)), "")


def suggestion(word: str, known: Iterable[str]) -> str:
    """ "; did you mean ...?", ready to stand after a fault, or ""."""
    close = closest(word, known)
    return f"; did you mean {close}?" if close else ""
