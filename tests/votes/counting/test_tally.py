"""How votes are counted: everybody's standing vote, and what became of everything that does
not count.
"""

from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest

from listbot.mail import Level
from listbot.model.policy import Electorate, Fractions, Roster
from listbot.model.proposal import Entry, Verb
from listbot.model.reading import Doubt
from listbot.votes.counting.counted import Electors, Lift, Tally, Unclear, Vote, VoteStatus
from listbot.votes.counting.tally import count
from listbot.votes.text.findings import MAY_OBJECT, MAY_VOTE
from tests.votes.counting.ballots import (
    CLOSES,
    MINOR,
    PEOPLE,
    ROSTER,
    SUBSTANTIAL,
    after,
    doubt,
    entry,
    heard,
    proposal,
    reasoned,
    vote,
    withdrawal,
)


def tally_of(*entries: Entry) -> Tally:
    return count(proposal(), entries, frozenset(), CLOSES)


def statuses(tally: Tally) -> list[tuple[str, str, VoteStatus]]:
    return [(one.voter.partition("@")[0], one.value, one.status) for one in tally.votes]


def test_a_vote_comes_with_its_evidence() -> None:
    """A number in a tally cites its mail, its line, its writer and what became of it."""
    expected = Tally(
        votes=(
            Vote(
                voter="ana@example.org",
                name="Ana",
                value="+1",
                weight=Fraction(1),
                item=None,
                binding=True,
                mail="<ana@example.net-1@example.org>",
                quote="+1",
                explained=None,
                in_words=False,
                received=after(1),
                level=Level.LIST_VOUCHED,
                status=VoteStatus.COUNTED,
                changed_from=None,
                is_doubtful=False,
            ),
        ),
        unclear=(),
        electors=Electors(len(PEOPLE)),
    )
    assert tally_of(entry("ana@example.net", 1, vote("+1"))) == expected


def test_the_last_vote_of_a_person_stands_from_whichever_address() -> None:
    """The roster makes several addresses one person; an earlier vote is superseded, not lost."""
    tally = tally_of(entry("ana", 1, vote("0")), entry("ana@example.net", 2, vote("+1")))
    assert statuses(tally) == [
        ("ana", "0", VoteStatus.SUPERSEDED),
        ("ana", "+1", VoteStatus.COUNTED),
    ]
    assert [one.changed_from for one in tally.votes] == [None, "0"]


def test_the_same_value_again_is_not_a_change() -> None:
    """ "My +1 stands" does not read as a change of mind in a result."""
    tally = tally_of(entry("ana", 1, vote("+1")), entry("ana", 2, vote("++1")))
    assert tally.votes[1].changed_from is None
    assert tally.yes == 1


def test_later_chat_changes_nothing() -> None:
    """A mail without a vote leaves the vote as it was."""
    tally = tally_of(entry("ana", 1, vote("+1")), entry("ana", 2))
    assert statuses(tally) == [("ana", "+1", VoteStatus.COUNTED)]


def test_a_withdrawal_leads_back_to_no_vote() -> None:
    """After a withdrawal a person has no vote, whatever came before."""
    tally = tally_of(
        entry("ana", 1, vote("+1")),
        entry("ana", 2, vote("-1", reason=True)),
        entry("ana", 3, withdrawal()),
    )
    assert statuses(tally) == [
        ("ana", "+1", VoteStatus.SUPERSEDED),
        ("ana", "-1", VoteStatus.WITHDRAWN),
    ]
    assert tally.counted == ()


def test_a_withdrawal_of_an_item_leaves_the_others() -> None:
    """ "I take back my -1 on 2" says nothing about 1."""
    tally = tally_of(
        entry("ana", 1, vote("+1", "1"), vote("-1", "2", reason=True, line=2)),
        entry("ana", 2, withdrawal("2")),
    )
    assert statuses(tally) == [
        ("ana", "+1", VoteStatus.COUNTED),
        ("ana", "-1", VoteStatus.WITHDRAWN),
    ]


def test_a_withdrawal_of_nothing_is_nothing() -> None:
    """A withdrawal without a vote is not a vote and is not listed as one."""
    assert tally_of(entry("ana", 1, withdrawal())) == Tally((), (), electors=Electors(len(PEOPLE)))


