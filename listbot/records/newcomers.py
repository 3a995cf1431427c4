"""Newcomers: a first mail is noticed, the group is told within the hour, an answer ends it. Pure.

A stranger's first thread on a list is a beginning, and so is a first answer that says hello or
offers help; a bare vote is not. At the help desk nearly everybody is a stranger, so there only an
offer of help counts. Nothing here ever writes to the list or to the newcomer.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

from listbot.letters.facts.tickets import TicketOpenedFacts
from listbot.mail import Mail
from listbot.mail.wire.subjects import is_reply_subject
from listbot.model.decision import MailDecision
from listbot.model.group_case import GroupCase, GroupRound
from listbot.model.records.acts import RecordAct, RecordVerb
from listbot.model.records.newcomers import Newcomer
from listbot.records.introducing import introduces, offers_help
from listbot.records.letters.newcomers import MOST_STARTERS, somebody_new
from listbot.records.making import new_act
from listbot.records.people import Known, group_addresses, is_in, member_of, project_member, signed
from listbot.records.steps import NOTHING, Looked, Noticed

TELL_AFTER = timedelta(minutes=45)
"""So that several who come together make one letter, and the first still waits less than an hour.
"""
FORGOTTEN_AFTER = timedelta(days=60)
"""Somebody whom nobody answered for so long is not waiting any more."""


def noticed(mail: Mail, case: GroupCase) -> Noticed:
    """Notice a newcomer, or an answer to one."""
    if not is_kept(case) or not case.is_live:
        return NOTHING
    if is_one_of_us(case, mail.author.address):
        return _answers(mail, case)
    if not case.is_new or mail.author.address in case.group.newcomers or not _begins(mail, case):
        return NOTHING
    act = new_act(
        RecordVerb.INTRODUCED,
        mail,
        case,
        mail.author.address,
        name=signed(mail, "Somebody"),
        text=mail.subject,
        names=(case.place,),
    )
    return Noticed((act,), look=act.at + TELL_AFTER)


def offered(decision: MailDecision, found: Iterable[Noticed], case: GroupCase) -> MailDecision:
    """Offer the list to somebody who offered help at the help desk, in their ticket's first letter.

    Nobody else gets a letter for being new.
    """
    verbs = {act.verb for each in found for act in each.acts}
    if not case.is_desk or not case.community or RecordVerb.INTRODUCED not in verbs:
        return decision
    starters = case.starters[:MOST_STARTERS]
    return replace(
        decision,
        letters=tuple(
            replace(each, facts=replace(each.facts, community=case.community, starters=starters))
            if isinstance(each.facts, TicketOpenedFacts)
            else each
            for each in decision.letters
        ),
    )


def is_kept(known: Known) -> bool:
    """Return whether the group minds newcomers."""
    return known.rules.members and known.rules.hello_days > 0


def is_one_of_us(known: Known, address: str) -> bool:
    """Return whether an answer from this address is the group's or the project's."""
    return (
        known.roster.holds(address)
        or member_of(known, address) is not None
        or project_member(known, address) is not None
    )


def _begins(mail: Mail, case: GroupCase) -> bool:
    """Return whether a stranger's mail is a beginning."""
    own = mail.body.own
    if case.is_desk:
        return offers_help(own)
    if case.place == case.bot.address or not _has_words(own):
        return False
    is_thread = not mail.references and not is_reply_subject(mail.subject)
    return is_thread or introduces(own)


def _has_words(own: str) -> bool:
    """Return whether there is more than commands."""
    lines = (line.strip() for line in own.splitlines())
    return any(line and not line.casefold().startswith("#listbot") for line in lines)


def _answers(mail: Mail, case: GroupCase) -> Noticed:
    """Somebody of the group answers newcomers: in their thread, or in their ticket."""
    answered = {case.opened_by, *mail.references}
    greeted = [
        each
        for each in case.group.newcomers.values()
        if each.mail in answered and waits(case, each)
    ]
    acts = (
        new_act(RecordVerb.GREETED, mail, case, each.address, nth=nth)
        for nth, each in enumerate(greeted)
    )
    return Noticed(tuple(acts))


def waits(known: Known, newcomer: Newcomer) -> bool:
    """Return whether nobody has answered a newcomer yet."""
    return newcomer.greeted is None and not is_in(known, newcomer.address)


def unanswered(known: Known) -> tuple[Newcomer, ...]:
    """Return the newcomers whom nobody has answered, the first to come first."""
    return tuple(each for each in known.group.newcomers.values() if waits(known, each))


def untold(case: GroupRound) -> Looked:
    """Tell the group of its newcomers, several in one letter."""
    new = [
        each
        for each in unanswered(case)
        if each.told is None and case.now - each.came < FORGOTTEN_AFTER
    ]
    to = (case.rules.greeter,) if case.rules.greeter else group_addresses(case)
    if not new or not to or not is_kept(case):
        return NOTHING
    due = min(each.came for each in new) + TELL_AFTER
    if due > case.now:
        return Looked(look=due)
    acts = tuple(
        RecordAct(RecordVerb.TOLD_OF, case.key(f"told {nth}"), case.now, each.address)
        for nth, each in enumerate(new)
    )
    return Looked(acts, letters=(somebody_new(tuple(new), to, case),))
