"""What mails, answers and looks at the clock change in the group's record."""

from dataclasses import replace

import pytest

from listbot.decide import on_mail
from listbot.letters.facts.members import LeavingFacts
from listbot.letters.facts.votes import TranscriptFacts
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.decision import MailDecision
from listbot.model.desk.people import Confirmation
from listbot.model.disposition import Disposition
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.rules import GroupRules
from listbot.proposals.commands import shown_to
from listbot.records.commands import RECORD_COMMANDS
from listbot.records.decide import on_look
from tests.records.building import (
    ANA,
    ANNOUNCE,
    AT_BOT,
    BOT,
    KIM,
    LENA,
    ON_LIST,
    RAVI,
    RULES,
    START,
    act,
    acts_of,
    at_look,
    days,
    decided,
    group_case,
    joined,
    letters_of,
    mail,
)

LEAVES = "Hello, I'm stepping down."


def _asked(decision: MailDecision) -> Confirmation:
    assert decision.records is not None
    (asked,) = decision.records.asks
    return asked


def test_a_member_of_the_project_joins() -> None:
    """The project is kept; the writer alone is told."""
    decision = decided(mail("#listbot join: mirror  automation"))
    assert acts_of(decision) == [("joined", ANA)]
    assert decision.records is not None
    assert decision.records.acts[0].text == "mirror automation"
    assert letters_of(decision) == [("M22", (ANA,))]


@pytest.mark.parametrize(
    ("who", "line", "rules", "answer"),
    [
        (KIM, "join: x", RULES, "Only active members of the project"),
        (RAVI, "join: x", RULES, "You are in the group already."),
        (ANA, "join", replace(RULES, needs_project=True), "Please say what you want to work on"),
        (ANA, f"join: {'x' * 101}", RULES, "at most 100 characters"),
        (ANA, "leave", RULES, "You are not in the group."),
        (ANA, "undo", RULES, "Only members of the group"),
        (RAVI, "undo", RULES, "I found nothing to undo."),
        (ANA, "join: x", GroupRules(), "This list keeps no record of that."),
    ],
)
def test_a_line_that_cannot_be_carried_out_changes_nothing(
    who: str, line: str, rules: GroupRules, answer: str
) -> None:
    """The answer says why."""
    decision = decided(mail(f"#listbot {line}", who, at=days(3)), joined(RAVI), rules)
    assert acts_of(decision) == []
    (letter,) = decision.letters
    assert answer in str(letter.facts)


def test_without_a_record_a_command_about_it_is_refused() -> None:
    """Where [group] is not configured, nothing is kept."""
    decision = decided(mail("#listbot join: x"), rules=GroupRules())
    assert acts_of(decision) == []


def test_a_line_in_somebodys_name_is_asked_about() -> None:
    """A mail to the bot proves nothing; a yes from the address on record carries the line out."""
    decision = decided(mail("#listbot leave", RAVI, to=BOT), joined(RAVI))
    assert acts_of(decision) == []
    assert letters_of(decision) == [("M25", (RAVI,))]
    asked = _asked(decision)
    answer = decided(mail("yes", RAVI, at=days(1), to=BOT), joined(RAVI), asked=asked)
    assert acts_of(answer) == [("left", RAVI)]
    assert letters_of(answer) == [("M17", (ANNOUNCE,)), ("M22", (RAVI,))]


