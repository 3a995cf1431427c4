"""`listbot explain`: shows the hosts a mail came through, and line by line how it was read and why.

It answers "why was my mail not counted?", for people and for programs: the JSON form is fixed
(docs/voting.md). It never counts. Given a Message-ID, it takes the mail from the daemon's database,
reads it alone under its list's rules, and adds what the daemon decided in its thread. For a mail to
a help desk it shows what the desk reads, and no votes.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import click

from listbot.cli.configuration import configuration
from listbot.cli.counting.archives import is_one_thread, mails_in
from listbot.cli.counting.explain_desk import DeskReading, read_alone, read_for_desk
from listbot.cli.counting.explain_desk import as_json as desk_as_json
from listbot.cli.counting.explain_desk import as_text as desk_as_text
from listbot.cli.counting.hops import as_json as hops_as_json
from listbot.cli.counting.hops import as_text as hops_as_text
from listbot.cli.counting.tally import DEFAULT_PRESET
from listbot.cli.counting.tally_json import Json, cast_json, doubt_json, told_json
from listbot.cli.output.terminal import fit, safe, wants_colour
from listbot.errors import ConfigError, PermanentError
from listbot.mail import Body, Line, Mail, Part, Step, Unreadable, received_of, route_of
from listbot.model.case import OpenCase
from listbot.model.disposition import Disposition
from listbot.model.reading import Cast, CastKind, Told
from listbot.model.records.redacting import GONE
from listbot.packaged import load_preset
from listbot.policies.stated_results import told_results
from listbot.recount.options import RecountOptions
from listbot.recount.recount import MailReading, Missing, recount
from listbot.votes.reading.told import told_in

ASKED = "<the mail that is explained>"
"""The explained mail's name among the mails of the thread; no file in an archive is called that."""

