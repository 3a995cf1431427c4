"""`#listbot lapse` - a member says that the writer of a -1 has left or vanished.

Only where the rule lets the majority of the roster lift an objection, and only once more than half
of it has said so, each in a reply to the objection. If the objector writes again, it stands again.
"""

from dataclasses import replace

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import proposal_on_list, refused, unless_closed
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.proposal import Act, Verb
from listbot.policies.closing_time import closing_time


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Note it, if the author is a member and the rule knows it."""
    proposal = proposal_on_list(mail, case)
    if isinstance(proposal, Effect):
        return proposal
    if not proposal.roster.holds(mail.author.address):
        return refused("Only people on the roster can say that an objection has lapsed.")
    says = Act(Verb.LAPSE, mail.author.address, mail.order, argument)
    if not closing_time(proposal, case.acts).policy.lapse_by_majority:
        answer = f"The rule of V-{proposal.number} lets nobody lift another person's objection."
        return replace(refused(answer), act=says)
    if not any(cast.is_against for entry in case.named for cast in entry.casts):
        answer = 'Please write this line in a reply to the mail with the "-1".'
        return replace(refused(answer), act=says)
    answer = (
        f'Noted. That "-1" no longer holds V-{proposal.number} once more than half of the '
        f"{len(proposal.roster.members)} members say so, unless its writer comes back."
    )
    return unless_closed(Effect(done=True, answer=answer, act=says), mail, case, proposal)


COMMAND = Command(
    word="lapse",
    form="#listbot lapse",
    help=(
        'In a reply to a "-1" whose writer has left or vanished: says that it should no longer '
        "hold the vote. For people on the roster."
    ),
    act=act,
)