def test_votes_on_items_fill_no_threshold_of_the_whole() -> None:
    """A vote on an item counts for the item; only votes on the proposal count for the proposal."""
    tally = tally_of(entry("ana", 1, vote("+1", "1")), entry("ana", 2, vote("+1")))
    assert statuses(tally) == [("ana", "+1", VoteStatus.COUNTED), ("ana", "+1", VoteStatus.COUNTED)]
    assert tally.yes == 1


@pytest.mark.parametrize(("hours", "status"), [(72, VoteStatus.COUNTED), (72.001, VoteStatus.LATE)])
def test_a_vote_is_late_when_it_is_received_after_the_close(
    hours: float, status: VoteStatus
) -> None:
    """The moment of the close itself is in time; the mail's Date does not matter."""
    mail = replace(entry("ana", hours, vote("+1")), effective=after(1))
    assert [one.status for one in tally_of(mail).votes] == [status]


def test_nothing_is_late_without_a_close() -> None:
    """An archive without a closing time is counted in full."""
    tally = count(proposal(), [entry("ana", 9999, vote("+1"))], frozenset(), None)
    assert statuses(tally) == [("ana", "+1", VoteStatus.COUNTED)]


def test_a_late_mail_changes_nothing() -> None:
    """A late vote, withdrawal, doubt or reason is at most listed; the state at the close stays."""
    tally = tally_of(
        entry("ana", 1, vote("+1")),
        entry("omar", 1, vote("-1")),
        entry("ana", 80, vote("-1")),
        entry("ana", 81, withdrawal()),
        entry("ana", 82, doubt()),
        reasoned(entry("omar", 83)),
    )
    assert statuses(tally) == [
        ("ana", "+1", VoteStatus.COUNTED),
        ("omar", "-1", VoteStatus.HELD),
        ("ana", "-1", VoteStatus.LATE),
    ]
    assert [one.is_open for one in tally.unclear] == [False]


def test_a_mail_that_reached_us_after_the_result_is_late() -> None:
    """It may have been received in time; the result is out, so it is shown and changes nothing."""
    late = replace(entry("ana", 1, vote("+1")), late_arrival=True)
    assert statuses(tally_of(late)) == [("ana", "+1", VoteStatus.LATE)]


@pytest.mark.parametrize(
    "explains",
    [
        reasoned(entry("omar", 5)),
        reasoned(entry("omar@example.net", 5)),
        entry("omar", 5, Verb.EXPLAINED),
        replace(entry("omar", 1, vote("-1"), Verb.EXPLAINED)),
        entry("omar", 1, vote("-1", reason=True)),
    ],
)
def test_a_reason_makes_a_bare_objection_count(explains: Entry) -> None:
    """The reason may be in the same mail, in a later one by the person, or cited with
    `explained`.
    """
    tally = tally_of(
        *{mail.mail: mail for mail in (entry("omar", 1, vote("-1")), explains)}.values()
    )
    assert [one.status for one in tally.objections] == [VoteStatus.COUNTED]
    assert tally.held == ()


@pytest.mark.parametrize(
    "other",
    [
        reasoned(entry("omar", 0.5)),
        reasoned(entry("ana", 5)),
        reasoned(entry("omar", 5, level=Level.UNVERIFIED)),
    ],
)
def test_a_reason_must_be_the_persons_own_and_later(other: Entry) -> None:
    """Nobody can explain another person's -1, or a future one, or use a name that may be forged."""
    tally = tally_of(entry("omar", 1, vote("-1")), other)
    assert statuses(tally) == [("omar", "-1", VoteStatus.HELD)]
    assert tally.no == 0


def test_a_rule_may_do_without_reasons() -> None:
    """If the rule asks for no reason, a bare -1 counts."""
    free = replace(proposal(), policy=replace(SUBSTANTIAL, reason_required=False))
    tally = count(free, [entry("omar", 1, vote("-1"))], frozenset(), CLOSES)
    assert (statuses(tally), tally.votes[0].explained) == (
        [("omar", "-1", VoteStatus.COUNTED)],
        False,
    )


