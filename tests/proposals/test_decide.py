"""What one mail and one moment change: the rules of votes and letters, one sentence each."""

from dataclasses import replace
from datetime import timedelta

import pytest

from listbot.decide import on_mail
from listbot.letters_check.desk_samples import TOLD_TEAM
from listbot.letters_check.vote_samples import NOT_COUNTED, sample_order
from listbot.mail import Level, Unreadable
from listbot.mail.origin.standins import stand_in_of
from listbot.model.case import Case, OpenCase
from listbot.model.disposition import Disposition
from listbot.model.inputs import RulesInput
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.policy import Choice, Electorate, Policy, Roster
from listbot.model.proposal import State
from listbot.packaged import load_preset
from listbot.proposals.letters.order_parts import about
from listbot.proposals.letters.orders import binding_in_words
from listbot.proposals.moments import on_tick
from listbot.store.outbox.queueing import queue
from listbot.store.votes import stored
from tests.playing import (
    ANSWERS,
    BOT,
    LIST,
    OPENS,
    PEOPLE,
    ROSTER,
    Play,
    Post,
    hours,
    opening,
    rules,
    votes,
)

LAZY = "[LAZY] Reboot on Tuesday"
RE_LAZY = f"Re: {LAZY}"
REASON = "-1\n\nIt doubles the egress bill, see the figures in the wiki."


def played(*posts: Post, **more: object) -> Play:
    """A store after these mails."""
    play = Play(**more)  # type: ignore[arg-type]
    play.take(*posts)
    return play


def played_by(policies: tuple[Policy, ...], *posts: Post) -> Play:
    """The same, on lists with these rules."""
    lists = (replace(each, policies=each.policies and policies) for each in rules().lists)
    return played(*posts, in_force=RulesInput(tuple(lists)))


def plain(case: OpenCase) -> tuple[str, ...]:
    """Each entry's casts."""
    return tuple(f"{entry.name} {cast.value}" for entry in case.entries for cast in entry.casts)


@pytest.mark.parametrize(
    ("post", "became", "kinds"),
    [
        pytest.param(
            Post("v", "Ravi", "+1", 1, answers=["p"]),
            "vote",
            [],
            id="a vote is counted and not answered",
        ),
        pytest.param(
            Post("v", "Ravi", "What does it cost?", 1, answers=["p"]),
            None,
            [],
            id="talk changes nothing",
        ),
        pytest.param(
            Post("v", "Ravi", "+1 if we keep a copy", 1, answers=["p"]),
            "unclear",
            ["M2"],
            id="a condition gets M2",
        ),
        pytest.param(
            Post("v", "Ravi", "I agree.", 1, answers=["p"]), "vote", ["M2"], id="words alone get M2"
        ),
        pytest.param(
            Post("v", "Ravi", "-1", 1, answers=["p"]),
            "vote",
            ["M3"],
            id="a -1 without a reason gets M3",
        ),
        pytest.param(
            Post("v", "Ravi", REASON, 1, answers=["p"]),
            "vote",
            [],
            id="a -1 with a reason gets nothing",
        ),
        pytest.param(
            Post("v", "pat@example.net", "-1", 1, answers=["p"]),
            "vote",
            [],
            id="strangers get no mail from us",
        ),
        pytest.param(
            Post("v", "Ravi", "-1", 1, answers=["p"], vouched=False),
            "vote",
            [],
            id="who may not have written it gets no mail from us",
        ),
        pytest.param(
            Post("v", "Ravi", "-1", 80, answers=["p"]),
            "vote",
            [],
            id="after the close nobody is asked for a reason",
        ),
        pytest.param(
            Post("v", "Ravi", "+1", 1, answers=["p"], more="Auto-Submitted: auto-replied"),
            "automatic",
            [],
            id="a machine is neither counted nor answered",
        ),
        pytest.param(
            Post("v", "Ravi", "#listbot help", 1, answers=["p"]),
            "command",
            ["M22"],
            id="a command gets its transcript",
        ),
        pytest.param(
            Post("v", "Ravi", "#listbot help", 1, subject="hello"),
            "command",
            ["M22"],
            id="a command needs no vote",
        ),
        pytest.param(
            Post("v", "Ravi", "#listbot help", 1, to=BOT, by=BOT, subject="hello"),
            "command",
            ["M22"],
            id="nor the list",
        ),
        pytest.param(
            Post("v", "Ravi", "+1", 1, to=BOT, by=BOT, answers=["p"]),
            "not a vote",
            [],
            id="but a vote needs the list",
        ),
        pytest.param(
            Post("v", "Ravi", "+1", 1, subject="lunch"),
            "not a vote",
            [],
            id="a mail of no proposal",
        ),
        pytest.param(
            Post("v", "Ravi", "+1", 1, subject="Re: lunch"),
            "parked",
            [],
            id="a vote waits for its proposal",
        ),
        pytest.param(
            Post("v", "Ravi", "At what time?", 1, subject="Re: lunch", answers=["x"]),
            None,
            [],
            id="an answer to mail we do not know",
        ),
    ],
)
def test_one_mail(post: Post, became: str | None, kinds: list[str]) -> None:
    """The outcome of one mail next to Ana's proposal, and the letters it causes."""
    play = played(opening())
    (disposition,) = play.take(post)
    assert disposition == (became or "not a vote")
    assert play.kinds() == ["M1", *kinds]


