"""Rules other than the team's, played through the whole line: early closes, openers, active voters,
the person a vote is about, a silence put to the vote, and whoever may move the close.
"""

from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.model.inputs import RulesInput
from listbot.model.policy import Choice, EarlyClose, Late, OnObjection, Policy, Who
from listbot.model.proposal import State
from listbot.packaged import load_policy
from listbot.policies.outcome import outcome
from tests.playing import LIST, Play, Post, hours, opening, rules, votes

SUBSTANTIAL = load_policy("ovirt:substantial")
MINOR = load_policy("ovirt:minor")
WEEK = timedelta(days=7)


def under(*policies: Policy) -> RulesInput:
    """The usual rules, with these classes."""
    usual = rules()
    lists = tuple(replace(each, policies=policies if each.policies else ()) for each in usual.lists)
    return replace(usual, lists=lists)


EARLY = replace(
    SUBSTANTIAL,
    window=WEEK,
    min_window=timedelta(hours=24),
    early_close=EarlyClose.PASSED,
    min_open=timedelta(hours=24),
)


def test_a_vote_closes_early_at_the_daily_look() -> None:
    """The daemon wakes for it, and the result names the early close; a replay is the same."""
    play = Play(in_force=under(EARLY))
    play.take(opening(), *votes(("Ravi", "Lena")))
    play.run_until(hours(26))
    assert play.states() == {1: "open"}
    play.take(*votes(("Omar",), at=30))
    play.run_until(hours(60))
    assert play.states() == {1: "passed"}
    found = play.vote()
    got = outcome(found.proposal, found.entries, found.posters, hours(1000))
    assert (got.state, got.closes) == (State.PASSED, hours(48))
    (result,) = play.letters("M5")
    assert "Thu 10 Sep 2026 18:00 UTC" in result.text


def test_looking_is_written_down_once_a_day() -> None:
    """However often the daemon ticks."""
    play = Play(in_force=under(EARLY))
    play.take(opening())
    decided = [play.tick(hours(each)) for each in (24.2, 24.3, 24.5, 25, 47, 48.5, 48.6)]
    assert decided == [0, 1, 0, 0, 0, 1, 0]


def test_a_look_waits_for_mail_that_is_not_read() -> None:
    """A vote that was sent in time may still be unread."""
    play = Play(in_force=under(EARLY))
    play.take(opening(), *votes(("Ravi", "Lena", "Omar")))
    assert play.tick(hours(30), hours(20)) == 0
    assert play.tick(hours(31), hours(31)) == 1
    assert play.states() == {1: "passed"}


def test_a_reminder_does_not_end_the_looks() -> None:
    """After the reminder it may still close early."""
    short = replace(EARLY, window=timedelta(hours=72))
    play = Play(in_force=under(short))
    play.take(opening())
    play.run_until(hours(50))
    assert [each.kind for each in play.letters("M4")] == ["M4"]
    late = replace(EARLY, window=timedelta(hours=120))
    play = Play(in_force=under(late))
    play.take(opening())
    play.run_until(hours(97))
    assert play.vote().proposal.reminded
    play.take(*votes(("Ravi", "Lena", "Omar"), at=97.5))
    play.run_until(hours(121))
    assert play.states() == {1: "passed"}


def test_only_those_who_may_vote_open_it_where_the_rule_says_so() -> None:
    """A stranger's mail with the tag opens nothing; a member's does."""
    members = replace(SUBSTANTIAL, openers=Who.ELECTORATE)
    play = Play(in_force=under(members))
    assert play.take(opening("p", sender="pat@example.com")) == ["not a vote"]
    assert play.take(opening("q", at=1)) == ["opens"]
    nobody = replace(
        under(members),
        lists=tuple(replace(each, roster=type(each.roster)()) for each in under(members).lists),
    )
    assert Play(in_force=nobody).take(opening("p", sender="pat@example.com")) == ["opens"]


