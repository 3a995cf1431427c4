"""Reads the mails of one thread again, in the order they were written, each with what is known of
the thread by then.

The part of a recount that makes entries for the tally. It counts nothing, needs no clock and never
fails: the reading says in words what could not be tallied. Each mail is read once, against a
bounded text (the opening and its parent), so the time is linear in the number of mails.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.disposition import Disposition
from listbot.model.list_rules import ListRules
from listbot.model.proposal import Entry, Proposal
from listbot.model.reading import Parent, Reading, ThreadView
from listbot.proposals.entries import entry_of, hear
from listbot.votes.counting.turns import in_turn
from listbot.votes.opening.wording import text_of
from listbot.votes.reading.reading import read_votes
from listbot.votes.text.earlier import Earlier, earlier_of

OWN_KNOWN = 50  # a person's latest mails that their command may be about


@dataclass(frozen=True, slots=True)
class Placed:
    """A mail of the thread and its place there."""

    key: str
    mail: Mail
    parent: str | None
    """The key of the mail it answers, if that is in the archive."""
    by_subject: bool


@dataclass(frozen=True, slots=True)
class Reread:
    """A mail with its reading, and its entry in the tally if it may have one."""

    key: str
    reading: Reading
    entry: Entry | None


def reread(
    proposal: Proposal, root: str, mails: Iterable[Placed], rules: ListRules
) -> tuple[Reread, ...]:
    """Read a proposal's mails, given in order; `root` is the key of the one that opens it.

    Each is read after the root and the mail it answers, even if its writer's clock was behind.
    """
    thread, placed = _Thread(proposal, root, rules), list(mails)
    at = {each.key: index for index, each in enumerate(placed)}
    follows = [
        {at[key] for key in (root, each.parent or "") if key in at and each.key not in (root, key)}
        for each in placed
    ]
    turns = in_turn(range(len(placed)), follows)
    found = {index: thread.read(placed[index]) for index in turns}
    return tuple(found[index] for index in range(len(placed)))


def read_alone(mail: Mail) -> Reading:
    """Read a mail outside any proposal."""
    return _automatic(mail) or read_votes(mail, ThreadView())


class _Thread:
    """Everything known of the thread so far."""

    def __init__(self, proposal: Proposal, root: str, rules: ListRules) -> None:
        self._proposal = proposal
        self._root = root
        self._rules = rules
        self._earlier: dict[str, Earlier] = {}
        self._own: dict[str, tuple[Entry, ...]] = {}
        self._by_id: dict[str, Entry] = {}
        self._entries: dict[str, Entry] = {}
        self._like_opening: set[str] = set()
        """Mails whose answers count as answers to the proposal: new texts, and our letters."""
        self._opening_text = ""

    def read(self, placed: Placed) -> Reread:
        mail = placed.mail
        case = self._case(placed)
        self._earlier[placed.key] = earlier_of(mail)
        automatic = _automatic(mail)
        if automatic:
            self._like_opening.add(placed.key)
            return Reread(placed.key, automatic, None)
        if placed.key == self._root:
            self._opening_text = text_of(mail.body)
        heard = hear(mail, case)
        reading = self._in_thread(heard.reading, placed)
        entry = entry_of(mail, reading, heard.acts, proposes=placed.key == self._root)
        self._entries[placed.key] = entry
        self._by_id.setdefault(entry.mail, entry)
        if entry.amends:
            self._like_opening.add(placed.key)
        self._own[entry.author] = (*self._own.get(entry.author, ())[-OWN_KNOWN:], entry)
        return Reread(placed.key, reading, entry)

    def _case(self, placed: Placed) -> Case:
        if placed.key == self._root:
            return Case(self._rules, self._proposal)
        keys = dict.fromkeys((self._root, placed.parent or ""))
        earlier = [self._earlier[key] for key in keys if key in self._earlier]
        author, said = placed.mail.author.address, self._entries.get(placed.parent or "")
        return Case(
            self._rules,
            self._proposal,
            # As in the daemon, a reply to our letter in the thread counts as one to the proposal.
            parent_opens=placed.parent in (None, self._root) or placed.parent in self._like_opening,
            parent=said.as_parent(author) if said else Parent.UNKNOWN,
            own=self._own.get(author, ()),
            named=tuple(self._by_id[id] for id in placed.mail.references if id in self._by_id),
            opening_text=self._opening_text,
            earlier_lines=frozenset[str]().union(*(each.lines for each in earlier)),
            earlier_texts=tuple(each.text for each in earlier if each.text is not None),
        )

    def _in_thread(self, reading: Reading, placed: Placed) -> Reading:
        """Adjust a reading: the root opens the proposal; a tie by subject alone is mentioned."""
        if placed.key == self._root:
            return replace(reading, disposition=Disposition.OPENS, why=_opens(reading))
        if placed.by_subject:
            return replace(reading, why=f"{reading.why} (in this thread only by its subject)")
        return reading


def _automatic(mail: Mail) -> Reading | None:
    if mail.automatic is None:
        return None
    return Reading(Disposition.AUTOMATIC, mail.automatic.reason)


def _opens(reading: Reading) -> str:
    return (
        f"opens the proposal; {reading.why}"
        if reading.casts or reading.doubts
        else "opens the proposal"
    )
