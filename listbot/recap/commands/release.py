"""`#listbot release: L-14` - the author of a line under embargo lets it be shown."""

from listbot.commands.command import Command
from listbot.mail import Mail
from listbot.model.weekly.worklog import LogAct, LogVerb
from listbot.recap.commands.worklog import Where, by_member, name_of, own_line


def writes(argument: str, mail: Mail, where: Where) -> LogAct | str:
    """Release the author's line."""
    found = own_line(argument, mail, where, "release")
    if isinstance(found, str):
        return found
    line, _ = found
    if not line.embargoed:
        return f"L-{line.number} is not under embargo."
    name = name_of(mail, where.rules)
    return LogAct(
        LogVerb.RELEASE, line.number, mail.received, name, mail.author.address, mail=mail.message_id
    )


def answer(act: LogAct) -> str:
    """Return the answer to a release."""
    return f"L-{act.number} is released: everybody can read it now."


COMMAND = Command(
    word="release",
    form="#listbot release: L-14",
    help="Shows your log line that was under embargo. For people on the roster.",
    act=by_member(writes, answer),
)
