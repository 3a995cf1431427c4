"""What our own calls did to issues, as long as the process lives: nobody has to hear of it.

Roundup does not say who changed what. A change of a field is ours if one of our calls has led to
just this value since the last look. After a restart nothing is known to be ours; a change to what
our ticket has anyway is not news.
"""

from dataclasses import replace

from listbot.trackers.roundup.news import Mark

KNOWN = 1000  # issues, and values
FIELDS = ("status", "priority", "assignee")


class Own:
    """What we made and set."""

    def __init__(self) -> None:
        self._made: dict[str, Mark] = {}
        self._set: set[tuple[str, str, str]] = set()

    def made(self, number: str, mark: Mark) -> None:
        """Note how an issue was when we had made it."""
        if len(self._made) >= KNOWN:
            self._made.clear()
        self._made[number] = mark

    def first(self, number: str) -> Mark | None:
        """Return how an issue was when we had made it; None if that is not known."""
        return self._made.get(number)

    def set(self, number: str, old: Mark, new: Mark) -> None:
        """Note what a call of ours has changed."""
        if len(self._set) >= KNOWN:
            self._set.clear()
        for name in FIELDS:
            if getattr(old, name) != getattr(new, name):
                self._set.add((number, name, getattr(new, name)))

    def without(self, number: str, old: Mark, new: Mark) -> Mark:
        """Return an issue as if we had changed nothing in it."""
        ours = {
            name: getattr(old, name)
            for name in FIELDS
            if (number, name, getattr(new, name)) in self._set
        }
        return replace(new, **ours)

    def forget(self, number: str) -> None:
        """Forget what we set in an issue, once it was looked at: if somebody sets the same value
        later, it is theirs.
        """
        self._set = {each for each in self._set if each[0] != number}
