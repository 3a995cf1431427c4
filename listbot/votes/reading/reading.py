"""Read one mail as a whole: its disposition, its casts and doubts, its commands, and why.
Pure; never raises.

`grammar.py` finds what single statements say, `ballots.py` what forms say; this puts them
together. A cast is made only from the mail's own lines. We never choose between two
contradicting values.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from listbot.mail.body.command_lines import CommandLine, commands_in
from listbot.mail.mail import Body, Mail
from listbot.model.disposition import Disposition
from listbot.model.reading import Cast, CastKind, Doubt, Parent, Reading, ThreadView, number
from listbot.votes.lexicon.assent import ELSEWHERE, REMARK
from listbot.votes.lexicon.objections import YIELDING
from listbot.votes.reading.ballots import ticked
from listbot.votes.reading.brief import most_of_side, side_in
from listbot.votes.reading.dispositions import (
    disposition_by_subject,
    disposition_by_words,
    speaks_of_result,
)
from listbot.votes.reading.grammar import read_statements
from listbot.votes.reading.lazy_consensus import (
    is_content,
    objection_below,
    objection_in,
    only_asks,
)
from listbot.votes.reading.legends import without_legends
from listbot.votes.reading.mild_doubts import SETTLED_BY_CLOSE, spared
from listbot.votes.reading.named import overlooked
from listbot.votes.reading.neighbours import doubted
from listbot.votes.reading.options import row_in
from listbot.votes.reading.reconcile import Shape, reconcile
from listbot.votes.text.findings import AGREEMENTS, Found, NotAVote, Voice, quote_of
from listbot.votes.text.own_lines import own_body, own_lines
from listbot.votes.text.own_words import OwnWords
from listbot.votes.text.reasons import without_courtesy
from listbot.votes.text.statements import Statement
from listbot.votes.text.tokens import first_word, fold, tokenise
from listbot.votes.text.wordless import (
    ATTACHED,
    SEALED,
    attached,
    doubt_without_words,
    is_armoured,
    points_at_file,
    sealed,
)

_BRIEF = 3  # Statements of a mail that gives an opinion and nothing else.
_OPINION = 6  # Statements of an answer to a vote that gives one.
_REMARK = 60  # Characters in which praise shows.
_SHORT = 5  # Statements of a mail in which every sentence belongs to one thought.
_FEW = 200  # Statements examined for their tone.
_BRIEFLY = 7  # Statements in which a brief answer shows, courtesies included.
_NAME = 200  # Characters of a name; limited because names are cached.
_LOOKED_AT = 20  # Statements among which a brief mail's few are counted, courtesies included.
_MISSENT = ("meant", "intended", "wrong")
"""Every phrase of `ELSEWHERE` contains one of these."""
CONTENT = "its writer says they are content, so the silence stands"
_VOTING = (Parent.VOTES, Parent.AGAINST)
_SIDE = (Disposition.RESULT, Disposition.CANCEL, Disposition.EXTEND)


def read_votes(mail: Mail, view: ThreadView) -> Reading:
    """Read one mail that no machine wrote."""
    body = own_body(mail.body, view)
    commands = commands_in(body)
    disposition = disposition_by_subject(mail.subject)
    if disposition is Disposition.RESULT:
        return Reading(disposition, "the subject says it is a result", commands=commands)
    own = OwnWords(own_lines(body, view))
    if disposition is None and not view.opens:
        disposition = disposition_by_words(own.telling)
    if disposition is Disposition.RESULT or (disposition and speaks_of_result(mail.subject)):
        return Reading(
            Disposition.RESULT,
            "it says the vote is over",
            commands=commands,
            reasoned=own.is_reasoned(),
        )
    found = _with_forms(body, _found(mail, view, own) if own.telling else [])
    casts, doubts, refused = (
        reconcile(found, view, _shape(mail, own, view, found)) if found else ((), (), [])
    )
    if own.unread:
        doubts = (*doubts, _unread(own.unread))
    if not (casts or doubts or found or commands or disposition):
        doubts = _unfound(mail, view, own)
    if found and not (casts or doubts or disposition):
        said = own.first(_SHORT)
        doubts = overlooked(said, view) or row_in(said, view)
    reasoned = own.is_reasoned()
    casts = tuple([_explained(cast, reasoned) for cast in casts])
    reading = _reading(disposition, casts, doubts, refused, commands, reasoned)
    if not casts and found and _agrees(doubts, refused):
        reading = replace(reading, agrees=True)
    return _in_silence(reading, mail, view, own) if view.silent else reading


def _found(mail: Mail, view: ThreadView, own: OwnWords) -> list[Found]:
    """What the statements say, but for those that only explain what the votes mean."""
    told, legend = without_legends(own.telling, mail.body.lines, opens=view.opens)
    voice = _voice(mail, view, own)
    found = doubted(read_statements(told, voice), mail.body.lines, voice)
    return [*found, *map(Found, legend)]


def _unfound(mail: Mail, view: ThreadView, own: OwnWords) -> tuple[Doubt, ...]:
    """The doubt about a mail in which nothing was found, if there is one."""
    if not own.has_words:
        return doubt_without_words(mail, view)
    most = 0 if view.silent else most_of_side(mail, view)
    if not (most and own.is_within(most)):
        return ()
    names = _names(mail.author.name[:_NAME], mail.author.address)
    return side_in(own.first(_BRIEFLY), view, Voice(names, view.answers_opening, view.parent))


def _in_silence(reading: Reading, mail: Mail, view: ThreadView, own: OwnWords) -> Reading:
    """Add the doubt if an answer to a call for lazy consensus may be an objection."""
    voice = _voice(mail, view, own)
    reading, said = spared(reading, own.first(_FEW))
    if reading.disposition in _SIDE or reading.doubts or not all(map(_is_mild, reading.casts)):
        return reading
    reading = replace(reading, asks=not reading.casts and only_asks(said, voice))
    if voice.proposes:
        return reading
    if is_armoured(mail):
        return _held(reading, sealed(mail), SEALED)
    if points_at_file(mail, " ".join(each.text for each in said)):
        return _held(reading, attached(mail), ATTACHED)
    agreed = bool(reading.casts) or reading.why == SETTLED_BY_CLOSE
    if view.answers_opening:
        doubt, rule = objection_in(said, voice, agreed)
    elif view.parent not in _VOTING and (agreed or is_content(said)):
        return reading if agreed else replace(reading, is_content=True, why=CONTENT)
    else:
        doubt, rule = objection_below(said, voice, agreed)
    if doubt is not None:
        return _held(reading, doubt, rule)
    plain = reading.disposition is Disposition.NOT_A_VOTE
    return replace(reading, why=rule) if plain else reading


def _held(reading: Reading, doubt: Doubt, rule: str) -> Reading:
    """The reading of an answer that holds up the silence."""
    if reading.disposition is Disposition.COMMAND:
        return replace(reading, doubts=(doubt,))
    return replace(reading, disposition=Disposition.UNCLEAR, why=rule, casts=(), doubts=(doubt,))


def _is_mild(cast: Cast) -> bool:
    """Whether it is a yes in words, or no opinion in words."""
    return cast.in_words and cast.kind is CastKind.VOTE and not cast.is_against


def _agrees(doubts: Sequence[Doubt], refused: Sequence[NotAVote]) -> bool:
    """Whether a mail without a vote gives a +1 to a remark."""
    return any(each.reason in AGREEMENTS for each in doubts) or any(
        each.reason in AGREEMENTS for each in refused
    )


def _unread(statement: Statement) -> Doubt:
    line = statement.lines[0][1]
    return Doubt(
        quote_of(line),
        line.number,
        "too long to read all of it for votes; unread from here",
    )


def _shape(mail: Mail, own: OwnWords, view: ThreadView, found: Sequence[Found]) -> Shape:
    """What the mail as a whole is like; only computed if something was found in it."""
    return Shape(
        own.remarks(),
        yields=any(_dissents(each) for each in found) and any(map(_yields, own.first(_FEW))),
        praises=not view.answers_opening and _praises(own.first(_SHORT + 1)),
        missent=_is_missent(mail, own),
    )


def _dissents(found: Found) -> bool:
    cast = found.finding
    return isinstance(cast, Cast) and cast.in_words and cast.is_against


def _yields(statement: Statement) -> bool:
    words = [token.text for token in tokenise(statement.text)]
    return YIELDING.among(frozenset(words)).find(words)


def _is_missent(mail: Mail, own: OwnWords) -> bool:
    """Whether it says it was meant for another thread; a quick check skips most mails."""
    if not any(word in mail.body.caseless for word in _MISSENT):
        return False
    return any(
        ELSEWHERE.find([token.text for token in tokenise(each.text)]) for each in own.first(_SHORT)
    )


def _praises(statements: Sequence[Statement]) -> bool:
    """Whether a short mail begins a sentence with praise for what somebody said."""
    return len(statements) <= _SHORT and any(
        _begins_with_praise(each.text[:_REMARK]) for each in statements
    )


def _begins_with_praise(text: str) -> bool:
    return REMARK.begin_with(first_word(text)) and bool(
        REMARK.match([each.text for each in tokenise(text)], 0)
    )


def _with_forms(body: Body, found: list[Found]) -> list[Found]:
    """The findings with those of ticked forms in front; a ticked line is read once."""
    forms = [Found(finding) for finding in ticked(body)]
    lines = {form.finding.line for form in forms}
    return forms + [each for each in found if each.finding.line not in lines]


def _voice(mail: Mail, view: ThreadView, own: OwnWords) -> Voice:
    proposes = view.proposer is not None and view.proposer == mail.author.address
    names = _names(mail.author.name[:_NAME], mail.author.address)
    if view.answers_opening:
        return Voice(names, True, view.parent, proposes, title=view.title or "")
    count = len(without_courtesy(own.first(_LOOKED_AT)))
    return Voice(
        names,
        False,
        view.parent,
        proposes,
        opines=count <= (_OPINION if view.parent in _VOTING else _BRIEF),
        brief=count <= _BRIEF,
        may_agree=count == 1,
        title=view.title or "",
        proposer=_names(view.proposer_name[:_NAME], view.proposer or ""),
        begins=own.begins,
    )


@lru_cache(maxsize=512)  # A list has some dozens of voters.
def _names(name: str, address: str) -> frozenset[str]:
    """The words a writer is called by, folded; initials are left out."""
    local = address.partition("@")[0].replace(".", " ").replace("-", " ")
    words = {token.text for token in tokenise(fold(f"{name} {local}")) if token.kind == "word"}
    return frozenset(word for word in words if len(word) > 1)


def _explained(cast: Cast, reasoned: bool) -> Cast:
    if cast.value is None or number(cast.value) >= 0:
        return cast
    return replace(cast, explained=reasoned)


def _reading(
    disposition: Disposition | None,
    casts: tuple[Cast, ...],
    doubts: tuple[Doubt, ...],
    refused: Sequence[NotAVote],
    commands: tuple[CommandLine, ...],
    reasoned: bool,
) -> Reading:
    if disposition in _SIDE:
        return Reading(
            disposition,
            f"it says so: {disposition.value}",
            casts,
            doubts,
            commands=commands,
            reasoned=reasoned,
        )
    if casts:
        return Reading(
            Disposition.VOTE, _why(casts), casts, doubts, commands=commands, reasoned=reasoned
        )
    if doubts:
        return Reading(
            Disposition.UNCLEAR, doubts[0].reason, (), doubts, commands=commands, reasoned=reasoned
        )
    if commands:
        return Reading(
            Disposition.COMMAND,
            "it has commands but no vote",
            commands=commands,
            reasoned=reasoned,
        )
    why = refused[0].reason if refused else "its own words contain no vote"
    return Reading(Disposition.NOT_A_VOTE, why, reasoned=reasoned)


def _why(casts: Sequence[Cast]) -> str:
    cast = casts[0]
    if cast.kind is CastKind.WITHDRAW:
        return f"withdraws a vote on line {cast.line}"
    words = " in words" if cast.in_words else ""
    return f"votes {cast.value}{words} on line {cast.line}"


__all__ = ["Statement", "read_votes"]