@pytest.mark.parametrize(
    ("what", "answered", "why"),
    [
        (mail("yes", LENA, to=BOT), False, "it is not from the person who was asked"),
        (mail("yes", RAVI, to=BOT), True, "the question was answered before"),
        (mail("What is this?", RAVI, to=BOT), False, "it says neither yes nor no to our question"),
        (mail("No idea.", RAVI, to=BOT), False, "it says neither yes nor no to our question"),
    ],
)
def test_only_a_plain_answer_of_the_right_person_counts(
    what: Mail, answered: bool, why: str
) -> None:
    """Everything else changes nothing."""
    asked = _asked(decided(mail("#listbot leave", RAVI, to=BOT), joined(RAVI)))
    decision = decided(what, joined(RAVI), asked=replace(asked, answered=answered))
    assert (decision.disposition, decision.why) == (Disposition.NOT_A_VOTE, why)


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("Yes. Nobody has seen Kim.", 1),
        ("yes, but not today", 1),
        ("No idea, ask Lena.", 1),
        ("Who is Kim?", 0),
        ("Yesterday I saw her.", 0),
    ],
)
def test_an_answer_that_only_begins_like_one_is_asked_about(words: str, letters: int) -> None:
    """It changes nothing, and the question stays open; other words get no letter."""
    rules = replace(RULES, private="group@example.org")
    lines = (("remove", KIM),)
    asked = Confirmation("t", "", "group@example.org", lines, "", START, record=True)
    acts = (*joined(LENA, KIM), act(RecordVerb.REMOVAL_DUE, KIM, text="away"))
    decision = decided(mail(words, LENA, to=BOT), acts, rules, asked=asked)
    assert (acts_of(decision), decision.records) == ([], None)
    assert letters_of(decision) == [("M22", (LENA,))] * letters
    told = [each.facts for each in decision.letters]
    assert all(isinstance(each, TranscriptFacts) and not each.lines[0].done for each in told)
    later = decided(mail(words, LENA, to=BOT), acts, rules, asked=replace(asked, answered=True))
    assert letters_of(later) == []
    old = mail(words, LENA, to=BOT, at=days(-1))
    assert letters_of(decided(old, acts, rules, asked=asked)) == []


def test_any_member_may_answer_a_question_to_the_group() -> None:
    """A question to the group's own address is answered by whoever reads it there."""
    rules = replace(RULES, private="group@example.org")
    asked = Confirmation("t", "", "group@example.org", (("leave", ""),), "", START, record=True)
    by_member = decided(mail("yes", LENA, to=BOT), joined(LENA), rules, asked=asked)
    assert acts_of(by_member) == [("left", LENA)]
    by_stranger = decided(mail("yes", KIM, to=BOT), joined(LENA), rules, asked=asked)
    assert acts_of(by_stranger) == []


def test_the_group_may_have_another_address_by_now() -> None:
    """A question whether somebody stays is any member's to answer, wherever it went."""
    rules = replace(RULES, private="new@example.org")
    lines = (("remove", RAVI),)
    asked = Confirmation("t", "", "old@example.org", lines, "", START, record=True)
    due = (*joined(RAVI, LENA), act(RecordVerb.REMOVAL_DUE, RAVI, text="away"))
    by_member = decided(mail("yes", LENA, to=BOT), due, rules, asked=asked)
    assert acts_of(by_member) == [("removed", RAVI)]
    by_stranger = decided(mail("yes", KIM, to=BOT), due, rules, asked=asked)
    assert acts_of(by_stranger) == []


@pytest.mark.parametrize(
    "words", ["Yes, he should stay.", "yes, keep him", "Yes? He is still here."]
)
def test_a_yes_to_another_question_than_ours_removes_nobody(words: str) -> None:
    """Somebody who answers from memory may have read it the other way round."""
    asked = Confirmation("t", "", LENA, (("remove", RAVI),), "", START, record=True)
    due = (*joined(RAVI, LENA), act(RecordVerb.REMOVAL_DUE, RAVI, text="away"))
    assert acts_of(decided(mail(words, LENA, to=BOT), due, asked=asked)) == []


def test_an_answer_that_comes_after_the_two_days_is_told_so() -> None:
    """It would be unkind to say that they are still in the group."""
    first = decided(mail(LEAVES, RAVI), joined(RAVI))
    assert first.records is not None
    gone = (*joined(RAVI), *first.records.acts, act(RecordVerb.LEFT, RAVI, days(2)))
    answer = decided(mail("no", RAVI, at=days(3), to=BOT), gone, asked=_asked(first))
    assert acts_of(answer) == []
    assert "your answer came too late" in str(answer.letters[0].facts)


def test_an_answer_to_a_group_that_keeps_no_record_any_more_does_nothing() -> None:
    """Its parts may be turned off while a question is open."""
    first = decided(mail(LEAVES, RAVI), joined(RAVI))
    case = Case(AT_BOT, None, confirms=_asked(first), seen_before=True)
    decision = on_mail(mail("yes", RAVI, at=days(1), to=BOT), case)
    assert (decision.disposition, decision.records) == (Disposition.NOT_A_VOTE, None)


def test_leaving_in_words_is_asked_about_once() -> None:
    """The member is asked in private; a second such mail asks nothing."""
    decision = decided(mail(LEAVES, RAVI), joined(RAVI))
    assert acts_of(decision) == [("leaving", RAVI)]
    assert letters_of(decision) == [("M32", (RAVI,))]
    assert decision.records is not None
    assert decision.records.look == days(2)
    said = (*joined(RAVI), *decision.records.acts)
    assert acts_of(decided(mail(LEAVES, RAVI, at=days(1)), said)) == []


