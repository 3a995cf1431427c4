"""`#listbot log: WHAT` - a member writes a line into the public work log, which the weekly recap
shows.

What was written is never erased; `strike` crosses it out.
"""

from listbot.commands.command import Command
from listbot.mail import Mail
from listbot.model.weekly.worklog import LogAct, LogVerb
from listbot.recap.commands.worklog import LONGEST_LINE, Where, by_member, name_of, one_line


def writes(argument: str, mail: Mail, where: Where) -> LogAct | str:
    """A new line."""
    return new_line(LogVerb.LOG, argument, mail, where)


def new_line(verb: LogVerb, argument: str, mail: Mail, where: Where) -> LogAct | str:
    """A line with the next number, if there is something to write."""
    text = one_line(argument)
    if not text:
        return (
            f'Please say what was done, as in "#listbot {verb}: renewed '
            f'the certificate of the wiki".'
        )
    if len(text) > LONGEST_LINE:
        return (
            f"A line has at most {LONGEST_LINE} characters, and this one "
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
    """What is said of a new line."""
    return f"Written into the public log as L-{act.number}."


COMMAND = Command(
    word="log",
    form="#listbot log: what was done",
    help="Writes a line into the public work log. For people on the roster.",
    act=by_member(writes, answer),
)
