"""Letters that go out: waiting, in doubt, refused, held; and what the admin was told lately."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import func, select

from listbot.doctor.finding import Finding, Level
from listbot.doctor.look import OUTBOX, Look, day, many
from listbot.health.condition import STUCK
from listbot.letter_gate import Hold
from listbot.model.letter_state import LetterState
from listbot.store.base.schema import outbox
from listbot.store.outbox import alert_history, pause

LATELY = timedelta(days=30)  # refusals that are older are nobody's bad night
A_DAY = timedelta(days=1)
_WHY = {
    Hold.MODE: "waiting for your approval",
    Hold.FUSE: "held by the fuse: look for a loop first",
    Hold.FLOOD: "held because many new addresses wrote",
}


def paused(look: Look) -> Iterator[Finding]:
    """Whether every letter is held."""
    found = pause.standing(look.connection)
    if found is not None:
        why = f": {found.reason}" if found.reason else ""
        what = f"every letter is held, by {found.who}{why}"
        yield Finding("letters", Level.WARNING, what, found.since, (OUTBOX, "listbot resume"))


def waiting(look: Look) -> Iterator[Finding]:
    """Whether letters leave."""
    count, waits, sent = look.health.waiting, look.health.waits, look.health.sent
    last = f"the last one left at {day(sent)}" if sent else "none has left lately"
    if waits is not None and waits > STUCK:
        note = look.connection.execute(
            select(outbox.c.note)
            .where(outbox.c.state == LetterState.QUEUED, outbox.c.note != "")
            .order_by(outbox.c.id)
            .limit(1)
        ).scalar()
        why = f": {note}" if note else ""
        what = f"{many(count, 'letter')} waiting to leave, and {last}{why}"
        todo = (f"{OUTBOX} --state queued", "listbot check-config --connect")
        yield Finding("letters", Level.WARNING, what, look.now - waits, todo)
    else:
        left = f"{many(count, 'letter')} under way" if count else "no letter waits to leave"
        yield Finding("letters", Level.WELL, f"{left}; {last}")


def doubtful(look: Look) -> Iterator[Finding]:
    """Letters that may have left: the connection or the daemon ended in between."""
    in_doubt = outbox.c.state.in_((LetterState.SENDING, LetterState.RESENDING))
    query = select(func.count(), func.min(outbox.c.made)).where(in_doubt)
    count, since = look.connection.execute(query).one()
    if count:
        what = (
            f"{many(count, 'letter')} may have left; listbot waits for the list's copy, then tries "
            "once more and never a third time"
        )
        yield Finding("letters", Level.NOTE, what, since, (OUTBOX,))


def refused(look: Look) -> Iterator[Finding]:
    """Letters that will not leave by themselves."""
    query = select(outbox.c.id, outbox.c.kind, outbox.c.made, outbox.c.note).where(
        outbox.c.state == LetterState.DEAD, outbox.c.made >= look.now - LATELY
    )
    found = look.connection.execute(query.order_by(outbox.c.id.desc())).all()
    if found:
        newest = found[0]
        what = (
            f"{many(len(found), 'letter')} given up in the last {LATELY.days} days; the newest is "
            f"{newest.id} ({newest.kind}): {newest.note}"
        )
        todo = (f"listbot outbox show {newest.id}", f"listbot outbox retry {newest.id}")
        yield Finding("letters", Level.WARNING, what, found[-1].made, todo)


def held(look: Look) -> Iterator[Finding]:
    """Letters that wait for somebody."""
    query = (
        select(outbox.c.hold, func.count(), func.min(outbox.c.made))
        .where(outbox.c.state == LetterState.HELD)
        .group_by(outbox.c.hold)
        .order_by(outbox.c.hold)
    )
    for hold, count, since in look.connection.execute(query):
        is_old = look.now - since > A_DAY
        level = Level.WARNING if is_old or hold == Hold.FUSE else Level.NOTE
        todo = (f"{OUTBOX} --state held", "listbot outbox approve N", "listbot outbox drop N")
        what = f"{many(count, 'letter')} {_WHY.get(Hold(hold), 'held')}"
        yield Finding("letters", level, what, since, todo)


def alerts(look: Look) -> Iterator[Finding]:
    """What the admin was told within a day, or is about to be told."""
    for heard in alert_history.all_of(look.connection):
        at = heard.told or heard.since
        if at is None or (not heard.untold and look.now - at > A_DAY):
            continue
        last = heard.texts[-1] if heard.texts else heard.known[-1] if heard.known else ""
        yield Finding(f"alert: {heard.cause}", Level.NOTE, last or "told by mail", at)
