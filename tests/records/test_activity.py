"""Members who may have vanished, and the keepers of the project's list."""

from dataclasses import replace

import pytest

from listbot.letters.facts.members import MemberAskedFacts, MemberQuestion
from listbot.model.decision import MomentDecision
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.folding import fold
from listbot.model.records.rules import GroupRules, ProjectMember, Remove
from listbot.records.decide import on_look
from tests.records.building import (
    ANA,
    ANNOUNCE,
    BOT,
    KIM,
    LENA,
    NAMES,
    RAVI,
    RULES,
    act,
    acts_of,
    at_look,
    days,
    decided,
    joined,
    letters_of,
    mail,
)

THERE = joined(ANA, RAVI, LENA)
ASKED = (*THERE, act(RecordVerb.ACTIVE_ASKED, ANA, days(1), by=RAVI))
OVER = (*ASKED, act(RecordVerb.TIME_OVER, ANA, days(31), text=RAVI))
KEPT_BY_KIM = replace(RULES, keepers=(KIM,))


def found(decision: MomentDecision) -> list[tuple[str, str]]:
    """The acts of a look."""
    if decision.records is None:
        return []
    return [(each.verb, each.about) for each in decision.records.acts]


def test_a_member_is_asked_in_private() -> None:
    """Only they and whoever asked know of it."""
    decision = decided(mail("#listbot still-active: ana", RAVI, at=days(1)), THERE)
    assert acts_of(decision) == [("active-asked", ANA)]
    assert letters_of(decision) == [("M22", (RAVI,)), ("M34", (ANA,))]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("still-active: nobody", "I know no member"),
        ("still-active: ravi", "you have just written to me"),
        ("still-active: ana", "Ana Ruiz was asked already."),
    ],
)
def test_a_question_that_makes_no_sense_is_not_asked(line: str, answer: str) -> None:
    """The answer says why."""
    decision = decided(mail(f"#listbot {line}", RAVI, at=days(2)), ASKED)
    assert acts_of(decision) == []
    assert answer in str(decision.letters[0].facts)


@pytest.mark.parametrize(
    "words", ["Here is the patch for the mirror.", "yes", "I am on holiday until May."]
)
def test_any_mail_is_an_answer(words: str) -> None:
    """Also on day 29, also to the bot, and from any of the person's addresses."""
    for to, by in (("infra@example.org", ANA), (BOT, ANA), (BOT, "ana@example.net")):
        decision = decided(mail(words, by, at=days(30), to=to), ASKED)
        assert acts_of(decision) == [("active", ANA)]
        assert decision.records is not None
        assert found(on_look(at_look(days(40), (*ASKED, *decision.records.acts)))) == []


def test_a_reply_that_is_neither_yes_nor_no_is_an_answer_too() -> None:
    """And a plain no leaves the group."""
    asking = decided(mail("#listbot still-active: ana", RAVI, at=days(1)), THERE)
    assert asking.records is not None
    (asked,) = asking.records.asks
    for words, verb in (("Give me a week.", "active"), ("yes", "active"), ("no", "left")):
        answer = decided(mail(words, ANA, at=days(2), to=BOT), ASKED, asked=asked)
        assert acts_of(answer) == [(verb, ANA)]


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        ("Nothing has changed, I am here.", "active"),
        ("No worries, I read everything.", "active"),
        ("No, no, there was only a holiday.", "active"),
        ("Nope, not leaving", "active"),
        ("yes, but until May I have no time", "active"),
        ("No.", "left"),
        ("no, thank you", "left"),
        ("No, not any more. Sorry!", "left"),
        ("no\n\nIt was a good time. I still read the list.", "left"),
    ],
)
def test_only_a_no_that_says_nothing_else_leaves(words: str, verb: str) -> None:
    """Many a cheerful answer begins with a "no", and any answer shows that somebody is there."""
    asking = decided(mail("#listbot still-active: ana", RAVI, at=days(1)), THERE)
    assert asking.records is not None
    (asked,) = asking.records.asks
    answer = decided(mail(words, ANA, at=days(2), to=BOT), ASKED, asked=asked)
    assert acts_of(answer) == [(verb, ANA)]


def test_an_answer_to_another_question_is_a_mail_as_well() -> None:
    """Whoever answers anything is there."""
    paired = decided(mail("#listbot pair: ana", LENA, at=days(2)), ASKED)
    assert paired.records is not None
    (asked,) = paired.records.asks
    answer = decided(
        mail("yes", ANA, at=days(3), to=BOT), (*ASKED, *paired.records.acts), asked=asked
    )
    assert acts_of(answer) == [("paired", LENA), ("active", ANA)]


