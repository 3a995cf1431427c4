"""The parameters by which a class of proposals is decided.

A policy is a value, copied to the proposal when it opens. `policies/outcome.py` applies the
parameters, `policies/describe.py` puts them in words; docs/policies.md explains each.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from listbot.model.share import Share


class Electorate(StrEnum):
    """Whose votes are binding."""

    ROSTER = "roster"
    """Members of the roster; without a roster, people who posted to the list before the
    proposal opened (advisory).
    """
    EVERYONE = "everyone"
    POSTERS = "posters"
    """People who posted to the list before the proposal opened, on a roster or not."""


class Objection(StrEnum):
    """The effect of an explained, binding -1."""

    BLOCKS = "blocks"
    """It stands until withdrawn; one that stands at the deadline puts the close off once,
    then stops the proposal.
    """
    COUNTS = "counts"
    """It counts as one vote against."""
    HOLDS = "holds"
    """One that stands at the deadline puts the close off once, then counts as one vote against."""
    ESCALATES = "escalates"
    """As BLOCKS; and the result hands the proposal to the one whom the rule names."""


class OnObjection(StrEnum):
    """What an objection does to a proposal that would pass by silence."""

    STOP = "stop"
    VOTE = "vote"
    """It is put to the vote, under the other parameters of its class."""


class Objectors(StrEnum):
    """Whose -1 is an objection."""

    USUAL = "usual"
    """Anybody's where silence passes, else only that of people who may vote."""
    ANYONE = "anyone"
    ELECTORATE = "electorate"


class AbstainWeight(StrEnum):
    """What a 0 is worth in a share."""

    NOTHING = "0"
    HALF = "1/2"
    """Half an approval."""
    LEAVES = "leaves"
    """Nothing, and its writer leaves the denominator."""


class QuorumCounts(StrEnum):
    """Whose votes fill a quorum."""

    CAST = "cast"
    """Every binding vote: +1, 0 and -1."""
    YES = "yes"
    """Only +1."""


class ProposerVote(StrEnum):
    """Whether the proposer votes."""

    EXPLICIT = "explicit"
    """As anybody else: in the proposal or after it, but with a vote."""
    IMPLIED = "implied"
    """The proposal is a +1, until the proposer votes otherwise."""
    NEVER = "never"


class Who(StrEnum):
    """Who may do something."""

    ANYONE = "anyone"
    ELECTORATE = "electorate"
    """People who may cast a binding vote."""
    PROPOSER = "proposer"
    NOBODY = "nobody"


class Late(StrEnum):
    """What becomes of a vote after the close; it never counts."""

    NOTED = "noted"
    """The result lists it."""
    REFUSED = "refused"
    """The result does not list it; a tally does."""


class EarlyClose(StrEnum):
    """When a vote closes before its deadline."""

    NEVER = "never"
    PASSED = "passed"
    """When it would pass, and no doubt or open objection could change that."""
    UNDECIDABLE = "undecidable"
    """When no vote that is still to come could change the outcome."""
    ALL_VOTED = "all voted"


class Choice(StrEnum):
    """What a class does that asks people to choose among options."""

    NONE = "none"
    """It does not: it asks yes or no."""
    APPROVALS = "approvals"
    """It counts the approvals of each option and names no winner."""
    MOST = "most"
    """The option with the most approvals wins, if only one has them."""


class Announces(StrEnum):
    """Who announces a result."""

    POST = "post"
    """listbot posts it."""
    DRAFT = "draft"
    """A person does: the proposer gets the text. listbot posts it if nobody has within a day."""


