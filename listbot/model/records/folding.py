"""Makes the group of the acts in its record. Pure; never fails.

An act that no longer fits (a member who is not there leaves) changes nothing. An act that was
undone is left out, as if it had never happened.
"""

from collections.abc import Iterable
from copy import copy
from dataclasses import fields

from listbot.model.records.access_changes import ACCESS_CHANGES
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.decision_changes import DECISION_CHANGES
from listbot.model.records.group import Group
from listbot.model.records.meeting_changes import MEETING_CHANGES
from listbot.model.records.member_changes import MEMBER_CHANGES
from listbot.model.records.newcomer_changes import NEWCOMER_CHANGES
from listbot.model.records.redacting import redacted
from listbot.model.records.service_changes import SERVICE_CHANGES

CHANGES = {
    **MEMBER_CHANGES,
    **MEETING_CHANGES,
    **NEWCOMER_CHANGES,
    **SERVICE_CHANGES,
    **DECISION_CHANGES,
    **ACCESS_CHANGES,
}
"""What each verb changes. UNDONE and REDACTED are read before all others."""
_READ_FIRST = {RecordVerb.UNDONE, RecordVerb.REDACTED}


def fold(acts: Iterable[RecordAct]) -> Group:
    """Return the group of all acts, in order of their time; at one time, as they were given."""
    known = sorted({act.key: act for act in acts}.values(), key=lambda act: act.at)
    undone = {act.text for act in known if act.verb is RecordVerb.UNDONE}
    stand = redacted(act for act in known if act.key not in undone)
    group = Group(acts=stand)
    for act in stand:
        if (change := CHANGES.get(act.verb)) is not None:
            change(group, act)
    return group


def after(group: Group, acts: Iterable[RecordAct]) -> Group:
    """Return the group as it is once these acts have happened, too; without any it is the same one.

    Acts that only go on are added to it. Folding a long record again takes a while, and a stranger
    may write often.
    """
    more = tuple(acts)
    if not more:
        return group
    if not _goes_on(group, more):
        return fold((*group.acts, *more))
    grown = _copy(group, (*group.acts, *more))
    for act in more:
        CHANGES[act.verb](grown, act)
    return grown


def _goes_on(group: Group, more: tuple[RecordAct, ...]) -> bool:
    """Return whether acts are new, later than all others, and change nothing that was before."""
    times = [*(act.at for act in group.acts[-1:]), *(act.at for act in more)]
    verbs = {act.verb for act in more}
    if times != sorted(times) or not verbs.isdisjoint(_READ_FIRST):
        return False
    keys = {act.key for act in more}
    known = (act.text if act.verb is RecordVerb.UNDONE else act.key for act in group.acts)
    if len(keys) < len(more) or not keys.isdisjoint(known):
        return False
    hides = RecordVerb.MINUTES in verbs
    return not (hides and any(act.verb is RecordVerb.REDACTED for act in group.acts))


def _copy(group: Group, acts: tuple[RecordAct, ...]) -> Group:
    """Return a group that can be changed without the other; the values in it never change."""
    grants = {who: dict(held) for who, held in group.grants.items()}
    others = {
        each.name: copy(getattr(group, each.name))
        for each in fields(group)
        if each.name not in ("acts", "grants")
    }
    return Group(**others, grants=grants, acts=acts)
