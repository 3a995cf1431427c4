"""`#listbot digest: weekly or off` - a person starts or stops their private digest on Mondays.

One digest covers everything that is watched, so the command means the same on every list and at the
help desk. Members get it at their first address on any roster, whichever they write from.
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
    WEEKLY: "Every Monday you will get a digest of what waits for you, if anything does.",
    OFF: "You will get no more weekly digests.",
}
OTHERWISE = 'Please write "weekly" or "off".'
UNKNOWN = "Please write to the list or the help desk first, to show that this address is yours."


def wished(
    argument: str, mail: Mail, roster: Roster, is_known: bool
) -> tuple[str, tuple[Preference, ...]]:
    """Return the answer and the author's new preferences; without preferences it is a refusal.

    `is_known`: the author gets the answer, so they would notice a forgery. Nobody else gets letters
    because of a mail that anybody could have written, nor do our own addresses.
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
    """Return the preferences for a digest at this address of a person and at no other."""
    drawn = token(f"{mail.arrival.nonce}{mail.digest} digest", TOKEN)
    others = (each for each in no_digest(address, roster, mail.received) if each.address != address)
    return (Preference(address, digest=WEEKLY, token=drawn, at=mail.received), *others)


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Note the choice."""
    everybody = case.everybody or case.rules.roster
    answer, preferences = wished(argument, mail, everybody, may_be_answered(mail, case))
    return Effect(True, answer, preferences=preferences) if preferences else refused(answer)


COMMAND = Command(
    word="digest",
    form="#listbot digest: weekly or off",
    help="Starts or stops a digest of what waits for you, on Mondays. For anybody.",
    act=act,
)
