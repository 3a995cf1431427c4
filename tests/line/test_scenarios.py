"""Play the folders in `scenarios/` through the real line, and compare every letter and outcome
as a whole.

`UPDATE_SCENARIOS=1 pytest tests/line/test_scenarios.py` writes the results into `expected/`;
then read the diff.
"""

import json
import os
import shutil
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email import message_from_bytes
from pathlib import Path

import pytest
from sqlalchemy import Connection, select

from listbot import pipeline
from listbot.app import App, build
from listbot.config import Config, load
from listbot.demo.player import MovedClock, Player
from listbot.errors import PermanentError
from listbot.inbound.addresses import AddressBook
from listbot.mail.authorship import KeyAnswer
from listbot.model.desk.ticket import Event, Ticket
from listbot.model.records.acts import RecordVerb
from listbot.model.records.decisions import DecisionRecord
from listbot.model.records.folding import fold
from listbot.outbound.memory import MemoryCarrier
from listbot.policies.outcome import outcome
from listbot.replay import replay
from listbot.store import reading
from listbot.store.base.ticket_tables import tickets
from listbot.store.desk.lines import events_after
from listbot.store.journal.codec import read_as
from listbot.store.outbox import outbox
from listbot.store.outbox.outbox import Waiting
from listbot.store.reading import Accounting
from listbot.store.records.acts import all_acts
from tests.thread_text import (
    OPERATOR,
    YEAR,
    Written,
    arrival,
    moment,
    operator_act,
    reaches_us,
    read_thread,
    signer_of,
)

ROOT = Path(__file__).parent / "scenarios"
UPDATE = os.environ.get("UPDATE_SCENARIOS") == "1"
SCENARIOS = sorted(story.parent for story in ROOT.glob("*/story.md"))
UP_SINCE = moment("Tue 1 Sep 00:00")  # the daemon's first start; older mail is history to it


@dataclass(frozen=True, slots=True)
class Played:
    """The outcome of a scenario."""

    files: dict[str, str]
    """The letters and the outcome, as in `expected/`."""
    is_replayed: bool
    accounting: Accounting


class Keys:
    """The DNS of the stories: every host has its key."""

    async def ask(self, names: Sequence[str]) -> tuple[KeyAnswer, ...]:
        """Answer for each name."""
        return tuple(signer_of(each.partition("._domainkey.")[2]).answer for each in names)


def modes_of(scenario: Path) -> list[str]:
    """The modes in which a scenario is played: the folders in `expected/`, or only live."""
    return sorted(folder.name for folder in scenario.glob("expected/*/")) or ["live"]


@pytest.mark.parametrize(
    ("scenario", "mode"),
    [
        pytest.param(scenario, mode, id=f"{scenario.name}-{mode}")
        for scenario in SCENARIOS
        for mode in modes_of(scenario)
    ],
)
async def test_scenario(scenario: Path, mode: str, tmp_path: Path) -> None:
    """A thread leads to exactly the outcome and the letters in its folder; a replay is equal,
    and no mail is lost.
    """
    played = await play(scenario, mode, tmp_path)
    assert "quarantined" not in played.accounting.dispositions, played.files["outcome.txt"]
    expected = scenario / "expected" / mode
    if UPDATE:
        rewrite(expected, played.files)
    there = {file.name: file.read_text(encoding="utf-8") for file in sorted(expected.glob("*.txt"))}
    assert sorted(there) == sorted(played.files)
    for name, text in there.items():  # one by one, so that pytest shows the lines that differ
        assert text == played.files[name], name
    assert played.is_replayed
    assert sum(played.accounting.dispositions.values()) == played.accounting.received


async def play(scenario: Path, mode: str, folder: Path) -> Played:
    """Play one scenario in one mode."""
    thread = read_thread(scenario / "thread.txt")
    clock = MovedClock(min(UP_SINCE, thread.mails[0].at))
    config = configure(scenario, mode, folder)
    app = build(config, clock=clock, carrier=MemoryCarrier(), lookup=Keys())
    refused: list[str] = []
    copies: dict[int, str] = {}
    try:
        player = Player(app, clock)
        await player.start()
        book = AddressBook(*app.contexts())
        for mail in thread.mails:
            await player.pass_time(reaches_us(mail))
            if mail.who == OPERATOR:
                await by_hand(app, mail, refused)
                continue
            with app.store.reading() as connection:
                letters = [each.parcel for each in outbox.find(connection)]
            came = arrival(mail, book, letters)
            became = await player.receive(came)
            if came.list.is_tap:
                copies[mail.number] = f"copy: {became}"
        await (player.pass_time(thread.until) if thread.until else player.finish())
        return tell(app, thread.mails, clock(), refused, copies)
    finally:
        app.store.close()


