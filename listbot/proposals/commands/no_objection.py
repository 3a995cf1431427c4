"""`#listbot no-objection` - a member says that a reply in doubt is not an objection.

Only words that may be an objection are lifted, never a vote, and only those of the mail that the
line answers, not of others further up. The bot never lifts them by itself, and the result shows
the words and who said so.
Where votes decide, a reply in doubt does not hold the proposal, so the line has no weight there.
"""

from dataclasses import replace

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import is_member, proposal_on_list, refused, unless_closed
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.proposal import Act, Verb
from listbot.policies.closing_time import closing_time


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Note that the mail which this one answers is not an objection, if the author may."""
    proposal = proposal_on_list(mail, case)
    if isinstance(proposal, Effect):
        return proposal
    if not is_member(mail, case, proposal):
        return refused("Only members and the proposer can say that a doubt is not an objection.")
    says = Act(Verb.NO_OBJECTION, mail.author.address, mail.order, argument)
    # Mails may come in another order than they were written, so the count has the last word.
    if not closing_time(proposal, case.acts).policy.silence:
        answer = f"V-{proposal.number} is decided by votes, and a doubt does not hold it."
        return replace(refused(answer), act=says)
    parents = [entry for entry in case.named if entry.mail in mail.references[-1:]]
    if not any(entry.doubts for entry in parents):
        found = f"raises no doubt about V-{proposal.number}" if parents else "is not in this thread"
        answer = (
            f"The mail that yours answers {found}, as far as I know. "
            "Please write this line in a reply to the mail that raises the doubt."
        )
        return replace(refused(answer), act=says)
    answer = (
        f"Noted: that doubt does not hold V-{proposal.number}. "
        "The result shows its words and your name."
    )
    return unless_closed(Effect(done=True, answer=answer, act=says), mail, case, proposal)


COMMAND = Command(
    word="no-objection",
    form="#listbot no-objection",
    help=(
        "In a reply to a mail that raises a doubt: says that it is not an objection. "
        "For members and the proposer."
    ),
    act=act,
)
