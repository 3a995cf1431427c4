"""Recounts: a whole archive in, its proposals and the reading of every mail out."""

import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from listbot.mail import Mail
from listbot.model.disposition import Disposition
from listbot.model.policy import Electorate, Member, Roster
from listbot.model.proposal import State
from listbot.packaged import load_policy, load_preset
from listbot.recount.options import RecountOptions
from listbot.recount.recount import Missing, Recount, recount
from listbot.votes.counting.counted import VoteStatus
from tests.archive import OPENING, THREAD, answer, mail, raw
from tests.votes.counting.ballots import OPENED, after

NOW = OPENED + timedelta(days=300)
OPTIONS = RecountOptions(policies=load_preset("ovirt"), now=NOW)
AS_ONE = replace(OPTIONS, as_proposal=True, is_one_thread=True)


def counted(raws: dict[str, bytes], options: RecountOptions = OPTIONS) -> Recount:
    return recount("thread", [(file, mail(one)) for file, one in raws.items()], options)


def roles(count: Recount) -> dict[str, Disposition]:
    return {reading.file: reading.disposition for reading in count.mails}


def standing(count: Recount) -> list[tuple[str, str, VoteStatus]]:
    votes = count.proposals[0].outcome.tally.votes
    return [(vote.voter.partition("@")[0], vote.value, vote.status) for vote in votes]


def test_every_mail_has_its_reading_and_the_votes_are_counted() -> None:
    """A bit of everything: a held vote, a condition, a late vote, a question, a machine, the
    proposer's own vote."""
    count = counted(THREAD)
    assert roles(count) == {
        "01.eml": Disposition.OPENS,
        "02.eml": Disposition.VOTE,
        "03.eml": Disposition.VOTE,
        "04.eml": Disposition.VOTE,
        "05.eml": Disposition.UNCLEAR,
        "06.eml": Disposition.NOT_A_VOTE,
        "07.eml": Disposition.VOTE,
        "08.eml": Disposition.AUTOMATIC,
        "09.eml": Disposition.VOTE,
    }
    assert standing(count) == [
        ("ravi", "+1", VoteStatus.COUNTED),
        ("ines", "+1", VoteStatus.COUNTED),
        ("omar", "-1", VoteStatus.HELD),
        ("ana", "+1", VoteStatus.COUNTED),
        ("lena", "+1", VoteStatus.COUNTED),
    ]


def test_the_conditional_vote_put_the_close_off() -> None:
    """So the vote of hour 100 was in time; the recount follows the same rule as the daemon."""
    outcome = counted(THREAD).proposals[0].outcome
    assert (outcome.state, outcome.closes) == (State.PASSED, after(120))


def test_every_order_of_the_mails_gives_one_recount() -> None:
    """An archive is a set of mails."""
    files = list(THREAD.items())
    expected = counted(THREAD)
    shuffle = random.Random(31)
    for _ in range(20):
        shuffle.shuffle(files)
        assert counted(dict(files)) == expected


def test_a_mail_that_is_there_twice_counts_once() -> None:
    """The same vote through two lists, with another footer, is one vote; the copy names its
    original."""
    footer = (
        "\n_______________________________________________\nInfra mailing list\ninfra@example.org"
    )
    copy = answer("ravi", "ravi", "+1" + footer, 1)
    count = counted({"01.eml": OPENING, "02.eml": answer("ravi", "ravi", "+1", 1), "03.eml": copy})
    assert standing(count) == [("ravi", "+1", VoteStatus.COUNTED)]
    assert sorted(each for each in roles(count).values()) == [
        Disposition.DUPLICATE,
        Disposition.OPENS,
        Disposition.VOTE,
    ]


def test_a_borrowed_message_id_keeps_both_mails() -> None:
    """The same Message-ID with another author is another mail."""
    count = counted(
        {"1": OPENING, "2": answer("x", "ravi", "+1", 1), "3": answer("x", "ines", "+1", 2)}
    )
    assert [row[:2] for row in standing(count)] == [("ravi", "+1"), ("ines", "+1")]