@pytest.mark.parametrize(("word", "then"), [("", []), ("yes", [("left", RAVI)])])
def test_leaving_in_words_that_anybody_may_have_written_needs_a_yes(
    word: str, then: list[tuple[str, str]]
) -> None:
    """Without one nothing happens, however long we wait; the letter says so."""
    first = decided(mail(LEAVES, RAVI, to=BOT), joined(RAVI))
    assert acts_of(first) == []
    (letter,) = first.letters
    assert isinstance(letter.facts, LeavingFacts)
    assert (letter.kind, letter.recipients, letter.facts.hours) == ("M32", (RAVI,), 0)
    assert on_look(at_look(days(9), joined(RAVI))).records is None
    answer = decided(mail(word, RAVI, at=days(1), to=BOT), joined(RAVI), asked=_asked(first))
    assert acts_of(answer) == then


@pytest.mark.parametrize(("word", "verb"), [("no", "stays"), ("yes", "left")])
def test_the_answer_to_it_counts(word: str, verb: str) -> None:
    """A no keeps the member in the group, a yes lets them go at once."""
    first = decided(mail(LEAVES, RAVI), joined(RAVI))
    assert first.records is not None
    said = (*joined(RAVI), *first.records.acts)
    answer = decided(mail(word, RAVI, at=days(1), to=BOT), said, asked=_asked(first))
    assert acts_of(answer) == [(verb, RAVI)]


@pytest.mark.parametrize("what", [mail(LEAVES, KIM), mail("I like the group.", RAVI)])
def test_other_mails_are_not_taken_for_leaving(what: Mail) -> None:
    """Neither those of strangers, nor other words."""
    assert acts_of(decided(what, joined(RAVI))) == []


def test_without_an_answer_leaving_counts_after_two_days() -> None:
    """And not before; the record is looked at just then."""
    said = (*joined(RAVI, LENA), act(RecordVerb.LEAVING, RAVI))
    early = on_look(at_look(days(1.97), said))
    assert (early.records, early.due, early.letters) == (None, days(2), ())
    late = on_look(at_look(days(2), said))
    assert late.records is not None
    assert [(each.verb, each.about) for each in late.records.acts] == [("left", RAVI)]
    assert [each.recipients for each in late.letters] == [(ANNOUNCE,)]
    assert late.due == days(3).replace(hour=9)


def test_nobody_leaves_by_the_clock_while_members_are_not_kept() -> None:
    """The part may be turned off while a question is open."""
    said = (*joined(RAVI, LENA), act(RecordVerb.LEAVING, RAVI))
    assert on_look(at_look(days(9), said, replace(RULES, members=False))).records is None


def test_our_own_questions_are_nothing_to_undo() -> None:
    """Only what people, or the rules, did about a member."""
    acts = (*joined(RAVI, LENA), act(RecordVerb.WARNED, RAVI, days(40), text="days"))
    decision = decided(mail("#listbot undo: ravi", LENA, at=days(41)), acts)
    assert acts_of(decision) == []


def test_nothing_is_announced_without_an_address_for_it() -> None:
    """A group may keep its record without telling anybody."""
    decision = decided(mail("#listbot leave", RAVI), joined(RAVI), replace(RULES, announce=""))
    assert letters_of(decision) == [("M22", (RAVI,))]


def test_old_mail_asks_nothing() -> None:
    """What it did is kept; letters about it would come years late."""
    decision = decided(mail(LEAVES, RAVI, at=days(-1)), joined(RAVI, at=days(-2)))
    assert (acts_of(decision), decision.letters) == ([("leaving", RAVI)], ())
    answer = decided(
        mail("yes", RAVI, at=days(-1), to=BOT),
        joined(RAVI, at=days(-2)),
        asked=Confirmation("t", "", RAVI, (("leave", ""),), "", days(-1), record=True),
    )
    assert (acts_of(answer), answer.letters) == ([("left", RAVI)], ())


def test_machines_change_nothing() -> None:
    """An out-of-office reply is never a word of its owner."""
    away = mail(LEAVES, RAVI, headers="Auto-Submitted: auto-replied\n")
    assert acts_of(decided(away, joined(RAVI))) == []


