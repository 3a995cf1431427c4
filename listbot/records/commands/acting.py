"""What the commands about the record share: who may write them, and the acts they make."""

from collections.abc import Callable

from listbot.commands.command import Effect
from listbot.commands.permissions import refused
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.group_case import GroupCase
from listbot.model.records.rules import GroupRules
from listbot.records.making import is_proven, new_act
from listbot.records.people import belongs

OFF = "This list keeps no record of that."
ASKED = "I have asked at the address on record whether it was you. Nothing was done yet."
MEMBERS_ONLY = "Only members of the group can write this."

__all__ = ["about", "by_member", "is_proven", "new_act"]

Act = Callable[[str, Mail, GroupCase], Effect]
Part = Callable[[GroupRules], bool]


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
    """Return an act that only those who may write to the record may do: its members."""

    def run(argument: str, mail: Mail, case: GroupCase) -> Effect:
        return (
            act(argument, mail, case)
            if belongs(case, mail.author.address)
            else refused(MEMBERS_ONLY)
        )

    return run
