"""The pages of a list that is cut by time: by months or years, which never change when something
new comes. Only values.
"""

from dataclasses import dataclass

from listbot.pages.shown import Shown


@dataclass(frozen=True, slots=True)
class Chapter:
    """One page of such a list."""

    path: str
    name: Shown
    """The month or the year: "2026-09", "2026"."""
