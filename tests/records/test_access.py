"""Who has access to what, and what happens when somebody leaves."""

from dataclasses import replace

import pytest

from listbot.model.decision import MailDecision
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.folding import fold
from listbot.model.records.rules import GroupRules
from listbot.records.affairs.access import held_by, holders, lines
from listbot.records.decide import on_look
from tests.records.building import (
    ANA,
    ANNOUNCE,
    KIM,
    LENA,
    RAVI,
    RULES,
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

KEPT = replace(RULES, access=True)
GROUP = replace(KEPT, private="group@example.org")
THERE = joined(ANA, RAVI, LENA)


def _told(
    line: str,
    acts: tuple[RecordAct, ...] = THERE,
    by: str = ANA,
    day: float = 1,
    rules: GroupRules = KEPT,
) -> MailDecision:
    """What one line changes."""
    return decided(mail(f"#listbot {line}", by, at=days(day)), acts, rules)


def _after(*said: tuple[str, str], acts: tuple[RecordAct, ...] = THERE) -> tuple[RecordAct, ...]:
    """The acts of these lines, each by its writer, an hour after the last one."""
    for by, line in said:
        hours = (acts[-1].at - days(0)).total_seconds() / 3600 + 1
        decision = _told(line, acts, by, hours / 24)
        assert decision.records is not None, (line, decision.letters)
        acts = (*acts, *decision.records.acts)
    return acts


WITH_ACCESS = _after(
    (ANA, "granted: dns, wiki to Ravi"), (RAVI, "granted: dns to Ana"), (ANA, "system: mirror")
)


def test_the_record_says_who_has_access() -> None:
    """From a grant on, until it is revoked; a second grant changes nothing."""
    assert held_by(group_case(WITH_ACCESS), RAVI) == ("dns", "wiki")
    assert holders(group_case(WITH_ACCESS), "dns") == (RAVI, ANA)
    later = _after((LENA, "granted: dns to ravi"), (ANA, "revoked: dns of Ravi"), acts=WITH_ACCESS)
    assert held_by(group_case(later), RAVI) == ("wiki",)
    (grant,) = [each for each in fold(later).grants[RAVI].values() if not each.is_held]
    assert (grant.by, grant.revoked_by) == (ANA, ANA)
    again = _after((LENA, "granted: dns to ravi"), acts=later)
    assert held_by(group_case(again), RAVI) == ("dns", "wiki")


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("granted: dns", "Please write it as in"),
        ("granted: , to Ravi", "Please write it as in"),
        (f"granted: {'x' * 61} to Ravi", "Please write it as in"),
        (f"granted: {', '.join(map(str, range(21)))} to Ravi", "Please write it as in"),
        ("granted: dns to nobody", "I know no member"),
        ("granted: dns to Ana", "Somebody else has to say that"),
        ("revoked: dns of Ana", "Somebody else has to say that"),
        ("revoked: dns", "Please say whose access it was"),
        ("revoked: moon of Ravi", "I know no system moon"),
        ("revoked: all of Ravi", "Please write it as in"),
        ("revoked: dns of nobody", "I know no member"),
        ("urgent: Ana", "Somebody else has to say that"),
        ("urgent: nobody", "I know no member"),
        ("system: ,", "Please name the system"),
        ("system: dns, +1", "Please name the system"),
        ("system: \u202e-1", "Please name the system"),
        ("granted: #listbot leave to Ravi", "Please write it as in"),
    ],
)
def test_a_line_that_cannot_be_carried_out_changes_nothing(line: str, answer: str) -> None:
    """The answer says why."""
    decision = _told(line, WITH_ACCESS)
    assert acts_of(decision) == []
    (letter,) = decision.letters
    assert answer in str(letter.facts)


def test_nobody_outside_the_group_grants_or_revokes() -> None:
    """Nor does a mail that nobody vouches for."""
    assert acts_of(_told("granted: dns to Ravi", WITH_ACCESS, KIM)) == []
    assert acts_of(_told("revoked: dns of Ravi", WITH_ACCESS, KIM)) == []


def test_more_than_the_project_of_a_provisional_member_is_meant_on_purpose() -> None:
    """Its systems are named in the project; a confirmed member may have any."""
    (jon,) = joined(RAVI)
    acts = (*joined(ANA), replace(jon, text="mirror automation"))
    assert acts_of(_told("granted: dns to Ravi", acts)) == []
    assert acts_of(_told("granted: mirror to Ravi", acts)) == [("granted", RAVI)]
    assert acts_of(_told("granted: dns to Ravi, anyway.", acts)) == [("granted", RAVI)]


