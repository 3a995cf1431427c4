"""Decisions: what is set aside, what is late, and whether stored mails still read as they did."""

from collections.abc import Iterator
from datetime import timedelta
from time import monotonic

from sqlalchemy import Connection, select

from listbot.doctor.finding import Finding, Level
from listbot.doctor.look import LOGS, STATUS, Look, day, many
from listbot.mail import Mail
from listbot.mail.wire.subjects import subject_key
from listbot.model.inputs import MailInput
from listbot.store import reading
from listbot.store.base.conditions import IS_DUE
from listbot.store.base.schema import journal, mails, proposals, rounds
from listbot.store.base.ticket_tables import tickets
from listbot.store.journal import inbox, rules
from listbot.store.journal.codec import KINDS

LATE = timedelta(minutes=15)  # an idle daemon decides within half a minute
SHOWN = 5
CHECKED = 100  # mails, newest first
AT_MOST = 0.5  # seconds; the page as a whole takes two
QUARANTINE = "listbot quarantine list"


def set_aside(look: Look) -> Iterator[Finding]:
    """Mails in quarantine, and what is passed over because it ended the daemon."""
    found = reading.quarantine(look.connection)
    if found:
        newest = found[-1]
        what = f"{many(len(found), 'mail')} could not be read or decided; the newest: {newest.why}"
        todo = (QUARANTINE, f"listbot quarantine retry {newest.seq}")
        yield Finding("quarantine", Level.WARNING, what, found[0].received, todo)
    for each in reading.passed_over(look.connection):
        what = f"{each.shown} is passed over: {each.why}"
        todo = (QUARANTINE, f"listbot quarantine retry '{each.which}'")
        yield Finding("quarantine", Level.WARNING, what, each.since, todo)
    if not found:
        yield Finding("quarantine", Level.WELL, "no mail is set aside")


def late(look: Look) -> Iterator[Finding]:
    """Deadlines that should have been decided by now."""
    limit = look.now - LATE
    found = [
        *(
            (f"V-{row.number}", row.list, row.due)
            for row in look.connection.execute(
                select(proposals.c.number, proposals.c.list, proposals.c.due)
                .where(IS_DUE, proposals.c.due <= limit)
                .order_by(proposals.c.due)
            )
        ),
        *(
            (row.key, row.list, row.due)
            for row in look.connection.execute(
                select(tickets.c.key, tickets.c.list, tickets.c.due)
                .where(IS_DUE, tickets.c.due <= limit)
                .order_by(tickets.c.due)
            )
        ),
        *(
            (f"the {row.kind} of {row.list}", row.list, row.due)
            for row in look.connection.execute(
                select(rounds.c.kind, rounds.c.list, rounds.c.due).where(rounds.c.due <= limit)
            )
        ),
    ]
    watched = set(look.config.addresses)
    found = sorted((each for each in found if each[1] in watched), key=lambda each: each[2])
    if not found:
        yield Finding("deadlines", Level.WELL, "nothing is overdue")
        return
    names = ", ".join(f"{name} since {day(due)}" for name, _, due in found[:SHOWN])
    more = f" and {len(found) - SHOWN} more" if len(found) > SHOWN else ""
    what = (
        f"overdue: {names}{more}. They wait for the daemon, for its clock to be sure, or for their "
        "list to be read up to the deadline"
    )
    yield Finding("deadlines", Level.WARNING, what, found[0][2], (STATUS, LOGS))


def spot_check(look: Look) -> Iterator[Finding]:
    """Whether the newest stored mails are whole, and still read as they did when they came."""
    until, in_force = monotonic() + AT_MOST, rules.in_force(look.connection)
    checked, bad = 0, []
    for seq in _newest(look.connection):
        if monotonic() > until:
            break
        checked += 1
        raw = inbox.stored(look.connection, in_force, seq)
        fault = _fault(look.connection, seq, raw) if isinstance(raw, Mail) else ""
        if fault:
            bad.append((seq, fault))
    if bad:
        what = f"{len(bad)} of the last {checked} mails: mail {bad[0][0]} {bad[0][1]}"
        todo = ("listbot replay --diff", "listbot backup FILE")
        yield Finding("journal", Level.WARNING, what, todo=todo)
    else:
        what = "the newest are whole and read as they did" if checked else "there is none yet"
        what = f"{many(checked, 'mail')} checked: {what}"
        yield Finding("journal", Level.WELL, what)


def _newest(connection: Connection) -> list[int]:
    came = (journal.c.kind == KINDS[MailInput], journal.c.raw.is_not(None))
    query = select(journal.c.seq).where(*came).order_by(journal.c.seq.desc()).limit(CHECKED)
    return list(connection.execute(query).scalars())


def _fault(connection: Connection, seq: int, mail: Mail) -> str:
    """Return how a mail differs from what is stored about it; "" if it does not."""
    row = connection.execute(
        select(mails.c.message_id, mails.c.subject_key, mails.c.words, journal.c.digest)
        .join(journal, journal.c.seq == mails.c.seq)
        .where(mails.c.seq == seq)
    ).one_or_none()
    if row is None:  # a tap's copy of another mail
        return ""
    if row.digest != mail.arrival.digest:
        return "is damaged: its bytes are not those that came"
    read = (mail.message_id, subject_key(mail.subject), mail.words_digest)
    if read != (row.message_id, row.subject_key, row.words):
        return "is read differently than when it came"
    return ""
