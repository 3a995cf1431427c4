"""Makes the group of the acts in its record. Pure; never fails.

An act that no longer fits (a member who is not there leaves) changes nothing. An act that was
undone is left out, as if it had never happened.
"""

from collections.abc import Iterable

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
    """Return the group as it is once these acts have happened, too. Without any it is the same one:
    nearly no mail does anything, and folding a long record takes a while.
    """
    more = tuple(acts)
    return fold((*group.acts, *more)) if more else group
