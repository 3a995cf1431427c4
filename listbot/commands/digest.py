"""`#listbot digest: weekly or off` - a person wants to be told on Mondays what waits for them, or not.

It is one digest for everything that is watched, so the word means the same on every list and at the help desk. A member
gets it at the first address on the roster, whichever they write from.
"""

from listbot.case import Case
from listbot.commands.command import Command, Effect
from listbot.commands.standing import refused
from listbot.mail import Mail
from listbot.policies.policy import Roster
from listbot.recap.unsubscribing import TOKEN, no_digest
from listbot.tickets.opening import token
from listbot.tickets.people import Preference

WEEKLY, OFF = "weekly", "off"
ANSWERS = {
    WEEKLY: "You are told every Monday what waits for you, if anything does.",
    OFF: "You get no more weekly digest.",
}
OTHERWISE = 'Please write "weekly" or "off".'


def wished(argument: str, mail: Mail, roster: Roster) -> tuple[str, tuple[Preference, ...]]:
    """What is answered, and what the author wants from now on; nothing: the argument is neither choice."""
    asked = argument.strip(" .\"'").casefold()
    author = mail.author.address
    if asked == WEEKLY:
        drawn = token(f"{mail.arrival.nonce}{mail.digest} digest", TOKEN)
        return ANSWERS[WEEKLY], (Preference(roster.primary(author), digest=WEEKLY, token=drawn),)
    return (ANSWERS[OFF], no_digest(author, roster)) if asked == OFF else (OTHERWISE, ())


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Note the choice."""
    answer, preferences = wished(argument, mail, case.rules.roster)
    return Effect(True, answer, preferences=preferences) if preferences else refused(answer)


COMMAND = Command(
    word="digest",
    form="#listbot digest: weekly or off",
    help="Tells you on Mondays what waits for you, or stops that. For anybody, for themselves.",
    act=act,
)
