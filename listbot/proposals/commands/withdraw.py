"""`#listbot withdraw` - the proposer withdraws the proposal while it is open.

It never touches a vote; somebody who wants to withdraw a vote learns from the answer how.
"""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import is_proposer, proposal_on_list, refused, unless_closed
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.proposal import Act, Verb


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Cancel the proposal, if the author may."""
    proposal = proposal_on_list(mail, case)
    if isinstance(proposal, Effect):
        return proposal
    if not is_proposer(mail, proposal):
        return refused(
            "Only the proposer can withdraw the proposal. "
            'To withdraw your vote, reply in the thread with "I withdraw my vote".'
        )
    done = Effect(
        done=True,
        answer=f"V-{proposal.number} is withdrawn; nothing was decided.",
        act=Act(Verb.WITHDRAW, mail.author.address, mail.order, argument),
    )
    return unless_closed(done, mail, case, proposal)


COMMAND = Command(
    word="withdraw",
    form="#listbot withdraw",
    help="Withdraws an open proposal. For the proposer.",
    act=act,
)