def test_an_unreadable_mail() -> None:
    """It is kept with its reason, and the admin gets an alert."""
    play = Play()
    unreadable = Unreadable(
        Post("x").arrival(play.in_force), "0" * 64, "two From fields", "<x@example.org>"
    )
    assert play.take(unreadable) == ["quarantined"]
    assert play.alerts == ["quarantined <x@example.org>: two From fields"]


def test_the_same_id_with_other_words() -> None:
    """Both are kept, and the admin gets an alert: somebody uses another mail's Message-ID."""
    play = played(
        opening(),
        Post("v", "Ravi", "+1", 1, answers=["p"]),
        Post("v", "Ravi", "-1", 2, answers=["p"]),
    )
    assert plain(play.vote()) == ("Ravi +1", "Ravi -1")
    assert play.alerts == [
        "<v@example.org> came twice with different authors or words; both are kept"
    ]


def test_an_opening_below_the_lists_level() -> None:
    """If the list vouches for its senders, a mail that bypassed it opens nothing."""
    play = Play()
    decision = on_mail(
        play.read(opening(vouched=False)), Case(play.in_force.of(LIST), None, next_number=1)
    )
    assert (decision.disposition, decision.why) == (
        Disposition.NOT_A_VOTE,
        "would open a proposal, but its author is unverified and the list asks for list-vouched",
    )


def test_policy_and_roster_are_those_of_the_opening() -> None:
    """A change of the configuration never affects an open vote."""
    play = played(opening())
    with play.transaction() as tx:
        tx.adopt(rules(roster=Roster()))
    play.take(*votes(PEOPLE[:3]))
    play.tick(hours(80))
    assert (play.states(), len(play.vote().proposal.roster.members)) == ({1: "passed"}, len(PEOPLE))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("I propose it.", ["M1"]),
        ("I propose it. The vote is open until 2026-09-18 18:00 UTC.", []),
        ("I propose it. The vote is open until 2026-09-09 18:00 UTC.", ["M1"]),
    ],
)
def test_m1_only_if_something_was_filled_in(text: str, kinds: list[str]) -> None:
    """A vote that names a good date needs no letter; a default, or a date too early, does."""
    assert played(opening(text=text)).kinds() == kinds


def test_m1_always_for_silence_where_the_rule_posts_it() -> None:
    """Then people have to know what their silence means."""
    text = "The vote is open until 2026-09-18 18:00 UTC."
    assert played_by(load_preset("apache"), opening(subject=LAZY, text=text)).kinds() == ["M1"]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("I propose it.", []),
        ("If nobody objects by 2026-09-10 18:00 UTC, I will do it.", []),
        ("The vote is open until 2026-09-08 20:00 UTC.", ["M1"]),
        ("The vote is open until 2026-09-11.", ["M1"]),
        ("The vote is open until 10/09/2026.", ["M1"]),
    ],
)
def test_m1_for_a_minor_proposal_only_if_its_close_is_not_as_written(
    text: str, kinds: list[str]
) -> None:
    """The opening has said the rest."""
    assert played(opening(subject=LAZY, text=text)).kinds() == kinds


@pytest.mark.parametrize("mode", ["live", "approve", "shadow"])
def test_the_modes_of_a_list(mode: str) -> None:
    """Live sends; approve holds posts to the list, but not private notes; shadow only drafts."""
    play = played(opening(), Post("v", "Ravi", "-1", 1, answers=["p"]), mode=mode)
    states = {
        "live": ("queued", "queued"),
        "approve": ("held", "queued"),
        "shadow": ("draft", "draft"),
    }
    assert tuple(letter.state for letter in play.letters()) == states[mode]


@pytest.mark.parametrize(
    ("mode", "state"), [("live", "held"), ("approve", "held"), ("shadow", "draft")]
)
def test_a_held_letter_waits_in_every_mode(mode: str, state: str) -> None:
    """A letter that a member must release is never sent by itself; a list in shadow sends nothing
    at all."""
    play = Play(mode=mode)
    order = replace(sample_order(LetterKind.NOT_COUNTED, NOT_COUNTED), held=True)
    with play.store.transaction() as tx:
        queue(tx.connection, play.store.context, LIST, [order])
    assert [letter.state for letter in play.letters()] == [state]