def test_what_cannot_be_read_is_listed() -> None:
    """It is listed with its reason and place; the rest is counted."""
    broken = mail(b"From: a@example.org\nFrom: b@example.org\n\nhello\n")
    count = recount(
        "t", [("a", broken), ("b", Missing("no mail at all")), ("c", mail(OPENING))], OPTIONS
    )
    assert [(one.file, one.disposition) for one in count.mails] == [
        ("a", Disposition.UNREADABLE),
        ("b", Disposition.UNREADABLE),
        ("c", Disposition.OPENS),
    ]
    assert count.mails[1].why == "no mail at all"


def test_files_of_an_mbox_are_in_their_order() -> None:
    """#10 comes after #9."""
    count = counted({f"#{n}": answer(str(n), "ravi", "hello", n) for n in (10, 9, 1)})
    assert [one.file for one in count.mails] == ["#1", "#9", "#10"]


def test_a_mail_of_no_proposal_is_read_alone() -> None:
    """Its casts are shown but not counted."""
    count = counted(
        {
            "1": raw("a", "ravi", "+1", 1, subject="Re: lunch"),
            "2": raw("b", "ana", "hm", 2, extra="Auto-Submitted: auto-replied\n"),
        }
    )
    assert (count.proposals, roles(count)["2"]) == ((), Disposition.AUTOMATIC)


def test_an_answer_without_references_is_tied_by_its_subject() -> None:
    """And its reading says so."""
    count = counted({"1": OPENING, "2": raw("a", "ravi", "+1", 1)})
    assert standing(count) == [("ravi", "+1", VoteStatus.COUNTED)]
    assert count.mails[1].why.endswith("(in this thread only by its subject)")


@pytest.mark.parametrize(
    ("subject", "options", "name"),
    [
        ("[LAZY] Reboot on Tuesday", OPTIONS, "minor"),
        ("[VOTE] Reboot on Tuesday", OPTIONS, "substantial"),
        ("[VOTE] Reboot", replace(OPTIONS, policy=load_policy("ovirt:minor")), "minor"),
        ("[LAZY] Reboot on Tuesday", AS_ONE, "substantial"),
        ("Reboot on Tuesday", AS_ONE, "substantial"),
    ],
)
def test_the_class_is_that_of_the_tag_unless_one_is_asked_for(
    subject: str, options: RecountOptions, name: str
) -> None:
    """A thread counted as a proposal, whatever its subject, gets the default class, too."""
    count = counted({"1": raw("a", "ana", "Let us do it.", subject=subject)}, options)
    assert [one.outcome.policy.name for one in count.proposals] == [name]


def test_without_a_closing_time_nothing_is_late() -> None:
    """And the outcome is what it would be if the vote closed now."""
    opening = raw("opening", "ana", "What do you think?", subject="Moving the mirrors")
    count = counted({"1": opening, "2": answer("r", "ravi", "+1", 5000)}, AS_ONE)
    outcome = count.proposals[0].outcome
    assert (outcome.closes, outcome.state, standing(count)) == (
        None,
        State.NOT_PASSED,
        [("ravi", "+1", VoteStatus.COUNTED)],
    )


def test_the_closing_time_that_is_asked_for_is_final() -> None:
    """Nothing is put off then, and later votes are late."""
    outcome = counted(THREAD, replace(OPTIONS, closes=after(72))).proposals[0].outcome
    assert (outcome.state, outcome.closes, outcome.put_offs) == (State.PASSED, after(72), ())
    assert outcome.tally.votes[-1].status is VoteStatus.LATE


def test_the_opening_that_is_asked_for_is_taken() -> None:
    """A post held in moderation opened when it was released."""
    count = counted({"1": OPENING}, replace(OPTIONS, opened=after(5)))
    assert count.proposals[0].proposal.opened == after(5)


