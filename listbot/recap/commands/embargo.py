"""`#listbot embargo: WHAT` - a member writes a log line that shows only its date until released.

Never on a list, where it would be public at once: it goes to the help desk, or to the bot alone,
which asks for confirmation.
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
            f"On this list everybody can read it. Please send such a line "
            f"to {bot} alone, or to the help desk."
        )
    return new_line(LogVerb.EMBARGO, argument, mail, where)


def answer(act: LogAct) -> str:
    """Return the answer to a new line under embargo."""
    return (
        f"Kept as L-{act.number}. It shows only its date until you "
        f'write "#listbot release: L-{act.number}".'
    )


COMMAND = Command(
    word="embargo",
    form="#listbot embargo: what was done",
    help=(
        "Writes a log line that shows only its date until released. "
        "For people on the roster, in a mail to me alone."
    ),
    act=by_member(writes, answer),
)