@pytest.mark.parametrize("live_since", [None, hours(1000)])
def test_history_makes_no_letters(live_since: object) -> None:
    """A vote from before the list was live is counted and closed without any letter."""
    play = Play(in_force=rules(live_since=live_since))  # type: ignore[arg-type]
    play.take(opening(subject=LAZY), *votes(PEOPLE[:3]), Post("o", "Omar", "-1", 5, answers=["p"]))
    play.run_until(hours(200), timedelta(hours=6))
    assert (play.states(), play.kinds()) == ({1: "stopped"}, [])


def test_notes_off() -> None:
    """People who asked for quiet get no notes; the command itself is answered."""
    play = played(opening(), Post("n", "Omar", "#listbot notes: off", 1, answers=["p"]))
    play.take(Post("o", "Omar", "-1", 2, answers=["p"]))
    assert play.kinds() == ["M1", "M22"]


def test_one_note_a_person_vote_and_day() -> None:
    """A second problem on the same day causes no note; one on the next day does."""
    asked = [Post(f"o{at}", "Omar", "+1 if we keep a copy", at, answers=["p"]) for at in (1, 2, 26)]
    assert played(opening(), *asked).kinds() == ["M1", "M2", "M2"]


@pytest.mark.parametrize(
    ("texts", "kinds"),
    [
        (("+1 if we keep a copy", "-1"), ["M1", "M2", "M3"]),
        (("-1", "+1 if we keep a copy"), ["M1", "M3", "M2"]),
        (("-1", "-1"), ["M1", "M3"]),
    ],
)
def test_a_note_takes_no_other_ones_place(texts: tuple[str, ...], kinds: list[str]) -> None:
    """One of each kind a day: a request for a clear vote does not replace one for the reason of a
    bare "-1"."""
    asked = [Post(f"o{at}", "Omar", text, at, answers=["p"]) for at, text in enumerate(texts, 1)]
    assert played(opening(), *asked).kinds() == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Why do we need this?", ["M1"]),
        ("Hi Ana, should we not wait?", ["M1"]),
        ("What about the backups? I could not find them in the proposal.", ["M1"]),
        ("No?", ["M1"]),
        ("Looks useful, but should we not wait?", ["M1", "M2"]),
        ("I'm against it: who would look after it?", ["M1", "M2"]),
        ("What about the backups? +1 or +0.", ["M1", "M2"]),
    ],
)
def test_a_question_is_no_problem_of_its_writer(text: str, kinds: list[str]) -> None:
    """People discuss before they vote: a plain question causes no note, but other doubts may."""
    play = played(opening(), Post("o", "Omar", text, 1, answers=["p"]))
    assert play.kinds() == kinds


@pytest.mark.parametrize(("preset", "kinds"), [("ovirt", ["M2"]), ("apache", ["M1", "M2", "M8"])])
def test_a_question_breaks_a_silence(preset: str, kinds: list[str]) -> None:
    """If silence decides, a question may be an objection, so its author gets a note. The list hears
    of it now, unless the rule puts the close off for it.
    """
    question = Post("o", "Omar", "Why do we need this?", 1, RE_LAZY, answers=["p"])
    play = played_by(load_preset(preset), opening(subject=LAZY), question)
    assert sorted(play.kinds()) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("+1\n\nOn behalf of Carol: -1", ["M2"]),
        ("On behalf of Carol: -1\n\n+1", []),
    ],
)
def test_a_doubt_below_a_vote_is_asked_about(text: str, kinds: list[str]) -> None:
    """It stands beside the vote, which comes before it; a vote that comes last settles it."""
    post = Post("o", "Omar", text, 1, RE_LAZY, answers=["p"])
    assert played(opening(subject=LAZY), post).kinds() == kinds


def test_the_list_hears_of_a_doubt_when_it_puts_the_close_off() -> None:
    """Its words are shown, since any member may say that they are not an objection. A doubt that
    comes after that cannot put the close off again, so the list hears of it at once.
    """
    asked = Post("o", "Kim", "+1 if we keep a copy", 1, RE_LAZY, answers=["p"])
    again = Post("a", "Lars", "+1 if it is tested", 80, RE_LAZY, answers=["p"])
    play = played(opening(subject=LAZY), asked)
    play.tick(hours(73))
    (post,) = play.letters("M8")
    assert "  > +1 if we keep a copy\n  in a reply [1]\n" in post.text
    play.take(again)
    play.run_until(hours(200), timedelta(hours=12))
    assert (play.states(), play.kinds()) == ({1: "stopped"}, ["M2", "M8", "M8", "M2", "M6"])


def test_a_reason_that_came_before_its_vote() -> None:
    """Mails overtake each other: we never ask for a reason that is here already."""
    why = Post(
        "why", "Omar", "It doubles the egress bill, see the figures in the wiki.", 3, answers=["p"]
    )
    assert "M3" not in played(opening(), why, Post("o", "Omar", "-1", 2, answers=["p"])).kinds()


