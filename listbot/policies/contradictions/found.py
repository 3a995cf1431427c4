"""One contradiction in a rule, and the key under which its author finds it. Pure; never fails."""

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contradiction:
    """A parameter that contradicts others, or that never applies."""

    key: str
    what: str
    """What is wrong with it, and what to do; the key is its subject."""
    others: tuple[str, ...] = ()
    """The parameters that it contradicts, the most telling first."""

    def place(self, written: Collection[str]) -> str:
        """Return the first of its keys that the author wrote; else the key itself."""
        return next((key for key in (self.key, *self.others) if key in written), self.key)

    def taken_over(self, written: Collection[str]) -> str:
        """Return the key that explains it and that the author did not write; "" if there is none.

        Its value comes from the class that the rule is like, or is the usual one.
        """
        if self.key not in written:
            return self.key
        return next((key for key in self.others[:1] if key not in written), "")