def test_people_outside_the_roster_are_not_binding() -> None:
    """ "+1 (binding)" is a claim; the roster says who is."""
    tally = tally_of(entry("pat@example.com", 1, replace(vote("+1"), claims_binding=True)))
    assert (statuses(tally), tally.yes) == ([("pat", "+1", VoteStatus.NOT_BINDING)], 0)


def test_a_forged_vote_replaces_nothing() -> None:
    """A mail below the list's level is listed beside the vote it would have changed."""
    tally = tally_of(*heard("Omar -1 with reason; Omar +1 unverified; Omar withdraws unverified"))
    assert statuses(tally) == [
        ("omar", "-1", VoteStatus.COUNTED),
        ("omar", "+1", VoteStatus.UNVERIFIED),
    ]


def test_a_vote_is_never_changed_from_an_unverified_one() -> None:
    """Otherwise a -1 forged before the member's +1 would appear in the result as the
    member's own.
    """
    tally = tally_of(*heard("Omar -1 unverified; Omar +1; Omar 0 unverified; Omar ++1"))
    assert statuses(tally) == [
        ("omar", "-1", VoteStatus.UNVERIFIED),
        ("omar", "+1", VoteStatus.SUPERSEDED),
        ("omar", "0", VoteStatus.UNVERIFIED),
        ("omar", "++1", VoteStatus.COUNTED),
    ]
    assert [one.changed_from for one in tally.votes] == [None] * 4
    assert [(one.is_unverified, one.is_answered, one.is_doubtful) for one in tally.votes] == [
        (True, True, False),
        (False, False, False),
        (True, True, False),
        (False, False, False),
    ]


def test_an_unverified_vote_does_not_end_an_earlier_one() -> None:
    """If two mails use one name, the first may be genuine and the second forged: both are
    in doubt.
    """
    tally = tally_of(*heard("Omar -1 unverified; Omar +1 unverified; Omar withdraws unverified"))
    assert [(one.value, one.status, one.is_doubtful, one.changed_from) for one in tally.votes] == [
        ("-1", VoteStatus.UNVERIFIED, True, None),
        ("+1", VoteStatus.UNVERIFIED, True, None),
    ]


def test_an_unverified_vote_is_unverified_before_anything_else() -> None:
    """In words or from outside the roster, it is shown as what it certainly is; a late one
    is late, and marked, too.
    """
    unsure = Level.UNVERIFIED
    tally = tally_of(
        entry("omar", 1, vote("-1", words=True), level=unsure),
        entry("pat@example.com", 2, vote("+1"), level=unsure),
        entry("lena", 80, vote("+1"), level=unsure),
    )
    assert [(one.status, one.is_unverified) for one in tally.votes] == [
        (VoteStatus.UNVERIFIED, True),
        (VoteStatus.UNVERIFIED, True),
        (VoteStatus.LATE, True),
    ]


def test_an_unverified_reason_explains_no_sure_vote() -> None:
    """An unverified reason does not make a certain vote explained, nor stop an unverified
    one from being shown so.
    """
    reason = reasoned(entry("omar", 2, level=Level.UNVERIFIED))
    held = tally_of(entry("omar", 1, vote("-1")), reason)
    assert [(one.status, one.explained) for one in held.votes] == [(VoteStatus.HELD, False)]
    forged = tally_of(entry("omar", 1, vote("-1"), level=Level.UNVERIFIED), reason)
    assert [(one.status, one.explained) for one in forged.votes] == [(VoteStatus.UNVERIFIED, True)]


def test_an_unverified_dissent_breaks_a_silence_until_its_writer_surely_speaks() -> None:
    """Doubt never helps a proposal to pass, so an unverified "+1" does not take back an
    unverified "-1".
    """
    broken = tally_of(*heard("Omar -1 unverified; Omar +1 unverified; Omar withdraws unverified"))
    assert [one.value for one in broken.dissent] == ["-1"]
    assert tally_of(*heard("Omar -1 unverified; Omar 0")).dissent == ()