def test_a_member_undoes_what_a_mail_did() -> None:
    """The mail that is answered, or else their own last one of the day."""
    joining = mail("#listbot join: x", LENA)
    done = decided(joining).records
    assert done is not None
    said = (*joined(RAVI), *done.acts)
    answers = mail("#listbot undo", RAVI, at=days(9), answers=joining.message_id)
    assert acts_of(decided(answers, said)) == [("undone", LENA)]
    own = mail("#listbot undo", LENA, at=days(0.5))
    assert acts_of(decided(own, said)) == [("undone", LENA)]
    too_late = mail("#listbot undo", LENA, at=days(2))
    assert acts_of(decided(too_late, said)) == []


@pytest.mark.parametrize(
    ("acts", "by", "found"),
    [
        ((act(RecordVerb.CONFIRMED, RAVI),), RAVI, [("undone", LENA)]),
        ((act(RecordVerb.CONFIRMED, RAVI),), KIM, []),
        ((), KIM, [("undone", LENA)]),
    ],
)
def test_somebody_new_takes_back_only_what_they_did(
    acts: tuple[RecordAct, ...], by: str, found: list[tuple[str, str]]
) -> None:
    """As long as anybody is confirmed; what others did is theirs to take back."""
    there = (*joined(RAVI, LENA, KIM), *acts)
    project = act(RecordVerb.PROJECT, LENA, days(1), text="DNS", by=LENA, mail="<project@x>")
    undo = mail("#listbot undo", by, at=days(2), answers="<project@x>")
    assert acts_of(decided(undo, (*there, project))) == found
    own = act(RecordVerb.GRANTED, LENA, days(1), text="dns", by=KIM, mail="<granted@x>")
    undo = mail("#listbot undo", KIM, at=days(2), answers="<granted@x>")
    assert acts_of(decided(undo, (*there, own))) == [("undone", LENA)]


@pytest.mark.parametrize(
    ("day", "answers", "why"),
    [
        (29, "<joined@x>", "That is undone"),
        (30, "<joined@x>", "more than 30 days ago"),
        (3, "<undone@x>", "took something back"),
    ],
)
def test_what_is_old_and_what_was_taken_back_stays_so(day: int, answers: str, why: str) -> None:
    """An undo is not undone, nor is what happened a month ago."""
    joins = act(RecordVerb.JOINED, LENA, mail="<joined@x>")
    other = act(RecordVerb.PROJECT, LENA, days(1), mail="<other@x>", text="DNS")
    taken = act(RecordVerb.UNDONE, LENA, days(2), mail="<undone@x>", text=other.key)
    asked = mail("#listbot undo", RAVI, at=days(day), answers=answers)
    decision = decided(asked, (*joined(RAVI), joins, other, taken))
    (letter,) = (each for each in decision.letters if each.kind == "M22")
    assert isinstance(letter.facts, TranscriptFacts)
    assert why in letter.facts.lines[0].answer


def test_somebody_whose_leaving_was_taken_back_stays() -> None:
    """Their own words do not let them go again at the next look."""
    said = (*joined(RAVI, LENA), act(RecordVerb.LEAVING, RAVI))
    left = on_look(at_look(days(2), said))
    assert left.records is not None
    gone = (*said, *left.records.acts)
    undone = decided(mail("#listbot undo: ravi", LENA, at=days(2.5)), gone)
    assert acts_of(undone) == [("undone", RAVI), ("stays", RAVI)]
    assert undone.records is not None
    assert on_look(at_look(days(3), (*gone, *undone.records.acts))).records is None


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("ana@example.net", "Ana Ruiz"),
        (KIM, "Kim Sato"),
        ("bo@example.org", "bo"),
        ("+1@example.org", "A member"),
    ],
)
def test_a_member_has_the_name_of_the_roster_else_of_the_mail(who: str, name: str) -> None:
    """Without either it is what stands before the @, unless it reads like a vote."""
    rules = replace(RULES, project_members=())
    decision = decided(mail("#listbot join: x", who), rules=rules)
    assert decision.records is not None
    assert [each.name for each in decision.records.acts] == [name]


def test_help_lists_the_commands_about_the_record_only_where_one_is_kept() -> None:
    """They would mean nothing elsewhere."""
    case = Case(ON_LIST, None)
    assert [each for each in shown_to(case) if each in RECORD_COMMANDS] == []
    kept = replace(case, group=group_case())
    assert [each for each in shown_to(kept) if each in RECORD_COMMANDS] == list(RECORD_COMMANDS)