def test_an_answer_of_somebody_who_is_out_by_now_changes_nothing() -> None:
    """And they are told so, and how it can be taken back."""
    asking = decided(mail("#listbot still-active: ana", RAVI, at=days(1)), THERE)
    assert asking.records is not None
    (asked,) = asking.records.asks
    gone = (*ASKED, act(RecordVerb.REMOVED, ANA, days(40)))
    answer = decided(mail("yes", ANA, at=days(41), to=BOT), gone, asked=asked)
    assert acts_of(answer) == []
    assert "You are no longer in the group" in str(answer.letters[0].facts)


def test_earlier_mails_and_those_of_others_answer_nothing() -> None:
    """Only the person can, after they were asked."""
    assert acts_of(decided(mail("hello", ANA, at=days(0.5)), ASKED)) == []
    assert acts_of(decided(mail("hello", LENA, at=days(2)), ASKED)) == []


def test_whoever_asked_is_asked_at_the_end() -> None:
    """Not before the time is over, and only once."""
    assert found(on_look(at_look(days(30.9), ASKED))) == []
    decision = on_look(at_look(days(31), ASKED))
    assert found(decision) == [("time-over", ANA)]
    (letter,) = decision.letters
    assert letter.recipients == (RAVI,)
    assert isinstance(letter.facts, MemberAskedFacts)
    assert letter.facts == MemberAskedFacts(
        MemberQuestion.ANYTHING, letter.facts.token, "Ana Ruiz", days=30
    )
    assert found(on_look(at_look(days(32), OVER))) == []


@pytest.mark.parametrize(
    ("word", "rules", "verb", "kinds"),
    [
        ("yes", RULES, "active", ["M22"]),
        ("Nothing.", RULES, "removal-due", ["M33", "M33", "M22"]),
        ("no", RULES, "removal-due", ["M33", "M33", "M22"]),
        ("nothing", replace(RULES, remove=Remove.AUTOMATIC), "removed", ["M17", "M22"]),
    ],
)
def test_their_answer_decides_whether_the_group_is_asked(
    word: str, rules: GroupRules, verb: str, kinds: list[str]
) -> None:
    """Nothing came: the group decides, or its rule. Something came: all is well."""
    look = on_look(at_look(days(31), ASKED, rules))
    assert look.records is not None
    (asked,) = look.records.asks
    acts = (*ASKED, *look.records.acts)
    answer = decided(mail(word, RAVI, at=days(32), to=BOT), acts, rules, asked=asked)
    assert acts_of(answer) == [(verb, ANA)]
    assert [kind for kind, _ in letters_of(answer)] == kinds
    assert answer.records is not None
    later = decided(
        mail(word, RAVI, at=days(33), to=BOT), (*acts, *answer.records.acts), rules, asked=asked
    )
    assert acts_of(later) == []


@pytest.mark.parametrize("before", [OVER, ASKED])
def test_a_late_mail_still_counts(before: tuple[RecordAct, ...]) -> None:
    """Until somebody has removed them; then the group's question is settled. So it is if nobody in
    the group had asked, but the project's list.
    """
    due = (*before, act(RecordVerb.REMOVAL_DUE, ANA, days(32), text="silent"))
    decision = decided(mail("Sorry, I was ill.", ANA, at=days(33)), due)
    assert decision.records is not None
    spell = fold((*due, *decision.records.acts)).members[ANA].spell
    assert (spell.asked, spell.over, spell.due) == (None, None, None)


def test_a_mail_settles_nothing_about_missed_meetings() -> None:
    """A removal that is due for them stays the group's to decide."""
    due = (*OVER, act(RecordVerb.REMOVAL_DUE, ANA, days(32), text="away"))
    decision = decided(mail("Sorry, I was ill.", ANA, at=days(33)), due)
    assert decision.records is not None
    spell = fold((*due, *decision.records.acts)).members[ANA].spell
    assert (spell.asked, spell.over, spell.due) == (None, None, days(32))


@pytest.mark.parametrize("words", ["No, but Lena met her.", "Nothing. Wait, she still writes!"])
def test_an_answer_that_takes_itself_back_ends_nothing(words: str) -> None:
    """Whoever asked can answer again, and is asked to."""
    look = on_look(at_look(days(31), ASKED))
    assert look.records is not None
    (asked,) = look.records.asks
    acts = (*ASKED, *look.records.acts)
    answer = decided(mail(words, RAVI, at=days(32), to=BOT), acts, asked=asked)
    assert (acts_of(answer), letters_of(answer)) == ([], [("M22", (RAVI,))])


def test_the_group_is_asked_if_whoever_asked_has_left() -> None:
    """Nobody is there any more who could say whether something came in private."""
    gone = (*OVER, act(RecordVerb.LEFT, RAVI, days(40)))
    assert found(on_look(at_look(days(41), gone))) == [("removal-due", ANA)]
    due = (*gone, act(RecordVerb.REMOVAL_DUE, ANA, days(41), text="silent"))
    assert found(on_look(at_look(days(42), due))) == []


def test_another_member_may_ask_again_when_the_time_is_over() -> None:
    """The time begins anew."""
    decision = decided(mail("#listbot still-active: ana", LENA, at=days(40)), OVER)
    assert acts_of(decision) == [("active-asked", ANA)]