def test_an_unverified_doubt_says_so() -> None:
    """An unverified doubt is marked, and stands until its writer has certainly spoken."""
    tally = tally_of(
        *heard("Omar unclear unverified; Lena unclear; Kim unclear unverified; Kim +1")
    )
    assert [(one.voter[:3], one.is_open, one.is_unverified) for one in tally.unclear] == [
        ("oma", True, True),
        ("len", True, False),
        ("kim", False, True),
    ]


def test_unverified_words_of_content_settle_nothing() -> None:
    """A possible objection stays one until its writer certainly says that it was not."""
    silent = proposal(policy=MINOR)
    objects = entry("omar", 1, Doubt("it breaks DNS", 1, MAY_OBJECT), level=Level.UNVERIFIED)
    for level, unclear in ((Level.UNVERIFIED, 1), (Level.LIST_VOUCHED, 0)):
        content = replace(entry("omar", 2, level=level), is_content=True)
        assert len(count(silent, [objects, content], frozenset(), CLOSES).unclear) == unclear


def test_a_mail_follows_what_it_answers_of_its_writer() -> None:
    """A slow clock does not lose a change of mind: the last of a chain stands, whatever the
    times.
    """
    first = entry("omar", 5, vote("+1"))
    second = replace(entry("omar@example.net", 2, vote("0")), answers=(first.mail,))
    third = replace(entry("omar", 1, vote("-1")), answers=("<opening@example.org>", second.mail))
    for order in permutations((first, second, third)):
        tally = tally_of(*order)
        assert [(one.value, one.status, one.changed_from) for one in tally.votes] == [
            ("+1", VoteStatus.SUPERSEDED, None),
            ("0", VoteStatus.SUPERSEDED, "+1"),
            ("-1", VoteStatus.HELD, "0"),
        ]


def test_a_reason_that_answers_its_vote_comes_after_it() -> None:
    """A reason that answers its own vote comes after it, even from a slow clock."""
    bare = entry("omar", 5, vote("-1"))
    reason = replace(reasoned(entry("omar", 1)), answers=(bare.mail,))
    assert statuses(tally_of(reason, bare)) == [("omar", "-1", VoteStatus.COUNTED)]


def test_a_late_mail_turns_no_order_round() -> None:
    """It could be sent to lead from the person's earlier vote to a later one."""
    kept = replace(entry("omar", 1, vote("+1")), answers=("<late@example.org>",))
    stands = entry("omar", 2, vote("0"))
    late = replace(entry("omar", 80), mail="<late@example.org>", answers=(stands.mail,))
    assert statuses(tally_of(kept, stands, late)) == [
        ("omar", "+1", VoteStatus.SUPERSEDED),
        ("omar", "0", VoteStatus.COUNTED),
    ]


@pytest.mark.parametrize(
    ("asked", "level", "status"),
    [
        (Level.VERIFIED, Level.LIST_VOUCHED, VoteStatus.UNVERIFIED),
        (Level.VERIFIED, Level.VERIFIED, VoteStatus.COUNTED),
        (Level.VERIFIED, Level.ARCHIVED, VoteStatus.COUNTED),
        (Level.UNVERIFIED, Level.UNVERIFIED, VoteStatus.COUNTED),
    ],
)
def test_a_vote_binds_from_the_lists_identity_level_on(
    asked: Level, level: Level, status: VoteStatus
) -> None:
    """Votes in an archive are binding, because nothing more certain is available."""
    tally = count(
        replace(proposal(), identity=asked),
        [entry("ana", 1, vote("+1"), level=level)],
        frozenset(),
        CLOSES,
    )
    assert [one.status for one in tally.votes] == [status]


def test_without_a_roster_earlier_posters_are_binding() -> None:
    """A list without a roster still decides, and a crowd arriving for the vote does not."""
    tally = count(
        proposal(roster=Roster()),
        [entry("ana", 1, vote("+1")), entry("new", 2, vote("+1"))],
        frozenset({"ana@example.org"}),
        CLOSES,
    )
    assert statuses(tally) == [
        ("ana", "+1", VoteStatus.COUNTED),
        ("new", "+1", VoteStatus.NOT_BINDING),
    ]


