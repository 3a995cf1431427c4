"""`#listbot pair: ravi` - a member works in tandem with another, who has to agree to it."""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.model.records.members import GroupMember
from listbot.records.commands.acting import about, by_member, new_act
from listbot.records.members.naming import who_is
from listbot.records.people import primary, those_in

LONGEST = 300  # characters of a link
NOT_ASKED = "Nobody has asked you to work in tandem with them."
WHOM = "Several members asked you. Please say whom you mean."


def ask(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Have another member asked."""
    found = who_is(case, argument)
    if isinstance(found, str):
        return refused(found)
    author = primary(case, mail.author.address)
    if found.address == author:
        return refused("You cannot be your own pair.")
    if case.group.members[author].spell.pair == found.address:
        return refused(f"You work in tandem with {found.name} already.")
    act = new_act(RecordVerb.PAIR_ASKED, mail, case, author, text=found.address)
    return Effect(True, f"I have asked {found.name} in private.", records=(act,))


def agree(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Work in tandem with the member who asked."""
    return _answered(argument, mail, case, RecordVerb.PAIRED, "You work in tandem with {} now.")


def refuse(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Say no to it."""
    return _answered(argument, mail, case, RecordVerb.UNPAIRED, "I have told {}.")


def _answered(argument: str, mail: Mail, case: GroupCase, verb: RecordVerb, answer: str) -> Effect:
    asking = _asking(argument, mail, case)
    if isinstance(asking, str):
        return refused(asking)
    act = new_act(verb, mail, case, asking.address, text=primary(case, mail.author.address))
    return Effect(True, answer.format(asking.name), records=(act,))


def _asking(argument: str, mail: Mail, case: GroupCase) -> GroupMember | str:
    """Return the one who asked the author; with an argument, the one it names."""
    author = primary(case, mail.author.address)
    asked = tuple(each for each in those_in(case) if each.spell.pair_asked == author)
    if argument:
        named = who_is(case, argument)
        return named if isinstance(named, str) or named in asked else NOT_ASKED
    if len(asked) == 1:
        return asked[0]
    return WHOM if asked else NOT_ASKED


def tandem(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Keep the link to a reviewed change: that is work in tandem, too."""
    link = argument.strip().strip("<>")
    if not link.startswith(("https://", "http://")) or len(link.split()) != 1:
        return refused("Please give the link to one change that somebody reviewed.")
    if len(link) > LONGEST:
        return refused(f"Please give a link of at most {LONGEST} characters.")
    act = new_act(RecordVerb.TANDEM, mail, case, primary(case, mail.author.address), text=link)
    return Effect(True, "The change counts as work in tandem.", records=(act,))


PAIR = Command(
    word="pair",
    form="#listbot pair: name",
    help="Asks another member to work in tandem with you. For members of the group.",
    act=about(lambda rules: rules.members, by_member(ask)),
)
PAIR_YES = Command(
    word="pair-yes",
    form="#listbot pair-yes",
    help="You work in tandem with the member who asked you. For members of the group.",
    act=about(lambda rules: rules.members, by_member(agree)),
)
PAIR_NO = Command(
    word="pair-no",
    form="#listbot pair-no",
    help="You do not work in tandem with the member who asked you. For members of the group.",
    act=about(lambda rules: rules.members, by_member(refuse)),
)
TANDEM = Command(
    word="tandem",
    form="#listbot tandem: link",
    help="A change of yours that somebody reviewed counts as work in tandem. For members.",
    act=about(lambda rules: rules.members, by_member(tandem)),
)
