"""Past votes under another rule: what `listbot simulate` shows.

Each vote of an archive is counted twice: as it was, and by the other rule. It keeps its opening and
its close, since people voted by those; so only the rule differs, and never what is late. Pure, and
never fails. Each mail is in one thread, so it takes time linear in the number of mails.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from listbot.mail import Mail, Unreadable
from listbot.model.policy import Policy
from listbot.model.proposal import State
from listbot.recount.options import RecountOptions
from listbot.recount.recount import Missing, ProposalCount, copy_key, recount


@dataclass(frozen=True, slots=True)
class Simulated:
    """One vote under both rules."""

    now: ProposalCount
    then: ProposalCount

    @property
    def is_changed(self) -> bool:
        """Whether it passes by one of the rules only."""
        return _passes(self.now) is not _passes(self.then)


def _passes(count: ProposalCount) -> bool:
    return count.outcome.state is State.PASSED


def simulate(
    mails: Iterable[tuple[str, Mail | Unreadable | Missing]],
    now: RecountOptions,
    then: RecountOptions,
) -> tuple[Simulated, ...]:
    """Count an archive's votes by both rules; `then` needs policies, and may name one of them."""
    found = {name: mail for name, mail in mails if isinstance(mail, Mail)}
    copies: dict[tuple[str, str, str], list[str]] = {}
    for name, mail in found.items():
        copies.setdefault(copy_key(mail), []).append(name)
    other = replace(
        then,
        policies=as_tagged(then.policies, now.policies),
        as_proposal=now.as_proposal,
        is_one_thread=now.as_proposal,  # only its own thread is counted again
    )
    simulated = []
    for each in recount("", list(found.items()), now).proposals:
        files = [name for file in each.files for name in copies[copy_key(found[file])]]
        own = [(name, found[name]) for name in files]
        simulated.append(Simulated(each, _again(each, own, other)))
    return tuple(simulated)


def _again(
    count: ProposalCount, own: Sequence[tuple[str, Mail]], then: RecountOptions
) -> ProposalCount:
    """Count one vote by the other rule, from the mails of its thread and their copies."""
    options = replace(
        then,
        opening="" if then.as_proposal else count.proposal.id,
        opened=count.proposal.opened,
        closes=count.outcome.closes,
    )
    (again,) = recount("", own, options).proposals
    return again


def as_tagged(policies: Sequence[Policy], others: Sequence[Policy]) -> tuple[Policy, ...]:
    """Return the policies with exactly the tags that the others know, so that the same mails open
    votes; a tag that is new to all of them is the first one's.
    """
    known = [tag for each in others for tag in each.tags]
    claimed = {tag for each in policies for tag in each.tags}
    orphans = tuple(tag for tag in known if tag not in claimed)
    first, *rest = policies
    return tuple(
        replace(each, tags=(*(tag for tag in each.tags if tag in known), *more))
        for each, more in ((first, orphans), *((each, ()) for each in rest))
    )
