"""`#listbot embargo: WHAT` - a member writes a log line that shows nothing but its date until it is
released.

Never on a list, where it would be public at once: it is sent to the help desk, or to the bot alone,
which asks back.
"""

from listbot.commands.command import Command
from listbot.mail import Mail
from listbot.model.list_rules import ListRole
from listbot.model.weekly.worklog import LogAct, LogVerb
from listbot.recap.commands.log import new_line
from listbot.recap.commands.worklog import Where, by_member


def writes(argument: str, mail: Mail, where: Where) -> LogAct | str:
    """A new line under embargo."""
    if where.rules.role is ListRole.DECISIONS:
        bot = next(iter(where.rules.own_addresses), "this program")
        return (
            f"On this list it would be public. Please send such a line "
            f"to {bot} alone, or to the help desk."
        )
    return new_line(LogVerb.EMBARGO, argument, mail, where)


def answer(act: LogAct) -> str:
    """What is said of a line under embargo."""
    return (
        f"Kept as L-{act.number}. Only its date is shown until you "
        f'write "#listbot release: L-{act.number}".'
    )


COMMAND = Command(
    word="embargo",
    form="#listbot embargo: what was done",
    help=(
        "Writes a log line that shows only its date until released. "
        "For people on the roster, by a mail to me alone."
    ),
    act=by_member(writes, answer),
)
