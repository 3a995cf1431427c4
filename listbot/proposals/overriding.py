"""A member's wish to have a vote changed by hand: how it is asked about and confirmed. Pure.

The wish is public, in the vote's thread. The question goes to the member's first address on the
roster, with a token that only its reader can know; the yes that brings it back carries it out.
Nothing else does. A refusal says why.
"""

from dataclasses import replace

from listbot.commands.transcript import transcript
from listbot.letters.facts.tickets import QuestionFacts
from listbot.letters.facts.votes import TranscriptLine
from listbot.mail import Mail
from listbot.mail.wire.extensions import confirm_address
from listbot.model.case import Case, OpenCase
from listbot.model.decision import MailDecision
from listbot.model.desk.change import DeskChange
from listbot.model.desk.people import Confirmation
from listbot.model.disposition import Disposition
from listbot.model.inputs import VoteInput, VoteVerb
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.tokens import token
from listbot.proposals.by_hand import moved_by_hand, why_no_recount
from listbot.proposals.wishes import Wish, wish_in
from listbot.tickets.opening import QUESTION_TOKEN
from listbot.tickets.questions import is_yes

BY_MEMBER = "a member"


def with_question(decision: MailDecision, asks: str, mail: Mail, case: Case) -> MailDecision:
    """Add the question to the member, and what must be remembered of it."""
    assert case.proposal is not None
    wish = wish_in(asks)
    assert wish is not None
    asked = Confirmation(
        token=token(f"{mail.arrival.nonce}{mail.digest}", QUESTION_TOKEN),
        ticket="",
        who=case.proposal.roster.primary(mail.author.address),
        lines=((wish.verb, asks),),
        mail=mail.message_id,
        asked=mail.received,
        vote=case.proposal.number,
    )
    letter = _question(asked, wish, mail, case)
    return replace(decision, desk=DeskChange("", asks=asked), letters=(*decision.letters, letter))


def _question(asked: Confirmation, wish: Wish, mail: Mail, case: Case) -> LetterOrder:
    """M25: did you ask for this? It quotes nothing that the mail says except the verb."""
    facts = QuestionFacts(asked.token, (wish.verb,), f"V-{asked.vote}", mail.received, vote=True)
    bot = case.rules.own_addresses[0]  # The bot's own address is the first.
    return LetterOrder(
        kind=LetterKind.QUESTION,
        cause=f"{asked.who} {asked.token}",
        facts=facts,
        to_list=False,
        recipients=(asked.who,),
        reply_to_mail=None,
        reply_to=confirm_address(bot, asked.token, case.rules.desk.delimiter),
        sure=True,
    )


def confirmed(mail: Mail, case: Case) -> MailDecision | None:
    """Return what the answer to such a question does; None: the mail answers none."""
    asked, vote = case.confirms, case.thread
    if asked is None or vote is None:
        return None
    if asked.answered:
        return MailDecision(Disposition.NOT_A_VOTE, "the question was answered before")
    if not is_yes(mail, asked, case.rules.roster):
        return MailDecision(Disposition.NOT_A_VOTE, "it does not say yes to our question")
    wish = wish_in(asked.lines[0][1])
    assert wish is not None
    act = VoteInput(
        asked.vote,
        wish.verb,
        wish.argument,
        asked.who,
        wish.reason,
        mail.received,
        asked.mail,
        BY_MEMBER,
    )
    refusal = why_not(vote, act)
    answer = f"{refusal[0].upper()}{refusal[1:]}." if refusal else "That is done."
    line = TranscriptLine(f"#listbot override: {asked.lines[0][1]}", not refusal, answer)
    return MailDecision(
        Disposition.COMMAND,
        f"confirms what {asked.mail} asked for",
        desk=DeskChange("", answers=asked.token),
        by_hand=None if refusal else act,
        letters=(transcript(mail, (line,), "", ()),),
    )


def why_not(vote: OpenCase, act: VoteInput) -> str:
    """Return why an act by hand is refused, or ""."""
    if act.verb is VoteVerb.RECOUNT:
        return why_no_recount(vote)
    found = moved_by_hand(vote, act)
    return found if isinstance(found, str) else ""
