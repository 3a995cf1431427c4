"""What follows from acts in the record: letters, and questions to members or to the group. Pure.

The same acts make the same letters and questions, so deciding a mail again asks nothing new.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta

from listbot.letters.facts.members import (
    GroupAskedFacts,
    GroupQuestion,
    MemberAskedFacts,
    MemberNoteFacts,
    MemberQuestion,
    Note,
)
from listbot.model.order import LetterOrder
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.members import GroupMember
from listbot.records.asking import question_after
from listbot.records.calendar import day_of, months_between
from listbot.records.calling.previews import of_meetings
from listbot.records.letters.notes import ask_group, ask_member, note, tell_group
from listbot.records.letters.told import told
from listbot.records.members.absence import Away, away
from listbot.records.members.confirming import confirmed_members
from listbot.records.people import Known, group_addresses, name_at, those_in
from listbot.records.steps import Noticed, sum_of

Following = Callable[[RecordAct, Known, str], Noticed]


def following(acts: Iterable[RecordAct], now: Known, nonce: str) -> Noticed:
    """Return what these acts cause. `now`: the record after them. `nonce`: nobody can guess it."""
    acts = tuple(acts)
    found = [Noticed(letters=tuple(told(acts, now))), *of_meetings(acts, now, nonce)]
    for act in acts:
        if (of := FOLLOWING.get(act.verb)) is not None and act.about in now.group.members:
            found.append(of(act, now, nonce))
    return sum_of(found)


def pair_asked(act: RecordAct, now: Known, nonce: str) -> Noticed:
    """The member whom somebody wants to work with is asked."""
    asking = now.group.members[act.about]
    said = ((act.about,),)
    yes, no = (("pair-yes", *said[0]),), (("pair-no", *said[0]),)
    asked = question_after(act, nonce, act.text, yes, no)
    facts = MemberAskedFacts(
        MemberQuestion.PAIR, asked.token, asking.name, project=asking.spell.project
    )
    return Noticed(asks=(asked,), letters=(ask_member(asked, facts, now),))


def answered(what: Note) -> Following:
    """Return what tells a member what somebody else said about them."""

    def run(act: RecordAct, now: Known, nonce: str) -> Noticed:
        project = act.text if "project" in what else ""
        facts = MemberNoteFacts(what, name_at(now, act.by), project)
        return Noticed(letters=(note(act, act.about, facts),))

    return run


def gone(act: RecordAct, now: Known, nonce: str) -> Noticed:
    """Whoever worked with them needs another; and somebody has to be there who can confirm."""
    member = now.group.members[act.about]
    alone = MemberNoteFacts(Note.PAIR_LEFT, member.name)
    letters = [
        note(act, each.address, alone)
        for each in those_in(now)
        if act.about in (each.spell.pair, each.spell.pair_asked)
    ]
    if member.spell.confirmed is not None and not confirmed_members(now):
        letters += _nobody_confirms(act, now)
    return Noticed(letters=tuple(letters))


def _nobody_confirms(act: RecordAct, now: Known) -> Iterator[LetterOrder]:
    facts = GroupAskedFacts(GroupQuestion.NOBODY_CONFIRMS, "", keepers=bool(now.rules.keepers))
    for to in group_addresses(now):
        yield tell_group(act, to, facts)


def active_asked(act: RecordAct, now: Known, nonce: str) -> Noticed:
    """The member is asked whether they are still active, and hears where an answer may go."""
    asked = question_after(act, nonce, act.about, (("active", ""),), (("leave", ""),))
    by = now.group.members.get(act.by)
    until = act.at + timedelta(days=now.rules.inactive_days)
    facts = MemberAskedFacts(
        MemberQuestion.ACTIVE,
        asked.token,
        by.name if by is not None else "",
        address=now.rules.private,
        until=day_of(until, now.rules.where),
    )
    return Noticed(asks=(asked,), letters=(ask_member(asked, facts, now),))


def time_over(act: RecordAct, now: Known, nonce: str) -> Noticed:
    """Whoever asked is asked whether something came in private."""
    member = now.group.members[act.about]
    said = (act.about,)
    asked = question_after(act, nonce, act.text, (("heard", *said),), (("nothing-came", *said),))
    facts = MemberAskedFacts(
        MemberQuestion.ANYTHING, asked.token, member.name, days=now.rules.inactive_days
    )
    return Noticed(asks=(asked,), letters=(ask_member(asked, facts, now),))


def warned(act: RecordAct, now: Known, nonce: str) -> Noticed:
    """A member hears that they have been away for nearly too long, and nobody else does."""
    found = away(now.group.members[act.about], now, act.at)
    facts = MemberNoteFacts(
        Note.AWAY,
        missed=found.missed,
        most=now.rules.missed,
        months=now.rules.absent_months,
        last=found.last,
        since=found.since,
        over=found.over,
    )
    return Noticed(letters=(note(act, act.about, facts),))


def removal_due(act: RecordAct, now: Known, nonce: str) -> Noticed:
    """The group is asked, but not the member whom it is about."""
    member = now.group.members[act.about]
    found = away(member, now, act.at)
    whole = Noticed()
    for nth, to in enumerate(group_addresses(now)):
        if to == act.about:
            continue
        yes, no = (("remove", act.about),), (("keep", act.about),)
        asked = question_after(act, nonce, to, yes, no, nth)
        facts = _due_facts(act, member, found, asked.token, now)
        more = Noticed(asks=(asked,), letters=(ask_group(asked, facts, now),))
        whole = sum_of((whole, more))
    return whole


def _due_facts(
    act: RecordAct, member: GroupMember, found: Away, token: str, now: Known
) -> GroupAskedFacts:
    """Return what the group is told: why, in words that only it reads."""
    question = GroupQuestion(act.text)
    silent = question is GroupQuestion.SILENT and member.spell.asked is not None
    today = day_of(act.at, now.rules.where)
    return GroupAskedFacts(
        question,
        member.name,
        token,
        missed=found.missed,
        months=months_between(found.last or found.since, today),
        ever=found.last is not None,
        asked=day_of(member.spell.asked, now.rules.where)
        if silent and member.spell.asked
        else None,
    )


FOLLOWING: dict[RecordVerb, Following] = {
    RecordVerb.PAIR_ASKED: pair_asked,
    RecordVerb.PAIRED: answered(Note.PAIRED),
    RecordVerb.UNPAIRED: answered(Note.NOT_PAIRED),
    RecordVerb.PROJECT_AGREED: answered(Note.PROJECT_AGREED),
    RecordVerb.PROJECT_DISPUTED: answered(Note.PROJECT_DISPUTED),
    RecordVerb.LEFT: gone,
    RecordVerb.REMOVED: gone,
    RecordVerb.ACTIVE_ASKED: active_asked,
    RecordVerb.TIME_OVER: time_over,
    RecordVerb.WARNED: warned,
    RecordVerb.REMOVAL_DUE: removal_due,
}
"""What each act causes besides the news to all."""
