"""What the group's record answers to `#listbot` lines that came to the help desk. Only values."""

from dataclasses import dataclass

from listbot.model.records.acts import RecordAct


@dataclass(frozen=True, slots=True)
class RecordLine:
    """The answer to one line."""

    done: bool
    answer: str
    acts: tuple[RecordAct, ...] = ()
    needs_yes: bool = False
    """Nothing proves who wrote it, so the person is asked."""
    has_text: bool = False
    """The words below the line belong to it: minutes, a new version of a decision record."""


@dataclass(frozen=True, slots=True)
class RecordLines:
    """The answers to the lines of one mail, and what help says of them."""

    answers: tuple[RecordLine | None, ...] = ()
    """One for each line, in order; None: the line is about something else."""
    knows_author: bool = False
    """The author is or was in the group after these lines, or is one of the project's members."""
    words: tuple[str, ...] = ()
    """The words of the record's commands; () if the group keeps no record."""
    help: tuple[tuple[str, str], ...] = ()
    """Each command: its form, and what it does."""

    def of(self, nth: int) -> RecordLine | None:
        """Return the answer to the nth line, if the record has one."""
        return self.answers[nth] if nth < len(self.answers) else None


NO_LINES = RecordLines()
"""Those of nearly every mail."""
