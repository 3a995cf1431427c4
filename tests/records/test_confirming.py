"""How a provisional member becomes a confirmed one: project, tandem, and another member's word."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from listbot.letters.facts.members import News
from listbot.model.decision import MailDecision
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.folding import fold
from listbot.model.records.members import Standing
from listbot.model.records.rules import GroupRules
from listbot.records.agenda import to_confirm
from tests.records.building import (
    ANA,
    ANNOUNCE,
    BOT,
    KIM,
    LENA,
    RAVI,
    RULES,
    act,
    acts_of,
    days,
    decided,
    joined,
    letters_of,
    mail,
)

STRICT = replace(RULES, needs_project=True, provisional_months=6)
THERE = (*joined(ANA, RAVI, LENA), act(RecordVerb.CONFIRMED, RAVI))
"""Ravi is confirmed; Ana and Lena are provisional."""
HAS_PROJECT = (*THERE, act(RecordVerb.PROJECT, ANA, text="mirrors"))
CLAIMED = (*HAS_PROJECT, act(RecordVerb.PROJECT_DONE, ANA, mail="<done@example.org>"))
DONE = (*CLAIMED, act(RecordVerb.PROJECT_AGREED, ANA, by=RAVI))


def _answer(decision: MailDecision) -> str:
    """What the writer is told."""
    return next(str(each.facts) for each in decision.letters if each.kind == "M22")


@pytest.mark.parametrize(
    ("who", "line", "acts", "found", "letters"),
    [
        (ANA, "pair: ravi", THERE, ("pair-asked", ANA), ["M34"]),
        (ANA, "tandem: <https://git.example.org/7>", THERE, ("tandem", ANA), []),
        (ANA, "project: mirrors", THERE, ("project", ANA), []),
        (ANA, "project done", HAS_PROJECT, ("project-done", ANA), []),
        (RAVI, "project confirmed: Ana", HAS_PROJECT, ("project-agreed", ANA), ["M19"]),
        (RAVI, "project disputed: ana@example.net", CLAIMED, ("disputed", ANA), ["M19"]),
        (ANA, "confirm-me", THERE, ("confirm-asked", ANA), []),
        (RAVI, "confirmed: Ana Ruiz", THERE, ("confirmed", ANA), ["M17"]),
    ],
)
def test_each_line_does_one_thing(
    who: str,
    line: str,
    acts: tuple[RecordAct, ...],
    found: tuple[str, str],
    letters: list[str],
) -> None:
    """What follows is told to whom it concerns, and to the project only where the rule says so."""
    decision = decided(mail(f"#listbot {line}", who, at=days(3)), acts)
    assert acts_of(decision) == [found]
    assert [kind for kind, _ in letters_of(decision) if kind != "M22"] == letters


@pytest.mark.parametrize(
    ("who", "line", "answer"),
    [
        (ANA, "pair: nobody", "I know no member of the group by that name."),
        (ANA, "pair", "I know no member of the group by that name."),
        (ANA, "pair: kim@example.org", "I know no member of the group by that name."),
        (ANA, "pair: ana", "You cannot be your own pair."),
        (RAVI, "pair-yes", "Nobody has asked you"),
        (RAVI, "pair-yes: lena", "Nobody has asked you"),
        (RAVI, "pair-no: nobody", "I know no member"),
        (ANA, "tandem: see the wiki", "Please give the link to one change"),
        (ANA, f"tandem: https://example.org/{'x' * 300}", "at most 300 characters"),
        (KIM, "project: mirrors", "Only members of the group have a project here."),
        (ANA, "project", "Please name the project"),
        (ANA, f"project: {'x' * 101}", "at most 100 characters"),
        (LENA, "project done", "You have no project yet."),
        (ANA, "project: mirrors", "That is your project already."),
        (RAVI, "project confirmed: lena", "Lena Ott has no project."),
        (RAVI, "project confirmed: nobody", "I know no member"),
        (RAVI, "project disputed: ana", "Ana Ruiz has not said that the project is done."),
        (LENA, "project confirmed: ana", "Another confirmed member has to say that."),
        (ANA, "project confirmed: ana", "Another confirmed member has to say that."),
        (RAVI, "confirm-me", "You are a confirmed member already."),
        (RAVI, "confirmed: nobody", "I know no member"),
        (RAVI, "confirmed: ravi", "Another member, who is confirmed, has to write that."),
        (LENA, "confirmed: ana", "Another member, who is confirmed, has to write that."),
        (ANA, "confirmed: ravi", "Another member, who is confirmed, has to write that."),
    ],
)
def test_a_line_that_does_not_fit_changes_nothing(who: str, line: str, answer: str) -> None:
    """The answer says why; nobody confirms or agrees for themselves."""
    decision = decided(mail(f"#listbot {line}", who, at=days(3)), HAS_PROJECT)
    assert acts_of(decision) == []
    assert answer in _answer(decision)


def test_a_pair_is_asked_and_agrees() -> None:
    """In private with a plain yes, by a line, or with a yes on the list; both see it."""
    asking = mail("#listbot pair: ravi", ANA, at=days(3))
    first = decided(asking, THERE)
    assert first.records is not None
    acts = (*THERE, *first.records.acts)
    (asked,) = first.records.asks
    ways = (
        decided(mail("yes", RAVI, at=days(4), to=BOT), acts, asked=asked),
        decided(mail("#listbot pair-yes", RAVI, at=days(4)), acts),
        decided(mail("Yes, gladly.", RAVI, at=days(4), answers=asking.message_id), acts),
    )
    for each in ways:
        assert acts_of(each) == [("paired", ANA)]
        assert ("M19", (ANA,)) in letters_of(each)
        assert each.records is not None
        assert fold((*acts, *each.records.acts)).members[ANA].spell.pair == RAVI
    paired = (*acts, act(RecordVerb.PAIRED, ANA, days(4), text=RAVI))
    again = decided(mail("#listbot pair: ravi", ANA, at=days(5)), paired)
    assert "You work in tandem with Ravi Menon already." in _answer(again)


def test_a_pair_may_say_no() -> None:
    """Only whoever asked is told."""
    acts = (*THERE, act(RecordVerb.PAIR_ASKED, ANA, text=RAVI))
    decision = decided(mail("#listbot pair-no", RAVI, at=days(4)), acts)
    assert acts_of(decision) == [("unpaired", ANA)]
    assert letters_of(decision) == [("M22", (RAVI,)), ("M19", (ANA,))]


def test_of_two_who_ask_one_has_to_be_named() -> None:
    """Nobody is paired by a guess."""
    acts = (
        *THERE,
        act(RecordVerb.PAIR_ASKED, ANA, text=RAVI),
        act(RecordVerb.PAIR_ASKED, LENA, text=RAVI),
    )
    unclear = decided(mail("#listbot pair-yes", RAVI, at=days(4)), acts)
    assert "Several members asked you." in _answer(unclear)
    named = decided(mail("#listbot pair-yes: lena", RAVI, at=days(4)), acts)
    assert acts_of(named) == [("paired", LENA)]


@pytest.mark.parametrize("verb", [RecordVerb.PAIRED, RecordVerb.PAIR_ASKED])
def test_when_the_pair_leaves_the_other_is_told(verb: RecordVerb) -> None:
    """They alone, so that they can ask another member."""
    acts = (*THERE, act(verb, LENA, text=ANA))
    decision = decided(mail("#listbot leave", ANA, at=days(4)), acts)
    assert letters_of(decision) == [("M22", (ANA,)), ("M17", (ANNOUNCE,)), ("M19", (LENA,))]


@pytest.mark.parametrize(
    ("who", "words", "to", "found"),
    [
        (RAVI, "Yes.\n\nNice work.", "infra@example.org", [("project-agreed", ANA)]),
        (RAVI, "confirmed", "infra@example.org", [("project-agreed", ANA)]),
        (RAVI, "Yes, but the docs are missing.", "infra@example.org", []),
        (RAVI, "I have a question.", "infra@example.org", []),
        (LENA, "Yes.", "infra@example.org", []),
        (ANA, "Yes.", "infra@example.org", []),
        (RAVI, "Yes.", BOT, []),
    ],
)
def test_a_plain_yes_to_the_mail_agrees(
    who: str, words: str, to: str, found: list[tuple[str, str]]
) -> None:
    """Only that of a confirmed member counts, and only if they surely wrote it."""
    decision = decided(mail(words, who, at=days(4), to=to, answers="<done@example.org>"), CLAIMED)
    assert acts_of(decision) == found
    asked = [kind for kind, _ in letters_of(decision)] == ["M25"]
    assert asked == (to == BOT)


def test_a_yes_to_another_mail_is_only_a_word() -> None:
    """It answers nothing that waits for one."""
    decision = decided(mail("Yes.", RAVI, at=days(4), answers="<lunch@example.org>"), CLAIMED)
    assert acts_of(decision) == []


def test_a_project_that_is_done_is_done() -> None:
    """Saying so again changes nothing; another project begins anew."""
    again = decided(mail("#listbot project done", ANA, at=days(5)), DONE)
    assert "Your project counts as done already." in _answer(again)
    other = decided(mail("#listbot project: dns", ANA, at=days(5)), DONE)
    assert other.records is not None
    spell = fold((*DONE, *other.records.acts)).members[ANA].spell
    assert (spell.project, spell.claimed, spell.done) == ("dns", None, None)
    disputed = fold((*DONE, act(RecordVerb.PROJECT_DISPUTED, ANA, days(5)))).members[ANA].spell
    assert (disputed.claimed, disputed.done) == (None, None)


@pytest.mark.parametrize(
    ("acts", "at", "answer"),
    [
        (HAS_PROJECT, days(200), "The project comes first"),
        (DONE, days(180), "It is too early for that. The earliest day for it is 1 Mar 2027."),
    ],
)
def test_too_early_is_a_private_answer(
    acts: tuple[RecordAct, ...], at: datetime, answer: str
) -> None:
    """It names the day, and only the writer reads it; for the other's word it is the same."""
    decision = decided(mail("#listbot confirm-me", ANA, at=at), acts, STRICT)
    assert (acts_of(decision), letters_of(decision)) == ([], [("M22", (ANA,))])
    assert answer in _answer(decision)
    other = decided(mail("#listbot confirmed: ana", RAVI, at=at), acts, STRICT)
    assert (acts_of(other), letters_of(other)) == ([], [("M22", (RAVI,))])


