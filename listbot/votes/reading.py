"""The whole answer for one mail: its role, its casts and doubts, its commands, and why. Pure; never raises on any Mail.

What single statements say is found by `grammar.py`, forms by `ballots.py`; here it is put together. A cast is made only
from the mail's own lines. Two values that disagree are never guessed between.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from listbot.mail.mail import Mail
from listbot.votes.agreement import REMARK
from listbot.votes.ballots import ticked
from listbot.votes.cast import Cast, CastKind, CommandLine, Doubt, Reading, Role, ThreadView, number
from listbot.votes.closing import commands_in, role_by_subject, role_by_words, speaks_of_result
from listbot.votes.dissent import YIELDING
from listbot.votes.findings import AGREEMENTS, Found, NotAVote, Voice, quote_of
from listbot.votes.grammar import read_statements
from listbot.votes.ownlines import own_lines
from listbot.votes.reasons import has_reason, without_courtesy
from listbot.votes.settling import Shape, settle
from listbot.votes.signals import may_speak
from listbot.votes.statements import Statement, statements
from listbot.votes.tokens import fold, tokenise

_BRIEF = 3  # Statements of a mail that says what it thinks and no more.
_SHORT = 5  # Statements of a mail whose every sentence belongs to one thought.
_FEW = 200  # Statements that are looked at for their tone.
_MANY = 1500  # Statements that are read; a person's mail has some dozens.
_SIDE_ROLES = (Role.RESULT, Role.CANCEL, Role.EXTEND)


def read_votes(mail: Mail, view: ThreadView) -> Reading:
    """Read one mail that no machine wrote."""
    commands = commands_in(mail.body)
    role = role_by_subject(mail.subject)
    if role is Role.RESULT:
        return Reading(role, "the subject says that it states a result", commands=commands)
    own = list(islice(statements(own_lines(mail.body, view)), _MANY + 1))
    reasoned = has_reason(own)
    telling = [statement for statement in own[:_MANY] if may_speak(statement.text)]
    role = role or role_by_words(telling)
    if role is Role.RESULT or (role and speaks_of_result(mail.subject)):
        return Reading(Role.RESULT, "it says that the vote is over", commands=commands, reasoned=reasoned)
    found = _with_forms(mail, read_statements(telling, _voice(mail, view, own)) if telling else [])
    casts, doubts, refused = settle(found, view, _shape(own, view)) if found else ((), (), [])
    if len(own) > _MANY:
        doubts = (*doubts, _unread(own[-1]))
    casts = tuple(_explained(cast, reasoned) for cast in casts)
    reading = _reading(role, casts, doubts, refused, commands, reasoned)
    return replace(reading, agrees=not casts and _agrees(doubts, refused))


def _agrees(doubts: Sequence[Doubt], refused: Sequence[NotAVote]) -> bool:
    """Whether a mail without a vote has a +1 to a remark."""
    return any(doubt.reason in AGREEMENTS for doubt in doubts) or any(
        each.reason in AGREEMENTS for each in refused
    )


def _unread(statement: Statement) -> Doubt:
    line = statement.lines[0][1]
    return Doubt(
        quote_of(line), line.number, "more own words than are read for votes: it goes on unread from here"
    )


def _shape(own: Sequence[Statement], view: ThreadView) -> Shape:
    """What the mail as a whole is like; asked only of mails in which something was found."""
    remarks = {statement.quoted.number for statement in own if statement.quoted}
    words = [[token.text for token in tokenise(statement.text)] for statement in own[:_FEW]]
    praises = not view.answers_opening and len(own) <= _SHORT and any(REMARK.match(each, 0) for each in words)
    return Shape(len(remarks), any(YIELDING.find(each) for each in words), praises)


def _with_forms(mail: Mail, found: list[Found]) -> list[Found]:
    """The findings with those of ticked forms in front; a ticked line is read once."""
    forms = [Found(finding) for finding in ticked(mail.body)]
    lines = {form.finding.line for form in forms}
    return forms + [each for each in found if each.finding.line not in lines]


def _voice(mail: Mail, view: ThreadView, own: Sequence[Statement]) -> Voice:
    local = mail.author.address.partition("@")[0].replace(".", " ").replace("-", " ")
    words = {token.text for token in tokenise(fold(f"{mail.author.name} {local}")) if token.kind == "word"}
    names = frozenset(word for word in words if len(word) > 1)
    proposes = view.proposer is not None and view.proposer == mail.author.address
    count = len(without_courtesy(own))
    first = view.answers_opening
    return Voice(
        names, first, view.parent, proposes, brief=first or count <= _BRIEF, may_agree=first or count == 1
    )


def _explained(cast: Cast, reasoned: bool) -> Cast:
    if cast.value is None or number(cast.value) >= 0:
        return cast
    return replace(cast, explained=reasoned)


def _reading(
    role: Role | None,
    casts: tuple[Cast, ...],
    doubts: tuple[Doubt, ...],
    refused: Sequence[NotAVote],
    commands: tuple[CommandLine, ...],
    reasoned: bool,
) -> Reading:
    if role in _SIDE_ROLES:
        return Reading(role, f"it says so: {role.value}", casts, doubts, commands=commands, reasoned=reasoned)
    if casts:
        return Reading(Role.VOTE, _why(casts), casts, doubts, commands=commands, reasoned=reasoned)
    if doubts:
        return Reading(Role.UNCLEAR, doubts[0].reason, (), doubts, commands=commands, reasoned=reasoned)
    if commands:
        return Reading(Role.COMMAND, "it holds commands and no vote", commands=commands, reasoned=reasoned)
    why = refused[0].reason if refused else "no value and no words of voting among its own words"
    return Reading(Role.NOT_A_VOTE, why, reasoned=reasoned)


def _why(casts: Sequence[Cast]) -> str:
    cast = casts[0]
    if cast.kind is CastKind.WITHDRAW:
        return f"takes a vote back on line {cast.line}"
    words = " in words" if cast.in_words else ""
    return f"votes {cast.value}{words} on line {cast.line}"


__all__ = ["Statement", "read_votes"]
