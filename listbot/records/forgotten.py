"""Takes a person out of what the group's record keeps: acts, questions, rules. Pure.

What happened stays, under the stand-in: who joined when, and who left. Names and words go; the
text of a decision record stays, like the title of a vote, since it says what was decided. Never
fails; a value that does not name the person comes back unchanged.
"""

from dataclasses import replace

from listbot.model.records.acts import GroupChange, RecordAct, RecordVerb
from listbot.model.records.meetings import Action, Minutes
from listbot.model.records.rules import GroupRules
from listbot.model.records.services import ServiceSaid
from listbot.tickets.forgotten import Forgotten, emptied

WORDS = (
    RecordVerb.INTRODUCED,
    RecordVerb.JOINED,
    RecordVerb.PROJECT,
    RecordVerb.PROJECT_DONE,
    RecordVerb.PROJECT_AGREED,
    RecordVerb.PROJECT_DISPUTED,
    RecordVerb.TANDEM,
    RecordVerb.AGENDA,
    RecordVerb.ADR_OBJECTION,
)
"""Acts whose text is what somebody wrote; other texts are keys, addresses or fixed words."""


def act_of_group_without(act: RecordAct, gone: Forgotten) -> RecordAct:
    """Return an act without them; their own words are emptied."""
    is_theirs = gone.address in (act.about, act.by) and act.verb in WORDS
    is_author = act.by == gone.address and act.verb is RecordVerb.ADR
    named = act.by if act.verb is RecordVerb.ADR_OBJECTION else act.about
    text = gone.name if is_author else gone.of(act.text)
    return replace(
        act,
        about=gone.of(act.about),
        by=gone.of(act.by),
        name=gone.name if act.name and named == gone.address else act.name,
        text=emptied(act.text) if is_theirs else text,
        names=gone.all_of(act.names),
        minutes=_minutes_without(act.minutes, gone) if act.minutes else None,
        service=_service_without(act.service, gone) if act.service else None,
    )


def _minutes_without(minutes: Minutes, gone: Forgotten) -> Minutes:
    return replace(
        minutes,
        attendees=gone.all_of(minutes.attendees),
        guests=gone.all_of(minutes.guests),
        regrets=gone.all_of(minutes.regrets),
        actions=tuple(_action_without(each, minutes, gone) for each in minutes.actions),
    )


def _action_without(action: Action, minutes: Minutes, gone: Forgotten) -> Action:
    """Return what somebody took on; by first name it was theirs if they are in these minutes."""
    names = {each.casefold() for each in gone.names}
    if gone.address in (*minutes.attendees, *minutes.guests, *minutes.regrets):
        names |= {each.partition(" ")[0] for each in names}
    return replace(action, who=gone.name) if action.who.casefold() in names - {""} else action


def _service_without(said: ServiceSaid, gone: Forgotten) -> ServiceSaid:
    return replace(
        said,
        leads=None if said.leads is None else gone.all_of(said.leads),
        admins=None if said.admins is None else gone.all_of(said.admins),
    )


def change_without(change: GroupChange, gone: Forgotten) -> GroupChange:
    """Return what one decision changed in the record, without them."""
    return replace(
        change,
        acts=tuple(act_of_group_without(each, gone) for each in change.acts),
        asks=tuple(gone.question(each) for each in change.asks),
    )


def group_rules_without(rules: GroupRules, gone: Forgotten) -> GroupRules:
    """Return past rules of a group without them."""
    members = tuple(
        replace(each, name=gone.name, addresses=gone.all_of(each.addresses))
        if gone.address in each.addresses
        else each
        for each in rules.project_members
    )
    return replace(
        rules,
        greeter=gone.of(rules.greeter),
        keepers=gone.all_of(rules.keepers),
        project_members=members,
    )