def test_everyone_is_binding_where_it_is_asked_for() -> None:
    """A roster still says which addresses are one person."""
    open_to_all = proposal(replace(SUBSTANTIAL, electorate=Electorate.EVERYONE), ROSTER)
    tally = count(open_to_all, heard("Pat@example.com +1; Ana@example.net +1"), frozenset(), CLOSES)
    assert [(one.voter, one.status) for one in tally.votes] == [
        ("pat@example.com", VoteStatus.COUNTED),
        ("ana@example.org", VoteStatus.COUNTED),
    ]


def test_words_are_seen_and_not_counted() -> None:
    """ "I agree" is listed, does not count, and does not take the place of a number."""
    tally = tally_of(*heard("Ana +1; Ana -1 in words; Ravi +1 in words"))
    assert statuses(tally) == [
        ("ana", "+1", VoteStatus.COUNTED),
        ("ana", "-1", VoteStatus.IN_WORDS),
        ("ravi", "+1", VoteStatus.IN_WORDS),
    ]
    assert [one.is_doubtful for one in tally.votes] == [False, True, True]


def test_a_number_replaces_words() -> None:
    """A person who says it in words and then with a number has one vote."""
    tally = tally_of(*heard("Ana -1 in words; Ana +1"))
    assert statuses(tally) == [
        ("ana", "-1", VoteStatus.SUPERSEDED),
        ("ana", "+1", VoteStatus.COUNTED),
    ]


def test_words_count_where_the_policy_says_so() -> None:
    """Words count if the policy says so: some lists vote by "I agree"."""
    talkers = proposal(replace(SUBSTANTIAL, words=True))
    tally = count(talkers, heard("Ana -1 in words; Ana +1 in words"), frozenset(), CLOSES)
    assert statuses(tally) == [
        ("ana", "-1", VoteStatus.SUPERSEDED),
        ("ana", "+1", VoteStatus.COUNTED),
    ]


def test_a_doubt_stands_beside_the_vote() -> None:
    """A doubt never replaces a vote; as the person's last word it is open."""
    tally = tally_of(*heard("Ana +1; Ana unclear"))
    assert statuses(tally) == [("ana", "+1", VoteStatus.COUNTED)]
    assert tally.doubts == (
        Unclear(
            voter="ana@example.org",
            mail="<ana-2@example.org>",
            quote="+1 if the mirror stays",
            reason="a condition cannot be tallied",
            value="+1",
            is_admitted=True,
            is_open=True,
        ),
    )


@pytest.mark.parametrize(
    "later", ["Ana +1", "Ana unclear; Ana +1", "Ana withdraws", "Ana +1 in words"]
)
def test_a_doubt_ends_with_the_next_clear_word(later: str) -> None:
    """It stays listed, and counts as settled."""
    tally = tally_of(*heard(f"Ana unclear; {later}"))
    assert (len(tally.unclear) > 0, tally.doubts) == (True, ())


def silent_tally(*entries: Entry) -> Tally:
    return count(proposal(MINOR), entries, frozenset(), CLOSES)


def lifting(author: str, hours: float, *answers: str) -> Entry:
    """A member's mail which says that those it answers are not objections."""
    said = entry(author, hours, Verb.NO_OBJECTION)
    acts = tuple(replace(act, answers=answers) for act in said.acts)
    return replace(said, acts=acts)


def test_a_doubt_that_a_member_lifts_no_longer_holds() -> None:
    """The first member who says so is shown; a later doubt of the same person holds again. Mails
    above the one that is answered are not meant, and a line that answers nothing lifts nothing.
    """
    doubted = heard("Kim unclear; Kim unclear")
    first = lifting("ines", 5, doubted[0].mail)
    lifted = lifting("ravi", 6, "<opening@example.org>", doubted[1].mail)
    again = lifting("ana", 7, doubted[1].mail)
    further_down = lifting("omar", 5, doubted[1].mail, "<remark@example.org>")
    bare = lifting("lena", 5)
    before = silent_tally(*doubted, first)
    then = silent_tally(again, lifted, further_down, bare, *doubted)
    assert [len(before.unanswered), len(before.lifted)] == [1, 0]
    assert then.unanswered == ()
    assert [each.lift for each in then.lifted] == [Lift(lifted.mail, "Ravi")]


