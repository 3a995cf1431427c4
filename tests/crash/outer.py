"""A Jira that outlives the daemon: what it has is in a file, and it may be asked anew after a kill.

It is served on loopback by the process that asks it. A failpoint stands before and after each
request that it carries out: a daemon killed at the second one has not heard the answer.
"""

import pickle
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from tests.trackers.fakes.jira import JiraFake
from tests.trackers.fakes.site import Asked, Said

KEPT = ("issues", "users", "_serial")
TIM = "Have you tried water?"


class OuterJira(JiraFake):
    """One project of one Jira, in a file."""

    def __init__(
        self, folder: Path, clock: Callable[[], datetime], point: Callable[[], None]
    ) -> None:
        super().__init__()
        self._file = folder / "jira"
        self._clock = clock
        self._point = point
        if self._file.exists():
            vars(self).update(pickle.loads(self._file.read_bytes()))

    def take(self, asked: Asked) -> Said | None:
        """Carry out a request between two failpoints."""
        self.now = self._clock()
        self._point()
        said = super().take(asked)
        self.keep()
        self._point()
        return said

    def keep(self) -> None:
        """Write down what there is, atomically."""
        new = self._file.with_suffix(".new")
        new.write_bytes(pickle.dumps({name: getattr(self, name) for name in KEPT}))
        new.rename(self._file)

    def work(self) -> None:
        """Let Tim comment, once there is something to comment on."""
        self.now = self._clock()
        for key, issue in self.issues.items():
            if not any(each["author"]["displayName"] == "Tim" for each in issue.comments):
                self.write(key, "Tim", TIM)
                self.keep()
