"""The letters about access that has to be withdrawn: to the group in private, and to one member by
name. Never to the person whose access it is.
"""

from collections.abc import Iterator

from listbot.letters.facts.access import WithdrawFacts
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.records.affairs.access import who_withdraws
from listbot.records.people import Known, group_addresses


def withdraw(act: RecordAct, known: Known) -> Iterator[LetterOrder]:
    """M18: what is to be withdrawn, to whom the act puts it."""
    departure = known.group.departures[act.about]
    is_urgent = act.verb is RecordVerb.URGENT
    for each in _readers(act, known):
        facts = WithdrawFacts(
            departure.name,
            departure.left,
            held=departure.held,
            urgent=is_urgent,
            by_name=act.verb is RecordVerb.DEPARTURE_ASKED,
            again=len(departure.asked) > 1,
        )
        yield LetterOrder(
            kind=LetterKind.WITHDRAW,
            cause=f"{act.about} {act.key} {each}",
            facts=facts,
            to_list=False,
            recipients=(each,),
            reply_to_mail=None,
            asked_for=True,
        )


def _readers(act: RecordAct, known: Known) -> tuple[str, ...]:
    """Return who is told. What is urgent goes past the group's own address, which the account in
    question may read; without any other member it goes to the keepers of the project's members.
    """
    if act.verb is RecordVerb.DEPARTURE_ASKED:
        return act.names
    others = tuple(each for each in who_withdraws(known) if each != act.about)
    if not others:
        return tuple(each for each in known.rules.keepers if each != act.about)
    if act.verb is RecordVerb.URGENT:
        return others
    if not known.rules.private:
        asked = known.group.departures[act.about].asked
        return tuple(each for each in others if each not in asked)
    return group_addresses(known)