@pytest.mark.parametrize(
    "left",
    [
        RULES.project_members[1:],
        (ProjectMember(NAMES[ANA], (ANA,), active=False), *RULES.project_members[1:]),
    ],
)
def test_whom_the_project_no_longer_has_as_active_is_asked(
    left: tuple[ProjectMember, ...],
) -> None:
    """The clock is the same; at its end the group is asked at once, since nobody asked."""
    rules = replace(RULES, project_members=left)
    first = on_look(at_look(days(5), THERE, rules))
    assert found(first) == [("active-asked", ANA)]
    assert [(each.kind, each.recipients) for each in first.letters] == [("M34", (ANA,))]
    assert first.records is not None
    acts: tuple[RecordAct, ...] = (*THERE, *first.records.acts)
    assert found(on_look(at_look(days(6), acts, rules))) == []
    assert found(on_look(at_look(days(35), acts, rules))) == [("removal-due", ANA)]
    answered = (*acts, act(RecordVerb.ACTIVE, ANA, days(7), by=ANA))
    assert found(on_look(at_look(days(40), answered, rules))) == []
    assert found(on_look(at_look(days(41), answered))) == [("relisted", ANA)]


def test_an_asker_who_has_left_is_not_asked() -> None:
    """Then the group is."""
    acts = (*ASKED, act(RecordVerb.LEFT, RAVI, days(20)))
    assert found(on_look(at_look(days(31), acts))) == [("removal-due", ANA)]


def test_without_members_nothing_is_looked_at() -> None:
    """The part is off."""
    assert found(on_look(at_look(days(31), ASKED, replace(RULES, members=False)))) == []


@pytest.mark.parametrize(
    ("who", "line", "rules", "found"),
    [
        (KIM, "add Bo Lund <bo@example.org>", KEPT_BY_KIM, ["project-member"]),
        (KIM, "add bo@example.org", KEPT_BY_KIM, []),
        (KIM, "add Bo Lund", KEPT_BY_KIM, []),
        (KIM, f"inactive {NAMES[ANA]} <{ANA}>", KEPT_BY_KIM, []),
        (KIM, f"add {'x' * 200} <bo@example.org>", KEPT_BY_KIM, []),
        (RAVI, "add Bo Lund <bo@example.org>", KEPT_BY_KIM, []),
    ],
)
def test_only_a_keeper_changes_the_projects_list(
    who: str, line: str, rules: GroupRules, found: list[str]
) -> None:
    """And not what stands in the file, which wins."""
    decision = decided(mail(f"#listbot project-member: {line}", who, at=days(1)), THERE, rules)
    assert [verb for verb, _ in acts_of(decision)] == found


def test_a_person_whom_a_keeper_adds_can_join_and_may_become_inactive() -> None:
    """Then they are asked, as if the file said so."""
    rules = replace(KEPT_BY_KIM, project_members=())
    bo = "bo@example.org"
    acts: tuple[RecordAct, ...] = THERE
    for day, who, line in (
        (1, KIM, f"project-member: add Bo Lund <{bo}>"),
        (2, bo, "join: mirrors"),
        (3, KIM, f"project-member: inactive <{bo}>"),
    ):
        decision = decided(mail(f"#listbot {line}", who, at=days(day)), acts, rules)
        assert decision.records is not None
        acts = (*acts, *decision.records.acts)
    group = fold(acts)
    assert group.project == {
        bo: ProjectMember("Bo Lund", (bo,), active=False, since=days(1).date())
    }
    asked = found(on_look(at_look(days(4), acts, rules)))
    assert ("active-asked", bo) in asked


def test_a_removal_for_silence_is_announced_without_a_reason() -> None:
    """The project reads that they left."""
    look = on_look(at_look(days(31), ASKED, replace(RULES, remove=Remove.AUTOMATIC)))
    assert [each.recipients for each in look.letters] == [(RAVI,)]
    due = (*OVER, act(RecordVerb.REMOVAL_DUE, ANA, days(32), text="silent"))
    removed = (*due, act(RecordVerb.REMOVED, ANA, days(33), by=LENA))
    assert not fold(removed).members[ANA].is_in
    undone = decided(mail("#listbot undo: ana", LENA, at=days(34)), removed)
    assert letters_of(undone) == [("M22", (LENA,)), ("M17", (ANNOUNCE,))]


def test_an_answer_that_was_on_its_way_settles_what_came_after_it() -> None:
    """The record goes by the time at which mails came to the list."""
    due = (*OVER, act(RecordVerb.REMOVAL_DUE, ANA, days(32), text="silent"))
    decision = decided(mail("Here I am.", ANA, at=days(20)), due)
    assert decision.records is not None
    spell = fold((*due, *decision.records.acts)).members[ANA].spell
    assert (spell.asked, spell.over, spell.due) == (None, None, None)
