"""`#listbot recap: SENTENCE` - somebody writes the sentence at the top of the next weekly recap,
where it is quoted.

The latest sentence by a member is shown, else the latest by anybody who may write commands on the
list.
"""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.weekly.worklog import RecapSentence
from listbot.recap.commands.worklog import is_sure_member, name_of, one_line

LONGEST = 200
"""Characters, so that it can be read at a glance."""
ANSWER = "Noted for the next recap, which shows the latest sentence from a member."


def says(argument: str, mail: Mail, rules: ListRules) -> RecapSentence | str:
    """Return the sentence, or the answer that refuses it."""
    text = one_line(argument)
    if not text:
        return 'Please write the sentence, as in "#listbot recap: The storage move is done.".'
    if len(text) > LONGEST:
        return (
            f"A sentence can have at most {LONGEST} characters, and this one "
            f"has {len(text)}. Nothing was noted."
        )
    is_member = is_sure_member(mail, rules)
    return RecapSentence(
        mail.received, name_of(mail, rules), mail.author.address, is_member, text, mail.message_id
    )


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Keep the sentence; not from a mail to the bot alone, which anybody can write to."""
    if case.rules.role is ListRole.BOT:
        return refused("Please send this line to the list, where everybody sees who wrote it.")
    found = says(argument, mail, case.rules)
    return refused(found) if isinstance(found, str) else Effect(True, ANSWER, sentence=found)


COMMAND = Command(
    word="recap",
    form="#listbot recap: a sentence",
    help=(
        "Puts a sentence at the top of the next weekly recap, with your name. "
        "For anybody on the list."
    ),
    act=act,
)
