"""`#listbot override: WHAT because WHY` - a member has a vote changed by hand.

It does what `listbot vote` does: extend, close, withdraw, recount. A sender can be forged, so the
line alone changes nothing: the member is asked at their first address on the roster, and their yes
carries it out (`overriding.py`). Without a roster nobody can override anything.
"""

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import proposal_on_list, refuse_closed, refused
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.inputs import VoteVerb
from listbot.model.proposal import State
from listbot.proposals.wishes import wish_in

HOW = (
    'Please say what to do and why, as in "extend 2026-09-18 18:00 UTC because the list was down". '
    "It can be: extend, close, withdraw, recount."
)


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Ask the member, if they may and the line says what to do and why."""
    proposal = proposal_on_list(mail, case)
    if isinstance(proposal, Effect):
        return proposal
    if not proposal.roster.holds(mail.author.address):
        return refused("Only people on the roster can have a vote changed by hand.")
    wish = wish_in(argument)
    if wish is None:
        return refused(HOW)
    if wish.verb is not VoteVerb.RECOUNT and (closed := refuse_closed(mail, case, proposal)):
        return closed
    if wish.verb is VoteVerb.RECOUNT and proposal.state is State.OPEN:
        return refused(f"V-{proposal.number} is open; there is no result to count again.")
    if not mail.arrival.nonce:
        return refused("I could not ask you whether you sent this, so nothing was done.")
    answer = (
        f"I have asked you at {proposal.roster.primary(mail.author.address)}. "
        "Nothing changes until you say yes there."
    )
    return Effect(done=True, answer=answer, asks=argument)


COMMAND = Command(
    word="override",
    form="#listbot override: withdraw because it was a test",
    help=(
        "Has a vote extended, closed, withdrawn or recounted by hand, once you have confirmed it. "
        "For people on the roster."
    ),
    act=act,
)
