"""The earlier votes of a list, for rules that ask who is an active voter.

Read only when a proposal opens under such a rule. The cost grows with the votes within the rule's
window, and not with those before.
"""

from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from listbot.model.inputs import RulesInput
from listbot.model.list_rules import ListRules
from listbot.model.proposal import PastVote
from listbot.policies.outcome import outcome
from listbot.store.base.schema import proposals
from listbot.store.votes.stored import whole
from listbot.votes.counting.electors import needs_active, past_vote
from listbot.votes.counting.voters import voters_of

_EARLIER = (
    select(proposals.c.number, proposals.c.closes)
    .where(proposals.c.list == bindparam("list"), proposals.c.opened < bindparam("before"))
    .order_by(proposals.c.opened.desc(), proposals.c.message_id)
)


def past_votes(
    connection: Connection, rules: RulesInput, here: ListRules, before: datetime
) -> tuple[PastVote, ...] | None:
    """Return the votes that the active voters of a list come from; None: no rule of it asks."""
    asking = [policy for policy in here.policies if needs_active(policy)]
    if not asking:
        return None
    begins = before - max(policy.active_window for policy in asking)
    most = max(policy.active_votes for policy in asking)
    rows = connection.execute(_EARLIER, {"list": here.address, "before": before}).all()
    wanted = [row.number for place, row in enumerate(rows) if place < most or row.closes >= begins]
    return tuple(_past_vote(connection, rules, number, before) for number in wanted)


def _past_vote(
    connection: Connection, rules: RulesInput, number: int, before: datetime
) -> PastVote:
    case = whole(connection, rules, number)
    stood = outcome(case.proposal, case.entries, case.posters, before)
    return past_vote(case.proposal, voters_of(case.proposal, case.posters), stood.tally)