async def by_hand(app: App, act: Written, refused: list[str]) -> None:
    """Do what the operator does; a refusal changes nothing."""
    try:
        await app.store.write(pipeline.act_on_vote, operator_act(act))
    except PermanentError as why:
        refused.append(f"  {act.number:2}  {act.who} was refused: {why}")
    await app.sender.drain(act.at)


def configure(scenario: Path, mode: str, folder: Path) -> Config:
    """The common configuration, with sections replaced by the scenario's own."""
    document = tomllib.loads((ROOT / "config.toml").read_text(encoding="utf-8"))
    own = scenario / "config.toml"
    if own.exists():
        document |= tomllib.loads(own.read_text(encoding="utf-8"))
    for beside in scenario.glob("*.toml"):
        if beside != own:
            shutil.copy(beside, folder)
    if (scenario / "answers").is_dir():
        shutil.copytree(scenario / "answers", folder / "answers")
    path = folder / "config.toml"
    path.write_text("\n".join(toml_lines(document)), encoding="utf-8")
    config = load(path, {})
    return replace(config, lists=tuple(replace(each, mode=mode) for each in config.lists))


def toml_lines(document: Mapping[str, object]) -> Iterator[str]:
    """A configuration as TOML: tables, and lists of tables, of plain values."""
    for name, section in document.items():
        if isinstance(section, dict):
            yield f"[{name}]"
            yield from pairs(section)
        elif isinstance(section, list):
            for table in section:
                yield f"[[{name}]]"
                yield from pairs(table)


def pairs(table: Mapping[str, object]) -> Iterator[str]:
    """The keys of one table; strings and lists are the same in TOML and JSON."""
    for key, value in table.items():
        yield f"{key} = {value.isoformat() if isinstance(value, datetime) else json.dumps(value)}"


def rewrite(folder: Path, files: Mapping[str, str]) -> None:
    """Write these files and remove all others."""
    folder.mkdir(parents=True, exist_ok=True)
    for stale in folder.glob("*.txt"):
        stale.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def tell(
    app: App,
    thread: tuple[Written, ...],
    now: datetime,
    refused: list[str],
    copies: Mapping[int, str],
) -> Played:
    """Describe the outcome."""
    thread = tuple(mail for mail in thread if mail.who != OPERATOR)
    numbers = {mail.message_id: mail.number for mail in reversed(thread)}
    names = {each: f"mail {number}" for each, number in numbers.items()}
    with app.store.reading() as connection:
        letters = outbox.find(connection)
        names |= {each.parcel.message_id: f"letter {n}" for n, each in enumerate(letters, 1)}
        files = {
            f"{n:02}-{each.kind}.txt": letter_text(each, names) for n, each in enumerate(letters, 1)
        }
        told = [
            *[
                line
                for row in reading.votes(connection)
                for line in vote_lines(connection, row.number, now)
            ],
            *ticket_lines(connection, numbers),
            *record_lines(connection, numbers),
            "How the mails were read",
            *mail_lines(connection, thread, copies),
            *refused,
        ]
        files["outcome.txt"] = "\n".join(told) + "\n"
        return Played(files, replay(app.store).is_equal, reading.accounting(connection))


def mail_lines(
    connection: Connection, thread: Sequence[Written], copies: Mapping[int, str]
) -> Iterator[str]:
    """What became of each mail; a copy from before the list is not a mail of a list."""
    listed = [mail for mail in thread if mail.number not in copies]
    rows = zip(listed, reading.mails_in_order(connection), strict=True)
    became = dict(copies)
    became |= {mail.number: f"{row.disposition}: {row.why}" for mail, row in rows}
    for mail in thread:
        yield f"  {mail.number:2}  {mail.who:12}{became[mail.number]}"


