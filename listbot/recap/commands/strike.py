"""`#listbot strike: L-14 WHY` - the author of a log line crosses it out. It stays in the log, with
the reason.
"""

from listbot.commands.command import Command
from listbot.mail import Mail
from listbot.model.weekly.worklog import LogAct, LogVerb
from listbot.recap.commands.worklog import LONGEST_LINE, Where, by_member, name_of, own_line


def writes(argument: str, mail: Mail, where: Where) -> LogAct | str:
    """Strike the author's line, with the reason."""
    found = own_line(argument, mail, where, "strike")
    if isinstance(found, str):
        return found
    line, why = found
    if not why:
        return f'Please say why, as in "#listbot strike: L-{line.number} it was Tuesday".'
    return LogAct(
        LogVerb.STRIKE,
        line.number,
        mail.received,
        name_of(mail, where.rules),
        mail.author.address,
        why[:LONGEST_LINE],
        mail=mail.message_id,
    )


def answer(act: LogAct) -> str:
    """Return the answer to a strike."""
    return f"L-{act.number} is crossed out. It stays in the log, with your reason."


COMMAND = Command(
    word="strike",
    form="#listbot strike: L-14 it was Tuesday",
    help=(
        "Crosses out your log line, with the reason; nothing is erased. For people on the roster."
    ),
    act=by_member(writes, answer),
)