def test_a_claim_that_something_is_wrong_is_told() -> None:
    """`wrong` marks the vote and alerts the admin; nothing is recounted."""
    play = played(
        opening(), Post("w", "Kim", "#listbot wrong: my vote is missing", 1, answers=["p"])
    )
    assert play.alerts == [
        (
            'V-1: <w@example.org> says that something is wrong: my vote is missing (see "listbot '
            "vote "
            'show 1")'
        )
    ]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("-1", ["M8"]),
        (REASON, ["M8"]),
        ("please do not, it breaks the mirrors", ["M8"]),
        ("+1 if we keep a copy", ["M2"]),
        ("+1", []),
        ("I agree.", []),
    ],
)
def test_silence_is_broken_by_any_dissent(text: str, kinds: list[str]) -> None:
    """With or without a reason, in a number or in words, clear or not. The list hears once of an
    objection, at once, or of a doubt, when it puts the close off.
    """
    again = Post("again", "Lars", text, 2, RE_LAZY, answers=["p"])
    play = played(opening(subject=LAZY), Post("o", "Omar", text, 1, RE_LAZY, answers=["p"]), again)
    assert sorted(set(play.kinds())) == kinds
    assert len(play.letters("M8")) == kinds.count("M8")
    play.run_until(hours(200), timedelta(hours=12))
    assert play.states() == {1: "stopped" if kinds else "passed"}
    assert len(play.letters("M8")) == bool(kinds)


def test_a_strangers_objection_breaks_the_silence() -> None:
    """A false stop is cheap; a false pass is not."""
    play = played(
        opening(subject=LAZY), Post("o", "pat@example.net", REASON, 1, RE_LAZY, answers=["p"])
    )
    play.run_until(hours(200), timedelta(hours=12))
    assert (play.states(), play.kinds()) == ({1: "stopped"}, ["M8", "M30", "M6"])


def ticked(play: Play, *moments: tuple[float, float | None]) -> list[str]:
    """The state after each moment: hours, and until when the list was read by then."""
    found = []
    for at, until in moments:
        play.tick(hours(at), None if until is None else hours(until))
        found.append(play.states()[1])
    return found


def test_a_vote_closes_after_the_grace() -> None:
    """A mail sent in time may take fifteen minutes to arrive."""
    play = played(opening(), *votes(PEOPLE[:3]))
    assert ticked(play, (72, 72), (72.24, 72.24), (72.25, 72.25)) == ["open", "open", "passed"]
    assert play.vote().proposal.state is State.PASSED


def test_a_vote_closes_only_when_its_list_was_read() -> None:
    """However late it is, nothing closes before the mail up to the close was read."""
    play = played(opening(), *votes(PEOPLE[:2]))
    assert ticked(play, (100, 72), (101, 72.2)) == ["open", "open"]
    play.take(Post("third", "Lena", "+1", 71.9, answers=["p"]))
    assert ticked(play, (102, 72.25)) == ["passed"]


def test_before_anything_was_read_nothing_is_decided() -> None:
    """After a start the mail from the downtime comes first: no close, no reminder."""
    play = played(opening())
    case = play.vote()
    assert [on_tick(case, hours(at), None) for at in (50, 73, 1000)] == [None, None, None]


def test_a_deadline_missed_while_down_is_closed_once() -> None:
    """After two weeks of downtime: one result, no reminder, and never a second result."""
    play = played(opening(), *votes(PEOPLE[:3]))
    play.tick(hours(24 * 14))
    play.tick(hours(24 * 15))
    assert (play.states(), play.kinds()) == ({1: "passed"}, ["M1", "M5"])


def test_a_late_vote_is_shown_as_late() -> None:
    """A vote received after the close has no weight, whenever we see it."""
    play = played(opening(), *votes(PEOPLE[:2]), Post("late", "Lena", "+1", 72.1, answers=["p"]))
    play.tick(hours(73))
    assert play.states() == {1: "not passed"}
    assert "came after the close" in play.letters("M6")[0].text


@pytest.mark.parametrize(
    ("who", "at", "state"),
    [
        ("Ana", 10, "cancelled"),
        ("Ravi", 10, "cancelled"),
        ("pat@example.net", 10, "passed"),
        ("Ana", 73, "passed"),
    ],
)
def test_who_may_cancel_and_when(who: str, at: float, state: str) -> None:
    """The proposer or somebody on the roster, before the close; nobody else."""
    cancel = Post(
        "c",
        who,
        "I am calling it off.",
        at,
        "[CANCEL] [VOTE] Move CI artefacts to object storage",
        ["p"],
    )
    play = played(opening(), *votes(PEOPLE[:3]), cancel)
    play.tick(hours(75))
    assert play.states() == {1: state}