def test_a_departure_begins_a_checklist_and_is_announced_when_it_is_done() -> None:
    """First what the record says, then all other systems."""
    left = _told("leave", WITH_ACCESS, RAVI, 3)
    assert acts_of(left) == [("left", RAVI), ("departure", RAVI), ("departure-asked", RAVI)]
    assert letters_of(left)[:-1] == [("M22", (RAVI,)), ("M18", (LENA,))]
    assert letters_of(left)[-1] == ("M18", (ANA,))
    assert left.records is not None
    assert left.records.look == days(4)
    acts = (*WITH_ACCESS, *left.records.acts)
    departure = fold(acts).departures[RAVI]
    assert (departure.systems, departure.held, departure.ended) == (
        ("dns", "wiki", "mirror"),
        2,
        None,
    )
    first = _told("revoked: dns, wiki", acts, ANA, 3.1)
    assert letters_of(first) == [("M22", (ANA,))]
    assert first.records is not None
    acts = (*acts, *first.records.acts)
    acts = (*acts, act(RecordVerb.SYSTEM, "late", days(3.15)))
    last = _told("revoked: all of Ravi Menon", acts, LENA, 3.2)
    assert letters_of(last) == [("M22", (LENA,)), ("M17", (ANNOUNCE,))]
    assert last.records is not None
    assert fold((*acts, *last.records.acts)).departures[RAVI].ended == days(3.2)


def test_the_groups_own_address_gets_the_checklist() -> None:
    """And one member by name."""
    left = _told("leave", WITH_ACCESS, RAVI, 3, GROUP)
    assert letters_of(left)[1:] == [("M18", ("group@example.org",)), ("M18", (ANA,))]


def test_after_a_day_another_member_is_asked() -> None:
    """Each of them once; then the group's digest has a line."""
    left = _told("leave", WITH_ACCESS, RAVI, 3)
    assert left.records is not None
    acts = (*WITH_ACCESS, *left.records.acts)
    early = on_look(at_look(days(3.97), acts, KEPT))
    assert (early.letters, early.due) == ((), days(4))
    then = on_look(at_look(days(4), acts, KEPT))
    assert [each.recipients for each in then.letters] == [(LENA,)]
    assert then.records is not None
    later = on_look(at_look(days(5), (*acts, *then.records.acts), KEPT))
    assert later.letters == ()


def test_without_systems_a_departure_is_announced_at_once() -> None:
    """There is nothing to withdraw."""
    assert letters_of(_told("leave", THERE, RAVI)) == [("M22", (RAVI,)), ("M17", (ANNOUNCE,))]


def test_the_last_admin_leaves_to_the_keepers() -> None:
    """Nobody in the group is left to withdraw anything, so nobody is asked by name."""
    acts = (*joined(RAVI), act(RecordVerb.SYSTEM, "dns"))
    rules = replace(KEPT, keepers=(KIM,))
    assert letters_of(_told("leave", acts, RAVI, rules=rules))[1:] == [("M18", (KIM,))]
    left = _told("leave", acts, RAVI, 1, rules).records
    assert left is not None
    assert on_look(at_look(days(9), (*acts, *left.acts), rules)).letters == ()


def test_an_account_that_is_not_safe_is_told_to_all_others() -> None:
    """At their own addresses, whatever the group's is; the membership stays as it is."""
    decision = _told("urgent: Ravi", WITH_ACCESS, ANA, 2, GROUP)
    assert letters_of(decision) == [("M22", (ANA,)), ("M18", (ANA,)), ("M18", (LENA,))]
    assert decision.records is not None
    acts = (*WITH_ACCESS, *decision.records.acts)
    assert fold(acts).departures[RAVI].urgent == days(2)
    done = _told("revoked: all of ravi@example.org", acts, LENA, 2.1, GROUP)
    assert letters_of(done) == [("M22", (LENA,))]
    assert fold(acts).members[RAVI].is_in


def test_an_unsafe_account_is_asked_to_withdraw_nothing() -> None:
    """Somebody else is."""
    acts = _after((ANA, "urgent: Lena"), (RAVI, "leave"), acts=WITH_ACCESS)
    assert fold(acts).departures[RAVI].asked == (ANA,)
    look = on_look(at_look(days(9), acts, KEPT))
    assert {each.recipients for each in look.letters} == {(ANA,)}


