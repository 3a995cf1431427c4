"""Takes words out of minutes that were sent: everything derived shows only what is left. Pure.

The words stand in the act that redacts them, so they are taken out of that act, too. The mail
itself stays in the journal.
"""

from collections.abc import Iterable
from dataclasses import replace

from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.meetings import Action, Doubt, Minutes

GONE = "[redacted]"
LEAST = 3  # characters; fewer stand everywhere


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

    def item(text: str) -> str:
        return _item_without(text, hide.text)

    cleaned = replace(
        minutes,
        agreed=tuple(map(item, minutes.agreed)),
        actions=tuple(Action(item(each.who), item(each.what)) for each in minutes.actions),
        postponed=tuple(map(item, minutes.postponed)),
        text=clean(minutes.text),
        link=item(minutes.link),
        doubts=tuple(Doubt(clean(each.words), clean(each.question)) for each in minutes.doubts),
    )
    if cleaned == minutes:
        return minutes
    return replace(cleaned, notes=(*minutes.notes, f"{hide.at:%Y-%m-%d}"))


def _item_without(item: str, words: str) -> str:
    """Return what we read in a line without the words that were taken out of it. A whole line has
    more than we read in it: "Agreed: ..." stands around the item.
    """
    if len(item) >= LEAST and item in words:
        return GONE
    said = words.partition(":")[2].strip()
    item = item.replace(words, GONE)
    return item.replace(said, GONE) if len(said) >= LEAST else item
