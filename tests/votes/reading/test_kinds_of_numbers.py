"""Kinds of numbers that are not votes, and of turns from one vote to another, each beside answers
that look like it.
"""

from dataclasses import replace

import pytest

from listbot.model.reading import Parent
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply, told

TITLED = replace(VIEW, title="Rebuild the package mirrors")
TALK = replace(TITLED, answers_opening=False, parent=Parent.TALKS)
QUESTION = replace(TALK, parent=Parent.ASKS)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("for at in range(-1, 5):", "nothing"),
        ("Then call wait(-1) once more.", "nothing"),
        ("max(-1) gives one", "nothing"),
        ("wait(-1)", "unclear -1"),
        ("Agreed(-1)", "-1 unexplained"),
        ("LGTM(+1)", "+1"),
        ("i += -1", "nothing"),
        ("a[i] = +1", "nothing"),
        ("= +1", "+1"),
        ("It rose from 98 to 99 percent, so +1.", "unclear +1"),
        ("It comes from 98 hosts, so +1.", "+1"),
        ("It is of all hosts from 98, +1.", "+1"),
        ("Agreed (-1)", "-1 unexplained"),
        ("build -j$((cores(all)+1)) is what I use", "nothing"),
        ("(late, I know)+1", "+1"),
        ("(late, I know) +1", "+1"),
        ("The queue grew from 8 to 9, i.e. +1, since noon.", "unclear +1"),
        ("I am for it, i.e. +1 from me", "+1"),
        ("I see one more, +1", "unclear +1"),
        ("One more +1 from me", "+1"),
        ("We were 9 at the table and a baby (+1 guest).", "nothing"),
        ("We are 9 (+1 very small baby).", "nothing"),
        ("For mirror 3 as well (+1 binding)", "+1 binding"),
        ("For mirror 3 as well (+1 from me)", "+1"),
        ("Fine (+1 indeed)", "+1"),
    ],
)
def test_numbers_of_code_sums_and_guests_are_no_votes(body: str, expected: str) -> None:
    """What a function is called with, a sum explained and a guest in brackets are not votes."""
    assert told(read_votes(reply(body), TITLED)) == (expected,)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("My +1 follows once I am home.", "unclear +1"),
        ("My +1 stands.", "+1"),
        ("Meine +1 kommt heute Abend.", "unclear +1"),
        ("Let me add a +1.", "+1"),
        ("Bo lets me add a +1.", "unclear +1"),
        ("This gets a +1 from yours truly.", "+1"),
        ("Put -1 next to my name: the disks are too small.", "-1 explained"),
        ("That's an easy +1.", "+1"),
        ("That is the exit code +1.", "nothing"),
        ("A big fat +1 for this!", "+1"),
    ],
)
def test_a_vote_announced_is_asked_about_and_one_described_is_cast(
    body: str, expected: str
) -> None:
    """ "Follows" promises; "easy", "fat" and the like only describe."""
    assert told(read_votes(reply(body), TITLED)) == (expected,)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("Please replace my 0 by a +1.", "+1"),
        ("Swap my +1 for a -1, the disks are too small.", "-1 explained"),
        ("Change to +1 please", "+1"),
        ("Change mine to 0.", "0"),
        ("Make mine 0", "0"),
        ("Mark me 0.", "0"),
        ("Please change my vote to 0.", "0"),
        ("Upgrade my 0 to +1", "+1"),
        ("Raise my 0 to the limit", "nothing"),
        ("Strike my +1, it's -1 now.", "-1 unexplained"),
        ("My vote was 0, but I have read the plan and it's +1.", "+1"),
        ("Ich wechsle zu -1, die Platten sind zu klein.", "-1 explained"),
        ("Change the limit to 0.", "nothing"),
        ("I changed my limit to 0", "nothing"),
        ("I would change it to 0.", "nothing"),
        ("Consider my -1 withdrawn; +0 now.", "+0"),
        ("My -1 is withdrawn, +1.", "+1"),
        ("I retract that and vote 0.", "0"),
        ("I retract that and vote +1.", "+1"),
        ("I retract that, my +1 was too quick.", "withdraw"),
        ("Down to 0 from +1.", "0"),
        ("Up to +1 from 0", "+1"),
        ("The load is down to 0 from +1.", "nothing"),
        ("On reflection: -1, the disks are too small.", "-1 explained"),
        ("0 because I am new here", "0"),
        ("0 because the counter was reset", "nothing"),
        ("I went to the shop and got 0 from them", "nothing"),
    ],
)
def test_a_turn_ends_at_the_new_value(body: str, expected: str) -> None:
    """However a change of mind is worded, the value that it leads to counts; settings do not."""
    assert told(read_votes(reply(body), TITLED)) == (expected,)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("I vote for pizza on that evening.", "unclear +1"),
        ("My vote goes to cake", "unclear +1"),
        ("I vote for this.", "+1 words"),
        ("I vote for the rebuild", "+1 words"),
        ("I vote for rebuilt mirrors", "+1 words"),
        ("I vote for rebuilding them", "+1 words"),
        ("I vote for option B", "+1 words"),
        ("I vote yes", "+1 words"),
        ("I vote for", "+1 words"),
        ("I voted for Mats in the board's election.", "unclear +1"),
    ],
)
def test_a_vote_in_words_for_another_thing_is_asked_about(body: str, expected: str) -> None:
    """ "I vote for" a thing that the title does not name is not a vote for the proposal."""
    assert told(read_votes(reply(body), TITLED)) == (expected,)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("> I like tabs more than spaces.\n\nI agree completely.", "unclear +1"),
        ("> I like tabs more than spaces.\n\nI agree with the proposal.", "+1 words"),
        ("> The mirrors are slow.\n\nI agree completely.", "+1 words"),
        ("> Some say so.\n> I like tabs more than spaces.\n\nI agree completely.", "+1 words"),
        ("> I like tabs more than spaces.\n\nI am against it.", "-1 words unexplained"),
        ("> I like tabs more than spaces.\n\n+1 to this", "unclear +1"),
    ],
)
def test_agreement_right_under_a_remark_is_asked_about(body: str, expected: str) -> None:
    """A yes in words under one quoted line that the title does not name may be for that line."""
    assert told(read_votes(reply(body), TALK)) == (expected,)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("> Shall I post the notes?\n\nYes, please do.", "unclear +1"),
        ("> Shall I post the notes?\n\nNo, please don't.", "unclear -1"),
        ("> Shall we rebuild?\n\nNo, please don't.", "-1 words unexplained"),
        ("No, please don't.", "-1 words unexplained"),
    ],
)
def test_an_answer_right_under_another_question_is_asked_about(body: str, expected: str) -> None:
    """A yes or no under a quoted question that the title does not name may answer only that."""
    assert told(read_votes(reply(body), QUESTION)) == (expected,)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("#1 +1, #2 -1, #3 +1", ("+1 item 1", "-1 item 2 unexplained", "+1 item 3")),
        ("Issue #1 +1", ("nothing",)),
        ("# +1", ("+1",)),
        (
            "+1 to the first, -1 to the second point, +1 to the third.",
            ("+1 item 1", "-1 item 2 unexplained", "+1 item 3"),
        ),
        ("+1 for the first disk", ("+1",)),
        ("+1 to the idea", ("+1",)),
        (
            "+1 Option A\n+0 Option B\n-1 Option C",
            ("+1 item A", "+0 item B", "-1 item C explained"),
        ),
        ("+1 on disks, -1 on mirrors only", ("+1 item disks", "-1 unexplained")),
    ],
)
def test_items_by_sign_ordinal_and_noun(body: str, expected: tuple[str, ...]) -> None:
    """ "#2", "the second" and "Option B" name items; a row of them is not a legend."""
    assert told(read_votes(reply(body), TITLED)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("I support the rebuild. Count this as +1.", "+1"),
        ("Please count me as a +1.", "+1"),
        ("I count three +1", "nothing"),
        ("No strong feelings, 0.", "0"),
        ("No errors at all, 0.", "nothing"),
        ("No opinions in 3 mails, 0.", "0 words"),
        ("I=92m +1 for it.", "+1"),
        ("It=E2=80=99s a +1 from me", "+1"),
        ("x=92", "nothing"),
        ("+1, falls jemand Hilfe braucht: ich bin da.", "+1"),
        ("+1, falls jemand die Backups prüft.", "unclear +1"),
        ("10/10", "+1 words"),
        ("Score 10/10 on the test", "nothing"),
        ("100%", "+1 words"),
        ("++", "+1 words"),
        ("Where do I sign?", "+1 words"),
        ("Where do I sign in?", "nothing"),
    ],
)
def test_more_words_around_a_yes(body: str, expected: str) -> None:
    """A number stays one beside words, and a few questions and figures are a yes."""
    assert told(read_votes(reply(body), TITLED)) == (expected,)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("I had forgotten that we still use it.", "nothing"),
        ("I did not know that we still use it.", "nothing"),
        ("I forgot to say that we still use it.", "-1 words explained"),
        ("I forgot that we use it, please keep it.", "-1 words explained"),
        ("I forgot that we use it but we do.", "-1 words explained"),
        ("He forgot that we still use it.", "-1 words explained"),
        ("I know that we still use it.", "-1 words explained"),
    ],
)
def test_what_had_slipped_the_mind_is_no_reason(body: str, expected: str) -> None:
    """A use that the writer had forgotten is not an objection; one that they know is."""
    assert told(read_votes(reply(body), TITLED)) == (expected,)


