"""What each list does with our posts, as the last round trip and the last echo showed it."""

from collections.abc import Iterator

from sqlalchemy import Connection, or_, select

from listbot.config import Config, ListConfig
from listbot.doctor import advice
from listbot.doctor.finding import Finding, Level
from listbot.doctor.look import OUTBOX, Look, day, many, span
from listbot.letters.echoes.round_trip import RoundTrip, Stage
from listbot.mail.wire.headers import decode
from listbot.model.handling import Handling, LastEcho
from listbot.model.list_rules import ListRole
from listbot.store.base.conditions import MISSES_ECHO
from listbot.store.base.schema import journal, mails, outbox
from listbot.store.outbox import echoes, round_trips
from listbot.store.outbox.echoes import Known

ROUND_TRIP = "listbot doctor --roundtrip"
AGAIN = "listbot doctor"
NOTICES = 20  # mails about a held post that are looked at, newest first
_SUBJECT_AT = 20_000  # bytes of a notice's header
_HELD = ("awaits moderator approval", "waiting for approval", "is being held", "pending approval")
"""In subjects of notices by Mailman 2 and 3 and by Google Groups, lower case."""


def posted_to(config: Config) -> tuple[ListConfig, ...]:
    """Return the lists that get our posts: a help desk gets none."""
    return tuple(each for each in config.lists if each.role is ListRole.DECISIONS)


def handling(look: Look) -> Iterator[Finding]:
    """What is known of each list."""
    tested = round_trips.tested(look.connection)
    for each in posted_to(look.config):
        known = echoes.known(look.connection, each.address)
        is_tested = each.address in tested
        trip = round_trips.found(look.connection, each.address) if is_tested else None
        yield from of_list(look, each, known, trip)


def of_list(look: Look, own: ListConfig, known: Known, trip: RoundTrip | None) -> Iterator[Finding]:
    """What is known of one list."""
    about = f"posts to {own.address}"
    if trip is not None and trip.stage is not Stage.BACK:
        yield _under_way(look, about, own.address, trip)
    if known.last is not None and known.echoes:
        yield Finding(about, Level.WELL, f"they come back, the last one {_back(known.last)}")
        yield from treated(about, known.last.handling, look.config)
    elif known.echoes:
        what = "they come back; a test post shows what the list does with them"
        yield Finding(about, Level.NOTE, what, todo=(ROUND_TRIP,))
    elif trip is None:
        what = "none has come back so far; a test post shows what the list does with them"
        yield Finding(about, Level.NOTE, what, todo=(ROUND_TRIP,))
    missed = select(outbox.c.id, outbox.c.sent).where(MISSES_ECHO, outbox.c.list == own.address)
    rows = look.connection.execute(missed.order_by(outbox.c.id)).all()
    if rows and known.echoes:
        what = f"{many(len(rows), 'post')} left and never came back"
        todo = (OUTBOX, *advice.RELEASE)
        yield Finding(about, Level.WARNING, what, rows[-1].sent, todo)


def _back(last: LastEcho) -> str:
    return f"at {day(last.back)}, after {span(last.back - last.left)}"


def _under_way(look: Look, about: str, address: str, trip: RoundTrip) -> Finding:
    """What became of a test post that is not back."""
    note = f": {trip.note}" if trip.note else ""
    if trip.stage is Stage.WAITING:
        what = f"the test post has not left yet{note}"
        return Finding(about, Level.NOTE, what, trip.made, (f"listbot outbox show {trip.letter}",))
    if trip.stage is Stage.STOPPED:
        todo = (f"listbot outbox show {trip.letter}", *advice.REFUSED)
        return Finding(about, Level.FAULT, f"the test post was not sent{note}", trip.made, todo)
    notice = held_by(look.connection, look.config, address, trip)
    if notice:
        what = f'the list holds the test post: it wrote "{notice}"'
        return Finding(about, Level.FAULT, what, trip.left, advice.RELEASE)
    if trip.stage is Stage.AWAY:
        what = "the mail server accepted the test post, and the list has not given it back yet"
        return Finding(
            about, Level.NOTE, what, trip.left, (ROUND_TRIP.removesuffix(" --roundtrip"),)
        )
    what = (
        "the test post did not come back within an hour: the list holds it, discards it, or does "
        "not send the bot its own posts; see whether it is in the archive"
    )
    return Finding(about, Level.WARNING, what, trip.left, (*advice.RELEASE, *advice.NOT_SENT_BACK))


def held_by(connection: Connection, config: Config, address: str, trip: RoundTrip) -> str:
    """Return the subject of a notice that the list holds a post, from after the test post left.

    Anybody can write one: it is shown, and decides nothing.
    """
    ours = (config.bot.address, *(each.address for each in config.lists))
    query = (
        select(journal.c.raw)
        .join(mails, mails.c.seq == journal.c.seq)
        .where(
            journal.c.list.in_(ours),
            mails.c.received >= (trip.left or trip.made),
            or_(mails.c.disposition == "automatic", mails.c.disposition == "not a vote"),
        )
        .order_by(journal.c.seq.desc())
        .limit(NOTICES)
    )
    name, _, _ = address.partition("@")
    for raw in connection.execute(query).scalars():
        subject = _subject(raw or b"")
        if name in subject.lower() and any(each in subject.lower() for each in _HELD):
            return subject[:100]
    return ""


def _subject(raw: bytes) -> str:
    head = raw[:_SUBJECT_AT].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    lines = head.replace(b"\n ", b" ").replace(b"\n\t", b" ").split(b"\n")
    found = next((each for each in lines if each.lower().startswith(b"subject:")), b"")
    return decode(found.partition(b":")[2].decode("utf-8", "surrogateescape"))


def treated(about: str, found: Handling, config: Config) -> Iterator[Finding]:
    """What the list changes, and what that means for the bot."""
    did = [words for words, is_so in _did(found) if is_so]
    if did:
        yield Finding(about, Level.NOTE, f"the list {', '.join(did)}")
    if found.is_wrapped:
        yield Finding(about, Level.WARNING, advice.WRAPPED, todo=advice.UNWRAP)
    elif found.sender:
        yield Finding(about, Level.NOTE, advice.MUNGED)
    if found.is_reworded:
        yield Finding(about, Level.WARNING, advice.REWORDED, todo=advice.KEEP_WORDS)
    lists = {each.address for each in config.lists}
    if found.reply_to and found.reply_to not in {*lists, config.bot.address}:
        what = f"answers to them go to {found.reply_to}, so votes may never reach the list"
        yield Finding(about, Level.WARNING, what, todo=advice.REPLY_TO)


def _did(found: Handling) -> tuple[tuple[str, bool], ...]:
    return (
        (f"puts {found.sender} into From", bool(found.sender)),
        ("wraps them into a mail of its own", found.is_wrapped),
        (f'puts "{found.prefix}" before the subject', bool(found.prefix)),
        ("writes above the text", found.adds_above),
        ("adds a footer", found.adds_below),
        (f"sets Reply-To to {found.reply_to}", bool(found.reply_to)),
        (f"calls itself {found.list_id}", bool(found.list_id)),
        (f"seals them (ARC: {', '.join(found.sealers)})", bool(found.sealers)),
        (f"bears results of {', '.join(found.checked_by)}", bool(found.checked_by)),
    )
