"""Mail that comes in: each way in, each list's last mail, what a server withholds."""

from collections.abc import Iterator

from sqlalchemy import select

from listbot.doctor.finding import Finding, Level
from listbot.doctor.look import LOGS, Look, day, many, span
from listbot.health.condition import Way
from listbot.mail import Level as Trust
from listbot.store import sources
from listbot.store.base.schema import cursors, mails

CONNECT = "listbot check-config --connect"


def ways_in(look: Look) -> Iterator[Finding]:
    """Whether each way in is read, and since when it is connected."""
    known = sources.conditions(look.connection)
    rows = look.connection.execute(select(cursors.c.source, cursors.c.uidvalidity))
    numbers = {row.source: row.uidvalidity for row in rows}
    for via, way in look.health.ways.items():
        if not via.startswith("imap:"):
            if way.is_well:
                yield Finding(via, Level.WELL, "the mail host can connect")
            else:  # the daemon does not run, which has its own finding
                yield Finding(via, Level.NOTE, "nothing listens while the daemon does not run")
            continue
        fault = known[via].fault if via in known else ""
        if way.is_well and way.is_connected:
            last = f", last look {span(way.age)} ago" if way.age is not None else ""
            number = f", UIDVALIDITY {numbers[via]}" if via in numbers else ""
            yield Finding(via, Level.WELL, f"connected{last}{number}", way.since)
        else:
            level = Level.WARNING if way.is_well else Level.FAULT
            yield Finding(via, level, _away(way, fault), way.since, (CONNECT, LOGS))


def _away(way: Way, fault: str) -> str:
    if way.age is None:
        return fault or "no look into this folder has ended yet"
    return f"{fault or 'it is not read'}; the last look was {span(way.age)} ago"


def last_mails(look: Look) -> Iterator[Finding]:
    """When each list's last mail was received."""
    for each in look.config.lists:
        newest = select(mails.c.received).where(mails.c.list == each.address)
        newest = newest.order_by(mails.c.seq.desc()).limit(1)
        # An archive may have been imported since the list's own last mail.
        came = newest.where(mails.c.level != Trust.ARCHIVED)
        told = (look.connection.execute(query).scalar() for query in (came, newest))
        last = next((at for at in told if at is not None), None)
        if last is None:
            what = f"no mail has come from this list yet (by {each.via})"
            yield Finding(each.address, Level.NOTE, what, todo=("listbot check-config --connect",))
        else:
            ago = span(look.now - last)
            what = f"{each.mode}; its last mail came {ago} ago, at {day(last)}"
            yield Finding(each.address, Level.WELL, what)


def withheld(look: Look) -> Iterator[Finding]:
    """Mails that a server lists but does not hand over."""
    found = sources.not_given(look.connection)
    for via in dict.fromkeys(via for via, _ in found):
        here = [mail for of, mail in found if of == via]
        what = f"its server withholds {many(len(here), 'mail')}: {here[-1].why}"
        since = min(mail.since for mail in here)
        yield Finding(via, Level.WARNING, what, since, ("listbot quarantine list",))