def test_a_cancelled_vote_ends_with_the_next_tick() -> None:
    """Its result is posted without waiting for the close."""
    play = played(opening(), Post("c", "Ana", "#listbot withdraw", 5, answers=["p"]))
    play.tick(hours(5.5))
    assert (play.states(), play.kinds()) == ({1: "cancelled"}, ["M1", "M22", "M6"])


@pytest.mark.parametrize(
    ("who", "text", "closes"),
    [
        ("Ana", "The vote is extended until 2026-09-18 18:00 UTC.", 240),
        ("ana@example.net", "The vote is extended until 2026-09-18 18:00 UTC.", 240),
        ("Ravi", "The vote is extended until 2026-09-18 18:00 UTC.", 72),
        ("Ana", "The vote is extended.", 72),
        ("Ana", "The vote is extended until 2026-09-01 18:00 UTC.", 72),
    ],
)
def test_who_extends(who: str, text: str, closes: float) -> None:
    """The proposer, from any address, to a time that is named and in the future."""
    play = played(opening(), Post("e", who, text, 10, answers=["p"]))
    with play.store.reading() as connection:
        assert stored.load(connection, 1)[1] == hours(closes)


def test_an_objection_puts_the_close_off_once() -> None:
    """It is announced; if the objection still stands 72 hours later, the vote is stopped."""
    play = played(opening(), *votes(PEOPLE[:3]), Post("o", "Omar", REASON, 10, answers=["p"]))
    assert ticked(play, (73, 73), (145, 145)) == ["open", "stopped"]
    assert play.kinds() == ["M1", "M8", "M30", "M6"]
    assert [put_off.why for put_off in play.vote().proposal.put_offs] == ["objection"]


def test_an_objection_withdrawn_in_the_second_window() -> None:
    """Then it passes."""
    play = played(opening(), *votes(PEOPLE[:3]), Post("o", "Omar", REASON, 10, answers=["p"]))
    play.tick(hours(73))
    play.take(Post("w", "Omar", "I withdraw my -1.", 100, answers=["o"]))
    assert ticked(play, (145, 145)) == ["passed"]


def test_doubts_that_matter_put_the_close_off() -> None:
    """People get two more days to say it clearly; then the vote is counted as it is."""
    play = played(
        opening(), *votes(PEOPLE[:2]), Post("o", "Omar", "+1 if we keep a copy", 10, answers=["p"])
    )
    assert ticked(play, (73, 73), (121, 121)) == ["open", "not passed"]
    assert "M8" in play.kinds()


@pytest.mark.parametrize(
    ("yes", "kinds"),
    [(2, ["M1", "M4"]), (3, ["M1"])],
)
def test_a_reminder_only_while_a_vote_could_matter(yes: int, kinds: list[str]) -> None:
    """A day before the close, once, if the outcome is open."""
    play = played(opening(), *votes(PEOPLE[:yes]))
    for at in (47.9, 48, 49, 60):
        play.tick(hours(at))
    assert play.kinds() == kinds


@pytest.mark.parametrize(("preset", "kinds"), [("ovirt", []), ("apache", ["M1", "M4"])])
def test_a_silence_is_reminded_of_unless_the_rule_says_otherwise(
    preset: str, kinds: list[str]
) -> None:
    """If nobody has to say anything, people should know that it is the last day."""
    play = played_by(load_preset(preset), opening(subject=LAZY))
    play.tick(hours(50))
    assert play.kinds() == kinds


def test_no_reminder_while_people_vote() -> None:
    """A vote in the last two hours delays the reminder."""
    play = played(opening(), Post("v", "Ravi", "+1", 47.5, answers=["p"]))
    for at in (48, 49, 49.4):
        play.tick(hours(at))
        assert play.kinds() == ["M1"]
    play.tick(hours(49.5))
    assert play.kinds() == ["M1", "M4"]


def test_a_long_vote_is_reminded_of_earlier() -> None:
    """With a quarter of its window left."""
    play = played(opening(text="The vote is open until 2026-09-28 18:00 UTC."))
    play.tick(hours(24 * 15 - 1))
    assert play.kinds() == []
    play.tick(hours(24 * 15))
    assert play.kinds() == ["M4"]


def test_a_close_about_to_be_put_off_is_not_reminded_of() -> None:
    """Between the deadline and the end of the grace, the letter that puts it off comes first."""
    play = played(opening(text="The vote is open until 2026-09-28 18:00 UTC."), *votes(PEOPLE[:3]))
    play.take(Post("o", "Omar", REASON, 10, answers=["p"]))
    play.tick(hours(480.1))
    assert play.kinds() == []
    play.tick(hours(480.3))
    assert play.kinds() == ["M8", "M30"]


