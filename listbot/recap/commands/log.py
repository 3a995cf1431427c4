"""`#listbot log: WHAT` - a member adds a line to the public work log, which the weekly recap shows.

Lines are never erased; `strike` crosses them out.
"""

from listbot.commands.command import Command
from listbot.mail import Mail
from listbot.model.weekly.worklog import LogAct, LogVerb
from listbot.recap.commands.worklog import LONGEST_LINE, Where, by_member, name_of, one_line


def writes(argument: str, mail: Mail, where: Where) -> LogAct | str:
    """Return a new line."""
    return new_line(LogVerb.LOG, argument, mail, where)


def new_line(verb: LogVerb, argument: str, mail: Mail, where: Where) -> LogAct | str:
    """Return a line with the next number, or the answer that refuses it."""
    text = one_line(argument)
    if not text:
        return f'Please say what was done, as in "#listbot {verb}: renewed the wiki certificate".'
    if len(text) > LONGEST_LINE:
        return (
            f"A line can have at most {LONGEST_LINE} characters, and this one "
            f"has {len(text)}. Nothing was written."
        )
    return LogAct(
        verb,
        where.log.next_number,
        mail.received,
        name_of(mail, where.rules),
        mail.author.address,
        text,
        where.ticket,
        mail.message_id,
        where.log.position,
    )


def answer(act: LogAct) -> str:
    """Return the answer to a new line."""
    return f"Added to the public log as L-{act.number}."


COMMAND = Command(
    word="log",
    form="#listbot log: what was done",
    help="Adds a line to the public work log. For people on the roster.",
    act=by_member(writes, answer),
)
