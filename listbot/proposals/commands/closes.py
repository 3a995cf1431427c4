"""`#listbot closes: TIME` - the proposer moves the closing time of an open vote.

Never to a time in the past, nor before the policy's shortest window is over, and never once the
vote has closed. Times are read as people write them; the answer says what had to be assumed.
"""

from dataclasses import replace
from datetime import datetime

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import is_proposer, proposal_on_list, refused, unless_closed
from listbot.letters.units import when
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.proposal import Act, Proposal, Verb
from listbot.model.reading import Deadline
from listbot.policies.closing_time import closing_time
from listbot.votes.opening.deadlines import parse_time


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Move the closing time, if the author may and the time is possible."""
    proposal = proposal_on_list(mail, case)
    if isinstance(proposal, Effect):
        return proposal
    if not is_proposer(mail, proposal):
        return refused("Only the proposer can move the closing time.")
    if not argument:
        return refused('Please name the time, as in "2026-09-18 18:00 UTC".')
    read = parse_time(argument, mail.effective)
    if isinstance(read, str):
        return refused(f"I could not use that time: {read}.")
    moved = _moved(argument, mail, proposal, read)
    if read.at <= mail.received:  # keep the act: a copy of this mail may have come in time
        return replace(refused(f"{when(read.at)} is in the past."), act=moved.act)
    moved = _unless_early(moved, read.at, case, proposal)
    return unless_closed(moved, mail, case, proposal)


def _unless_early(moved: Effect, closes: datetime, case: Case, proposal: Proposal) -> Effect:
    earliest = closing_time(proposal, case.acts).earliest
    if closes >= earliest:
        return moved
    answer = f"{when(closes)} is too early: the rule gives people at least until {when(earliest)}."
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
