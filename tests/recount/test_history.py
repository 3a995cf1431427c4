"""The earlier votes of a list tell who is an active voter, also without a database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from listbot.mail import Arrival, ListContext, Mail, read
from listbot.model.policy import Member, Roster
from listbot.packaged import load_policy, load_preset
from listbot.recount.history import past_votes
from listbot.recount.options import RecountOptions
from listbot.recount.recount import ProposalCount, Recount, recount
from listbot.votes.counting.voters import mark_of_address

START = datetime(2026, 3, 2, 12, tzinfo=UTC)
CONTEXT = ListContext("adm@example.org")
ROSTER = Roster(
    tuple(Member("", (f"{name}@example.org",)) for name in ("ana", "ravi", "ines", "kim"))
)
OPTIONS = RecountOptions(
    load_preset("openwrt-2025"), datetime(2026, 12, 1, tzinfo=UTC), roster=ROSTER
)


def mail(day: int, author: str, subject: str, text: str, answers: str = "") -> tuple[str, Mail]:
    when = START + timedelta(days=day)
    id = f"{author}-{day}@example.org"
    head = (
        f"From: {author}@example.org\nTo: adm@example.org\nSubject: {subject}\n"
        f"Date: {when:%a, %d %b %Y %H:%M:%S +0000}\nMessage-ID: <{id}>\n"
    )
    raw = f"{head}{f'In-Reply-To: <{answers}>' + chr(10) if answers else ''}\n{text}\n"
    got = read(Arrival(raw.encode(), CONTEXT, "archive", when, archived=True))
    assert isinstance(got, Mail)
    return (id, got)


def a_vote(day: int, *names: str) -> list[tuple[str, Mail]]:
    opening = mail(day, "ana", f"[VOTE] Thing {day}", "Open until 2026-12-24 12:00 UTC.")
    votes = [
        mail(day + 1 + at, name, f"Re: [VOTE] Thing {day}", "+1", opening[0])
        for at, name in enumerate(names)
    ]
    return [opening, *votes]


def one(found: Recount) -> ProposalCount:
    (count,) = found.proposals
    return count


HISTORY = [*a_vote(0, "ana", "ravi"), *a_vote(40, "kim"), *a_vote(80, "ravi", "pat")]
NOW = a_vote(120, "ana", "ines")


def test_without_history_nothing_that_asks_for_active_voters_passes() -> None:
    """The reason says that nobody knows them."""
    count = one(recount("now", NOW, OPTIONS))
    assert count.proposal.active is None
    assert "active voters needed, whose number is not known" in count.outcome.reason
    late = replace(OPTIONS, now=datetime(2027, 1, 1, tzinfo=UTC))
    assert one(recount("now", NOW, late)).outcome.reason.startswith("no electorate known: 2 x +1")


def test_whoever_voted_before_is_an_active_voter() -> None:
    """Of the roster; a vote that did not count makes nobody active."""
    past = past_votes([recount("before", HISTORY, OPTIONS)])
    count = one(recount("now", NOW, replace(OPTIONS, past=past)))
    before = (mark_of_address(f"{name}@example.org") for name in ("ana", "ravi", "kim"))
    assert count.proposal.active == tuple(sorted(before))
    active = count.outcome.tally.electors.active or frozenset()
    assert (len(active), "2 of the 4 active voters" in count.outcome.reason) == (4, True)


def test_an_archive_that_is_named_twice_is_one_history() -> None:
    """The same vote in two archives comes once."""
    counted = recount("before", HISTORY, OPTIONS)
    assert len(past_votes([counted, counted])) == 3


def test_the_archive_itself_may_be_its_history() -> None:
    """Only votes that opened before matter."""
    whole = [*HISTORY, *NOW]
    past = past_votes([recount("all", whole, OPTIONS)])
    found = recount("all", whole, replace(OPTIONS, past=past))
    assert [count.proposal.active is None for count in found.proposals] == [True] * 3 + [False]


def test_a_rule_that_does_not_ask_gets_no_active_voters() -> None:
    """Its digest stays as it is."""
    past = past_votes([recount("before", HISTORY, OPTIONS)])
    asked = replace(OPTIONS, past=past, policy=load_policy("openwrt-2016:simple"))
    assert one(recount("now", NOW, asked)).proposal.active is None
