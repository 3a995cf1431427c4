"""A person's address and words taken out of what votes keep: entries, proposals, past rosters,
other mails' To. Pure.

A cast stays as it was counted, under the stand-in; the line that shows it is emptied. So tally,
outcome and digest are the same before and after. Never fails; what does not name the person comes
back as it was.
"""

from collections.abc import Sequence
from dataclasses import replace

from listbot.mail import Mail, Unreadable
from listbot.model.inputs import ActInput, EraseInput, Kept, RulesInput
from listbot.model.list_rules import ListRules
from listbot.model.policy import Member, Roster
from listbot.model.proposal import Entry, Proposal
from listbot.model.weekly.worklog import LogAct, RecapSentence
from listbot.tickets.forgotten import Forgotten, emptied
from listbot.votes.counting.digest import mark_of


def entry_without(entry: Entry, gone: Forgotten) -> Entry:
    """One mail of theirs as the tally needs it, without its words."""
    return replace(
        entry,
        author=gone.stand_in,
        name=gone.name,
        casts=tuple(replace(each, quote="") for each in entry.casts),
        doubts=tuple(replace(each, quote="") for each in entry.doubts),
        acts=tuple(replace(each, author=gone.stand_in, argument="") for each in entry.acts),
        told=tuple(replace(each, quote="") for each in entry.told),
    )


def proposal_without(proposal: Proposal, gone: Forgotten) -> Proposal:
    """A proposal that they made, or whose roster has them. Its title is what was decided, and
    stays.
    """
    proposal = replace(proposal, roster=_roster_without(proposal.roster, gone))
    if proposal.proposer != gone.address:
        return proposal
    return replace(proposal, proposer=gone.stand_in, proposer_name=gone.name)


def _roster_without(roster: Roster, gone: Forgotten) -> Roster:
    members = tuple(
        _member_without(each, gone) if gone.address in each.addresses else each
        for each in roster.members
    )
    return replace(roster, members=members)


def _member_without(member: Member, gone: Forgotten) -> Member:
    """They stay one person, and the same one in the digest of a result."""
    name = gone.name if member.name else ""
    return replace(member, name=name, addresses=gone.all_of(member.addresses), mark=mark_of(member))


def rules_without(rules: RulesInput, gone: Forgotten) -> RulesInput:
    """Rules of the past, with them on a roster or in a team."""
    return RulesInput(tuple(_list_without(each, gone) for each in rules.lists))


def _list_without(rules: ListRules, gone: Forgotten) -> ListRules:
    desk = replace(rules.desk, team=gone.all_of(rules.desk.team))
    return replace(rules, roster=_roster_without(rules.roster, gone), desk=desk)


def act_without(act: ActInput, gone: Forgotten) -> ActInput:
    """An operator's act that names them."""
    argument = act.argument.replace(gone.address, gone.stand_in)
    return replace(act, who=gone.of(act.who), argument=argument)


def kept_without(kept: Kept, gone: Forgotten) -> Kept:
    """What a mail changed beside its row."""
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
    """Another person's mail as it counts once these are forgotten: stand-ins in To, Cc and what
    came back.
    """
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