def test_a_doubt_lifted_after_the_close_holds() -> None:
    """A line that came too late has no weight."""
    doubted = heard("Kim unclear")
    late = lifting("ines", 73, doubted[0].mail)
    assert len(silent_tally(*doubted, late).unanswered) == 1


def test_two_doubts_of_a_person_are_one() -> None:
    """Of two doubts by one person, only the last is open."""
    assert [one.is_open for one in tally_of(*heard("Ana unclear; Ana unclear")).unclear] == [
        False,
        True,
    ]


def test_within_a_mail_the_lines_are_taken_in_order() -> None:
    """ "I withdraw my -1" and then "+1" is a +1; a doubt after a vote is the mail's last word."""
    tally = tally_of(
        entry("omar", 1, vote("-1", reason=True)),
        entry("omar", 2, vote("+1", line=2), withdrawal(line=1), doubt(line=3)),
    )
    assert statuses(tally) == [
        ("omar", "-1", VoteStatus.WITHDRAWN),
        ("omar", "+1", VoteStatus.COUNTED),
    ]
    assert [one.is_open for one in tally.unclear] == [True]


@pytest.mark.parametrize(
    ("value", "weight", "counts"),
    [
        ("+1000", Fraction(1), (1, 0, 0)),
        ("++1", Fraction(1), (1, 0, 0)),
        ("+0.5", Fraction(1, 2), (1, 0, 0)),
        ("-0", Fraction(0), (0, 1, 0)),
        ("0.", Fraction(0), (0, 1, 0)),
        ("-0.9", Fraction(-9, 10), (0, 0, 1)),
        ("--1", Fraction(-1), (0, 0, 1)),
    ],
)
def test_a_person_has_one_vote_however_loud(
    value: str, weight: Fraction, counts: tuple[int, int, int]
) -> None:
    """Values are kept as written, weigh at most one, and are counted by their sign."""
    tally = tally_of(entry("ana", 1, vote(value, reason=True)))
    assert (tally.votes[0].weight, (tally.yes, tally.zero, tally.no)) == (weight, counts)


def test_refused_fractions_are_questions() -> None:
    """If fractions are refused, the writer is asked; a whole number next to it counts."""
    strict = proposal(replace(SUBSTANTIAL, fractions=Fractions.REFUSE))
    tally = count(strict, heard("Ana +0.5; Ravi +1; Omar withdraws"), frozenset(), CLOSES)
    assert statuses(tally) == [("ravi", "+1", VoteStatus.COUNTED)]
    assert [(one.value, one.reason) for one in tally.doubts] == [
        ("+0.5", "fractions are not counted here")
    ]


def test_every_order_gives_one_tally() -> None:
    """The tally does not depend on the order of processing."""
    mails = heard("Ana +1; Omar -1; Ana unclear; Omar withdraws; Kim -1 in words")
    tallies = {count(proposal(), order, frozenset(), CLOSES) for order in permutations(mails)}
    assert len(tallies) == 1


def test_a_brief_remark_after_a_vote_is_no_doubt() -> None:
    """A vote that is certainly the writer's own, and came before, answers it; other doubts stay."""
    remark = Doubt("Roll on the day.", 1, MAY_VOTE)
    condition = Doubt("+1 if we can", 1, "a condition cannot be tallied", "+1")
    voted = entry("omar", 1, vote("+1"))

    def open_doubts(*entries: Entry) -> list[str]:
        found = count(proposal(), entries, frozenset(), CLOSES).unclear
        return [each.reason for each in found if each.is_open]

    assert open_doubts(voted, entry("omar", 2, remark)) == []
    assert open_doubts(voted, entry("omar", 2, condition)) == [condition.reason]
    assert open_doubts(entry("lars", 1, vote("+1")), entry("omar", 2, remark)) == [MAY_VOTE]
    assert open_doubts(entry("omar", 1, remark)) == [MAY_VOTE]
    forged = replace(voted, level=Level.UNVERIFIED)
    assert open_doubts(forged, entry("omar", 2, remark)) == [MAY_VOTE]