def test_the_person_it_is_about_does_not_vote() -> None:
    """The opening names them, by an address or a name; whom nobody knows is left out."""
    about = replace(SUBSTANTIAL, excludes_subject=True)
    text = "Shall Omar go?\n\n#listbot about: Omar, lars@example.net, nobody\n"
    play = Play(in_force=under(about))
    play.take(
        opening(text=text),
        *votes(("Ravi", "Lena", "Kim")),
        *votes(("Omar",), text="-1, no, since I am needed", at=9),
    )
    found = play.vote()
    got = outcome(found.proposal, found.entries, found.posters, hours(300))
    assert (got.state, got.tally.electors.eligible, len(found.proposal.excluded)) == (
        State.PASSED,
        5,
        2,
    )
    usual = Play(in_force=under(SUBSTANTIAL))
    usual.take(opening(text=text))
    assert usual.vote().proposal.excluded == ()


def test_somebody_outside_the_roster_can_be_the_one_it_is_about() -> None:
    """They are known by their address."""
    about = replace(SUBSTANTIAL, excludes_subject=True)
    play = Play(in_force=under(about))
    play.take(opening(text="Hello\n\n#listbot about: <pat@example.com>\n"))
    assert len(play.vote().proposal.excluded) == 1


def test_whom_a_vote_is_about_is_not_changed_later() -> None:
    """The line is answered, and nothing happens."""
    about = replace(SUBSTANTIAL, excludes_subject=True)
    play = Play(in_force=under(about))
    play.take(opening(), Post("a", "Ana", "#listbot about: Omar", 1, answers=("p",)))
    assert play.vote().proposal.excluded == ()
    (answer,) = play.letters("M22")
    assert "Only the mail that opens a vote can say whom it is about." in answer.text.replace(
        "\n", " "
    )


ACTIVE = replace(
    load_policy("openwrt-2025:simple"), window=timedelta(hours=72), deadline_required=False
)


def test_active_voters_are_known_at_the_opening() -> None:
    """Whoever voted in the last votes is one, and is kept with the proposal."""
    play = Play(in_force=under(ACTIVE))
    for number, who in enumerate((("Ravi", "Lena"), ("Omar",), ("Ravi",))):
        at = 100.0 * number
        subject = f"[VOTE] Thing {number}"
        play.take(opening(f"p{number}", at, subject=subject))
        play.take(
            *(
                replace(each, id=f"{each.id}{number}", subject=f"Re: {subject}")
                for each in votes(who, f"p{number}", at=at + 1)
            )
        )
        play.run_until(hours(at + 90))
    play.take(opening("p3", 400))
    found = [play.vote(number).proposal.active for number in (1, 2, 3, 4)]
    assert [None if each is None else len(each) for each in found] == [None, None, None, 3]
    play.take(*votes(("Ravi", "Kim"), "p3", at=401))
    play.run_until(hours(480))
    (result,) = play.letters("M5")[-1:]
    assert "approval by 2 of the 4 active voters (2 needed)" in " ".join(result.text.split())


def test_a_list_whose_rules_do_not_ask_has_no_active_voters() -> None:
    """Nothing is read for them."""
    play = Play()
    play.take(opening())
    assert play.vote().proposal.active is None


def test_a_broken_silence_is_put_to_the_vote_on_the_list() -> None:
    """The post says so, and the result is that of a vote."""
    lazy = replace(
        MINOR,
        on_objection=OnObjection.VOTE,
        min_yes=3,
        quiet_days=(),
    )
    play = Play(in_force=under(lazy, SUBSTANTIAL))
    play.take(opening(subject="[LAZY] Move it"))
    against = Post("o", "Omar", "-1, it is slow", 5, "Re: [LAZY] Move it", ("p",))
    play.take(against)
    play.run_until(hours(80))
    told = [each.text for each in play.letters("M8")]
    assert any("it is now put to the vote" in " ".join(text.split()) for text in told)
    again = replace(against, id="o2", text="0", at=81)
    said = [
        replace(each, subject="Re: [LAZY] Move it")
        for each in votes(("Ravi", "Lena", "Kim"), at=82)
    ]
    play.take(again, *said)
    play.run_until(hours(150))
    assert play.states() == {1: "passed"}


