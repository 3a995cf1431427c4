"""What the commands about the record share: who may write them, and the acts they make."""

from collections.abc import Callable
from datetime import datetime

from listbot.commands.command import Effect
from listbot.commands.permissions import refused
from listbot.mail import Level, Mail
from listbot.model.case import Case
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.rules import GroupRules
from listbot.records.people import is_in, primary

PROVEN = (Level.LIST_VOUCHED, Level.VERIFIED, Level.ARCHIVED)
OFF = "This list keeps no record of that."
ASKED = "I have asked at the address on record whether it was you. Nothing was done yet."
MEMBERS_ONLY = "Only members of the group can write this."

KEY = 16
"""Hex digits of a mail's digest in the keys of its acts."""

Act = Callable[[str, Mail, GroupCase], Effect]
Part = Callable[[GroupRules], bool]


def is_proven(mail: Mail, case: GroupCase) -> bool:
    """Return whether the author surely wrote this, or has answered a question about it."""
    return case.confirmed or mail.author.level in PROVEN


def about(part: Part, act: Act) -> Callable[[str, Mail, Case], Effect]:
    """Return a command of one part of the record, for an author who surely wrote it."""

    def run(argument: str, mail: Mail, case: Case) -> Effect:
        if case.group is None or not part(case.group.rules):
            return refused(OFF)
        if not is_proven(mail, case.group):
            return Effect(False, ASKED, needs_yes=True)
        return act(argument, mail, case.group)

    return run


def by_member(act: Act) -> Act:
    """Return an act that only members of the group may do."""

    def run(argument: str, mail: Mail, case: GroupCase) -> Effect:
        return (
            act(argument, mail, case) if is_in(case, mail.author.address) else refused(MEMBERS_ONLY)
        )

    return run


def new_act(
    verb: RecordVerb,
    mail: Mail,
    case: GroupCase,
    about: str,
    *,
    nth: int = 0,
    name: str = "",
    text: str = "",
    names: tuple[str, ...] = (),
    when: datetime | None = None,
) -> RecordAct:
    """Return an act of this mail. `nth`: its place among the acts that are made together."""
    return RecordAct(
        verb,
        key=f"{mail.digest[:KEY]}.{case.used + nth}",
        at=mail.received,
        about=about,
        by=primary(case, mail.author.address),
        name=name,
        text=text,
        names=names,
        when=when,
        mail=mail.message_id,
    )
