"""The mails a letter points at: those that hold a vote or leave it in doubt, and those with the
reasons. Pure.

The functions return Message-IDs, each once; `cites` turns them into marks and links. A mail that
cannot be found is left out, so nothing here fails.
"""

from collections.abc import Iterator
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
    reasons = ReasonMails(case, standing.closes)
    mails = (reasons.of(vote) for vote in objections(standing))
    return tuple(dict.fromkeys(mail for mail in mails if mail))


class ReasonMails:
    """The later mails with the reasons of votes against; made once for all votes of a proposal, so
    that the cost stays linear in its mails.
    """

    def __init__(self, case: OpenCase, closes: datetime | None) -> None:
        self._voters = voters_of(case.proposal, case.posters)
        self._closes = closes
        self._people: dict[str, list[Entry]] = {}
        for entry in case.entries:
            self._people.setdefault(self._voters.address(entry.author), []).append(entry)
        self._known: dict[str, _Reasons] = {}

    def of(self, vote: Vote) -> str:
        """Return the Message-ID of the later mail that gives the missing reason of a -1, or ""."""
        if not vote.explained:
            return ""
        if vote.voter not in self._known:
            self._known[vote.voter] = self._reasons(self._people[vote.voter])
        return self._known[vote.voter].get(_place(vote), "")

    def _reasons(self, theirs: list[Entry]) -> "_Reasons":
        """Return, for each mail of a person that gives no reason by itself, the next one that does
        and is at least as well verified.
        """
        timely = [entry for entry in theirs if not is_late(entry, self._closes)]
        found: _Reasons = {}
        surely, any_ = "", ""
        for entry in reversed(in_order(timely, self._voters)):
            is_sure = self._voters.is_strong(entry)
            if not any(cast.explained for cast in entry.casts):
                for place in _places(entry):
                    found[place] = surely if is_sure else any_
            if _gives_reason(entry):
                any_, surely = entry.mail, entry.mail if is_sure else surely
        return found


_Place = tuple[str, str, datetime, str, str | None, str]
_Reasons = dict[_Place, str]


def _place(vote: Vote) -> _Place:
    """Where a vote stands; another mail may have the same Message-ID."""
    return (vote.mail, vote.level, vote.received, vote.value, vote.item, vote.quote)


def _places(entry: Entry) -> Iterator[_Place]:
    for cast in entry.casts:
        if cast.value is not None:
            yield (entry.mail, entry.level, entry.received, cast.value, cast.item, cast.quote)


def _gives_reason(entry: Entry) -> bool:
    return entry.reasoned or any(act.verb is Verb.EXPLAINED for act in entry.acts)


def _each_once(doubts: tuple[Unclear, ...], votes: tuple[Vote, ...]) -> tuple[str, ...]:
    """Return their mails without repeats: one mail may hold several."""
    return tuple(dict.fromkeys([*(doubt.mail for doubt in doubts), *(vote.mail for vote in votes)]))
