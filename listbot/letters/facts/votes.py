"""The facts of the letters about votes: one frozen class per letter, made in
`proposals/letters/orders.py`, read in its template.

There are no sentences here: the words are in the templates. Times are aware UTC, counts integers. A
template may call only the filters of `render_text.py`.
"""

from dataclasses import dataclass
from datetime import datetime

from listbot.model.order import Facts


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """The facts of a proposal that every letter about it may show."""

    number: int
    title: str
    rule: str
    """The rule in words, with all its numbers."""
    brief: str
    """The part of the rule that a voter needs."""
    opened: datetime
    closes: datetime
    silence: bool
    proposer_name: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Binding standing votes that count now, by sign, and the numbers shown with them."""

    yes: int
    zero: int
    no: int
    needed: int
    """+1 that the rule requires; 0 if silence passes."""
    held: int
    """-1 still without a reason."""
    doubts: int
    """Replies that may be votes."""


@dataclass(frozen=True, slots=True)
class OpenedFacts(Facts):
    """M1: a vote was opened, and how it was understood; or a person moved its close or raised its
    class.
    """

    proposal: ProposalFacts
    binding: str
    """Whose votes are binding: "the 9 members on the roster", "advisory: no roster, ..."."""
    default_window: bool
    """No closing date was given."""
    replaced: datetime | None
    """The stated date, or the start of the announced day, if it was too early and was replaced."""
    announces: bool
    """It closes before a day for which something is announced; `quote` names that day."""
    assumed: str
    """What was assumed where the stated date was incomplete."""
    quote: str
    """The words that gave the date."""
    example_closes: datetime
    unread: str = ""
    """Words that could mean two different days, so they were not used."""
    change: str = ""
    """The part of a running vote that a person changed: "close", "class", "text"; "" for a new
    vote.
    """
    by: str = ""
    """Who changed or adopted it by hand; "": the proposer, or whoever wrote the command."""
    why: str = ""
    """The reason they gave."""
    needed: tuple[str, ...] = ()
    """How many people each share of the rule asks for."""
    active: str = ""
    """Who the active voters are, if the rule counts them."""
    asks_silent: bool = False
    """Whoever has not voted gets a private letter before the close."""


@dataclass(frozen=True, slots=True)
class NotCountedFacts(Facts):
    """M2: a mail looks like a vote but cannot be tallied."""

    proposal: ProposalFacts
    name: str
    date: datetime
    quote: str
    reason: str
    """In words: "a condition cannot be tallied"."""
    in_words: bool
    unproven: str = ""
    """Why nothing proves who wrote it, where the list counts only what is proven."""
    pending: bool = False
    """It may still be proven: the DNS has not answered."""
    put_off: str = ""
    """By how much it puts the close of a silence off, if its writer does not answer; "" if it does
    not.
    """


@dataclass(frozen=True, slots=True)
class ReasonWantedFacts(Facts):
    """M3: a -1 without a reason."""

    proposal: ProposalFacts
    name: str
    date: datetime
    quote: str


@dataclass(frozen=True, slots=True)
class ItemLine:
    """The outcome of one item, or of one option of a poll."""

    item: str
    outcome: str
    """In words: "passed: 3 x +1 (3 needed), 0 x 0, 0 x -1"."""


@dataclass(frozen=True, slots=True)
class ReminderFacts(Facts):
    """M4: the vote closes soon. Counts, no names."""

    proposal: ProposalFacts
    counts: Counts
    held: bool = False
    """It cannot pass yet: an objection, or a broken silence."""
    standing: str = ""
    """The vote so far, in words and counts: "held: 1 objection open"."""
    mails: tuple[str, ...] = ()
    """Message-IDs of the mails that hold it, and of the reasons for that."""
    doubtful: tuple[str, ...] = ()
    """Message-IDs of replies that may be votes."""
    shares: tuple[str, ...] = ()
    """The arithmetic of each share that the rule asks for, as it stands."""
    asked: int = 0
    """How many people who have not voted get a private letter at this time."""
    items: tuple[ItemLine, ...] = ()
    """How each item stands, if they decide."""


@dataclass(frozen=True, slots=True)
class VoteLine:
    """One row of a result."""

    value: str
    name: str
    date: datetime
    quote: str
    mail: str
    """Message-ID."""
    note: str
    """"changed from 0", "withdrawn", "no reason given, so it has no weight", "" ."""
    reason_mail: str = ""
    """Message-ID of the later mail with the reason of a -1, or ""."""
    item: str = ""
    """The part of the proposal that it is about; "": the whole."""


@dataclass(frozen=True, slots=True)
class WayKnown:
    """One way in which it is known who wrote votes."""

    level: str
    """"verified", "list-vouched", "archived", "unverified"."""
    number: int
    """How many votes."""


@dataclass(frozen=True, slots=True)
class RecountFacts:
    """How anybody can count a result again."""

    command: str
    archive: str
    """The file in the command with the mails: "archive.mbox" with the whole list's, or
    "thread.mbox" with those of the thread alone.
    """
    history: str = ""
    """The file in the command with the earlier votes, which show who was an active voter; "" if the
    rule does not ask for them.
    """
    policy_file: str = ""
    """The file in the command with the rule; "" if listbot ships the rule."""
    policy_url: str = ""
    policy_lines: tuple[str, ...] = ()
    """The whole rule for that file, if it is not published and is short."""
    policy_fingerprint: str = ""
    roster_file: str = ""
    """The file in the command with the roster; "" without a roster."""
    roster_url: str = ""
    roster_size: int = 0
    roster_fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class LiftedLine:
    """A doubt that a member said is not an objection."""

    quote: str
    mail: str
    """Message-ID of the mail that raises the doubt."""
    by: str
    """The member's name."""
    lift_mail: str
    """Message-ID of the mail in which they say so."""


