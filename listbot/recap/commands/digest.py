"""`#listbot digest: weekly or off` - a person wants to be told on Mondays what waits for them, or
not.

It is one digest for everything that is watched, so the word means the same on every list and at the
help desk. A member gets it at the first address on the roster, whichever they write from.
"""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import may_be_answered, refused
from listbot.letters.unsubscribe import TOKEN
from listbot.mail import Mail
from listbot.mail.wire.extensions import is_own
from listbot.model.case import Case
from listbot.model.desk.people import Preference
from listbot.model.policy import Roster
from listbot.model.tokens import token
from listbot.recap.unsubscribing import no_digest

WEEKLY, OFF = "weekly", "off"
ANSWERS = {
    WEEKLY: "You are told every Monday what waits for you, if anything does.",
    OFF: "You get no more weekly digest.",
}
OTHERWISE = 'Please write "weekly" or "off".'
UNKNOWN = (
    "Please write to the list or the help desk first, so that it "
    "can be seen that this is your address."
)


def wished(
    argument: str, mail: Mail, roster: Roster, is_known: bool
) -> tuple[str, tuple[Preference, ...]]:
    """What is answered, and what the author wants from now on; nothing: it is refused.

    `is_known`: the author is told what was done in their name. Nobody else gets letters because of
    a mail that anybody may have written, and no address of ours does.
    """
    asked = argument.strip(" .\"'").casefold()
    author = mail.author.address
    if asked == OFF:
        return ANSWERS[OFF], no_digest(author, roster, mail.received)
    if asked != WEEKLY:
        return OTHERWISE, ()
    if not is_known or is_own(author, mail.arrival.list):
        return UNKNOWN, ()
    return ANSWERS[WEEKLY], _only_at(roster.primary(author), mail, roster)


def _only_at(address: str, mail: Mail, roster: Roster) -> tuple[Preference, ...]:
    """A digest at this address of a person, and at no other."""
    drawn = token(f"{mail.arrival.nonce}{mail.digest} digest", TOKEN)
    others = (each for each in no_digest(address, roster, mail.received) if each.address != address)
    return (Preference(address, digest=WEEKLY, token=drawn, at=mail.received), *others)


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Note the choice."""
    answer, preferences = wished(argument, mail, case.rules.roster, may_be_answered(mail, case))
    return Effect(True, answer, preferences=preferences) if preferences else refused(answer)


COMMAND = Command(
    word="digest",
    form="#listbot digest: weekly or off",
    help="Tells you on Mondays what waits for you, or stops that. For anybody, for themselves.",
    act=act,
)