def test_all_the_same_is_for_the_proposal() -> None:
    """A +1 "all the same" below a vote against does not agree with that."""
    view = replace(TALK, parent=Parent.AGAINST)

    assert told(read_votes(reply("+1 all the same, I have time."), view)) == ("+1",)
    assert told(read_votes(reply("+1, I have time."), view)) == ("unclear +1",)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("| host | diff |\n|---|---|\n| a | +1 |", ("unclear +1",)),
        ("| item | my vote |\n|---|---|\n| disks | +1 |", ("unclear +1",)),
        ("| a | +1 |", ("+1",)),
        ("| mine |\n| a | +1 |", ("+1",)),
        ("| mine |\n|---|\n| +1 |", ("+1",)),
        ("[+1]", ("+1",)),
        ("[-1] no time", ("-1 unexplained",)),
        ("The last one is list[-1]", ("nothing",)),
        ("[-1, 2, 3]", ("nothing",)),
        ("-1^H^H+1", ("+1",)),
        ("Option A ..... +1\nOption B ..... -1", ("+1 item A", "-1 item B explained")),
        ("Option A = +1\nOption B = 0", ("+1 item A", "0 item B")),
        ("x = 0", ("nothing",)),
        ("From the mirror crew a +1.", ("unclear +1",)),
        ("Once more: +1 a favor, -1 en contra, 0 abstención.", ("nothing",)),
    ],
)
def test_boxes_tables_and_leaders(body: str, expected: tuple[str, ...]) -> None:
    """A value in a box or behind dots is one; one in a table of other things is not."""
    assert told(read_votes(reply(body), TITLED)) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("No problem with the attachment here, it opens.", "nothing"),
        ("No problem with the mirrors.", "+1 words"),
        ("No problem with that.", "+1 words"),
        ("No problem opening the link.", "nothing"),
        ("The disks yes, the evening no.", "unclear -1"),
        ("Ja, gerne, aber Dezember nein.", "unclear -1"),
        ("The disks yes, the evening too.", "unclear None"),
        ("Some say yes and no.", "unclear None"),
    ],
)
def test_what_a_yes_is_for(body: str, expected: str) -> None:
    """How a file opened is not a vote, and a yes with a no for another part is asked about."""
    assert told(read_votes(reply(body), TITLED)) == (expected,)


@pytest.mark.parametrize(
    "thanks",
    [
        "Noted, thanks.",
        "Understood, Pat.",
        "Merci à toi !",
        "thx",
        "Dank je wel!",
        "Tack så mycket",
        "Mange tak!",
        "Kiitos paljon!",
        "Большое спасибо!",
        "Danke dir!",
    ],
)
def test_much_thanks_leave_a_silence_whole(thanks: str) -> None:
    """ "Very much", in the languages that people thank in, adds nothing."""
    view = replace(TITLED, silent=True)

    assert told(read_votes(reply(thanks), view)) == ("nothing",)
    assert told(read_votes(reply("Çok yavaş"), view)) == ("unclear -1",)