@dataclass(frozen=True, slots=True)
class NewText:
    """A mail whose text took the place of the proposal's."""

    mail: str
    """Message-ID."""
    received: datetime


@dataclass(frozen=True, slots=True)
class ResultFacts(Facts):
    """M5 passed, M6 not passed, stopped or cancelled, M7 passed by silence."""

    proposal: ProposalFacts
    state: str
    """The outcome: "passed", "not passed", "stopped", "cancelled"."""
    reason: str
    counts: Counts
    binding: tuple[VoteLine, ...] = ()
    not_binding: tuple[VoteLine, ...] = ()
    not_counted: tuple[VoteLine, ...] = ()
    """In words, held, late, withdrawn: each with its note."""
    unverified: tuple[VoteLine, ...] = ()
    """Anybody could have written these: they do not count and change no other vote."""
    ways: tuple[WayKnown, ...] = ()
    """How it is known who wrote the others, the surest first."""
    doubtful: tuple[str, ...] = ()
    """Message-IDs of mails that could not be tallied. The letter shows their number and links, and
    never judges a person.
    """
    unverified_doubts: tuple[str, ...] = ()
    """The same for mails that anybody could have written."""
    lifted: tuple[LiftedLine, ...] = ()
    put_offs: tuple[str, ...] = ()
    """One sentence for each."""
    robust: str = ""
    """"Passes even if the 2 unclear votes were all -1", or ""."""
    advisory: bool = False
    too_few: bool = False
    """Not passed because of too few +1 (else because of too many -1)."""
    because: str = ""
    """Why it did not pass, if neither of these is the reason: "electorate", "quorum", "missing",
    "support", "ratio", "yes". "items", "poll": the votes on these decided, whatever the outcome.
    """
    decides: str = ""
    """Who decides about the objection that stopped it, if the rule names somebody."""
    shares: tuple[str, ...] = ()
    """The arithmetic of each share that the rule asks for."""
    ballots: str = ""
    """Where these numbers come from, in words; "" if the rule asks for no share."""
    items: tuple[ItemLine, ...] = ()
    digest: str = ""
    recount: RecountFacts | None = None
    """How to count it again; None if nobody can from the archive."""
    cancelled_by: str = ""
    """Message-ID of the mail that withdrew the proposal."""
    withdrawn_by: str = ""
    """Who withdrew it by hand; "" if the proposer or a member did by mail."""
    withdrawn_for: str = ""
    """The reason they gave."""
    texts: tuple[NewText, ...] = ()
    """What changed the text before the close, in order."""


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """Words that may be an objection."""

    quote: str
    mail: str
    """Message-ID."""


