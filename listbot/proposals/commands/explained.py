"""`#listbot explained: WHERE` - the author of a -1 says where the reason is that we did not find.

The reason counts only if it is on the list, and so must this line be. It may be read before its -1,
as mails are not always processed in the order they were written, so it is refused only to people
known to have voted otherwise.
"""

from dataclasses import replace

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import proposal_on_list, refused, unless_closed
from listbot.mail import Mail
from listbot.model.case import Case
from listbot.model.proposal import Act, Proposal, Verb
from listbot.model.reading import Cast
from listbot.votes.counting.turns import in_order
from listbot.votes.counting.voters import voters_of


def act(argument: str, mail: Mail, case: Case) -> Effect:
    """Note where the reason is."""
    proposal = proposal_on_list(mail, case)
    if isinstance(proposal, Effect):
        return proposal
    if not any(char.isalpha() for char in argument):
        return refused(
            "Please say in a few words, or with a link, where on the list the reason is."
        )
    explains = Act(Verb.EXPLAINED, mail.author.address, mail.order, argument)
    noted = f'Noted for your "-1" in V-{proposal.number}. It counts if the reason is on the list.'
    effect = Effect(done=True, answer=noted, act=explains)
    latest = _latest(case, proposal)
    if latest is not None and not latest.is_against:
        effect = replace(
            refused(f'You have no "-1" in V-{proposal.number} that needs a reason.'), act=explains
        )
    return unless_closed(effect, mail, case, proposal)


def _latest(case: Case, proposal: Proposal) -> Cast | None:
    """Return the author's last cast on the proposal as a whole."""
    entries = in_order(case.own, voters_of(proposal, frozenset()))
    casts = [cast for entry in entries for cast in entry.casts if cast.item is None]
    return casts[-1] if casts else None


COMMAND = Command(
    word="explained",
    form="#listbot explained: where the reason is",
    help='Says where on the list the reason for your "-1" is, if I missed it.',
    act=act,
)
