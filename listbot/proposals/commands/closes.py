"""`#listbot closes: TIME` - the proposer, or whoever the rule lets, moves the closing time of an
open vote.

Never to a time in the past, nor before the policy's shortest window is over, and never once the
vote has closed. Times are read as people write them; the answer says what had to be assumed.
"""

from dataclasses import replace
from datetime import datetime

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import may_move_close, proposal_on_list, refused, unless_closed
from listbot.letters.units import when
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.policy import Who
from listbot.model.proposal import Act, Proposal, Verb
from listbot.model.reading import Deadline
from listbot.policies.closing_time import Closing, closing_time, may_move
from listbot.votes.opening.deadlines import parse_time

REFUSALS = {
    Who.PROPOSER: "Only the proposer can move the closing time.",
    Who.ELECTORATE: "Only people who may vote can move the closing time.",
    Who.NOBODY: "The rule does not let anybody move the closing time.",
}


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Move the closing time, if the author may and the time is possible."""
    proposal = proposal_on_list(mail, case)
    if isinstance(proposal, Effect):
        return proposal
    closing = closing_time(proposal, case.acts)
    if not may_move_close(mail, case, proposal, closing.policy):
        return refused(REFUSALS[closing.policy.extenders])
    if not argument:
        return refused('Please name the time, as in "2026-09-18 18:00 UTC".')
    read = parse_time(argument, mail.effective)
    if isinstance(read, str):
        return refused(f"I could not use that time: {read}.")
    moved = _moved(argument, mail, proposal, read)
    if read.at <= mail.received:  # keep the act: a copy of this mail may have come in time
        return replace(refused(f"{when(read.at)} is in the past."), act=moved.act)
    moved = _unless_refused(moved, read.at, closing)
    return unless_closed(moved, mail, case, proposal)


def _unless_refused(moved: Effect, closes: datetime, closing: Closing) -> Effect:
    """Refuse a time that the rule does not allow; the act is kept, as another may precede it."""
    if closes < closing.earliest:
        until = when(closing.earliest)
        answer = f"{when(closes)} is too early: the rule gives people at least until {until}."
        return replace(refused(answer), act=moved.act)
    if may_move(closing, closes):
        return moved
    if closing.policy.extensions is not None and closing.moves >= closing.policy.extensions:
        return replace(refused("The rule does not let the close be moved again."), act=moved.act)
    answer = "The rule lets the close be moved only to a later time."
    return replace(refused(answer), act=moved.act)


def _moved(argument: str, mail: Mail, proposal: Proposal, read: Deadline) -> Effect:
    assumed = f" I assumed: {read.assumed}." if read.assumed else ""
    return Effect(
        done=True,
        answer=f"V-{proposal.number} now closes {when(read.at)}.{assumed}",
        act=Act(Verb.CLOSES, mail.author.address, mail.order, argument, closes=read.at),
    )


COMMAND = Command(
    word="closes",
    form="#listbot closes: 2026-09-18 18:00 UTC",
    help="Moves the closing time of an open vote. For the proposer.",
    act=act,
)