def test_a_raised_class_starts_again() -> None:
    """A minor change that somebody wants a full vote on needs its three +1, with 72 hours from
    then."""
    play = played(
        opening(subject=LAZY),
        Post("c", "Lars", "#listbot class: substantial", 24, RE_LAZY, answers=["p"]),
    )
    assert ticked(play, (73, 73), (97, 97)) == ["open", "not passed"]
    assert (
        play.letters("M6")[0].subject.endswith("(0 of 3 +1)")
        or "0 x +1" in play.letters("M6")[0].text
    )


def test_without_a_roster_earlier_posters_are_binding() -> None:
    """And the result says that it is advisory."""
    known = [Post(f"k{name}", name, "hello", -30, "hello") for name in PEOPLE[:3]]
    play = played(
        *known,
        opening(),
        *votes(PEOPLE[:4]),
        in_force=rules(roster=Roster(), live_since=hours(-50)),
    )
    play.tick(hours(73))
    assert play.states() == {1: "passed"}
    assert "advisory" in play.letters("M5")[0].text


def test_a_forged_vote_is_not_binding() -> None:
    """A mail that bypassed the list is shown, but does not help a proposal to pass."""
    forged = Post("f", "Lena", "+1", 5, answers=["p"], vouched=False)
    play = played(opening(), *votes(PEOPLE[:2]), forged)
    play.run_until(hours(200), timedelta(hours=6))
    assert play.states() == {1: "not passed"}
    assert "unverified: it did not come" in play.letters("M6")[0].text


@pytest.mark.parametrize(
    ("before", "a_day", "why"),
    [
        ((), 1, "is not proven to have written, and had a letter today"),
        ((Post("v", "Omar", "+1", 0, answers=["p"]),), 10, "was written to 10 times today"),
    ],
    ids=["a stranger", "who wrote through the list"],
)
def test_a_forged_sender_is_no_mail_bomb(before: tuple[Post, ...], a_day: int, why: str) -> None:
    """A forged sender gets one answer to commands a day, ten if they surely wrote to the list; the
    admin gets an alert."""
    forged = [
        Post(f"f{n}", "Omar", "#listbot help", at=n / 9, by=BOT, to=BOT, vouched=False)
        for n in range(14)
    ]
    play = played(opening(), *before, *forged)
    next_day = replace(forged[0], id="later", at=24)
    play.take(next_day)
    told = f"omar@example.org {why}; no more until tomorrow"
    assert (len(play.letters("M22")), play.alerts) == (a_day + 1, [told] * (14 - a_day))


def test_where_anybody_is_believed_notes_go_out() -> None:
    """On a list that counts every mail, a bare "-1" is asked for its reason on the day of another
    note, too."""
    posts = [
        Post("a", "Omar", "+1 or +0", 1, answers=["p"]),
        Post("b", "Omar", "-1", 2, answers=["p"]),
    ]
    lists = tuple(replace(each, identity=Level.UNVERIFIED) for each in rules().lists)
    play = played(
        opening(), *(replace(each, vouched=False) for each in posts), in_force=RulesInput(lists)
    )
    assert play.kinds() == ["M1", "M2", "M3"]


SURE = replace(sample_order(LetterKind.NOT_COUNTED, NOT_COUNTED), sure=True)


@pytest.mark.parametrize(
    ("first", "then", "written"),
    [
        (replace(TOLD_TEAM, asked_for=False), replace(TOLD_TEAM, asked_for=False), 10),
        (TOLD_TEAM, TOLD_TEAM, 24),
        (replace(TOLD_TEAM, asked_for=False), SURE, 20),
        (SURE, replace(TOLD_TEAM, asked_for=False), 20),
    ],
    ids=("updates", "copies for the team", "answers after updates", "updates after answers"),
)
def test_letters_of_the_clock_are_counted_apart(
    first: LetterOrder, then: LetterOrder, written: int
) -> None:
    """Updates of a busy ticket do not use up anybody's answers; letters the team asked for have no
    limit."""
    play = Play()
    orders = [
        replace(each, cause=f"{half} {at}", recipients=("omar@example.org",))
        for half, each in enumerate((first, then))
        for at in range(12)
    ]
    with play.store.transaction() as tx:
        queue(tx.connection, play.store.context, LIST, orders)
    assert len(play.letters()) == written


SQUATS = {
    "an opening": Post("p", "Mallory", "Shall we?", at=1, subject="[VOTE] Give Mallory the keys"),
    "an agreeing answer": Post(
        "p", "Mallory", "+1 to what Bob said about DNS", at=1, answers=("p",)
    ),
    "a stranger's answer": Post("p", "Mallory", "+1 to that", at=1, answers=("p",), vouched=False),
}


