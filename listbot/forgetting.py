"""Takes a person's address and words out of what votes keep: entries, proposals, past rosters, the
To of other mails. Pure.

A cast stays as it was counted, under the stand-in; the line that shows it is emptied. So the tally,
the outcome and the digest do not change. Never fails; a value that does not name the person comes
back unchanged.
"""

from collections.abc import Sequence
from dataclasses import replace

from listbot.mail import Mail, Unreadable
from listbot.mail.authorship import SHOWN
from listbot.model.inputs import ActInput, EraseInput, Kept, RecordInput, RulesInput, VoteInput
from listbot.model.list_rules import ListRules
from listbot.model.policy import Member, Roster
from listbot.model.proposal import Act, Entry, Proposal
from listbot.model.weekly.worklog import LogAct, RecapSentence
from listbot.records.forgotten import act_of_group_without, change_without, group_rules_without
from listbot.tickets.forgotten import Forgotten, emptied
from listbot.votes.counting.amendments import mark_of_text
from listbot.votes.counting.voters import mark_of


def entry_without(entry: Entry, gone: Forgotten) -> Entry:
    """Return one of their entries under the stand-in, without its words."""
    return replace(
        entry,
        author=gone.stand_in,
        name=gone.name,
        casts=tuple(replace(each, quote="") for each in entry.casts),
        doubts=tuple(replace(each, quote="") for each in entry.doubts),
        acts=tuple(
            replace(
                each,
                author=gone.stand_in,
                argument="",
                text=mark_of_text(each.text),
                opening=mark_of_text(each.opening),
            )
            for each in entry.acts
        ),
        told=tuple(replace(each, quote="") for each in entry.told),
        known_by=_without_domain(entry.known_by, gone.address),
    )


def _without_domain(known_by: str, address: str) -> str:
    """Return what proved an author without their mail domain, which may be their own."""
    return known_by.replace(address.rpartition("@")[2][:SHOWN], "their mail domain")


def proposal_without(proposal: Proposal, gone: Forgotten) -> Proposal:
    """Return a proposal without its proposer or roster member.

    Its title stays: it says what was decided.
    """
    proposal = replace(
        proposal,
        roster=_roster_without(proposal.roster, gone),
        by_hand=tuple(_by_hand_without(each, gone) for each in proposal.by_hand),
    )
    if proposal.proposer != gone.address:
        return proposal
    return replace(proposal, proposer=gone.stand_in, proposer_name=gone.name)


def _by_hand_without(act: Act, gone: Forgotten) -> Act:
    if act.author != gone.address:
        return act
    return replace(act, author=gone.stand_in, reason="")


def _roster_without(roster: Roster, gone: Forgotten) -> Roster:
    if not roster.holds(gone.address):
        return roster  # lists that share it still do
    members = tuple(
        _member_without(each, gone) if gone.address in each.addresses else each
        for each in roster.members
    )
    return replace(roster, members=members)


def _member_without(member: Member, gone: Forgotten) -> Member:
    """The stored mark keeps them one person, and the digest of a result as it was."""
    name = gone.name if member.name else ""
    return replace(member, name=name, addresses=gone.all_of(member.addresses), mark=mark_of(member))


def rules_without(rules: RulesInput, gone: Forgotten) -> RulesInput:
    """Return past rules without them on a roster or in a team."""
    group = group_rules_without(rules.group, gone) if rules.group else None
    return RulesInput(tuple(_list_without(each, gone) for each in rules.lists), group)


def _list_without(rules: ListRules, gone: Forgotten) -> ListRules:
    desk = replace(rules.desk, team=gone.all_of(rules.desk.team))
    return replace(rules, roster=_roster_without(rules.roster, gone), desk=desk)


def act_without(act: ActInput, gone: Forgotten) -> ActInput:
    """Return an operator's act without their address."""
    argument = act.argument.replace(gone.address, gone.stand_in)
    return replace(act, who=gone.of(act.who), argument=argument)


def vote_act_without(act: VoteInput, gone: Forgotten) -> VoteInput:
    """Return an act on a vote without their address; its time stays, and an operator's reason."""
    reason = "" if act.who == gone.address else act.reason
    return replace(act, who=gone.of(act.who), reason=reason)


def record_input_without(asked: RecordInput, gone: Forgotten) -> RecordInput:
    """Return what an operator added to the group's record, without them."""
    return replace(asked, acts=tuple(act_of_group_without(each, gone) for each in asked.acts))


def kept_without(kept: Kept, gone: Forgotten) -> Kept:
    """Return what a mail changed outside its row, without them."""
    preferences = tuple(replace(each, address=gone.of(each.address)) for each in kept.preferences)
    letters = tuple((gone.letters.get(id, id), key) for id, key in kept.letters)
    desk = gone.change(kept.desk) if kept.desk else None
    return Kept(
        kept.list,
        preferences,
        desk,
        letters,
        tuple(_logged_without(each, gone) for each in kept.log),
        _said_without(kept.sentence, gone) if kept.sentence else None,
        vote_act_without(kept.by_hand, gone) if kept.by_hand else None,
        change_without(kept.records, gone) if kept.records else None,
    )


def _logged_without(act: LogAct, gone: Forgotten) -> LogAct:
    if act.author != gone.address:
        return act
    return replace(act, author=gone.stand_in, name=gone.name, text=emptied(act.text))


def _said_without(said: RecapSentence, gone: Forgotten) -> RecapSentence:
    if said.author != gone.address:
        return said
    return replace(said, author=gone.stand_in, name=gone.name, text=emptied(said.text))


def seen_without(mail: Mail | Unreadable, erased: Sequence[EraseInput]) -> Mail | Unreadable:
    """Return another person's mail with stand-ins in To, Cc and the bounced addresses."""
    if isinstance(mail, Unreadable) or not erased:
        return mail
    bounce = mail.bounce
    if bounce is not None:
        bounce = replace(
            bounce, failed=_seen(bounce.failed, erased), delayed=_seen(bounce.delayed, erased)
        )
    return replace(mail, to=_seen(mail.to, erased), bounce=bounce)


def _seen(addresses: tuple[str, ...], erased: Sequence[EraseInput]) -> tuple[str, ...]:
    return tuple(
        next((each.stand_in for each in erased if each.is_of(address)), address)
        for address in addresses
    )
