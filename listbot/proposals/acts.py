"""Acts without a command: a mail with [CANCEL] in its subject, a mail that extends the vote. Pure.

Only the proposer may extend, unless the rule says otherwise; the proposer or a roster member may
cancel. Such a mail from anybody else changes nothing, but its disposition still shows.
"""

from listbot.commands.permissions import may_move_close
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.disposition import Disposition
from listbot.model.proposal import Act, Verb
from listbot.model.reading import Reading
from listbot.policies.closing_time import closing_time
from listbot.votes.opening.deadlines import find_deadline


def acts_of(mail: Mail, reading: Reading, case: Case) -> tuple[Act, ...]:
    """Return this mail's acts on its proposal, apart from votes and commands."""
    if reading.disposition is Disposition.CANCEL and may_take_back(mail, case):
        return (Act(Verb.CANCEL, mail.author.address, mail.order),)
    if reading.disposition is Disposition.EXTEND and may_extend(mail, case):
        deadline = find_deadline(mail, mail.effective)
        if deadline is not None:  # `policies.closing_time` ignores one in the past
            return (
                Act(
                    Verb.CLOSES, mail.author.address, mail.order, deadline.quote, closes=deadline.at
                ),
            )
    return ()


def is_proposer(mail: Mail, case: Case) -> bool:
    """Return whether the author is the proposer, from any address, as surely as the list asks."""
    if case.proposal is None or not case.rules.binds(mail.author.level):
        return False
    primary = case.proposal.roster.primary
    return primary(mail.author.address) == primary(case.proposal.proposer)


def may_extend(mail: Mail, case: Case) -> bool:
    """Return whether the rule lets the author move the close, as surely as the list asks."""
    if case.proposal is None or not case.rules.binds(mail.author.level):
        return False
    policy = closing_time(case.proposal, case.acts).policy
    return may_move_close(mail, case, case.proposal, policy)


def may_take_back(mail: Mail, case: Case) -> bool:
    """Return whether the author may withdraw a proposal: the proposer or a roster member."""
    if case.proposal is None or not case.rules.binds(mail.author.level):
        return False
    return is_proposer(mail, case) or case.proposal.roster.holds(mail.author.address)
