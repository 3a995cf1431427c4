"""Decision records: published, changed, objected to, applied."""

from dataclasses import replace

import pytest

from listbot.mail import Mail
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.decisions import DecisionRecord
from listbot.model.records.folding import fold
from listbot.records.affairs.decision_records import keys_in, missing_from
from tests.records.building import (
    ANA,
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

WHOLE = "Context: it is slow.\n\nDecision: we move.\n\nConsequences: two hours without mail."
KEPT = replace(RULES, records=True, notice_days=14)
FIRST = mail(WHOLE, ANA, subject="[ADR] Mail moves")


def _after(*mails: Mail, rules: object = KEPT) -> tuple[RecordAct, ...]:
    """The acts of these mails, one after the other; Ravi is in the group."""
    acts: tuple[RecordAct, ...] = joined(RAVI)
    for each in mails:
        decision = decided(each, acts, rules)  # type: ignore[arg-type]
        acts = (*acts, *(decision.records.acts if decision.records is not None else ()))
    return acts


def _record(*mails: Mail) -> DecisionRecord:
    return fold(_after(FIRST, *mails)).records["ADR-1"]


def _reply(text: str, by: str = ANA, day: float = 1) -> Mail:
    return mail(text, by, at=days(day), answers=FIRST.message_id, subject="Re: [ADR] Mail moves")


def test_a_record_is_numbered() -> None:
    """In the order in which they come; all members of the project are told the next morning."""
    decision = decided(FIRST, joined(RAVI), KEPT)
    assert acts_of(decision) == [("adr", "ADR-1")]
    assert letters_of(decision) == []
    assert "ADR-2" in fold(_after(FIRST, mail(WHOLE, RAVI, subject="[ADR] More"))).records


@pytest.mark.parametrize(
    ("what", "rules"),
    [
        (mail(WHOLE, KIM, subject="[ADR] Mail moves"), KEPT),
        (mail(WHOLE, ANA, subject="[ADR] Mail moves", to=BOT), KEPT),
        (mail(WHOLE, ANA, subject="Re: [ADR] Mail moves"), KEPT),
        (mail(WHOLE, ANA, subject="[ADR]"), KEPT),
        (mail(WHOLE, ANA, subject="Mail moves"), KEPT),
        (FIRST, RULES),
    ],
)
def test_other_mails_are_no_records(what: Mail, rules: object) -> None:
    """Those of strangers, replies, mails that nobody vouches for; or the group keeps none."""
    assert acts_of(decided(what, joined(RAVI), rules)) == []  # type: ignore[arg-type]


def test_a_missing_part_is_a_private_hint() -> None:
    """The record is published all the same."""
    decision = decided(mail("Decision: we move.", subject="[ADR] Mail moves"), (), KEPT)
    assert letters_of(decision) == [("M38", (ANA,))]


def test_a_link_stands_for_the_text() -> None:
    """Nothing is missed in a text that is not here."""
    link = mail("Here: https://wiki.example.org/adr/7.", subject="[ADR] Mail moves")
    decision = decided(link, (), KEPT)
    assert letters_of(decision) == []
    assert decision.records is not None
    made = decision.records.acts[0].record
    assert made is not None
    assert made.link == "https://wiki.example.org/adr/7"


def test_a_record_may_replace_others_and_tell_of_an_emergency() -> None:
    """An emergency was applied when it is written down."""
    again = mail(
        f"Supersedes: ADR-1, ADR-9\n\n{WHOLE}", RAVI, at=days(3), subject="[ADR] [Emergency] Off"
    )
    records = fold(_after(FIRST, again)).records
    assert records["ADR-1"].replaced_by == "ADR-2"
    assert (records["ADR-2"].supersedes, records["ADR-2"].applied) == (
        ("ADR-1", "ADR-9"),
        days(3),
    )


@pytest.mark.parametrize(
    "text",
    [
        f"Here it is.\n\n{WHOLE}",
        f"#listbot version\n{WHOLE}",
        f"#listbot version: ADR-1\n{WHOLE}",
    ],
)
def test_the_author_sends_another_version(text: str) -> None:
    """A whole text in the thread, or below the command; the clock goes on."""
    record = _record(_reply(text))
    assert [each.text for each in record.versions] == [WHOLE, WHOLE]
    assert record.began == FIRST.received


@pytest.mark.parametrize(
    "what",
    [
        _reply("I have one more question."),
        _reply(WHOLE, LENA),
        _reply("#listbot version"),
        _reply(f"#listbot version\n{WHOLE}", LENA),
        mail("#listbot version: ADR-7\nnew", at=days(1)),
    ],
)
def test_everything_else_leaves_the_text_as_it_is(what: Mail) -> None:
    """Only its author changes it, and only with a text."""
    assert len(_record(what).versions) == 1


def test_a_yes_brings_no_new_text() -> None:
    """A version that nobody could prove has to be sent once more, with its text."""
    acts = _after(FIRST)
    asked = decided(mail(f"#listbot version: ADR-1\n{WHOLE}", to=BOT, at=days(1)), acts, KEPT)
    assert asked.records is not None
    (question,) = asked.records.asks
    answer = decided(mail("yes", to=BOT, at=days(2)), acts, KEPT, asked=question)
    assert (acts_of(answer), letters_of(answer)) == ([], [("M22", (ANA,))])


def test_an_objection_is_listed_until_it_is_taken_back() -> None:
    """A person has one; the author has none."""
    against = _reply("-1, what about the keys?", LENA)
    record = _record(against, _reply("-1, and the logs?", LENA, 2), _reply("-1 to me", ANA, 2))
    assert [(each.name, each.quote) for each in record.open_objections] == [
        ("Lena Ott", "-1, and the logs?")
    ]
    assert _record(against, _reply("+1 now", LENA, 3)).open_objections == ()
    assert len(_record(against, _reply("Thank you.", LENA, 3)).open_objections) == 1
    assert len(_record(against, _reply("+1", KIM, 3)).open_objections) == 1


def test_an_objection_stops_a_record_only_if_the_group_says_so() -> None:
    """Otherwise it is final, and the letter names the objection."""
    acts = _after(FIRST, _reply("-1, what about the keys?", LENA))
    final = _reply("#listbot final", day=20)
    assert acts_of(decided(final, acts, KEPT)) == [("adr-final", "ADR-1")]
    assert acts_of(decided(final, acts, replace(KEPT, objections_stop=True))) == []


def test_a_strangers_objection_is_listed_and_stops_nothing() -> None:
    """Anybody may say what they think of it; who decides are the people of the project."""
    acts = _after(FIRST, _reply("-1, what about the keys?", KIM))
    assert len(fold(acts).records["ADR-1"].open_objections) == 1
    final = _reply("#listbot final", day=20)
    rules = replace(KEPT, objections_stop=True)
    assert acts_of(decided(final, acts, rules)) == [("adr-final", "ADR-1")]


def test_it_is_final_once() -> None:
    """A new version makes it open again."""
    final = _reply("#listbot final", day=20)
    assert _record(final).final == days(20)
    assert acts_of(decided(_reply("#listbot final", day=21), _after(FIRST, final), KEPT)) == []
    assert _record(final, _reply(f"#listbot version\n{WHOLE}", day=22)).final is None


@pytest.mark.parametrize(
    ("day", "answer"), [(3, "runs until Tue 15 Sep; its record has both"), (15, "is applied")]
)
def test_applied_too_early_is_noted_and_nobody_is_scolded(day: float, answer: str) -> None:
    """The record has both days."""
    decision = decided(_reply("#listbot applied: ADR-1", RAVI, day), _after(FIRST), KEPT)
    assert acts_of(decision) == [("adr-applied", "ADR-1")]
    (letter,) = decision.letters
    assert answer in str(letter.facts)


def test_what_was_taken_back_stays_as_it_is() -> None:
    """It can neither be applied, nor objected to; and it is applied only once."""
    gone = _after(FIRST, _reply("#listbot retract", day=2))
    assert fold(gone).records["ADR-1"].retracted == days(2)
    assert acts_of(decided(_reply("#listbot applied", RAVI, 3), gone, KEPT)) == []
    assert acts_of(decided(_reply("-1, no", LENA, 3), gone, KEPT)) == []
    done = _after(FIRST, _reply("#listbot applied", RAVI, 3))
    assert acts_of(decided(_reply("#listbot applied", RAVI, 4), done, KEPT)) == []


def test_a_member_finishes_what_somebody_left_behind() -> None:
    """While the author is in the group, nobody else does, nor while they are of the project and
    were never in the group.
    """
    final = _reply("#listbot final", RAVI, 20)
    assert acts_of(decided(final, (*joined(ANA), *_after(FIRST)), KEPT)) == []
    assert acts_of(decided(final, _after(FIRST), KEPT)) == []
    left = (*joined(ANA), *_after(FIRST), act(RecordVerb.LEFT, ANA, days(3)))
    assert acts_of(decided(final, left, KEPT)) == [("adr-final", "ADR-1")]
    assert acts_of(decided(final, left, replace(KEPT, members=False))) == []
    more = mail(WHOLE, LENA, subject="[ADR] Mail moves", message_id=FIRST.message_id)
    others = replace(KEPT, project_members=KEPT.project_members[:2])  # Lena is not of the project
    assert acts_of(decided(final, _after(more), others)) == [("adr-final", "ADR-1")]


def test_headings_of_a_record() -> None:
    """In several forms and languages."""
    assert missing_from("## Kontext\nx\n**Entscheidung:** y\n3. Folgen: z") == ()
    assert missing_from("In this context: we decided.") == ("Context", "Decision", "Consequences")
    assert keys_in("ADR-3, adr 4 and ADR-03") == ("ADR-3", "ADR-4")


def test_an_act_without_its_text_changes_nothing() -> None:
    """Such an act is never made, but a record can be read that has one."""
    acts = tuple(replace(each, record=None) for each in _after(FIRST))
    assert fold(acts).records == {}
    twice = (*_after(FIRST), replace(_after(FIRST)[-1], key="other"))
    assert list(fold(twice).records) == ["ADR-1"]
    version = _after(FIRST, _reply(f"#listbot version\n{WHOLE}"))
    bare = (*version[:-1], replace(version[-1], record=None))
    assert len(fold(bare).records["ADR-1"].versions) == 1


def test_a_passed_vote_is_applied_once() -> None:
    """The record keeps it by its key."""
    line = mail("#listbot applied: v-31.", RAVI, at=days(5))
    decision = decided(line, joined(RAVI), KEPT, passed=("V-31",))
    assert acts_of(decision) == [("adr-applied", "V-31")]
    assert decision.records is not None
    acts = (*joined(RAVI), *decision.records.acts)
    assert fold(acts).applied == {"V-31": days(5)}
    again = mail("#listbot applied: V-31", RAVI, at=days(6))
    assert acts_of(decided(again, acts, KEPT, passed=("V-31",))) == []


def test_a_vote_that_never_passed_cannot_be_applied() -> None:
    """It may be open, lost, or no vote at all; the writer is told."""
    decision = decided(mail("#listbot applied: V-999", RAVI), joined(RAVI), KEPT)
    assert (acts_of(decision), letters_of(decision)) == ([], [("M22", (RAVI,))])


def test_nobody_takes_back_what_somebody_else_wrote_about_a_record() -> None:
    """Neither its author an objection, nor others its publication; its own writer does."""
    rules = replace(KEPT, objections_stop=True)
    against = _reply("-1, that is too soon", RAVI)
    acts = _after(FIRST, against, rules=rules)
    for by, answers, found in (
        (LENA, against, []),
        (RAVI, FIRST, []),
        (RAVI, against, [("undone", "ADR-1")]),
    ):
        asked = mail("#listbot undo", by, at=days(2), answers=answers.message_id)
        assert acts_of(decided(asked, (*acts, *joined(LENA)), rules)) == found


def test_the_number_of_an_undone_record_is_not_used_again() -> None:
    """All members may have seen it."""
    undo = mail("#listbot undo", RAVI, at=days(1), answers=FIRST.message_id)
    own = mail("#listbot undo", ANA, at=days(1), answers=FIRST.message_id)
    acts = _after(FIRST, undo, own, mail(WHOLE, ANA, at=days(2), subject="[ADR] Again"))
    assert list(fold(acts).records) in (["ADR-2"], ["ADR-1", "ADR-2"])
