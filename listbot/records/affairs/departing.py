"""When somebody has left, all access is withdrawn by others, from one checklist. Pure.

The checklist has every system of the group, since the record may be incomplete. The group gets it
in private, and one member by name, another a day later. The departure is announced when it is done.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from listbot.model.group_case import GroupRound
from listbot.model.records.access import Departure
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.records.affairs.access import held_by, open_departures, who_withdraws
from listbot.records.people import Known, is_in, name_at
from listbot.records.steps import Looked

AGAIN = timedelta(hours=24)
ENDINGS = (RecordVerb.LEFT, RecordVerb.REMOVED)
"""The acts that end a membership."""


def departures(acts: Iterable[RecordAct], known: Known) -> tuple[RecordAct, ...]:
    """Return the acts that follow from others: the checklist of whoever has left, and whom it is
    put to. `known` is the record after those acts.
    """
    if not known.rules.access or not known.group.systems:
        return ()
    return tuple(each for act in acts if _ends(act, known) for each in _begun(act, known))


def _ends(act: RecordAct, known: Known) -> bool:
    """Return whether somebody is out by an act: also if they were never in, since it took their
    joining back, and have access by now.
    """
    if act.verb is not RecordVerb.UNDONE:
        return act.verb in ENDINGS
    never_in = RecordVerb.JOINED in act.names and not is_in(known, act.about)
    return never_in and bool(held_by(known, act.about))


def _begun(act: RecordAct, known: Known) -> Iterator[RecordAct]:
    yield RecordAct(
        RecordVerb.DEPARTURE,
        f"{act.key} access",
        act.at,
        act.about,
        act.by,
        name_at(known, act.about),
        mail=act.mail,
    )
    person = first_to_ask(act.about, (), known)
    if person:
        yield RecordAct(
            RecordVerb.DEPARTURE_ASKED,
            f"{act.key} asked",
            act.at,
            act.about,
            names=(person,),
            mail=act.mail,
        )


def first_to_ask(leaver: str, asked: tuple[str, ...], known: Known) -> str:
    """Return the member to ask next: who shares most of that access, then who joined first; ""
    if everybody was asked. Nobody is asked twice: then the group's digest has a line.
    """
    own = set(held_by(known, leaver))
    here = (each for each in who_withdraws(known) if each not in (leaver, *asked))
    others = [each for each in here if not _is_unsafe(each, known)]
    return max(others, key=lambda each: len(own.intersection(held_by(known, each))), default="")


def _is_unsafe(address: str, known: Known) -> bool:
    """Return whether somebody's account was said not to be safe, and they have no access since."""
    departure = known.group.departures.get(address)
    if departure is None or departure.urgent is None:
        return False
    grants = known.group.grants.get(address, {}).values()
    return all(each.granted <= departure.urgent for each in grants if each.is_held)


def unfinished(case: GroupRound) -> Looked:
    """Put what is left to another member, a day after the last one was asked. Whoever is in the
    group again is not spoken of as somebody who left: the group's digest has what is open.
    """
    if not case.rules.access:
        return Looked()
    gone = (each for each in open_departures(case) if each.urgent or not is_in(case, each.who))
    found = ((each, first_to_ask(each.who, each.asked, case)) for each in gone)
    waiting = [(each, person, _again(each)) for each, person in found if person]
    acts = tuple(
        RecordAct(
            RecordVerb.DEPARTURE_ASKED,
            case.key(f"asked {nth}"),
            case.now,
            each.who,
            names=(person,),
        )
        for nth, (each, person, at) in enumerate(waiting)
        if at <= case.now
    )
    return Looked(acts, look=min((at for *_, at in waiting if at > case.now), default=None))


def _again(departure: Departure) -> datetime:
    return (departure.last_asked or departure.at) + AGAIN


def ended_by(act: RecordAct, known: Known) -> tuple[Departure, ...]:
    """Return the checklists that are done now and were not without this act: it did an item, or its
    system is one no more. Acts may come in another order than they happened.
    """
    if act.verb is RecordVerb.SYSTEM_GONE:
        all_of = known.group.departures.values()
        return tuple(each for each in all_of if not each.left and each.dropped == act.at)
    departure = known.group.departures.get(act.about)
    if act.verb is not RecordVerb.REVOKED or departure is None or departure.left:
        return ()
    done = departure.done.get(act.text)
    return (departure,) if done is not None and done.act == act.key else ()
