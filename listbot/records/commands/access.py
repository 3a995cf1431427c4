"""The commands about access: granted, revoked, urgent, system.

Nobody grants or revokes for themselves; what somebody who leaves had is withdrawn by others.
"""

import re

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.letters.display import one_line
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.access import Departure
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.members import GroupMember, Standing
from listbot.records.affairs.access import open_departures
from listbot.records.commands.acting import Act, about, by_member, new_act
from listbot.records.members.naming import one_of, who_is
from listbot.records.people import primary

LONGEST = 60  # characters of the name of a system or a service
MOST = 20  # systems in one line
ANYWAY, GONE = "anyway", "gone"
GRANT_FORM = 'Please write it as in "#listbot granted: dns to Ravi".'
REVOKE_FORM = 'Please write it as in "#listbot revoked: dns of Max".'
NOT_SELF = "Somebody else has to say that, not the person whose access it is."


def granted(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Note that a member has access."""
    line, anyway = _without(argument, ANYWAY)
    said, name = _parted(line, "to")
    systems = _systems(said)
    if not name or not systems:
        return refused(GRANT_FORM)
    who = who_is(case, name)
    if isinstance(who, str):
        return refused(who)
    if who.address == primary(case, mail.author.address):
        return refused(NOT_SELF)
    beyond = [] if anyway else _beyond(who, systems)
    if beyond:
        return refused(
            f"{who.name} is provisional, and {' and '.join(beyond)} is not among the systems of "
            f'the project "{who.spell.project}". If it is meant, add "anyway" to the line.'
        )
    return _noted(RecordVerb.GRANTED, who.address, who.name, systems, mail, case)


def _without(argument: str, word: str) -> tuple[str, bool]:
    """Return a line with single spaces and without its last word, if that is this one."""
    line = " ".join(argument.split()).rstrip(". ")
    if not line.casefold().endswith(f" {word}"):
        return line, False
    return line[: -len(word)].rstrip(" ,"), True


def _parted(argument: str, word: str) -> tuple[str, str]:
    """Return what stands before and after the last " to " or " of "; the second is "" without."""
    line = " ".join(argument.split())
    at = line.lower().rfind(f" {word} ")
    return (line, "") if at < 0 else (line[:at], line[at + len(word) + 2 :])


def _systems(text: str) -> tuple[str, ...]:
    """Return the systems that a line names; none if a name cannot be one, or they are too many."""
    names = (one_line(each).strip(" .;:").casefold() for each in re.split(r",| and ", text))
    found = tuple(dict.fromkeys(each for each in names if each))
    return found if len(found) <= MOST and all(map(is_name, found)) else ()


def is_name(text: str) -> bool:
    """Return whether a system or a service can have this name: letters of ours begin lines with it,
    and such a line must not read like a vote or a command.
    """
    return text[:1].isalnum() and len(text) <= LONGEST


def _beyond(who: GroupMember, systems: tuple[str, ...]) -> list[str]:
    """Return the systems that the project of a provisional member does not name."""
    if who.standing is not Standing.PROVISIONAL or not who.spell.project:
        return []
    project = who.spell.project.casefold()
    return [each for each in systems if each not in project]


def _noted(
    verb: RecordVerb,
    address: str,
    name: str,
    systems: tuple[str, ...],
    mail: Mail,
    case: GroupCase,
) -> Effect:
    made = tuple(
        new_act(verb, mail, case, address, nth=nth, text=each, name=name)
        for nth, each in enumerate(systems)
    )
    word = "has access to" if verb is RecordVerb.GRANTED else "has no more access to"
    return Effect(True, f"Noted: {name} {word} {', '.join(systems)}.", records=made)


def revoked(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Note that access was withdrawn: an item of a checklist, or of a member's access."""
    said, who = _parted(argument, "of")
    person = _person(who, case)
    if isinstance(person, str):
        return refused(person)
    address, name = person
    if address == primary(case, mail.author.address):
        return refused(NOT_SELF)
    left = next((each.left for each in open_departures(case) if each.who == address), ())
    systems = left if said.strip(" .").casefold() == "all" else _systems(said)
    unknown = [each for each in systems if each not in case.group.systems]
    if unknown:
        return refused(f"I know no system {', '.join(unknown)}. {REVOKE_FORM}")
    if not systems:
        return refused(REVOKE_FORM)
    return _noted(RecordVerb.REVOKED, address, name, systems, mail, case)


def _person(said: str, case: GroupCase) -> tuple[str, str] | str:
    """Return whose access it is, address and name: of those who have left, then of the members."""
    waiting = open_departures(case)
    if not said:
        return _only(waiting)
    words = said.strip(" .<>").casefold()
    members = (case.group.members.get(each.who) for each in waiting)
    past = [each.address for each in one_of((each for each in members if each), words)]
    gone = [each for each in waiting if words in _names_of(each) or each.who in past]
    if len(gone) == 1:
        return gone[0].who, gone[0].name
    found = who_is(case, said)
    return found if isinstance(found, str) else (found.address, found.name)


def _names_of(departure: Departure) -> tuple[str, str]:
    """What names them, also if the record has no such member: their joining was taken back."""
    return departure.who, departure.name.casefold()


def _only(waiting: tuple[Departure, ...]) -> tuple[str, str] | str:
    if len(waiting) != 1:
        return f"Please say whose access it was. {REVOKE_FORM}"
    return waiting[0].who, waiting[0].name


def urgent(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Have everything withdrawn from an account at once."""
    who = who_is(case, argument)
    if isinstance(who, str):
        return refused(who)
    if who.address == primary(case, mail.author.address):
        return refused(NOT_SELF)
    made = new_act(RecordVerb.URGENT, mail, case, who.address, name=who.name)
    answer = f"All others were told to withdraw the access of {who.name}."
    return Effect(True, answer, records=(made,))


def system(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Note that the group has a system, or no longer has it."""
    line, gone = _without(argument, GONE)
    names = _systems(line)
    if not names:
        return refused('Please name the system, as in "#listbot system: dns".')
    verb = RecordVerb.SYSTEM_GONE if gone else RecordVerb.SYSTEM
    made: tuple[RecordAct, ...] = tuple(
        new_act(verb, mail, case, each, nth=nth) for nth, each in enumerate(names)
    )
    return Effect(True, f"Noted: {', '.join(names)}.", records=made)


def _command(word: str, form: str, help: str, act: Act) -> Command:
    return Command(word, form, help, about(lambda rules: rules.access, by_member(act)))


ACCESS_COMMANDS: tuple[Command, ...] = (
    _command(
        "system",
        "#listbot system: dns",
        'Says that the group has a system, or with "gone" that it no longer has. For members.',
        system,
    ),
    _command(
        "granted",
        "#listbot granted: dns to Ravi",
        "Says that a member has access to a system. For other members.",
        granted,
    ),
    _command(
        "revoked",
        "#listbot revoked: dns of Max",
        "Says that somebody has no more access to a system. For other members.",
        revoked,
    ),
    _command(
        "urgent",
        "#listbot urgent: Max",
        "An account is not safe: all others are told to withdraw its access now. For members.",
        urgent,
    ),
)
