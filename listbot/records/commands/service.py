"""`#listbot service: wiki lead=max admins=ana, ravi` - who is responsible for a service.

"service: wiki ok" says that what is known of it is right, "service: wiki gone" that it is no longer
run.
"""

import re

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.letters.display import one_line
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.model.records.services import ServiceSaid
from listbot.records.affairs.services import services_of
from listbot.records.commands.access import LONGEST, is_name
from listbot.records.commands.acting import about, by_member, new_act
from listbot.records.members.naming import who_is

LONGEST_OUTSIDE = 100  # columns of who runs it for the group
_KEY = re.compile(r"\b(leads?|admins?|outside)\s*=", re.IGNORECASE)
_WORD = re.compile(r"(?P<name>.*\S)\s+(?P<word>ok|right|gone)\.?", re.IGNORECASE)
FORM = 'Please write it as in "#listbot service: wiki lead=max admins=ana, ravi".'
IN_FILE = (
    "The services are listed in a file of the group's. Please change it there; here you can only "
    'say that it is right, as in "#listbot service: wiki ok".'
)


def act(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Note what the line says about a service."""
    name, *pairs = _KEY.split(" ".join(argument.split()))
    word = _WORD.fullmatch(name) if not pairs else None
    if word is not None:
        return _short(_name(word["name"]), word["word"].casefold(), mail, case)
    name = _name(name)
    if not is_name(name) or not pairs:
        return refused(FORM)
    if case.rules.listed_services:
        return refused(IN_FILE)
    said = _said(dict(zip(pairs[::2], pairs[1::2], strict=True)), case)
    if isinstance(said, str):
        return refused(said)
    made = new_act(RecordVerb.SERVICE, mail, case, name, service=said)
    return Effect(True, f"That is noted about {name}.", records=(made,))


def _name(text: str) -> str:
    return one_line(text).strip(" .,:;").casefold()


def _short(name: str, word: str, mail: Mail, case: GroupCase) -> Effect:
    """A word about a service that is known: it is right, or gone."""
    if name not in {each.name for each in services_of(case)}:
        return refused(f"I know no service {name[:LONGEST]}. {FORM}")
    if word == "gone" and case.rules.listed_services:
        return refused(IN_FILE)
    verb = RecordVerb.SERVICE_GONE if word == "gone" else RecordVerb.SERVICE_RIGHT
    return Effect(True, f"That is noted about {name}.", records=(new_act(verb, mail, case, name),))


def _said(pairs: dict[str, str], case: GroupCase) -> ServiceSaid | str:
    """Return what the keys say, or the answer that refuses it: a name that nobody has."""
    found: dict[str, tuple[str, ...]] = {}
    outside = None
    for key, value in pairs.items():
        if key.casefold() == "outside":
            outside = one_line(value, LONGEST_OUTSIDE).strip(' ,;"')
            continue
        people = [who_is(case, each) for each in re.split(r"[,;]| and ", value) if each.strip()]
        wrong = next((each for each in people if isinstance(each, str)), None)
        if wrong is not None:
            return wrong
        found[key.casefold().rstrip("s")] = tuple(
            each.address for each in people if not isinstance(each, str)
        )
    return ServiceSaid(found.get("lead"), found.get("admin"), outside)


COMMAND = Command(
    word="service",
    form="#listbot service: wiki lead=max admins=ana, ravi",
    help="Says who is responsible for a service. For members of the group.",
    act=about(lambda rules: rules.services, by_member(act)),
)
