"""`#listbot undo` - a member takes back what the mail they answer did to the record.

Nothing of it stays public. With a name, it is the last thing that happened to that member; without
a mail that did something, it is their own last act of the day. Nobody takes back what others, or
the clock, did about them, nor what somebody else wrote about a decision record. Somebody who is
not confirmed takes back only what they did themselves, if anybody is. What happened long ago stays.
"""

from collections.abc import Iterator
from datetime import timedelta

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.decision_changes import DECISION_CHANGES
from listbot.records.commands.acting import about, by_member, new_act
from listbot.records.members.confirming import confirmed_members
from listbot.records.members.naming import one_of
from listbot.records.people import is_confirmed, primary

DAY = timedelta(days=1)
MONTH = timedelta(days=30)
"""For so long what happened can be taken back; later, people write what holds now."""
_REMINDERS = (RecordVerb.DEPARTURE_ASKED, RecordVerb.WARNED, RecordVerb.TIME_OVER)
"""What the clock asks after something happened; taking that back is what is meant."""
NOTHING = "I found nothing to undo. Please answer the mail that did it."
NOT_YOU = "Another member has to take that back."
NOT_CONFIRMED = "You can take back only what you did yourself. Please ask a confirmed member."
NOT_YOURS = "Only whoever wrote that about the decision record can take it back."
TOO_LATE = "That was more than 30 days ago, so it stays in the record. Please write what holds now."
UNDO = "That mail took something back, and this cannot be undone. Please write the line again."
WHOM = "I do not know which member you mean. Please give the whole name or the address."


def act(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Undo all acts of one mail."""
    author = primary(case, mail.author.address)
    if not argument and any(_is_of(each, mail, RecordVerb.UNDONE) for each in case.group.acts):
        return refused(UNDO)
    acts = [each for each in case.group.acts if each.verb is not RecordVerb.UNDONE]
    meant = _about(argument, mail, case, acts) if argument else _meant(mail, author, acts)
    if not meant:
        return refused(WHOM if argument else NOTHING)
    if why := _why_not(meant, author, mail, case):
        return refused(why)
    undone = tuple(
        new_act(
            RecordVerb.UNDONE, mail, case, each.about, nth=nth, text=each.key, names=(each.verb,)
        )
        for nth, each in enumerate(meant)
    )
    stays = tuple(_stays(meant, acts, mail, case))
    answer = "That is undone, as if it had never happened."
    return Effect(True, answer, records=(*undone, *stays))


def _is_of(act: RecordAct, mail: Mail, verb: RecordVerb) -> bool:
    """Return whether an act of this kind is of the mail that is answered."""
    return act.verb is verb and bool(act.mail) and act.mail in mail.references[-1:]


def _why_not(meant: tuple[RecordAct, ...], author: str, mail: Mail, case: GroupCase) -> str:
    """Return why the author may not take these acts back; "" if they may."""
    if any(each.about == author and each.by != author for each in meant):
        return NOT_YOU
    if any(each.verb in DECISION_CHANGES and each.by != author for each in meant):
        return NOT_YOURS
    if all(each.by != author for each in meant) and _is_new(author, case):
        return NOT_CONFIRMED
    return TOO_LATE if mail.received - meant[-1].at >= MONTH else ""


def _is_new(author: str, case: GroupCase) -> bool:
    """Return whether somebody is not confirmed while others are."""
    return bool(confirmed_members(case)) and not is_confirmed(case, author)


def _stays(
    meant: tuple[RecordAct, ...], acts: list[RecordAct], mail: Mail, case: GroupCase
) -> Iterator[RecordAct]:
    """Yield what keeps a member in whose leaving was a mistake: else the clock that ended their
    time in the group would end it again at the next look.
    """
    nth = len(meant)
    for each in meant:
        said = any(one.verb is RecordVerb.LEAVING and one.about == each.about for one in acts)
        if each.verb is RecordVerb.REMOVED:
            yield new_act(RecordVerb.KEPT, mail, case, each.about, nth=nth)
        elif each.verb is RecordVerb.LEFT and said:
            yield new_act(RecordVerb.STAYS, mail, case, each.about, nth=nth)


def _meant(mail: Mail, author: str, acts: list[RecordAct]) -> tuple[RecordAct, ...]:
    """Return the acts of the mail that is answered, else the author's last ones of the day."""
    answered = tuple(each for each in acts if each.mail and each.mail in mail.references[-1:])
    if answered:
        return answered
    own = [each for each in acts if each.by == author and mail.received - each.at < DAY]
    return tuple(each for each in own if each.mail == own[-1].mail)


def _about(
    argument: str, mail: Mail, case: GroupCase, acts: list[RecordAct]
) -> tuple[RecordAct, ...]:
    """Return the last thing that happened to the member whom these words mean."""
    said = argument.strip("<>").casefold()
    address = primary(case, said)
    known = case.group.members
    found = (known[address],) if address in known else one_of(known.values(), said)
    if len(found) != 1:
        return ()
    lately = [
        each for each in acts if each.about == found[0].address and mail.received - each.at < MONTH
    ]
    last = next((each for each in reversed(lately) if each.verb not in _REMINDERS), None)
    if last is None:
        return ()
    return tuple(each for each in lately if (each.mail, each.at) == (last.mail, last.at))


COMMAND = Command(
    word="undo",
    form="#listbot undo",
    help="Takes back what the mail you answer did to the group's record, or with a name the last "
    "thing that happened to a member. For its members.",
    act=about(lambda rules: rules.is_on, by_member(act)),
)
