"""What only the answer to a question carries out. Nobody can write these as commands."""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.model.records.members import GroupMember, Why
from listbot.records.commands import minutes
from listbot.records.commands.acting import Act, about, new_act
from listbot.records.members.removal import due
from listbot.records.people import is_in, member_of, primary

SETTLED = "That is settled already. Nothing was changed."
OUT = (
    "You are no longer in the group: your answer came too late. If you did not mean to leave, "
    "please tell another member, who can take it back."
)


def stay(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """A member who was asked whether they leave does not."""
    return _still_member(RecordVerb.STAYS, mail, case)


def active(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """A member who was asked whether they are still active is."""
    return _still_member(RecordVerb.ACTIVE, mail, case)


def _still_member(verb: RecordVerb, mail: Mail, case: GroupCase) -> Effect:
    if not is_in(case, mail.author.address):
        return refused(OUT)
    act = new_act(verb, mail, case, primary(case, mail.author.address))
    return Effect(True, "Good. You are still a member.", records=(act,))


def heard(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Something came in private from a member who was asked."""
    member = member_of(case, argument)
    if member is None or not member.is_in or member.spell.over is None:
        return refused(SETTLED)
    act = new_act(RecordVerb.ACTIVE, mail, case, member.address)
    return Effect(True, f"Good. {member.name} is still a member.", records=(act,))


def nothing(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Nothing came: the group decides, or its rule."""
    member = member_of(case, argument)
    if member is None or not member.is_in or member.spell.over is None or member.spell.due:
        return refused(SETTLED)
    verb, whom, why = due(member.address, Why.SILENT, case)
    act = new_act(verb, mail, case, whom, text=why)
    if verb is RecordVerb.REMOVED:
        return Effect(True, f"{member.name} is no longer in the group.", records=(act,))
    return Effect(True, "Thank you. I have asked the group what to do.", records=(act,))


def _if_due(act: Act) -> Act:
    """Return an act about a member whose removal is due, by anybody in the group but them."""

    def run(argument: str, mail: Mail, case: GroupCase) -> Effect:
        member = member_of(case, argument)
        if member is None or not member.is_in or member.spell.due is None:
            return refused(SETTLED)
        if member.address == primary(case, mail.author.address):
            return refused("Another member has to answer that.")
        return act(argument, mail, case)

    return run


def remove(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """A member says that somebody's membership ends."""
    member = _there(argument, case)
    act = new_act(RecordVerb.REMOVED, mail, case, member.address, text=member.spell.why)
    answer = f'{member.name} is no longer in the group. "#listbot undo" takes it back.'
    return Effect(True, answer, records=(act,))


def keep(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """A member says that somebody stays."""
    member = _there(argument, case)
    act = new_act(RecordVerb.KEPT, mail, case, member.address)
    return Effect(True, f"{member.name} stays in the group.", records=(act,))


def _there(argument: str, case: GroupCase) -> GroupMember:
    return case.group.members[primary(case, argument)]


def _answer(word: str, form: str, help: str, act: Act) -> Command:
    return Command(word, form, help, about(lambda rules: rules.members, act))


ANSWERS: tuple[Command, ...] = (
    _answer("stay", "no", "You stay in the group.", stay),
    _answer("active", "yes", "You are still active.", active),
    _answer("heard", "yes", "Something came in private.", heard),
    _answer("nothing-came", "nothing", "Nothing came in private.", nothing),
    _answer("remove", "yes", "The membership ends.", _if_due(remove)),
    _answer("keep", "no", "They stay in the group.", _if_due(keep)),
    *minutes.ANSWERS,
)