def test_asking_puts_it_on_the_agenda_and_changes_nothing_else() -> None:
    """Until a confirmed member writes it, they stay provisional."""
    asked = decided(mail("#listbot confirm-me", ANA, at=days(190)), DONE, STRICT)
    assert asked.records is not None
    acts = (*DONE, *asked.records.acts, act(RecordVerb.CONFIRM_ASKED, RAVI, days(1)))
    group = fold(acts)
    assert [each.address for each in to_confirm(group)] == [ANA]
    assert group.members[ANA].standing is Standing.PROVISIONAL
    again = decided(mail("#listbot confirm-me", ANA, at=days(191)), acts, STRICT)
    assert "You have asked already." in _answer(again)
    done = decided(mail("#listbot confirmed: ana", RAVI, at=days(192)), acts, STRICT)
    assert done.records is not None
    assert to_confirm(fold((*acts, *done.records.acts))) == ()


def test_without_meetings_there_is_no_agenda() -> None:
    """The answer does not promise one."""
    decision = decided(
        mail("#listbot confirm-me", ANA, at=days(3)), THERE, replace(RULES, meetings=False)
    )
    assert "I have noted it. A confirmed member decides." in _answer(decision)


def test_somebody_is_confirmed_once() -> None:
    """A second word finds it done."""
    acts = (*THERE, act(RecordVerb.CONFIRMED, ANA, days(1)))
    decision = decided(mail("#listbot confirmed: ana", RAVI, at=days(3)), acts)
    assert "Ana Ruiz is a confirmed member already." in _answer(decision)
    twice = fold((*acts, act(RecordVerb.CONFIRMED, ANA, days(2))))
    assert twice.members[ANA].spell.confirmed == days(1)