@pytest.mark.parametrize("squat", SQUATS.values(), ids=SQUATS)
def test_a_message_id_sent_once_more_draws_no_answers_away(squat: Post) -> None:
    """Sending a proposal's Message-ID again opens nothing, and replies stay with the proposal."""
    play = played(opening(), squat, *votes(PEOPLE[1:4], at=2))
    play.run_until(hours(200), timedelta(hours=6))
    told = "<p@example.org> came twice with different authors or words; both are kept"
    assert (play.states(), len(play.letters("M5")), told in play.alerts) == ({1: "passed"}, 1, True)


def test_our_own_letter_comes_back() -> None:
    """An echo is a machine's mail; it settles whether that letter was sent."""
    play = played(opening())
    letter = play.letters("M1")[0]
    hop = b"Received: from lists.example.org (lists.example.org [192.0.2.25]) by mx.example.org; "
    raw = hop + b"Tue, 08 Sep 2026 18:05:00 +0000\r\n" + letter.parcel.raw
    assert play.take(play.read_raw(raw, hours(0.1))) == ["automatic"]
    assert [(each.state, each.note) for each in play.letters()] == [("sent", "seen on the list")]


def test_a_forged_echo_stops_no_letter() -> None:
    """Anybody can work out a letter's Message-ID; without our mark it proves nothing."""
    play = played(opening())
    letter = play.letters("M1")[0]
    forged = letter.parcel.raw.replace(b"X-Listbot: k1 ", b"X-Listbot: k1 0")
    assert play.take(play.read_raw(forged, hours(0.1))) == ["automatic"]
    assert [(each.state, each.note) for each in play.letters()] == [("queued", "")]


def test_an_answer_to_our_letter_is_no_side_question() -> None:
    """A +1 in reply to the reminder is a vote on the proposal."""
    play = played(opening())
    letter = play.letters("M1")[0]
    play.take(Post("v", "Ravi", "I agree.\n\n+1", 3, answers=["p", letter.parcel.message_id]))
    assert plain(play.vote()) == ("Ravi +1",)


def test_who_answers_our_note_may_be_answered() -> None:
    """Somebody who answers our letter is not a stranger, even in a mail to the bot."""
    play = played(opening(), Post("o", "Omar", "-1", 1, answers=["p"]))
    note = play.letters("M3")[0]
    play.take(
        Post(
            "a",
            "Omar",
            "#listbot help",
            2,
            "Re: your -1",
            [note.parcel.message_id],
            to=BOT,
            by=BOT,
            vouched=False,
        )
    )
    assert play.kinds() == ["M1", "M3", "M22"]


def test_every_mail_has_one_disposition() -> None:
    """The dispositions add up to the mails received."""
    posts = (
        opening(),
        *votes(PEOPLE),
        Post("c", "Ravi", "+1 if we keep a copy", 9, answers=["p"]),
        Post("x", "Kim", "hello", 10, "hello"),
    )
    play = Play()
    play.take(*posts)
    play.take(Unreadable(Post("x").arrival(play.in_force), "0" * 64, "two From fields"))
    assert play.accounts_balance()


def test_a_mail_that_is_here_already() -> None:
    """The same words by the same person under one Message-ID are one mail, by whatever route."""
    again = Post("v-ana", "Ana", "+1", 1, answers=["p"], more="X-Copy: 1")
    play = played(opening(), *votes(("Ana",)))
    assert play.take(again) == ["duplicate"]
    assert plain(play.vote()) == ("Ana +1",)


def test_an_import_is_history() -> None:
    """Mail from an archive is counted and never answered, however new it is."""
    play = played(opening())
    mail = play.read(Post("o", "Omar", "-1", 1, answers=["p"]))
    play.take(replace(mail, arrival=replace(mail.arrival, archived=True)))
    assert (plain(play.vote()), play.kinds()) == (("Omar -1",), ["M1"])


def test_mail_that_wants_no_answer_gets_none() -> None:
    """People whose header refuses automatic answers get none."""
    asks = "X-Auto-Response-Suppress: All"
    assert played(opening(), Post("o", "Omar", "-1", 1, answers=["p"], more=asks)).kinds() == ["M1"]


@pytest.mark.parametrize("verb", ["cancel", "extend"])
def test_acts_below_the_lists_level_change_nothing(verb: str) -> None:
    """A forged [CANCEL], or a forged extension, shows in its disposition only."""
    subject = f"[CANCEL] {OPENS}" if verb == "cancel" else ANSWERS
    text = "The vote is extended until 2026-09-18 18:00 UTC."
    play = played(opening(), Post("f", "Ana", text, 5, subject, ["p"], vouched=False))
    assert [entry.acts for entry in play.vote().entries] == [(), ()]


def test_a_changed_mind_is_shown_in_the_result() -> None:
    """A person's first vote is shown next to the one that counts."""
    changed = Post("c", "Lena", "Changing my vote to +1.", 20, answers=["p"])
    play = played(
        opening(), *votes(("Ana", "Ravi")), Post("z", "Lena", "0", 5, answers=["p"]), changed
    )
    play.tick(hours(73))
    assert "changed from 0" in play.letters("M5")[0].text


