"""`#listbot closes: TIME` - the proposer moves the closing time of an open vote.

Never to a time in the past, nor to one earlier than the rule's shortest window. The time is read as
people write it, and what was left open in it is said in the answer. It never moves a vote that has
closed.
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
    """Move the closing time, if the author may and the time can be had."""
    proposal = proposal_on_list(mail, case)
    if isinstance(proposal, Effect):
        return proposal
    if not is_proposer(mail, proposal):
        return refused("Only the proposer can move the closing time.")
    if not argument:
        return refused('Please name the time, as in "2026-09-18 18:00 UTC".')
    read = parse_time(argument, mail.effective)
    if isinstance(read, str):
        return refused(f"The time was not taken: {read}.")
    moved = _moved(argument, mail, proposal, read)
    if read.at <= mail.received:  # a copy of it may have come in time, and moves this one's
        return replace(refused(f"{when(read.at)} is in the past."), act=moved.act)
    moved = _unless_early(moved, read.at, case, proposal)
    return unless_closed(moved, mail, case, proposal)


def _unless_early(moved: Effect, closes: datetime, case: Case, proposal: Proposal) -> Effect:
    earliest = closing_time(proposal, case.acts).earliest
    if closes >= earliest:
        return moved
    answer = f"{when(closes)} is too early: the rule gives people until {when(earliest)} at least."
    return replace(refused(answer), act=moved.act)


def _moved(argument: str, mail: Mail, proposal: Proposal, read: Deadline) -> Effect:
    assumed = f" What was left open was filled in: {read.assumed}." if read.assumed else ""
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