def test_a_recount_as_of_a_moment_leaves_out_what_came_later() -> None:
    """Later mails are read, but their votes are not counted."""
    count = counted(THREAD, replace(OPTIONS, until=after(2)))
    assert count.proposals[0].outcome.state is State.OPEN
    assert [row[0] for row in standing(count)] == ["ravi", "ines"]


def test_a_clock_that_is_behind_the_mails_is_not_believed() -> None:
    """An archive from tomorrow is counted to its end."""
    count = counted(THREAD, replace(OPTIONS, now=OPENED - timedelta(days=1)))
    assert [row[0] for row in standing(count)][-1] == "lena"


ROSTER = Roster(
    (
        Member("Ravi", ("ravi@example.org",)),
        Member("Ines", ("ines@example.org",), since=date(2026, 9, 9)),
        Member("Lena", ("lena@example.org",), until=date(2026, 9, 7)),
        Member("Omar", ("omar@example.org",), since=date(2026, 9, 8), until=date(2026, 9, 8)),
    )
)


def test_the_roster_is_that_of_the_day_of_the_opening() -> None:
    """People who joined later or had left are not binding; without a roster everyone is."""
    count = counted(THREAD, replace(OPTIONS, roster=ROSTER))
    tally = count.proposals[0].outcome.tally
    assert {vote.name for vote in tally.votes if vote.binding} == {"Ravi", "Omar"}
    assert count.proposals[0].outcome.policy.electorate is Electorate.ROSTER
    assert counted(THREAD).proposals[0].outcome.policy.electorate is Electorate.EVERYONE


@pytest.mark.parametrize(
    ("author", "roster", "state"),
    [
        ("ana", None, State.CANCELLED),
        ("kim", None, State.NOT_PASSED),
        ("ravi", ROSTER, State.CANCELLED),
    ],
)
def test_a_vote_is_cancelled_by_its_proposer_or_a_member(
    author: str, roster: Roster | None, state: State
) -> None:
    """The same words from anybody else cancel nothing."""
    cancel = raw(
        "c", author, "Sorry, the subject was wrong.", 5, subject="[CANCEL] [VOTE] Move the mirrors"
    )
    count = counted({"1": OPENING, "2": cancel}, replace(OPTIONS, roster=roster))
    assert (count.proposals[0].outcome.state, roles(count)["2"]) == (state, Disposition.CANCEL)


def test_commands_in_the_archive_act_as_they_did() -> None:
    """The proposer moved the close; without that, other votes would be late."""
    moved = answer("m", "ana", "#listbot closes: 2026-09-18 18:00 UTC", 5)
    count = counted({"1": OPENING, "2": moved, "3": answer("r", "ravi", "+1", 200)})
    assert standing(count) == [("ravi", "+1", VoteStatus.COUNTED)]
    assert count.proposals[0].outcome.closes == OPENED + timedelta(days=10)


def test_the_reason_of_an_objection_may_come_in_a_later_mail() -> None:
    """Until then the -1 is held."""
    count = counted(
        {
            "1": OPENING,
            "2": answer("a", "omar", "-1", 1),
            "3": answer(
                "b", "omar", "Because it doubles the egress bill and nobody has the money.", 2
            ),
        }
    )
    assert standing(count) == [("omar", "-1", VoteStatus.COUNTED)]


def test_equal_archives_have_equal_digests() -> None:
    """The digest covers the rule, the times and the votes, and nothing else."""
    count = counted(THREAD)
    without_chat = counted({file: one for file, one in THREAD.items() if file != "06.eml"})
    assert count.proposals[0].digest == without_chat.proposals[0].digest
    assert count.proposals[0].digest.startswith("sha256:")


def test_mails_of_tests_can_be_read() -> None:
    """Otherwise the tests above would prove nothing."""
    assert all(isinstance(mail(one), Mail) for one in THREAD.values())
