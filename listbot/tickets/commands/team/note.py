"""`#listbot note: WORDS` - a member writes something about a ticket that only the team sees.

It is a change of the ticket that no letter to other people has, so it changes no status, and no
tracker gets it. What the mail itself brought to others cannot be taken back, so the answer says so.
"""

from listbot.mail import Mail
from listbot.model.desk.ticket import Field
from listbot.model.desk_case import DeskCase
from listbot.tickets.lifecycle import adding
from listbot.tickets.lines.effect import DeskCommand, DeskEffect, Key
from listbot.tickets.lines.moving import moved, refused, the_ticket
from listbot.tickets.lines.notes import WORD
from listbot.tickets.participants import others_on

LONGEST = 1000  # characters; a longer text is better kept elsewhere, with a link to it here
MOST = 50  # of one ticket


def act(argument: str, mail: Mail, case: DeskCase) -> DeskEffect:
    """Keep the words at the ticket."""
    ticket, words = the_ticket(case), " ".join(argument.split())
    if not words:
        return refused('Please write the note, as in "#listbot note: Kim called about this".')
    if len(words) > LONGEST:
        return refused(
            f"A note can have at most {LONGEST} characters, and this one has {len(words)}. It was "
            "not kept, and nobody got it."
        )
    if len(ticket.notes) >= MOST:
        return refused(f"{ticket.key} has {MOST} notes, and that is all it can have.")
    changes = adding(ticket, Field.NOTE, words)
    if not changes:
        return moved(ticket, (), f"{ticket.key} has this note already.")
    return moved(ticket, changes, f"{ticket.key} has a note for the team.{_also_sent(mail, case)}")


def _also_sent(mail: Mail, case: DeskCase) -> str:
    """Say whether the mail with the note went to anybody else."""
    outside = [each for each in others_on(mail, case.rules) if each not in case.rules.desk.team]
    outside = [each for each in outside if not case.rules.roster.holds(each)]
    return f" But your mail itself also went to {outside[0]}." if outside else ""


COMMAND = DeskCommand(
    word=WORD,
    form="#listbot note: for the team",
    help="Keeps these words, and all below them, for the team alone. For the team.",
    act=act,
    key=Key.WITH_COLON,
)
