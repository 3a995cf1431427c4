"""Carries out the command lines of a mail to the help desk. Pure.

Lines without proof change nothing: we ask the member, and a yes carries them out.
"""

from dataclasses import dataclass, replace

from listbot.mail import Mail
from listbot.model.decision import MailDecision
from listbot.model.desk.change import DeskChange, TicketChange
from listbot.model.desk.people import Person
from listbot.model.desk.ticket import Change, What
from listbot.model.desk_case import DeskCase
from listbot.tickets import notices
from listbot.tickets.commands import DeskSession, SplitOff, run_desk
from listbot.tickets.consent import lines_of
from listbot.tickets.lifecycle import with_event
from listbot.tickets.lines.answering import with_answers
from listbot.tickets.lines.changes import change_of, event_of, is_surely_team, merged
from listbot.tickets.making import made_of, told
from listbot.tickets.questions import asked_of


@dataclass(frozen=True, slots=True)
class HeardAtDesk:
    """The command lines of a mail and what they led to."""

    lines: tuple[tuple[str, str], ...]
    session: DeskSession


def hear(mail: Mail, case: DeskCase) -> HeardAtDesk:
    lines = lines_of(mail, case)
    return HeardAtDesk(lines, run_desk(lines, mail, case))


def with_session(
    decision: MailDecision, desk: DeskChange, heard: HeardAtDesk, mail: Mail, case: DeskCase
) -> MailDecision:
    """Add what command lines change, and their answer; or the question, where they lack proof."""
    if not heard.session.answers:
        return replace(decision, desk=desk)
    if heard.session.needs_proof or heard.session.forgets:
        asks = asked_of(heard.lines, mail, case)
        letters = notices.question(asks, mail, case)
        desk = replace(desk, asks=asks if letters else None)
        return replace(decision, desk=desk, letters=(*decision.letters, *letters))
    decision = replace(decision, desk=moved(desk, heard.session, mail, case))
    decision = split_told(decision, heard.session, case)
    decision = notices.with_consent(decision, heard.session, mail, case)
    return notices.with_transcript(with_words(decision, heard.session), heard.session, mail, case)


def with_words(decision: MailDecision, session: DeskSession) -> MailDecision:
    """Add what command lines change apart from tickets: work log, recap sentence, preferences, and
    the group's record.
    """
    return replace(
        decision,
        log=session.log,
        sentence=session.sentence,
        preferences=session.preferences,
        records=session.records,
    )


def moved(
    desk: DeskChange, session: DeskSession, mail: Mail, case: DeskCase, proven: bool = False
) -> DeskChange:
    """Add the answers and moves of command lines, of the moves one event per ticket.

    `proven`: the author was asked and said yes.
    """
    is_team = is_surely_team(mail, case, proven)
    desk, case = with_answers(desk, case, session.answered, mail, is_team)
    by_key: dict[str, list[Change]] = {}
    undoes = False
    for move in session.moves:
        by_key.setdefault(move.key, []).extend(move.changes)
        undoes = undoes or move.what is What.UNDONE
    tickets = {each.key: each for each in (*case.named, *((case.ticket,) if case.ticket else ()))}
    changes = list(desk.changes)
    for key, moves in by_key.items():
        ticket = tickets[key]
        what = What.UNDONE if undoes else What.CHANGED
        event = replace(event_of(what, mail, ticket, case, is_team), changes=tuple(moves))
        changes = merged(changes, change_of(with_event(ticket, event), (event,), case))
    if session.split is not None:
        changes.append(_split_off(session.split, mail, case))
    people = _people(desk.people, session.people)
    return replace(
        desk,
        changes=tuple(changes),
        people=people,
        forgets=mail.author.address if session.forgets else "",
    )


def _people(before: tuple[Person, ...], wishes: tuple[Person, ...]) -> tuple[Person, ...]:
    """Merge wishes into people, so that somebody whom this mail registers stays registered."""
    found = {each.address: each for each in before}
    for wish in wishes:
        known = found.get(wish.address)
        found[wish.address] = (
            replace(wish, registered=known.registered, name=known.name) if known else wish
        )
    return tuple(found.values())


def _split_off(split: SplitOff, mail: Mail, case: DeskCase) -> TicketChange:
    """Make a mail of the ticket a separate ticket."""
    assert case.ticket is not None
    why = f"split off by {mail.author.name or mail.author.address}"
    return made_of(split.mail, case, title=split.title, link=case.ticket.key, why=why)


def split_told(decision: MailDecision, session: DeskSession, case: DeskCase) -> MailDecision:
    """Notify the author of a mail that was split off of its ticket."""
    if session.split is None or decision.desk is None:
        return decision
    return told(decision, session.split.mail, decision.desk.changes[-1].ticket, case)