@dataclass(frozen=True, slots=True)
class HeldFacts(Facts):
    """M8: an objection holds the vote, or the close is put off."""

    proposal: ProposalFacts
    why: str
    """"objection", "doubt", "short" (put off) or "silence" (no longer passes by silence)."""
    mails: tuple[str, ...]
    """Message-IDs of the mails that hold it or leave it in doubt."""
    reason_missing: bool
    until: datetime | None
    """The new closing time, if the close is put off."""
    counts: Counts
    raise_to: str = ""
    """The class to which a silence-passes proposal can be raised ("substantial"), or ""."""
    objections: int = 1
    """How many of them are open."""
    reasons: tuple[str, ...] = ()
    """Message-IDs of reasons that came after their objections."""
    only_doubt: bool = False
    """Its words may be an objection; there is no vote against the proposal."""
    doubts: tuple[DoubtLine, ...] = ()
    """What may be an objection to a silence that is put off for that."""
    items: tuple[ItemLine, ...] = ()
    """How each item stands, if they decide."""


@dataclass(frozen=True, slots=True)
class SideTold:
    """One side of a vote in a result that a person stated, where the count here differs."""

    value: str
    """The side, as "+1", "0" or "-1"."""
    told: int
    kind: str
    """The votes that the person says they counted: "binding", "not binding", ""."""
    quote: str
    ours: int
    """Binding votes that count."""
    not_binding: int


@dataclass(frozen=True, slots=True)
class ToldFacts(Facts):
    """M26: a person stated a result that differs from the count here."""

    proposal: ProposalFacts
    date: datetime
    """When the result was received."""
    until: datetime
    """Votes up to this moment were compared."""
    differences: tuple[SideTold, ...]
    binding: tuple[VoteLine, ...] = ()
    not_binding: tuple[VoteLine, ...] = ()
    not_counted: tuple[VoteLine, ...] = ()
    """In words, held, late, withdrawn: each with its note."""
    unverified: tuple[VoteLine, ...] = ()
    """Anybody could have written these: they do not count and change no other vote."""
    doubtful: tuple[str, ...] = ()
    """Message-IDs of mails that could not be read as one vote."""
    unverified_doubts: tuple[str, ...] = ()
    """The same for mails that anybody could have written."""
    is_open: bool = False
    """The vote was still open here at that moment."""


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One command and its result."""

    text: str
    done: bool
    answer: str


@dataclass(frozen=True, slots=True)
class TranscriptFacts(Facts):
    """M22: the answer to commands."""

    lines: tuple[TranscriptLine, ...]
    stopped: str
    """Why reading stopped early, or ""."""
    help: tuple[tuple[str, str], ...]
    """For `#listbot help`: each command's form and one line about it."""
    mail: str
    subject: str
    vote: bool = False
    """There was no command but a vote, which counts only on the list."""
    link: str = ""
    """It begins a mail to the list with the same vote."""


@dataclass(frozen=True, slots=True)
class WaitsFacts(Facts):
    """M27: letters about a person's proposal or request are waiting for approval."""

    about: str
    """"V-31" or "T-118"."""
    is_vote: bool
    count: int
    """How many letters are waiting."""
    subjects: tuple[str, ...]
    """Their subjects, the oldest first; none for a ticket, whose requester may not be proven."""
    since: datetime
    """When the oldest was made."""