def test_an_account_with_new_access_is_safe_again() -> None:
    """Somebody has looked at it."""
    again = ((ANA, "urgent: Lena"), (RAVI, "granted: dns to Lena"), (RAVI, "leave"))
    assert fold(_after(*again, acts=WITH_ACCESS)).departures[RAVI].asked == (ANA,)
    shares_most = (*again[:2], (ANA, "revoked: dns of Ravi"), (ANA, "leave"))
    assert fold(_after(*shares_most, acts=WITH_ACCESS)).departures[ANA].asked == (LENA,)


def test_an_open_checklist_becomes_urgent() -> None:
    """What was done on it stays done."""
    acts = _after((RAVI, "leave"), (ANA, "revoked: dns"), acts=WITH_ACCESS)
    urged = replace(act(RecordVerb.URGENT, RAVI, days(3)), by=ANA)
    assert fold((*acts, urged)).departures[RAVI].left == ("wiki", "mirror")


def test_a_system_that_is_gone_needs_no_withdrawing() -> None:
    """It is taken off open checklists, and stays on those that ended."""
    acts = _after((RAVI, "leave"), (ANA, "system: wiki, mirror gone"), acts=WITH_ACCESS)
    assert fold(acts).departures[RAVI].left == ("dns",)
    assert "wiki" not in fold(acts).systems
    ended = _after((ANA, "revoked: dns"), (ANA, "system: dns gone"), acts=acts)
    assert fold(ended).departures[RAVI].systems == ("dns",)


def test_the_last_system_may_be_given_up() -> None:
    """That ends the checklist, and the departure is announced, as if the item were done."""
    acts = _after((RAVI, "leave"), (ANA, "revoked: dns, mirror"), acts=WITH_ACCESS)
    decision = _told("system: wiki gone", acts, day=9)
    assert letters_of(decision) == [("M22", (ANA,)), ("M17", (ANNOUNCE,))]
    assert decision.records is not None
    departure = fold((*acts, *decision.records.acts)).departures[RAVI]
    assert (departure.left, departure.ended) == ((), days(9))


def test_a_system_that_is_on_no_checklist_is_given_up_without_a_word() -> None:
    """Nobody has left because of it."""
    assert letters_of(_told("system: wiki gone", WITH_ACCESS, day=9)) == [("M22", (ANA,))]


def test_whoever_is_back_is_not_asked_about_as_if_they_had_left() -> None:
    """What is still to be withdrawn is in the group's digest; an unsafe account stays urgent."""
    acts = _after((RAVI, "leave"), (RAVI, "join: mirrors"), acts=WITH_ACCESS)
    assert on_look(at_look(days(9), acts, KEPT)).records is None
    assert lines(at_look(days(9), acts, KEPT))[-1].startswith("access of Ravi Menon still")
    unsafe = _after((ANA, "urgent: ravi"), acts=acts)
    assert on_look(at_look(days(9), unsafe, KEPT)).records is not None
    done = _told("revoked: all of Ravi", acts, day=9)
    assert letters_of(done) == [("M22", (ANA,))]


def test_no_checklist_begins_while_access_is_not_kept() -> None:
    """One that is open waits until it is kept again."""
    acts = _after((RAVI, "leave"), acts=WITH_ACCESS)
    assert on_look(at_look(days(9), acts, replace(KEPT, access=False))).records is None
    assert on_look(at_look(days(9), acts, KEPT)).records is not None


def test_whose_joining_is_taken_back_may_hold_access() -> None:
    """It is withdrawn as from anybody who left; the project hears nothing of somebody who never
    joined.
    """
    joins = mail("#listbot join: mirrors", RAVI, at=days(0))
    there = decided(joins, joined(ANA, LENA), KEPT).records
    assert there is not None
    acts = _after((ANA, "granted: mirrors to Ravi"), acts=(*joined(ANA, LENA), *there.acts))
    back = decided(mail("#listbot undo", ANA, at=days(1), answers=joins.message_id), acts, KEPT)
    assert acts_of(back) == [("undone", RAVI), ("departure", RAVI), ("departure-asked", RAVI)]
    assert letters_of(back) == [("M22", (ANA,)), ("M18", (LENA,)), ("M18", (ANA,))]
    assert "Ravi Menon" in str(back.letters[1].facts)
    assert back.records is not None
    done = _told("revoked: mirrors of Ravi Menon", (*acts, *back.records.acts), day=2)
    assert letters_of(done) == [("M22", (ANA,))]


