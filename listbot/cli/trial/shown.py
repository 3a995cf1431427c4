"""Shows a trial as text, as a page and as JSON. It calculates only what it prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from jinja2 import Environment

from listbot.cli.counting.tally_json import Json, proposal_json, unclear_json, vote_json
from listbot.cli.output.templates import pages, templates
from listbot.model.order import LetterKind
from listbot.policies.reasons import many
from listbot.recount.trial import Gap, Month, Trial, TrialVote, Verdict
from listbot.votes.counting.counted import Vote, VoteStatus
from listbot.votes.counting.digest import utc

FORMAT = 1

MONTHS_IN_TEXT = 12

LETTERS = {
    "M1": "a vote was opened",
    "M2": "a mail could not be counted",
    "M3": "a -1 without its reason",
    "M4": "reminder",
    "M5": "result: passed",
    "M6": "result: not passed, or withdrawn",
    "M7": "result: passed by silence",
    "M8": "an objection holds the vote",
    "M13": "the week's recap",
    "M22": "answer to commands",
    "M23": "corrected result",
    "M25": "did you ask for this?",
    "M26": "a stated result differs",
    "M27": "letters wait for approval",
    "M28": "the text was changed after a vote",
    "M29": "draft of a result to announce",
    "M30": "an objection is still open",
    "M31": "there is no vote of yours yet",
}
"""The letters of a list without a help desk; a weekly digest goes only to those who ask for it."""

RECAP = LetterKind.RECAP.value

ASIDE = {
    VoteStatus.HELD: "no reason given",
    VoteStatus.LATE: "after the close",
    VoteStatus.WITHDRAWN: "withdrawn",
    VoteStatus.NOT_BINDING: "not on the roster",
    VoteStatus.IN_WORDS: "in words, without a number",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A trial, and what it was made with."""

    list: str
    policy: str
    roster: int | None
    """How many people are on it; None: everyone is binding."""
    trial: Trial

    @property
    def busiest(self) -> int:
        """The most mails or letters of one month, for the scale of a chart."""
        return max(max(each.mails, each.posts + each.notes) for each in self.trial.months)

    def a_month(self, number: int) -> str:
        """Return an average with one decimal."""
        tenths = round(Fraction(10 * number, len(self.trial.months)))
        return f"{tenths // 10}.{tenths % 10}"


def as_text(shown: Shown) -> str:
    """Return the text for a terminal."""
    return _rendered(templates(), "trial.txt.j2", shown).rstrip("\n")


def as_page(shown: Shown) -> str:
    """Return a page of its own: it loads nothing and runs nothing."""
    return _rendered(pages(), "trial.html.j2", shown)


def _rendered(environment: Environment, template: str, shown: Shown) -> str:
    environment.filters |= {"day": _day, "label": _label, "aside": _aside, "many": many}
    return environment.get_template(template).render(
        shown=shown,
        trial=shown.trial,
        posts=sum(number for _, number in shown.trial.posts),
        notes=sum(number for _, number in shown.trial.notes),
        recaps=dict(shown.trial.posts).get(RECAP, 0),
        verdicts=Verdict,
        months=_last(shown.trial.months),
    )


def _last(months: Sequence[Month]) -> Sequence[Month]:
    return months[-MONTHS_IN_TEXT:]


def _day(moment: datetime) -> str:
    return f"{moment.day} {moment:%b %Y}"


def _aside(vote: Vote) -> str:
    """Return why a vote is not among the sums."""
    return f"on item {vote.item}" if vote.item is not None else ASIDE.get(vote.status, vote.status)


def _label(kind: str) -> str:
    return LETTERS.get(kind, kind)


def as_json(shown: Shown) -> Json:
    """Return the same facts for programs."""
    trial = shown.trial
    return {
        "format": FORMAT,
        "list": shown.list,
        "policy": shown.policy,
        "roster": shown.roster,
        "mails": trial.mails,
        "unreadable": trial.unreadable,
        "results": {verdict.value: len(trial.having(verdict)) for verdict in Verdict},
        "votes": [_vote(each) for each in trial.votes],
        "letters": {
            "to_list": dict(trial.posts),
            "to_people": dict(trial.notes),
            "months": [
                {
                    "month": each.name,
                    "mails": each.mails,
                    "to_list": each.posts,
                    "to_people": each.notes,
                }
                for each in trial.months
            ],
        },
    }


def _vote(vote: TrialVote) -> Json:
    told = vote.told
    return {
        "verdict": vote.verdict.value,
        "stated": None
        if told is None
        else {"mail": told.entry.mail, "from": told.entry.author, "at": utc(told.entry.received)},
        "differences": [_gap(each) for each in vote.gaps],
        "proposal": proposal_json(vote.count),
    }


def _gap(gap: Gap) -> Json:
    difference = gap.difference
    return {
        "value": difference.value,
        "stated": difference.told,
        "quote": difference.quote,
        "counted": [vote_json(each) for each in gap.counted],
        "aside": [vote_json(each) for each in gap.aside],
        "unclear": [unclear_json(each) for each in gap.doubts],
        "count": difference.ours,
    }
