"""An operator's answer to the mail that says which letters wait for approval. Only values."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """What an answer says about the letters, by their numbers."""

    send: tuple[int, ...] = ()
    drop: tuple[int, ...] = ()
    rest: bool | None = None
    """True: it says "send" without numbers, and means all of them; False: "drop"."""


@dataclass(frozen=True, slots=True)
class Approval:
    """A mail that holds the token of such a letter, or claims to."""

    token: str
    who: str
    """Its author's address."""
    choice: Choice | None
    """None: its words do not say plainly what to do."""
    mail: str
    """Its Message-ID."""
    thread: tuple[str, ...] = ()
    """The Message-IDs that it answers, root first."""
    subject: str = ""