def vote_lines(connection: Connection, number: int, now: datetime) -> Iterator[str]:
    """One vote: its outcome, and what happened to everybody's vote."""
    case = reading.vote(connection, number)
    assert case is not None
    came = outcome(case.proposal, case.entries, case.posters, now)
    assert came.closes is not None
    yield f"V-{number} {came.state}: {came.reason}"
    yield f"  {came.policy.name}, {when(case.proposal.opened)} to {when(came.closes)} UTC"
    for vote in came.tally.votes:
        text = ", as of the earlier text" if vote.is_outdated else ""
        yield f'  {vote.value:5}{vote.name:12}{vote.status:13}"{vote.quote}"{text}'
    for doubt in came.tally.unclear:
        yield (
            f"  ?   "
            f' {doubt.voter}, {"open" if doubt.is_open else "settled"}: "{doubt.quote}" '
            f"({doubt.reason})"
        )
    yield ""


def ticket_lines(connection: Connection, numbers: Mapping[str, int]) -> Iterator[str]:
    """The tickets: their people, and everything that happened to them."""
    query = select(tickets.c.snapshot).order_by(tickets.c.prefix, tickets.c.number)
    for snapshot in connection.execute(query).scalars():
        ticket = read_as(Ticket, snapshot)
        yield f"{ticket.key} {ticket.status}: {ticket.title}"
        for word, people in (
            ("asked by", (ticket.requester,)),
            ("belongs to", (ticket.assignee,)),
            ("followed by", ticket.watchers),
            ("not reached", ticket.bouncing),
        ):
            if any(people):
                yield f"  {word:12}{', '.join(people)}"
        for event in events_after(connection, ticket.key, 0):
            yield f"  {when(event.at)}  {event_text(event, numbers)}"
        yield ""


def record_lines(connection: Connection, numbers: Mapping[str, int]) -> Iterator[str]:
    """The group's record: who stands where, and every act that stands."""
    group = fold(all_acts(connection))
    for member in group.members.values():
        yield f"{member.name}: {member.standing}"
    for record in group.records.values():
        yield f"{record.key}: {record_text(record)}"
    for act in group.acts:
        by = f", mail {numbers[act.mail]}" if act.mail else ""
        said = f": {act.text}" if act.text and act.verb is not RecordVerb.UNDONE else ""
        yield f"  {when(act.at)}  {act.verb} {act.about}{by}{said}"
    if group.acts:
        yield ""


def record_text(record: DecisionRecord) -> str:
    """Where a decision record stands."""
    dates = (("final", record.final), ("applied", record.applied), ("retracted", record.retracted))
    parts = [
        f"{len(record.versions)} versions",
        *[f"{word} {when(at)}" for word, at in dates if at],
    ]
    parts += [f"{each.name} objects" for each in record.open_objections]
    return ", ".join(parts + ([f"replaced by {record.replaced_by}"] * bool(record.replaced_by)))


def event_text(event: Event, numbers: Mapping[str, int]) -> str:
    """One event: what, by whom, and what it changed."""
    who = event.name or event.who or event.side
    by = f"{who}, mail {numbers[event.mail]}" if event.mail else who
    changes = ", ".join(
        f"{each.field} {each.old or '-'} -> {each.new or '-'}" for each in event.changes
    )
    return f"{event.what} ({by})" + (f": {changes}" if changes else "")


def letter_text(letter: Waiting, names: Mapping[str, str]) -> str:
    """A letter as a text file."""
    header = message_from_bytes(letter.parcel.raw)
    reply = f"In reply to: {names[header['In-Reply-To']]}\n" if header["In-Reply-To"] else ""
    reply += f"Answers go to: {header['Reply-To']}\n" if header["Reply-To"] else ""
    if header["List-Unsubscribe"]:
        reply += f"Ended by: {' '.join(header['List-Unsubscribe'].split())}\n"
    return (
        f"{letter.kind}, {letter.state}, made {when(letter.made)} UTC\n"
        f"To: {', '.join(letter.parcel.recipients)}\n"
        f"Subject: {letter.subject}\n"
        f"{reply}\n{letter.text}"
    )


def when(time: datetime) -> str:
    """A time as the files show it."""
    year = "" if time.year == YEAR else f" {time.year}"
    return f"{time:%a} {time.day} {time:%b}{year} {time:%H:%M}"
