"""Makes the private letters about members: notes to one of them (M19), and questions (M33, M34)."""

from dataclasses import replace

from listbot.letters.facts.members import GroupAskedFacts, MemberAskedFacts, MemberNoteFacts
from listbot.model.desk.people import Confirmation
from listbot.model.order import Facts, LetterKind, LetterOrder
from listbot.model.records.acts import RecordAct
from listbot.records.asking import reply_to
from listbot.records.people import Known


def note(act: RecordAct, to: str, facts: MemberNoteFacts) -> LetterOrder:
    """M19: to one member, about themselves."""
    return _private(LetterKind.MEMBER_NOTE, f"{to} {act.key}", to, facts)


def ask_member(asked: Confirmation, facts: MemberAskedFacts, known: Known) -> LetterOrder:
    """M34: a question to one member."""
    cause = f"{asked.who} {asked.token}"
    answers = reply_to(asked, known.bot)
    return _private(LetterKind.MEMBER_ASKED, cause, asked.who, facts, answers)


def ask_group(asked: Confirmation, facts: GroupAskedFacts, known: Known) -> LetterOrder:
    """M33: a question to the group, or to one of its members if it has no address of its own."""
    cause = f"{asked.who} {asked.token}"
    answers = reply_to(asked, known.bot)
    letter = _private(LetterKind.GROUP_ASKED, cause, asked.who, facts, answers)
    return replace(letter, asked_for=True)  # the daily limit must not drop a question that counts


def tell_group(act: RecordAct, to: str, facts: GroupAskedFacts) -> LetterOrder:
    """M33: the same without a question."""
    return _private(LetterKind.GROUP_ASKED, f"{to} {act.key}", to, facts)


def _private(kind: LetterKind, cause: str, to: str, facts: Facts, answers: str = "") -> LetterOrder:
    return LetterOrder(
        kind=kind,
        cause=cause,
        facts=facts,
        to_list=False,
        recipients=(to,),
        reply_to_mail=None,
        reply_to=answers,
    )