def test_votes_on_items_say_that_they_are() -> None:
    """Where items have outcomes, their votes are binding, and each names its item."""
    split = Post("s", "Omar", "+1 on 1 and 3, -1 on 2: the builder is in use", 5, answers=["p"])
    play = played(opening(), *votes(("Ravi", "Lena", "Kim")), split)
    play.tick(hours(73))
    text = play.letters("M5")[0].text
    assert [line[-9:] for line in text.splitlines() if "Omar [" in line] == [
        "on item 1",
        "on item 3",
        "on item 2",
    ]
    assert "Seen but not counted" not in text


def chosen(choice: Choice, *posts: Post) -> Play:
    """A vote under a rule with this choice, up to its result."""
    lists = tuple(
        replace(each, policies=tuple(replace(rule, choice=choice) for rule in each.policies[:1]))
        for each in rules().lists
    )
    play = played(opening(), *posts, in_force=RulesInput(lists))
    play.run_until(hours(100))
    return play


def test_items_that_all_pass_are_the_result() -> None:
    """Nobody voted on the whole, so no count of the whole is shown, neither before the close."""
    split = votes(("Ravi", "Lena", "Omar"), text="+1 on 1 and 2")
    (result,) = chosen(Choice.NONE, *split).letters("M5")
    assert result.text.startswith("V-1 passed: every item did.\n")
    assert "0 x +1" not in result.text
    (reminder,) = chosen(Choice.NONE, *split[:2]).letters("M4")
    assert "  Item      1: 2 of 3 +1, no -1\n  Item      2: 2 of 3 +1, no -1\n" in reminder.text
    assert "0 x +1" not in reminder.text


def test_a_poll_shows_its_options() -> None:
    """With a winner or without; approvals are counted for each."""
    split = votes(("Ravi", "Lena", "Omar"), text="+1 on 2")
    most = chosen(Choice.MOST, *split)
    assert most.letters("M5")[0].text.startswith(
        "V-1 has a winner, the option with the most approvals.\n"
    )
    plain = chosen(Choice.APPROVALS, *split)
    assert "  Item      2: 3 approve\n" in plain.letters("M4")[0].text
    text = plain.letters("M6")[0].text
    assert text.startswith("V-1 was a poll without a winner.\n\n  Title ")


def test_a_letter_names_a_proposer_without_a_name_by_address() -> None:
    """A From may have only an address; the stand-in of somebody who was forgotten is not one."""
    proposal = replace(played(opening()).vote().proposal, proposer_name="")
    gone = replace(proposal, proposer=stand_in_of("somebody"))
    assert [about(each, each.policy, hours(72)).proposer_name for each in (proposal, gone)] == [
        "ana@example.org",
        "",
    ]


def test_where_silence_passes_no_item_is_decided() -> None:
    """A +1 on a part is seen and not counted, since nothing but an objection matters."""
    split = Post("s", "Omar", "+1 on 1", 5, answers=["p"])
    play = played(opening(subject="[LAZY] Reboot"), split)
    play.run_until(hours(24 * 9))
    binding, others = play.letters("M7")[0].text.split("Seen but not counted")
    assert ("Omar" in binding, "on item 1" in others) == (False, True)


def test_who_is_binding_in_words() -> None:
    """Everyone if the rule says so, else the roster if there is one, else the earlier posters."""
    substantial = Play().in_force.of(LIST).policies[0]
    everyone = replace(substantial, electorate=Electorate.EVERYONE)
    assert [
        binding_in_words(ROSTER, everyone),
        binding_in_words(Roster(), substantial),
        binding_in_words(ROSTER, substantial),
    ] == [
        "everyone",
        "advisory: no roster, so all who wrote to this list before",
        "the 7 members on the roster",
    ]


def test_nothing_to_do_yet() -> None:
    """Looking at an open vote long before its reminder changes nothing."""
    assert on_tick(played(opening()).vote(), hours(1), hours(1)) is None


def test_binding_are_those_on_the_roster_on_the_day_of_the_opening() -> None:
    """People who left before or joined later are listed as not on the roster, as in a recount."""
    left, comes, stays = (replace(member, since=None) for member in ROSTER.members[1:4])
    day = hours(0).date()
    roster = Roster(
        (
            replace(left, until=day - timedelta(1)),
            replace(comes, since=day + timedelta(1)),
            replace(stays, until=day),
        )
    )
    play = played(opening(), *votes(("Ravi", "Lena", "Omar")), in_force=rules(roster=roster))
    play.run_until(hours(80), timedelta(hours=8))
    told = play.letters("M6")[0].text
    binding, _, aside = told.partition("Not binding\n")
    assert [name in binding for name in ("Ravi", "Lena", "Omar")] == [False, False, True]
    assert aside.count("not on the roster") == 2