def test_the_departure_is_announced_in_whatever_order_its_items_come() -> None:
    """By the mail that makes the list complete, also if it was written before another."""
    left = _told("leave", WITH_ACCESS, RAVI, 3)
    assert left.records is not None
    acts = (*WITH_ACCESS, *left.records.acts)
    later = _told("revoked: dns, mirror of Ravi", acts, ANA, 3.2)
    assert later.records is not None
    earlier = _told("revoked: wiki of Ravi", (*acts, *later.records.acts), LENA, 3.1)
    assert letters_of(earlier) == [("M22", (LENA,)), ("M17", (ANNOUNCE,))]
    assert earlier.records is not None
    whole = (*acts, *later.records.acts, *earlier.records.acts)
    again = _told("revoked: wiki of Ravi", whole, ANA, 3.3)
    assert letters_of(again) == [("M22", (ANA,))]


def test_undo_with_a_name_means_the_leaving_and_not_our_question_about_it() -> None:
    """Another member was asked to withdraw the access meanwhile."""
    acts = _after((RAVI, "leave"), acts=WITH_ACCESS)
    look = on_look(at_look(days(3), acts, KEPT))
    assert look.records is not None
    assert [each.verb for each in look.records.acts] == [RecordVerb.DEPARTURE_ASKED]
    back = _told("undo: Ravi", (*acts, *look.records.acts), day=4)
    assert back.records is not None
    group = fold((*acts, *look.records.acts, *back.records.acts))
    assert (group.members[RAVI].is_in, group.departures) == (True, {})


def test_without_members_the_people_of_the_project_keep_the_access() -> None:
    """What is urgent goes to everybody else who has access to something."""
    rules = replace(KEPT, members=False)
    acts: tuple[RecordAct, ...] = ()
    for day, line in enumerate(("granted: dns to Ravi", "granted: wiki to Lena", "system: mirror")):
        decision = _told(line, acts, day=day + 1, rules=rules)
        assert decision.records is not None
        acts = (*acts, *decision.records.acts)
    assert lines(at_look(days(9), acts, rules)) == (
        "dns: only Ravi Menon has access",
        "wiki: only Lena Ott has access",
        "mirror: the record has nobody with access",
    )
    urgent = _told("urgent: Ravi", acts, day=9, rules=rules)
    assert letters_of(urgent) == [("M22", (ANA,)), ("M18", (LENA,))]
    assert acts_of(_told("granted: dns to Ravi", acts, KIM, 9, rules)) == []


def test_undo_takes_the_checklist_back() -> None:
    """It came from the same mail as the departure."""
    leaving = mail("#listbot leave", RAVI, at=days(3))
    left = decided(leaving, WITH_ACCESS, KEPT).records
    assert left is not None
    acts = (*WITH_ACCESS, *left.acts)
    back = mail("#listbot undo", ANA, at=days(3.1), answers=leaving.message_id)
    undone = decided(back, acts, KEPT).records
    assert undone is not None
    assert fold((*acts, *undone.acts)).departures == {}
    assert letters_of(decided(back, acts, KEPT)) == [("M22", (ANA,))]


def test_what_was_announced_is_corrected() -> None:
    """All access was withdrawn, so all members know of the departure."""
    leaving = mail("#listbot leave", RAVI, at=days(3))
    left = decided(leaving, WITH_ACCESS, KEPT).records
    assert left is not None
    acts = _after((ANA, "revoked: all of Ravi"), acts=(*WITH_ACCESS, *left.acts))
    back = mail("#listbot undo", ANA, at=days(9), answers=leaving.message_id)
    assert letters_of(decided(back, acts, KEPT)) == [("M22", (ANA,)), ("M17", (ANNOUNCE,))]


def test_whose_access_it_was_must_be_clear() -> None:
    """With two open checklists a name is needed."""
    acts = _after((RAVI, "leave"), (LENA, "leave"), acts=WITH_ACCESS)
    assert acts_of(_told("revoked: dns", acts, ANA, 2)) == []
    assert acts_of(_told("revoked: dns of lena", acts, ANA, 2)) == [("revoked", LENA)]


def test_the_digest_says_where_one_person_is_alone() -> None:
    """And what is still to be withdrawn."""
    acts = _after((RAVI, "leave"), acts=WITH_ACCESS)
    assert lines(at_look(days(2), acts, KEPT)) == (
        "dns: only Ana Ruiz has access",
        "wiki: the record has nobody with access",
        "mirror: the record has nobody with access",
        "access of Ravi Menon still to be withdrawn: dns, wiki, mirror",
    )


def test_a_system_that_two_people_hold_needs_no_line() -> None:
    """Only those with one holder, or none."""
    assert lines(at_look(days(2), WITH_ACCESS, KEPT)) == (
        "wiki: only Ravi Menon has access",
        "mirror: the record has nobody with access",
    )