@pytest.mark.parametrize(
    ("acts", "found"),
    [
        (joined(ANA, RAVI), [("confirmed", ANA)]),
        (THERE, []),
        ((*joined(ANA), act(RecordVerb.CONFIRMED, ANA)), []),
    ],
)
def test_a_keeper_confirms_while_nobody_else_can(
    acts: tuple[RecordAct, ...], found: list[tuple[str, str]]
) -> None:
    """That is how the first members are confirmed."""
    rules = replace(RULES, keepers=(KIM,))
    decision = decided(mail("#listbot confirmed: ana", KIM, at=days(3)), acts, rules)
    assert acts_of(decision) == found


@pytest.mark.parametrize(
    ("rules", "to"),
    [(RULES, [(LENA,)]), (replace(RULES, private="group@example.org"), [("group@example.org",)])],
)
def test_when_the_last_confirmed_member_leaves_the_group_is_told(
    rules: GroupRules, to: list[tuple[str]]
) -> None:
    """In private: nobody in it can confirm anybody now."""
    acts = (*joined(RAVI, LENA), act(RecordVerb.CONFIRMED, RAVI))
    decision = decided(mail("#listbot leave", RAVI, at=days(3)), acts, rules)
    assert [who for kind, who in letters_of(decision) if kind == "M33"] == to


