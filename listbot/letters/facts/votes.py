"""The facts each letter is made from: one frozen class a letter, made in `decide.py`, read in its
template.

No sentences here: words stand in the templates. Times are aware UTC, counts integers. A template
may call nothing but the filters `compose.py` gives it.
"""

from dataclasses import dataclass
from datetime import datetime

from listbot.model.order import Facts


@dataclass(frozen=True, slots=True)
class ProposalFacts:
    """What every letter about a proposal says of it."""

    number: int
    title: str
    rule: str
    """The rule in words, each number in it."""
    brief: str
    """What a voter has to know of it."""
    opened: datetime
    closes: datetime
    silence: bool
    proposer_name: str


@dataclass(frozen=True, slots=True)
class Counts:
    """Binding standing votes that count now, by sign, and what stands beside them."""

    yes: int
    zero: int
    no: int
    needed: int
    """+1 that the rule asks for; 0 for silence-passes."""
    held: int
    """-1 whose reason is still missing."""
    doubts: int
    """Replies that may be votes and could not be counted for sure."""


@dataclass(frozen=True, slots=True)
class OpenedFacts(Facts):
    """M1: a vote was opened and here is what was understood; or a person moved its close, or raised
    its class.
    """

    proposal: ProposalFacts
    binding: str
    """Who is binding, in words: "the 9 members on the roster", "advisory: no roster, ..."."""
    default_window: bool
    """No closing date was given."""
    replaced: datetime | None
    """The stated date, or the beginning of the announced day, that was too early and was replaced.
    """
    announces: bool
    """It closes before a day for which something is announced; `quote` names the day."""
    assumed: str
    """What a stated date left open and how it was filled."""
    quote: str
    """The words the date was read from."""
    example_closes: datetime
    unread: str = ""
    """Words that name a day and could mean two; they were not read."""
    change: str = ""
    """What a person's act changed of a running vote: "close", "class"; "": it has just been opened.
    """


@dataclass(frozen=True, slots=True)
class NotCountedFacts(Facts):
    """M2: a mail that reads like a vote and cannot be tallied."""

    proposal: ProposalFacts
    name: str
    date: datetime
    quote: str
    reason: str
    """In words: "a condition cannot be tallied"."""
    in_words: bool


@dataclass(frozen=True, slots=True)
class ReasonWantedFacts(Facts):
    """M3: a -1 without a reason."""

    proposal: ProposalFacts
    name: str
    date: datetime
    quote: str


@dataclass(frozen=True, slots=True)
class ReminderFacts(Facts):
    """M4: the vote closes soon. Counts, no names."""

    proposal: ProposalFacts
    counts: Counts
    held: bool = False
    """It could not pass as it stands: an objection, or a broken silence."""
    standing: str = ""
    """Where it stands, in words and counts: "held: 1 objection open"."""
    mails: tuple[str, ...] = ()
    """Message-IDs of what holds it, and of the reasons for that."""
    doubtful: tuple[str, ...] = ()
    """Message-IDs of what could not be counted for sure."""


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
    """"changed from 0", "withdrawn", "reason missing, no weight", "" ."""
    reason_mail: str = ""
    """Message-ID of the later mail that gives the reason of a -1."""


@dataclass(frozen=True, slots=True)
class ResultFacts(Facts):
    """M5 passed, M6 not passed or stopped, M7 the result of a silence-passes class."""

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
    """What anybody could have written: it counts nowhere and changes no other vote."""
    doubtful: tuple[str, ...] = ()
    """Message-IDs of mails that could not be tallied: a number and links, never a person with a
    verdict.
    """
    unverified_doubts: tuple[str, ...] = ()
    """The same of mails that anybody could have written."""
    put_offs: tuple[str, ...] = ()
    """Each in words."""
    robust: str = ""
    """"Passes even if the 2 unclear votes were all -1", or ""."""
    advisory: bool = False
    too_few: bool = False
    """Not passed because too few said +1 (else: more against than for)."""
    digest: str = ""
    recount: str = ""
    """The command that recounts it."""
    cancelled_by: str = ""
    """Message-ID of the mail that took the proposal back."""


@dataclass(frozen=True, slots=True)
class HeldFacts(Facts):
    """M8: an objection holds the vote, or the close is put off."""

    proposal: ProposalFacts
    why: str
    """"objection", "doubt", "short" (put off) or "silence" (no longer passes by silence)."""
    mails: tuple[str, ...]
    """Message-IDs of what holds it, or of what leaves it in doubt."""
    reason_missing: bool
    until: datetime | None
    """The new closing time of a close put off."""
    counts: Counts
    raise_to: str = ""
    """The class a silence-passes proposal can be raised to ("substantial"); "": none, and the way
    is not offered.
    """
    objections: int = 1
    """How many of them stand."""
    reasons: tuple[str, ...] = ()
    """Message-IDs of reasons that came later than their objections."""


@dataclass(frozen=True, slots=True)
class SideTold:
    """One side of a vote in a result that a person stated, where it is not as it is
    counted here.
    """

    value: str
    """The side, as "+1", "0" or "-1"."""
    told: int
    kind: str
    """Which votes the person says to have counted: "binding", "not binding", ""."""
    quote: str
    ours: int
    """Binding votes that count."""
    not_binding: int


@dataclass(frozen=True, slots=True)
class ToldFacts(Facts):
    """M26: a person stated a result, and the count here is another one."""

    proposal: ProposalFacts
    date: datetime
    """When the result was received."""
    until: datetime
    """Up to when votes were counted for comparing."""
    differences: tuple[SideTold, ...]
    binding: tuple[VoteLine, ...] = ()
    not_binding: tuple[VoteLine, ...] = ()
    not_counted: tuple[VoteLine, ...] = ()
    """In words, held, late, withdrawn: each with its note."""
    unverified: tuple[VoteLine, ...] = ()
    """What anybody could have written: it counts nowhere and changes no other vote."""
    doubtful: tuple[str, ...] = ()
    """Message-IDs of mails that could not be read as one vote."""
    unverified_doubts: tuple[str, ...] = ()
    """The same of mails that anybody could have written."""
    is_open: bool = False
    """Here the vote was not over at that moment."""


@dataclass(frozen=True, slots=True)
class TranscriptLine:
    """One command and what became of it."""

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
    """For `#listbot help`: each command's form and one line on it."""
    mail: str
    subject: str
    vote: bool = False
    """There was no command, but a vote, which counts on the list only."""


@dataclass(frozen=True, slots=True)
class WaitsFacts(Facts):
    """M27: letters about a person's proposal or request wait for somebody to let them out."""

    about: str
    """"V-31" or "T-118"."""
    is_vote: bool
    count: int
    """Of the letters that wait."""
    subjects: tuple[str, ...]
    """Theirs, the oldest first; none of letters about a ticket, whose requester is not always
    proven.
    """
    since: datetime
    """When the oldest was made."""


@dataclass(frozen=True, slots=True)
class AlertFacts(Facts):
    """A1: something the admin should look at."""

    cause: str
    """As `alerting.Cause`."""
    texts: tuple[str, ...]
    """One sentence each; they may hold a stranger's words. Of many, the first and the last."""
    count: int
    """How many alerts the letter tells."""
    since: datetime
    """When the first of them came."""
    at: datetime
