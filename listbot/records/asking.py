"""Questions about the record: to one person, or to the group in private. Pure.

A question carries the lines that a yes will carry out, and may carry others for a no. Its token is
in the address that the answer goes to, so only its reader can answer; we still check who answers.
"""

import re

from listbot.commands.run_lines import Session
from listbot.letters.facts.tickets import QuestionFacts
from listbot.mail import Mail
from listbot.mail.wire.extensions import confirm_address
from listbot.model.desk.people import Confirmation
from listbot.model.group_case import GroupCase
from listbot.model.list_rules import ListRules
from listbot.model.order import LetterKind, LetterOrder
from listbot.model.records.acts import RecordAct
from listbot.model.tokens import token
from listbot.records.people import is_in, primary
from listbot.records.steps import Noticed
from listbot.tickets.opening import QUESTION_TOKEN
from listbot.tickets.questions import says_yes

Lines = tuple[tuple[str, str], ...]

CORRECTED = {"minutes-yes": "minutes-fix"}
"""What an answer that says neither yes nor no carries out, where it may correct something."""
_NO = re.compile(
    r"\A\W{0,3}(?:no|nope|nothing|#listbot:? no)\b(?! (?:idea|clue|opinion|comment)\b)",
    re.IGNORECASE,
)
"""Not "No idea, ask Lena": that says nothing about the question."""
_ENDS = {"leave", "remove", "nothing-came"}
"""What ends a membership, or leads to it: there a word that begins an answer is not enough."""
_GOES = re.compile(
    r"\A\W{0,3}(?:no|nope|#listbot:? no)"
    r"(?:[ \t.,!-]{1,3}(?:thanks|thank you|sorry|longer|any ?more|not any ?more|not active"
    r"|I(?:['\u2019]m| am) (?:not|out)|I(?:['\u2019]d| would) like to leave|I want to leave"
    r"|bye)){0,3}"
    r"[ \t.,!-]{0,5}(?:\n|\Z)",
    re.IGNORECASE,
)
"""The no of somebody who leaves says nothing else: "Nothing has changed" and "No worries, I am
still here" begin in the same way."""
_STAYS = re.compile(
    r"\b(?:stay\w*|keep\w*|kept|remain\w*|still|here|wait|but|except|apart from|until|unless)\b",
    re.IGNORECASE,
)
"""In the first line of another answer that would end a membership: "Yes, she should stay"."""
_LOOKED_AT = 500  # characters of that line
_YES_OR_NO = re.compile(r"\A\W{0,3}(?:#listbot:? )?(?:yes|no|nope|nothing)\b", re.IGNORECASE)
UNCLEAR = (
    "I am not sure whether that is a yes or a no, so I have done nothing. Please reply to my "
    'question again, with the word "yes" or "no" and nothing else in that line.'
)


def question(mail: Mail, case: GroupCase, who: str, yes: Lines, no: Lines = ()) -> Confirmation:
    """Return a question that this mail causes. `who`: the address that gets it."""
    verbs = " ".join(verb for verb, _ in yes)
    return Confirmation(
        token=token(f"{mail.arrival.nonce}{mail.digest} {verbs}", QUESTION_TOKEN),
        ticket="",
        who=who,
        lines=yes,
        mail=mail.message_id,
        asked=mail.received,
        record=True,
        otherwise=no,
    )


def question_after(
    act: RecordAct, nonce: str, who: str, yes: Lines, no: Lines = (), nth: int = 0
) -> Confirmation:
    """Return a question that follows from an act. `nonce`: nobody can guess it. `nth`: its place
    among those of the act. Its token holds no address, so that it stays if a person is forgotten.
    """
    return Confirmation(
        token=token(f"{nonce}{act.key} {nth}", QUESTION_TOKEN),
        ticket="",
        who=who,
        lines=yes,
        mail=act.mail,
        asked=act.at,
        record=True,
        otherwise=no,
    )


def reply_to(asked: Confirmation, bot: ListRules) -> str:
    """Return the address that the answer goes to."""
    return confirm_address(bot.address, asked.token, bot.desk.delimiter)


def did_you(lines: Lines, mail: Mail, case: GroupCase) -> Noticed:
    """M25: lines came in a person's name without proof. Was it they?"""
    asked = question(mail, case, primary(case, mail.author.address), lines)
    facts = QuestionFacts(asked.token, tuple(verb for verb, _ in lines), "", mail.received)
    letter = LetterOrder(
        kind=LetterKind.QUESTION,
        cause=f"{asked.who} {asked.token}",
        facts=facts,
        to_list=False,
        recipients=(asked.who,),
        reply_to_mail=None,
        reply_to=reply_to(asked, case.bot),
    )
    return Noticed(asks=(asked,), letters=(letter,))


def is_theirs(mail: Mail, asked: Confirmation, case: GroupCase) -> bool:
    """Return whether the answer is from the person who was asked; for a question to the group, from
    any member, also if its own address is another one by now.
    """
    if asked.who == case.rules.private or _of_group(asked):
        return is_in(case, mail.author.address)
    return primary(case, mail.author.address) == primary(case, asked.who)


def lines_of(mail: Mail, asked: Confirmation) -> Lines | None:
    """Return what the answer asks for; None if it says neither yes nor no."""
    said = mail.body.own
    if says_yes(mail):
        return asked.lines if _is_sure(asked.lines, said) else None
    if _NO.match(said):
        return asked.otherwise if _is_sure(asked.otherwise, said, _GOES) else None
    return tuple((CORRECTED[verb], what) for verb, what in asked.lines if verb in CORRECTED) or None


def _of_group(asked: Confirmation) -> bool:
    """Return whether a question is the group's to answer."""
    return any(verb == "remove" for verb, _ in asked.lines)


def _is_sure(lines: Lines, said: str, leaves: re.Pattern[str] | None = None) -> bool:
    """Return whether an answer may carry these lines out: what ends a membership needs plain words.

    `leaves`: how an answer must read as a whole by which its writer leaves.
    """
    verbs = {verb for verb, _ in lines}
    if leaves is not None and "leave" in verbs:
        return leaves.match(said) is not None
    return not (verbs & _ENDS and _STAYS.search(said[:_LOOKED_AT].partition("\n")[0]))


def stays_open(lines: Lines, session: Session) -> bool:
    """Return whether an answer was none after all: it was to correct something, and did not."""
    fixes = all(verb in CORRECTED.values() for verb, _ in lines)
    return fixes and not any(effect.done for _, effect in session.answers)


def is_unclear(mail: Mail, asked: Confirmation, case: GroupCase) -> bool:
    """Return whether a person answers an open question in a way that begins like a yes or a no and
    is neither: "Yes. Nobody has seen Kim."
    """
    return (
        not asked.answered
        and is_theirs(mail, asked, case)
        and lines_of(mail, asked) is None
        and _YES_OR_NO.match(mail.body.own) is not None
    )


def why_not(mail: Mail, asked: Confirmation, case: GroupCase) -> str:
    """Return why a mail with the token of a question is not an answer to it."""
    if asked.answered:
        return "the question was answered before"
    if not is_theirs(mail, asked, case):
        return "it is not from the person who was asked"
    return "it says neither yes nor no to our question"
