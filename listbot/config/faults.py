"""The faults found while reading the configuration, and suggestions for misspelt words."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches


@dataclass(slots=True)
class Faults:
    """Collects faults, so that one run reports them all. The only mutable thing in this package."""

    found: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def add(self, place: str, what: str) -> None:
        """Add a fault; `place` is "file: section.key"."""
        self.found.append(f"{place}: {what}")

    def warn(self, place: str, what: str) -> None:
        """Add a warning about something allowed but probably not meant."""
        self.warnings.append(f"{place}: {what}")


def closest(word: str, known: Iterable[str]) -> str:
    """Return the known word most like this one, or "" if none is close."""
    return next(iter(get_close_matches(word.lower(), tuple(known), n=1, cutoff=0.6)), "")


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return "; did you mean ...?", to append to a fault, or ""."""
    close = closest(word, known)
    return f"; did you mean {close}?" if close else ""
