"""The mails a letter points at: those that hold a vote or leave it in doubt, and those with the
reasons. Pure.

The functions return Message-IDs, each once; `cites` turns them into marks and links. A mail that
cannot be found is left out, so nothing here fails.
"""

from datetime import datetime

from listbot.model.case import OpenCase
from listbot.model.proposal import Entry, Verb
from listbot.policies.items import objections_on_items, settle
from listbot.policies.outcome import Outcome
from listbot.votes.counting.counted import Tally, Unclear, Vote
from listbot.votes.counting.tally import is_late
from listbot.votes.counting.turns import in_order
from listbot.votes.counting.voters import voters_of


def decisive_doubts(result: Outcome) -> tuple[str, ...]:
    """Return the mails that could turn the outcome: unclear replies, votes in words, unverified
    votes.
    """
    doubts = settle(result.tally, result.policy).doubts
    return _each_once(doubts.unclear, doubts.votes)


def in_doubt(tally: Tally) -> tuple[str, ...]:
    """Return the mails that may be votes."""
    return _each_once(tally.doubts, tuple(vote for vote in tally.votes if vote.is_doubtful))


def what_holds(standing: Outcome) -> tuple[str, ...]:
    """Return the mails that keep the proposal from passing."""
    if standing.policy.silence:
        return what_breaks_silence(standing.tally)
    return _each_once((), objections(standing))


def objections(standing: Outcome) -> tuple[Vote, ...]:
    """Return the open objections, also those to single items where these decide."""
    return standing.tally.objections or objections_on_items(standing.tally, standing.policy)


def what_breaks_silence(tally: Tally) -> tuple[str, ...]:
    """Return the mails that object to a proposal, or may object."""
    return _each_once(tally.unanswered, tally.dissent)


def later_reasons(case: OpenCase, standing: Outcome) -> tuple[str, ...]:
    """Return the mails that gave the missing reasons of objections."""
    mails = (reason_mail(vote, case, standing.closes) for vote in objections(standing))
    return tuple(dict.fromkeys(mail for mail in mails if mail))


def reason_mail(vote: Vote, case: OpenCase, closes: datetime | None) -> str:
    """Return the Message-ID of the later mail that gives the missing reason of a -1, or ""."""
    theirs = [
        entry for entry in case.entries if case.proposal.roster.primary(entry.author) == vote.voter
    ]
    against = next(entry for entry in theirs if _holds(entry, vote))
    if not vote.explained or any(cast.explained for cast in against.casts):
        return ""
    timely = [entry for entry in theirs if not is_late(entry, closes)]
    own = in_order(timely, voters_of(case.proposal, case.posters))
    later = own[own.index(against) + 1 :]
    return next((entry.mail for entry in later if _explains(entry, against, case)), "")


def _holds(entry: Entry, vote: Vote) -> bool:
    """Whether this mail holds the vote; another mail may have the same Message-ID."""
    if (entry.mail, entry.level, entry.received) != (vote.mail, vote.level, vote.received):
        return False
    return any(
        (cast.value, cast.item, cast.quote) == (vote.value, vote.item, vote.quote)
        for cast in entry.casts
    )


def _explains(entry: Entry, against: Entry, case: OpenCase) -> bool:
    """Whether it gives a reason and is at least as well verified as the -1."""
    gives_reason = entry.reasoned or any(act.verb is Verb.EXPLAINED for act in entry.acts)
    sure = case.proposal.identity
    return gives_reason and entry.level.meets(sure) >= against.level.meets(sure)


def _each_once(doubts: tuple[Unclear, ...], votes: tuple[Vote, ...]) -> tuple[str, ...]:
    """Return their mails without repeats: one mail may hold several."""
    return tuple(dict.fromkeys([*(doubt.mail for doubt in doubts), *(vote.mail for vote in votes)]))
