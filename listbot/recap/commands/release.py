"""`#listbot release: L-14` - who wrote a line under embargo lets it be shown."""

from listbot.commands.command import Command
from listbot.mail import Mail
from listbot.model.weekly.worklog import LogAct, LogVerb
from listbot.recap.commands.worklog import Where, by_member, name_of, own_line


def writes(argument: str, mail: Mail, where: Where) -> LogAct | str:
    """The line without its embargo."""
    found = own_line(argument, mail, where, "release")
    if isinstance(found, str):
        return found
    line, _ = found
    if not line.embargoed:
        return f"L-{line.number} is under no embargo."
    name = name_of(mail, where.rules)
    return LogAct(
        LogVerb.RELEASE, line.number, mail.received, name, mail.author.address, mail=mail.message_id
    )


def answer(act: LogAct) -> str:
    """What is said of a released line."""
    return f"L-{act.number} is released: everybody can read it now."


COMMAND = Command(
    word="release",
    form="#listbot release: L-14",
    help="Shows a log line of yours that was under embargo. For people on the roster.",
    act=by_member(writes, answer),
)
