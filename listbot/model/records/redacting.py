"""Takes words out of minutes that were sent: everything derived shows only what is left. Pure.

The words stand in the act that redacts them, so they are taken out of that act, too. The mail
itself stays in the journal.
"""

from collections.abc import Iterable
from dataclasses import replace

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.meetings import Action, Doubt, Minutes

GONE = "[redacted]"


def redacted(acts: Iterable[RecordAct]) -> tuple[RecordAct, ...]:
    """Return the acts without the words that later acts redacted."""
    acts = tuple(acts)
    hides = [each for each in acts if each.verb is RecordVerb.REDACTED and each.text]
    if not hides:
        return acts
    return tuple(_without(each, hides) for each in acts)


def _without(act: RecordAct, hides: list[RecordAct]) -> RecordAct:
    if act.verb is RecordVerb.REDACTED:
        return replace(act, text="")
    mine = [each for each in hides if each.about == act.about]
    if act.minutes is None or not mine:
        return act
    minutes = act.minutes
    for each in mine:
        minutes = _cleaned(minutes, each)
    return replace(act, minutes=minutes)


def _cleaned(minutes: Minutes, hide: RecordAct) -> Minutes:
    """Return minutes without the words of one act, with a note that says so."""

    def clean(text: str) -> str:
        return text.replace(hide.text, GONE)

    cleaned = replace(
        minutes,
        agreed=tuple(map(clean, minutes.agreed)),
        actions=tuple(Action(clean(each.who), clean(each.what)) for each in minutes.actions),
        postponed=tuple(map(clean, minutes.postponed)),
        text=clean(minutes.text),
        link=clean(minutes.link),
        doubts=tuple(Doubt(clean(each.words), clean(each.question)) for each in minutes.doubts),
    )
    if cleaned == minutes:
        return minutes
    return replace(cleaned, notes=(*minutes.notes, f"{hide.at:%Y-%m-%d}"))
