"""`#listbot answer: NAME` - a member answers a ticket with a text that an admin has prepared.

The requester gets it as the member's own answer, below what else the mail says. A name without a
text does nothing, and a similar one is suggested.
"""

from collections.abc import Sequence
from difflib import get_close_matches

from listbot.mail import Mail
from listbot.model.desk_case import DeskCase
from listbot.tickets.lines.effect import Answered, DeskCommand, DeskEffect
from listbot.tickets.lines.moving import refused, the_ticket
from listbot.tickets.lines.prepared import filled

WORD = "answer"
MOST_NAMED = 20  # in one answer; more would hide what it says
_SHOWN = 30  # characters of a name that the answer repeats; no name is longer
_NONE = "No answers are prepared here. Please write your own."


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Answer with it."""
    ticket = the_ticket(case)
    texts = {each.name: each.text for each in case.rules.desk.answers}
    name = argument.strip(" .\"'").casefold()
    if not texts:
        return refused(_NONE)
    if not name:
        return refused(
            f'Please name the answer, as in "#listbot answer: {next(iter(texts))}". '
            f"{_list(list(texts))}"
        )
    if name not in texts:
        return refused(f'There is no answer "{name[:_SHOWN]}". {_hint(name, list(texts))}')
    text = filled(texts[name], ticket.key, _member(mail, case))
    return DeskEffect(
        done=True,
        answer=f'{ticket.key} was answered with "{name}".',
        answered=Answered(ticket.key, name, text),
    )


def _hint(name: str, names: Sequence[str]) -> str:
    close = get_close_matches(name[:_SHOWN], names, n=1)
    return f'Did you mean "#listbot answer: {close[0]}"?' if close else _list(names)


def _list(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    shown = ", ".join(names[:MOST_NAMED])
    return f"There are: {shown}{f', and {more} more' if more > 0 else ''}."


def _member(mail: Mail, case: DeskCase) -> str:
    """The name of the member, as the roster has it; never a whole address."""
    address = mail.author.address
    members = case.rules.roster.members
    named = next((each.name for each in members if address in each.addresses), "")
    return named or mail.author.name or address.partition("@")[0]


COMMAND = DeskCommand(
    word=WORD,
    form="#listbot answer: name",
    help="Answers with a text that was prepared under this name. For the team.",
    act=act,
)