class Fractions(StrEnum):
    """How +0.5, -0.9 and ++1 are counted."""

    SIGN = "sign"
    """By their sign: +0.5 is one +1 in the counts; a value strictly between -1 and +1 never
    fills a threshold.
    """
    SUM = "sum"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class Policy:
    """The rule of one class."""

    preset: str
    name: str
    """The class: "substantial", "minor"."""
    tags: tuple[str, ...]
    """Subject tags that open this class, upper case: "VOTE", "PROPOSAL"."""
    silence: bool
    """True: passes unless somebody objects. False: passes if enough people say +1."""
    min_yes: int
    yes_gt_no: bool
    objection: Objection
    reason_required: bool
    """A -1 without a reason is held: no weight at the close (but it still holds a
    silence-passes class).
    """
    put_off: timedelta
    """How long an objection standing at the deadline puts the close off, once. Zero: never."""
    if_short: timedelta
    """How long too few +1 put the close off, once. Zero: never."""
    if_in_doubt: timedelta
    """How long doubts put the close off, once, if they could change the outcome. Zero: never.
    Where silence passes, their writers are asked first, and the list hears of them at the close.
    """
    words: bool
    """Whether votes in words are counted; otherwise they are only listed."""
    fractions: Fractions
    electorate: Electorate
    window: timedelta
    min_window: timedelta
    quiet_days: tuple[str, ...] = ()
    """"sat", "sun" and ISO dates: days that stop the clock of a silence-passes class."""
    grace: timedelta = timedelta(minutes=15)
    """How long the result waits after the close for mail that was sent in time and is still
    under way.
    """
    # Rules stored by an older version lack everything below, and decide as they did.
    ratio: Share | None = None
    """The share of approvals it needs."""
    support_floor: Share | None = None
    """The share of the electorate that must approve, besides the ratio."""
    quorum: Share | None = None
    """How many must take part."""
    quorum_counts: QuorumCounts = QuorumCounts.CAST
    most_missing: int | None = None
    """How many of those who may vote may lack a +1; None: any number."""
    abstain_weight: AbstainWeight = AbstainWeight.NOTHING
    on_objection: OnObjection = OnObjection.STOP
    objectors: Objectors = Objectors.USUAL
    lapse: timedelta = timedelta()
    """An objection lapses if its writer is silent in the thread for so long. Zero: only its writer
    takes it back.
    """
    lapse_by_majority: bool = False
    """An objection lapses if more than half of the roster says on the list that its writer has left
    or vanished.
    """
    escalates_to: str = ""
    """Who decides about an objection that escalates, in words."""
    roles: tuple[str, ...] = ()
    """Only members of the roster with one of these roles are binding; empty: all members."""
    active_window: timedelta = timedelta()
    """Who voted in so long a time before the opening is an active voter."""
    active_votes: int = 0
    """If fewer votes than this opened in that time, the last so many votes count instead."""
    excludes_subject: bool = False
    """The person whom a vote is about does not vote."""
    proposer_vote: ProposerVote = ProposerVote.EXPLICIT
    openers: Who = Who.ANYONE
    deadline_required: bool = False
    """The opening must state when it closes; a result says so if it did not."""
    late: Late = Late.NOTED
    extenders: Who = Who.PROPOSER
    """Who may move the close."""
    extensions: int | None = None
    """How often the close may be moved; None: any number of times."""
    may_shorten: bool = True
    """Whether the close may be moved to an earlier time."""
    early_close: EarlyClose = EarlyClose.NEVER
    min_open: timedelta = timedelta()
    """It never closes early before this time is over."""
    early_hold: timedelta = timedelta()
    """For how long the condition of an early close must have held."""
    choice: Choice = Choice.NONE
    result: Announces = Announces.POST
    titles: tuple[str, ...] = ()
    """Beginnings of titles that mean this class, where several classes have one tag: "release"."""
    ask_silent: bool = False
    """Before the close, whoever could vote and has not gets one private letter: active voters, if
    the rule counts them.
    """
    post_opening: bool = True
    """Whether the list is told how an opening was understood, even if nothing was replaced or
    assumed.
    """
    post_reminder: bool = True
    """Whether the list is reminded before the close."""

    @property
    def asks_first(self) -> bool:
        """Whether a doubt about a silence is a question to its writer until the close, which it
        then puts off. Otherwise it breaks the silence at once.
        """
        stops = self.on_objection is OnObjection.STOP
        return self.silence and stops and self.if_in_doubt > timedelta()

    @property
    def id(self) -> str:
        """The name `--policy` takes: "ovirt:substantial"."""
        return f"{self.preset}:{self.name}"

    def is_meant_by(self, title: str) -> bool:
        """Whether a title begins with words that mean this class."""
        words = title_words(title)
        return any(words[: len(begin)] == begin for begin in map(title_words, self.titles))


def title_words(text: str) -> list[str]:
    """Return the words of a title as they are compared."""
    return [word for each in text.casefold().split() if (word := each.strip(".,:;!?-\"'"))]


def class_opened(policies: Iterable[Policy], tag: str, title: str) -> Policy | None:
    """Return the class that a subject opens; None if no class has the tag. Of several with one tag
    it is the one that the title's first words mean, else the one that needs no words.
    """
    found = [policy for policy in policies if tag in policy.tags]
    meant = [policy for policy in found if policy.is_meant_by(title)]
    plain = [policy for policy in found if not policy.titles]
    return next(iter((*meant, *plain, *found)), None)


@dataclass(frozen=True, slots=True)
class Member:
    """A person on the roster."""

    name: str
    addresses: tuple[str, ...]
    """The first is the primary one: the voter's name in tallies."""
    since: date | None = None
    until: date | None = None
    mark: str = ""
    """Stands for them in digests; kept when an address of theirs was forgotten. "": the
    primary address does.
    """
    roles: tuple[str, ...] = ()
    """What they are: "pmc", "council". A class may admit some roles only."""

    def is_one_on(self, day: date) -> bool:
        """Whether they are a member that day; the first and last day are included."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True)
class Roster:
    """The people who may cast a binding vote; empty: there is no roster."""

    members: tuple[Member, ...] = ()

    def on(self, day: date) -> "Roster":
        """The members on that day."""
        return Roster(tuple(member for member in self.members if member.is_one_on(day)))

    def addresses(self, address: str) -> tuple[str, ...]:
        """All addresses of this address's person, the primary one first; only this one if
        nobody on the roster has it.
        """
        return next(
            (each.addresses for each in self.members if address in each.addresses), (address,)
        )

    def primary(self, address: str) -> str:
        """The person's primary address, or the address itself if nobody on the roster has it."""
        return self.addresses(address)[0]

    def holds(self, address: str) -> bool:
        """Whether the address is a member's."""
        return any(address in member.addresses for member in self.members)
