"""`#listbot undo` - a member takes back what the mail they answer did to the record.

Nothing of it stays public. Without a mail that did something, it is their own last act of the day.
"""

from datetime import timedelta

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.mail import Mail
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.records.commands.acting import about, by_member, new_act
from listbot.records.people import primary

DAY = timedelta(days=1)
NOTHING = "I found nothing to undo. Please answer the mail that did it."


def act(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Undo all acts of one mail."""
    meant = _meant(mail, case)
    if not meant:
        return refused(NOTHING)
    undone = tuple(
        new_act(RecordVerb.UNDONE, mail, case, each.about, nth=nth, text=each.key)
        for nth, each in enumerate(meant)
    )
    return Effect(True, "That is undone, as if it had never happened.", records=undone)


def _meant(mail: Mail, case: GroupCase) -> tuple[RecordAct, ...]:
    """Return the acts of the mail that is answered, else the author's last ones of the day."""
    acts = [each for each in case.group.acts if each.verb is not RecordVerb.UNDONE]
    answered = tuple(each for each in acts if each.mail and each.mail in mail.references[-1:])
    if answered:
        return answered
    author = primary(case, mail.author.address)
    own = [each for each in acts if each.by == author and mail.received - each.at < DAY]
    return tuple(each for each in own if each.mail == own[-1].mail)


COMMAND = Command(
    word="undo",
    form="#listbot undo",
    help="Takes back what the mail you answer did to the group's record. For its members.",
    act=about(lambda rules: rules.is_on, by_member(act)),
)
