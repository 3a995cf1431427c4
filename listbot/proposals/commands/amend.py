"""`#listbot amend` - the proposer puts the text below the line in the place of the proposal's.

Votes stand; each keeps the text that it was about, and the count shows it. The line has to be the
first of the mail, so that a text is never cut by accident. Never after the close, and never by
anybody else: a text that others change is not what the proposer asked for.
"""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import is_proposer, proposal_on_list, refused, unless_closed
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.proposal import Act, Proposal, Verb
from listbot.votes.opening.wording import LONGEST_TEXT, amended_text


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Replace the text, if the author may and there is a new one."""
    proposal = proposal_on_list(mail, case)
    if isinstance(proposal, Effect):
        return proposal
    if not is_proposer(mail, proposal):
        return refused(
            "Only the proposer can change the text. Say on the list what you would change; "
            "the proposer can then send the new text."
        )
    text = amended_text(mail.body)
    if text is None:
        return refused(
            "Please make this the first line of a mail, with the whole new text below it."
        )
    if not text:
        return refused("Please write the whole new text below this line.")
    if len(text) > LONGEST_TEXT:
        return refused("The text is too long. Please put it on a page and send a link to it.")
    return unless_closed(_amended(text, mail, case, proposal), mail, case, proposal)


def _amended(text: str, mail: Mail, case: Case, proposal: Proposal) -> Effect:
    return Effect(
        done=True,
        answer=(
            f"V-{proposal.number} now has the text below this line. Votes so far stand; if there "
            "are any, their writers are shown what changed."
        ),
        act=Act(Verb.AMEND, mail.author.address, mail.order, text=text, opening=case.opening_text),
    )


COMMAND = Command(
    word="amend",
    form="#listbot amend",
    help=(
        "Replaces the proposal's text by the one below this line, which must be the first of "
        "the mail. Votes stand. For the proposer."
    ),
    act=act,
)