COLOURS: dict[Part, str] = {
    Part.OWN: "white",
    Part.FORM: "cyan",
    Part.QUOTE: "bright_black",
    Part.ATTRIBUTION: "bright_black",
    Part.SIGNATURE: "blue",
    Part.FOOTER: "blue",
    Part.CODE: "magenta",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """A mail and how it was read."""

    reading: MailReading
    body: Body
    notes: tuple[str, ...] = ()
    told: tuple[Told, ...] = ()
    """The counts it states, if it states a result."""
    decided: str = ""
    """The daemon's decision, if the mail is in the database."""
    known: tuple[tuple[str, str], ...] = ()
    """Then also what is known of its author, and of whether it was on the list: label and words."""
    desk: DeskReading | None = None
    """How the help desk reads it, if the mail is to one."""
    route: tuple[Step, ...] = ()
    """The hosts it came through."""


class Asked(NamedTuple):
    """The mail to explain."""

    mail: Mail | Unreadable | Missing
    decided: str = ""
    known: tuple[tuple[str, str], ...] = ()
    desk: DeskReading | None = None


@click.command("explain")
@click.option("--json", "wants_json", is_flag=True, help="Print JSON.")
@click.option(
    "--thread",
    metavar="PATH",
    type=click.Path(exists=True, path_type=Path),
    help="An archive with the mail's thread, which shows what it answers.",
)
@click.option("--support", is_flag=True, help="FILE is a mail to a help desk.")
@click.option(
    "--list",
    "address",
    metavar="ADDRESS",
    help="Judge FILE's hosts by this configured list's trusted_hops.",
)
@click.argument("mail", metavar="FILE|MESSAGE-ID")
@click.pass_context
def explain(
    ctx: click.Context,
    wants_json: bool,
    thread: Path | None,
    support: bool,
    address: str | None,
    mail: str,
) -> None:
    """Show the hosts a mail came through, and line by line how it is read.

    FILE is read as a reply unless its subject opens a vote. A MESSAGE-ID is looked up in the
    database.
    """
    asked = _find(ctx, mail, support)
    trusted = _trusted_hops(ctx, address) if address else None
    explained = replace(
        _explain(asked.mail, thread),
        decided=asked.decided,
        known=asked.known,
        route=_route(asked.mail, trusted),
    )
    if asked.desk is not None:
        explained = _at_desk(explained, asked.desk)
    if wants_json:
        click.echo(json.dumps(_as_json(explained), indent=1))
    else:
        click.echo("\n".join(_as_text(explained)), color=wants_colour())


def _route(mail: Mail | Unreadable | Missing, trusted: tuple[str, ...] | None) -> tuple[Step, ...]:
    """Return the mail's route, judged by these trusted hosts, else by those of its stored list."""
    if isinstance(mail, Missing):
        return ()
    own = mail.arrival.list.trusted_hops
    return route_of(received_of(mail.arrival.raw), own if trusted is None else trusted)


def _trusted_hops(ctx: click.Context, address: str) -> tuple[str, ...]:
    lists = configuration(ctx).lists
    for each in lists:
        if each.address == address.lower():
            return each.trusted_hops
    watched = ", ".join(each.address for each in lists)
    raise click.UsageError(f"{address} is not a watched list (expected one of: {watched})")


def _at_desk(explained: Explained, desk: DeskReading) -> Explained:
    """Return the reading without votes, counts and doubts, which a help desk does not read."""
    reading = replace(
        explained.reading, disposition=desk.disposition, why=desk.why, casts=(), doubts=()
    )
    return replace(explained, reading=reading, told=(), desk=desk)


def find_stored(ctx: click.Context, message_id: str) -> Asked:
    """Find the mail with that Message-ID in the database, and what the daemon decided about it.

    Raises PermanentError if it is not there.
    """
    # Imported here: explaining a file needs no database, and its library is slow to load.
    from listbot.store import reading
    from listbot.store.records.hidden import hidden_words
    from listbot.store.to_read import store_to_read

    wanted = message_id if message_id.startswith("<") else f"<{message_id}>"
    try:
        store = store_to_read(configuration(ctx))
    except ConfigError as fault:
        raise PermanentError(
            f"{safe(message_id)}: no such file, and no database to search: {fault}"
        ) from fault
    try:
        with store.reading() as connection:
            found = reading.mail_under(connection, wanted)
            thread = (
                reading.vote(connection, found[1].proposal) if found and found[1].proposal else None
            )
            is_desks = found is not None and reading.is_desks(connection, found[1])
            hidden = hidden_words(connection, wanted)
    finally:
        store.close()
    if found is None:
        raise PermanentError(
            f"{safe(message_id)}: no such file, and no stored mail has this Message-ID"
        )
    stored, row = found
    stored = _without(stored, hidden)
    place = f" in V-{row.proposal}" if row.proposal else f" in {row.ticket}" if row.ticket else ""
    known = known_of(stored) if isinstance(stored, Mail) else ()
    compared = "" if thread is None else _compared(thread, row.message_id)
    decided = "; ".join(filter(None, (f"{row.disposition}{place}: {row.why}", compared)))
    if not is_desks or not isinstance(stored, Mail) or row.disposition not in tuple(Disposition):
        return Asked(stored, decided, known)
    desk = read_for_desk(stored, Disposition(row.disposition), row.why)
    return Asked(stored, decided, known, desk)


def known_of(stored: Mail) -> tuple[tuple[str, str], ...]:
    """Return who wrote it; on a list that asks for proofs also what proves that, and apart from it
    what shows that the mail was on the list.
    """
    author = ("author", f"{stored.author.how}, {stored.author.level}")
    if stored.proof is None:
        return (author,)
    proof = stored.known_by or "not looked for, as it did not come through the list"
    return (author, ("proof", proof), ("list", f"through {stored.vouched_by or 'no trusted host'}"))


def _without(stored: Mail | Unreadable, hidden: tuple[str, ...]) -> Mail | Unreadable:
    """Return the mail without the words that were redacted in its minutes."""
    if not hidden or isinstance(stored, Unreadable):
        return stored
    lines = stored.body.lines
    for words in hidden:
        lines = tuple(line._replace(text=line.text.replace(words, GONE)) for line in lines)
    return replace(stored, body=replace(stored.body, lines=lines))


def _compared(thread: OpenCase, message_id: str) -> str:
    """Compare the counts of a stated result with ours; "" for any other mail."""
    found = told_results(thread.proposal, thread.entries, thread.posters)
    told = next((each for each in found if each.entry.mail == message_id), None)
    if told is None:
        return ""
    if not told.differences:
        return "its counts are the same as ours at that moment"
    return "our counts at that moment: " + ", ".join(
        f"{each.ours} x {each.value}" for each in told.differences
    )


def _find(ctx: click.Context, mail: str, support: bool) -> Asked:
    """Read the mail from a file if there is one, else from the database.

    Raises click.UsageError if the file holds more or less than one mail, PermanentError if neither
    has it.
    """
    if not Path(mail).is_file():
        return find_stored(ctx, mail)
    found = list(mails_in(Path(mail)))
    if len(found) != 1:
        raise click.UsageError(
            f"{mail} holds {len(found)} mails; put the one to explain into a separate file"
        )
    ((_, asked),) = found
    return Asked(asked, desk=read_alone(asked) if support and isinstance(asked, Mail) else None)


def _explain(found: Mail | Unreadable | Missing, thread: Path | None) -> Explained:
    """Read the mail as a recount of its thread does; alone, as an answer to an unknown mail."""
    others = [each for each in mails_in(thread) if not _is_same(each[1], found)] if thread else []
    options = RecountOptions(
        policies=load_preset(DEFAULT_PRESET),
        now=datetime.now(UTC),
        as_proposal=bool(others),
        is_one_thread=thread is not None and is_one_thread(thread, [name for name, _ in others]),
    )
    readings = recount("", [*others, (ASKED, found)], options).mails
    reading = next(each for each in readings if each.file == ASKED)
    if not isinstance(found, Mail):
        return Explained(reading, Body(()))
    told = told_in(found.body) if reading.disposition is Disposition.RESULT else ()
    return Explained(reading, found.body, found.notes, told)


def _is_same(one: Mail | Unreadable | Missing, other: Mail | Unreadable | Missing) -> bool:
    return isinstance(one, Mail) and isinstance(other, Mail) and one.digest == other.digest


def _as_json(explained: Explained) -> Json:
    reading = explained.reading
    return {
        "mail": reading.mail,
        "from": reading.author,
        "reading": reading.disposition.value,
        "why": reading.why,
        "own": explained.body.own if explained.body.lines else "",
        "lines": [
            {
                "n": line.number,
                "text": line.text,
                "part": line.part.value,
                "note": _note(line, explained),
            }
            for line in explained.body.lines
        ],
        "casts": [cast_json(cast) for cast in reading.casts],
        "doubts": [doubt_json(doubt) for doubt in reading.doubts],
        "told": [told_json(told) for told in explained.told],
        "notes": list(explained.notes),
        "decided": explained.decided,
        "known": dict(explained.known),
        "desk": desk_as_json(explained.desk) if explained.desk else None,
        **hops_as_json(explained.route),
    }


def _note(line: Line, explained: Explained) -> str:
    """Why a line was taken for its part, and what was read from it."""
    return "; ".join(filter(None, (line.note, *_read_as(line, explained))))


def _read_as(line: Line, explained: Explained) -> list[str]:
    """Return the votes, counts and doubts read from the line."""
    reading = explained.reading
    votes = [_cast_note(cast) for cast in reading.casts if cast.line == line.number]
    told = [_told_note(told) for told in explained.told if told.line == line.number]
    doubts = [f"unclear: {doubt.reason}" for doubt in reading.doubts if doubt.line == line.number]
    return votes + told + doubts


def _told_note(told: Told) -> str:
    kind = "" if told.binding is None else ", binding" if told.binding else ", not binding"
    return f"states {told.count} x {told.value}{kind}"


def _cast_note(cast: Cast) -> str:
    if cast.kind is CastKind.WITHDRAW:
        return "takes a vote back"
    item = f" on {cast.item}" if cast.item else ""
    words = " in words" if cast.in_words else ""
    reason = (
        ""
        if cast.explained is None
        else ", with a reason"
        if cast.explained
        else ", without a reason"
    )
    return f"vote {cast.value}{item}{words}{reason}"


def _as_text(explained: Explained) -> list[str]:
    reading = explained.reading
    disposition = click.style(reading.disposition.value, bold=True)
    head = [
        f"{safe(reading.mail or '(no Message-ID)')} from {safe(reading.author or '(nobody)')}",
        *([] if explained.desk and explained.decided else [f"{disposition}: {safe(reading.why)}"]),
        *([f"decided: {safe(explained.decided)}"] if explained.decided else []),
        *(f"{label}: {safe(words)}" for label, words in explained.known),
        *(f"repaired: {safe(note)}" for note in explained.notes),
        "",
        *hops_as_text(explained.route),
        *(desk_as_text(explained.desk) if explained.desk else ()),
    ]
    return head + list(_lines(explained))


def _lines(explained: Explained) -> Iterator[str]:
    """Yield each line with its number and part; under it what was read from it, and why it is that
    part, if the reason differs from the previous line's."""
    before = ""
    for line in explained.body.lines:
        read_as = _read_as(line, explained)
        colour = "green" if read_as else COLOURS[line.part]
        margin = click.style(f"{line.number:4}  {fit(line.part, 11)} ", dim=True)
        yield margin + click.style(safe(line.text), fg=colour, bold=bool(read_as))
        yield from (_under(note, "yellow") for note in read_as)
        if line.note and line.note != before:
            yield _under(line.note, "bright_black")
        before = line.note


def _under(note: str, colour: str) -> str:
    return f"{'':18}{click.style('^ ' + safe(note), fg=colour)}"