def test_taking_back_what_was_announced_is_announced() -> None:
    """And nothing else of it is."""
    first = mail("#listbot confirmed: ana", RAVI, at=days(3))
    done = decided(first, THERE)
    assert done.records is not None
    acts = (*THERE, *done.records.acts)
    undone = decided(mail("#listbot undo", RAVI, at=days(3.1), answers=first.message_id), acts)
    assert letters_of(undone) == [("M22", (RAVI,)), ("M17", (ANNOUNCE,))]
    facts = undone.letters[1].facts
    assert getattr(facts, "news", None) is News.NOT_CONFIRMED


@pytest.mark.parametrize(
    ("line", "who", "found"),
    [
        ("undo: Ana", RAVI, [("undone", ANA)]),
        ("undo: ana@example.net", RAVI, [("undone", ANA)]),
        ("undo: nobody", RAVI, []),
        ("undo: ana", ANA, []),
    ],
)
def test_the_last_thing_that_happened_to_a_member_is_undone_by_name(
    line: str, who: str, found: list[tuple[str, str]]
) -> None:
    """By others: nobody takes back what others did about them."""
    acts = (*THERE, act(RecordVerb.PROJECT_DISPUTED, ANA, days(1), by=RAVI, mail="<d@x>"))
    assert acts_of(decided(mail(f"#listbot {line}", who, at=days(5)), acts)) == found


def test_two_members_with_one_name_are_told_apart_by_their_address() -> None:
    """A name that fits both is asked back."""
    acts = (*joined(RAVI, LENA), act(RecordVerb.JOINED, KIM, name="Lena Menon"))
    acts = (*acts, act(RecordVerb.CONFIRMED, RAVI))
    unclear = decided(mail("#listbot confirmed: Lena", RAVI, at=days(3)), acts)
    assert "That name fits several members." in _answer(unclear)
    whole = decided(mail("#listbot confirmed: lena menon", RAVI, at=days(3)), acts)
    assert acts_of(whole) == [("confirmed", KIM)]
    address = decided(mail(f"#listbot confirmed: <{LENA}>", RAVI, at=days(3)), acts)
    assert acts_of(address) == [("confirmed", LENA)]


def test_months_are_counted_in_the_zone_of_the_group() -> None:
    """Half a year after 31 August, seen from Auckland, is the last day of February there."""
    rules = replace(RULES, provisional_months=6, zone="Pacific/Auckland")
    began = datetime(2026, 8, 30, 13, 0, tzinfo=UTC)  # the 31st there
    acts = (*joined(ANA, RAVI, at=began), act(RecordVerb.CONFIRMED, RAVI, began))
    early = datetime(2027, 2, 27, 10, 0, tzinfo=UTC)
    late = datetime(2027, 2, 27, 12, 0, tzinfo=UTC)
    found = [
        acts_of(decided(mail("#listbot confirm-me", ANA, at=at), acts, rules))
        for at in (early, late)
    ]
    assert found == [[], [("confirm-asked", ANA)]]
