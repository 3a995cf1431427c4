"""The work log and the recap's sentences: what command lines need from them, and what
decisions change.

A line keeps its number and its text for good; deciding a mail again does not add its lines
again.
"""

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, func, select, update

from listbot.model.decision import MailDecision
from listbot.model.weekly.worklog import LogAct, Logged, LogVerb, RecapSentence, WorkLog, numbers_in
from listbot.store.base.schema import log_lines, sentences
from listbot.store.base.upsert import insert_new, insert_or_set

WORDS = frozenset(LogVerb)

COLUMNS = tuple(log_lines.c[name] for name in Logged.__dataclass_fields__)
_LAST = select(func.max(log_lines.c.number))
_NAMED = select(*COLUMNS).where(log_lines.c.number.in_(bindparam("numbers", expanding=True)))
_NEW = insert_new(log_lines)
_STRIKE = (
    update(log_lines).where(log_lines.c.number == bindparam("of")).values(struck=bindparam("why"))
)
_RELEASE = update(log_lines).where(log_lines.c.number == bindparam("of")).values(embargoed=False)
_SAY = insert_or_set(sentences, sentences.c.text, sentences.c.is_member)


def work_log(connection: Connection, lines: Sequence[tuple[str, str]]) -> WorkLog:
    """Return what these command lines (verb, argument) need from the log."""
    about = [argument for verb, argument in lines if verb.casefold() in WORDS]
    if not about:
        return WorkLog()
    rows = connection.execute(_NAMED, {"numbers": numbers_in(about)})
    named = {row.number: Logged(**row._mapping) for row in rows}
    return WorkLog((connection.execute(_LAST).scalar() or 0) + 1, named)


def carry_out(connection: Connection, address: str, decision: MailDecision) -> None:
    """Write the changes of a decision about a mail to this list."""
    for act in decision.log:
        _carry_out(connection, address, act)
    if decision.sentence is not None:
        _say(connection, address, decision.sentence)


def _carry_out(connection: Connection, address: str, act: LogAct) -> None:
    if act.verb is LogVerb.STRIKE:
        connection.execute(_STRIKE, {"of": act.number, "why": act.text})
    elif act.verb is LogVerb.RELEASE:
        connection.execute(_RELEASE, {"of": act.number})
    else:
        row = {
            "number": act.number,
            "list": address,
            "at": act.at,
            "name": act.name,
            "author": act.author,
            "text": act.text,
            "ticket": act.ticket,
            "mail": act.mail,
            "position": act.position,
            "struck": "",
            "embargoed": act.verb is LogVerb.EMBARGO,
        }
        connection.execute(_NEW[connection.dialect.name], row)


def _say(connection: Connection, address: str, said: RecapSentence) -> None:
    row = {
        "list": address,
        "at": said.at,
        "name": said.name,
        "author": said.author,
        "is_member": said.is_member,
        "text": said.text,
        "mail": said.mail,
    }
    connection.execute(_SAY[connection.dialect.name], row)


def lines(connection: Connection) -> list[Logged]:
    """Return all lines, oldest first, those under embargo with their text."""
    return [
        Logged(**row._mapping)
        for row in connection.execute(select(*COLUMNS).order_by(log_lines.c.number))
    ]