@pytest.mark.parametrize(
    ("policy", "sender", "to", "answer"),
    [
        (SUBSTANTIAL, "Ravi", 100, "Only the proposer can move the closing time."),
        (replace(SUBSTANTIAL, extenders=Who.ELECTORATE), "Ravi", 100, "now closes"),
        (replace(SUBSTANTIAL, extenders=Who.ELECTORATE), "Ana", 100, "now closes"),
        (
            replace(SUBSTANTIAL, extenders=Who.ELECTORATE, roles=("board",)),
            "Ravi",
            100,
            "Only people who may vote can move the closing time.",
        ),
        (
            replace(SUBSTANTIAL, extenders=Who.NOBODY),
            "Ana",
            100,
            "The rule does not let anybody move the closing time.",
        ),
        (
            replace(SUBSTANTIAL, may_shorten=False, window=WEEK),
            "Ana",
            100,
            "The rule lets the close be moved only to a later time.",
        ),
        (replace(SUBSTANTIAL, extensions=1), "Ana", 100, "now closes"),
    ],
)
def test_who_may_move_the_close(policy: Policy, sender: str, to: float, answer: str) -> None:
    """The rule says who, in which direction and how often; the answer says which it was."""
    play = Play(in_force=under(policy))
    line = f"#listbot closes: {hours(to):%Y-%m-%d %H:%M} UTC"
    play.take(opening(), Post("a", sender, line, 2, answers=("p",)))
    (told,) = play.letters("M22")
    assert answer in " ".join(told.text.split())


def test_a_close_is_moved_only_as_often_as_the_rule_lets_it() -> None:
    """The second time is refused."""
    play = Play(in_force=under(replace(SUBSTANTIAL, extensions=1)))
    lines = [f"#listbot closes: {hours(to):%Y-%m-%d %H:%M} UTC" for to in (100, 200)]
    play.take(opening())
    for number, line in enumerate(lines):
        play.take(Post(f"a{number}", "Ana", line, 2.0 + number, answers=("p",)))
    told = " ".join(play.letters("M22")[-1].text.split())
    assert "The rule does not let the close be moved again." in told


def test_a_mail_that_extends_is_taken_from_those_whom_the_rule_lets() -> None:
    """A member's "extended until" counts where members may move the close."""
    text = f"I extend the vote until {hours(150):%Y-%m-%d %H:%M} UTC."
    for who, moved in ((Who.ELECTORATE, True), (Who.PROPOSER, False)):
        play = Play(in_force=under(replace(SUBSTANTIAL, extenders=who)))
        subject = "[EXTENDED] " + opening().subject
        play.take(opening(), Post("a", "Ravi", text, 2, subject, ("p",)))
        found = play.vote()
        got = outcome(found.proposal, found.entries, found.posters, hours(3))
        assert (got.closes == hours(150)) is moved


def test_a_rule_stored_before_these_parameters_existed_is_the_same_rule() -> None:
    """Old rows and journals lack them."""
    from listbot.store.journal.codec import read_as, write

    text = write(SUBSTANTIAL)
    old = text[: text.index(',"ratio"')] + "}"
    assert read_as(Policy, old) == SUBSTANTIAL
    assert LIST in write(under(SUBSTANTIAL))


@pytest.mark.parametrize(("late", "is_listed"), [(Late.NOTED, True), (Late.REFUSED, False)])
def test_a_late_vote_is_listed_unless_the_rule_refuses_it(late: Late, is_listed: bool) -> None:
    """It counts in neither case."""
    play = Play(in_force=under(replace(SUBSTANTIAL, late=late)))
    play.take(opening(), *votes(("Ravi", "Lena", "Omar")), *votes(("Kim",), at=72.1))
    play.run_until(hours(80))
    (result,) = play.letters("M5")
    assert ("Kim" in result.text) is is_listed


@pytest.mark.parametrize(
    ("policy", "why"),
    [
        (replace(SUBSTANTIAL, choice=Choice.APPROVALS), "V-1 was a poll without a winner."),
        (SUBSTANTIAL, "V-1 did not pass: not every item did."),
    ],
)
def test_the_result_tells_each_item(policy: Policy, why: str) -> None:
    """Of a poll the approvals, of a proposal with parts the outcome of each."""
    play = Play(in_force=under(policy))
    play.take(opening(text="1) Move it.\n2) Delete the old one."))
    play.take(
        *votes(("Ravi", "Lena"), text="+1 on 1 and 2"), *votes(("Kim",), text="+1 on 1", at=5)
    )
    play.run_until(hours(80))
    (result,) = play.letters("M6")
    assert result.text.startswith(why)
    assert ("Item      1 " in result.text, "Item      2 " in result.text) == (True, True)
