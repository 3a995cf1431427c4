"""`#listbot project: NAME` - a member's project: what it is, and that it is done.

Its member says "done"; another one, who is confirmed, agrees or disputes it.
"""

import re

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.model.records.members import GroupMember
from listbot.records.commands.acting import about, new_act
from listbot.records.commands.join import LONGEST
from listbot.records.members.confirming import may_confirm
from listbot.records.members.naming import who_is
from listbot.records.people import primary

NOT_YOU = "Another confirmed member has to say that."
NO_PROJECT = 'You have no project yet. Please name it, as in "#listbot project: mirrors".'

_OF_ANOTHER = re.compile(
    r"(?P<word>confirmed|disputed)(?:\s*+:\s*+|\s++)(?P<who>\S.*)", re.IGNORECASE
)
_DONE = re.compile(r"done\W*", re.IGNORECASE)


def act(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Carry out one of the forms of the line."""
    of_another = _OF_ANOTHER.fullmatch(argument)
    if of_another is not None:
        return _judged(of_another["word"].lower() == "confirmed", of_another["who"], mail, case)
    member = case.group.members.get(primary(case, mail.author.address))
    if member is None or not member.is_in:
        return refused("Only members of the group have a project here.")
    if _DONE.fullmatch(argument):
        return _claimed(member, mail, case)
    return _named(member, " ".join(argument.split()), mail, case)


def _named(member: GroupMember, project: str, mail: Mail, case: GroupCase) -> Effect:
    """A new project, or another one."""
    if not project or len(project) > LONGEST:
        return refused(f"Please name the project in at most {LONGEST} characters.")
    if project == member.spell.project:
        return refused("That is your project already.")
    new = new_act(RecordVerb.PROJECT, mail, case, member.address, text=project)
    return Effect(True, f"Your project is: {project}", records=(new,))


def _claimed(member: GroupMember, mail: Mail, case: GroupCase) -> Effect:
    """Its member says that it is done."""
    if not member.spell.project:
        return refused(NO_PROJECT)
    if member.spell.done is not None:
        return refused("Your project counts as done already.")
    claim = new_act(RecordVerb.PROJECT_DONE, mail, case, member.address, text=member.spell.project)
    answer = "Good. It counts as done once another confirmed member agrees."
    return Effect(True, answer, records=(claim,))


def _judged(agrees: bool, said: str, mail: Mail, case: GroupCase) -> Effect:
    """Another member says whether it is done."""
    whose = who_is(case, said)
    if isinstance(whose, str):
        return refused(whose)
    if not may_confirm(case, mail.author.address, whose.address):
        return refused(NOT_YOU)
    if not whose.spell.project:
        return refused(f"{whose.name} has no project.")
    if not agrees and whose.spell.claimed is None:
        return refused(f"{whose.name} has not said that the project is done.")
    verb = RecordVerb.PROJECT_AGREED if agrees else RecordVerb.PROJECT_DISPUTED
    judged = new_act(verb, mail, case, whose.address, text=whose.spell.project)
    answer = "counts as done" if agrees else "does not count as done"
    return Effect(True, f"The project of {whose.name} {answer}.", records=(judged,))


COMMAND = Command(
    word="project",
    form="#listbot project: name",
    help='Names your project; "project done" says it is done, and another confirmed member '
    'agrees with "project confirmed: name".',
    act=about(lambda rules: rules.members, act),
)
