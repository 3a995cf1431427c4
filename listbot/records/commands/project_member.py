"""`#listbot project-member: add NAME <address>` - a keeper changes who is in the project.

Whoever stands in the configured file is changed there: the file wins, and the answer says so.
"""

import re

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.records.commands.acting import about, new_act
from listbot.records.members.confirming import is_keeper
from listbot.records.people import project_members

FORM = "#listbot project-member: add, active, inactive or past, then NAME <address>"
KEEPERS_ONLY = "Only the keepers of the project's list can write this."
LONGEST = 200  # characters of the line

_LINE = re.compile(
    r"(?P<word>add|active|inactive|past)\s+(?P<name>(?:[^<>@\s]+\s+)*)<?(?P<at>[^\s<>@]+@[^\s<>@]+)>?",
    re.IGNORECASE,
)


def act(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Make somebody known as a member of the project, or say where they stand."""
    if not is_keeper(case, mail.author.address):
        return refused(KEEPERS_ONLY)
    found = _LINE.fullmatch(argument) if len(argument) <= LONGEST else None
    if found is None:
        return refused(f'Please write it as "{FORM}".')
    address = found["at"].casefold()
    if any(address in each.addresses for each in case.rules.project_members):
        return refused("That person stands in the file of the project's members. Change it there.")
    known = next((each for each in project_members(case) if address in each.addresses), None)
    name = " ".join(found["name"].split()) or (known.name if known else "")
    if not name:
        return refused("Please give the name, too.")
    word = found["word"].lower()
    stands = "active" if word == "add" else word
    change = new_act(RecordVerb.PROJECT_MEMBER, mail, case, address, name=name, text=stands)
    return Effect(True, f"{name} is now listed as {stands} in the project.", records=(change,))


COMMAND = Command(
    word="project-member",
    form="#listbot project-member: add name <address>",
    help="Changes the list of the project's members: add, active, inactive or past. For its "
    "keepers.",
    act=about(lambda rules: rules.members, act),
)
