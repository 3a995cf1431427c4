"""What acts about decision records change in the group. Pure; never fails."""

from collections.abc import Callable
from dataclasses import replace

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.decisions import DecisionRecord, RecordObjection, Told, Version
from listbot.model.records.group import Group

Change = Callable[[Group, RecordAct], None]


def published(group: Group, act: RecordAct) -> None:
    """A record is there, and its clock starts, whatever it lacks."""
    if act.record is None or act.about in group.records:
        return
    group.records[act.about] = DecisionRecord(
        key=act.about,
        title=act.name,
        author=act.by,
        name=act.text,
        versions=(_version(act),),
        supersedes=act.record.supersedes,
        emergency=act.record.emergency,
        applied=act.at if act.record.emergency else None,
    )
    for each in act.record.supersedes:
        if each in group.records:
            group.records[each] = replace(group.records[each], replaced_by=act.about)


def _version(act: RecordAct) -> Version:
    assert act.record is not None
    return Version(act.at, act.record.text, act.record.link, act.mail)


def _on_record(change: Callable[[DecisionRecord, RecordAct], DecisionRecord]) -> Change:
    """Return a change of a record that is there; another changes nothing."""

    def run(group: Group, act: RecordAct) -> None:
        if act.about in group.records:
            group.records[act.about] = change(group.records[act.about], act)

    return run


def new_version(record: DecisionRecord, act: RecordAct) -> DecisionRecord:
    """It has another text; the clock does not start again, but it is no longer final."""
    if act.record is None:
        return record
    return replace(record, versions=(*record.versions, _version(act)), final=None)


def objected(record: DecisionRecord, act: RecordAct) -> DecisionRecord:
    """Somebody objects; another objection of the same person takes the place of theirs."""
    others = tuple(each for each in record.objections if each.by != act.by)
    new = RecordObjection(act.by, act.name, act.at, act.text, act.mail)
    return replace(record, objections=(*others, new))


def settled(record: DecisionRecord, act: RecordAct) -> DecisionRecord:
    """Somebody takes their objection back."""
    return replace(
        record,
        objections=tuple(
            replace(each, settled=act.at) if each.by == act.by else each
            for each in record.objections
        ),
    )


def announced(record: DecisionRecord, act: RecordAct) -> DecisionRecord:
    """All members of the project were told of it."""
    if act.text == Told.FINAL:
        return replace(record, final_announced=act.at)
    return replace(record, announced=act.at)


def applied(group: Group, act: RecordAct) -> None:
    """What a record or a passed vote decides was done."""
    if act.about in group.records:
        group.records[act.about] = replace(group.records[act.about], applied=act.at)
    else:
        group.applied.setdefault(act.about, act.at)


DECISION_CHANGES: dict[RecordVerb, Change] = {
    RecordVerb.ADR: published,
    RecordVerb.ADR_VERSION: _on_record(new_version),
    RecordVerb.ADR_FINAL: _on_record(lambda record, act: replace(record, final=act.at)),
    RecordVerb.ADR_APPLIED: applied,
    RecordVerb.ADR_RETRACTED: _on_record(lambda record, act: replace(record, retracted=act.at)),
    RecordVerb.ADR_OBJECTION: _on_record(objected),
    RecordVerb.ANNOUNCED: _on_record(announced),
    RecordVerb.ADR_SETTLED: _on_record(settled),
}
