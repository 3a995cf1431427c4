"""The commands about decision records: a new version, final, applied, retracted.

The record is the one whose thread the mail belongs to, or the one that the line names.
"""

import re
from collections.abc import Callable
from datetime import datetime

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refused
from listbot.letters.units import day
from listbot.mail import Mail
from listbot.mail.body.command_lines import commands_in
from listbot.model.group_case import GroupCase
from listbot.model.records.acts import RecordVerb
from listbot.model.records.decisions import DecisionRecord
from listbot.records.affairs.decision_records import (
    by_key,
    keys_in,
    may_publish,
    record_of,
    written,
)
from listbot.records.commands.acting import Act, about, by_member, new_act
from listbot.records.letters.decisions import earliest
from listbot.records.people import is_in, member_of, primary
from listbot.votes.opening.wording import LONGEST_TEXT

WHICH = 'Please name the record, as in "#listbot {}: ADR-7", or answer its mail.'
NOT_YOURS = "Only the author of {} can do that, or a member once the author has left."
NOT_PASSED = "I know no vote {} that passed, so there is nothing to apply."
_VOTE = re.compile(r"V-(\d{1,9})", re.IGNORECASE)

Of = Callable[[DecisionRecord, str, Mail, GroupCase], Effect]


def _of_record(word: str, act: Of, *, by_author: bool) -> Act:
    """Return an act about the record that is meant."""

    def run(argument: str, mail: Mail, case: GroupCase) -> Effect:
        record = by_key(case, keys_in(argument)) or record_of(mail, case)
        if record is None:
            return refused(WHICH.format(word))
        if record.retracted is not None:
            return refused(f"{record.key} was taken back.")
        if by_author and not _may(record, mail, case):
            return refused(NOT_YOURS.format(record.key))
        return act(record, argument, mail, case)

    return run


def _may(record: DecisionRecord, mail: Mail, case: GroupCase) -> bool:
    """Return whether the author of a mail may change a record."""
    author = primary(case, mail.author.address)
    if author == record.author:
        return True
    return _is_gone(record.author, case) and is_in(case, author)


def _is_gone(author: str, case: GroupCase) -> bool:
    """Return whether the author of a record has left: the group, or the project if they were never
    in the group.
    """
    if not case.rules.members or is_in(case, author):
        return False
    return member_of(case, author) is not None or not may_publish(case, author)


def version(record: DecisionRecord, argument: str, mail: Mail, case: GroupCase) -> Effect:
    """Take the text below the line as the record's new text."""
    text = _below(mail)
    if not text:
        return refused("Please put the new text below the line.")
    said = written(mail, record.emergency, text)
    made = new_act(RecordVerb.ADR_VERSION, mail, case, record.key, record=said)
    number = len(record.versions) + 1
    return Effect(True, f"That is version {number} of {record.key}.", records=(made,))


def _below(mail: Mail) -> str:
    """Return the writer's words below the first command line; "" if the mail has none, as a "yes"
    that carries out the line of another mail.
    """
    first = next((each.text.strip() for each in commands_in(mail.body)), None)
    lines = mail.body.own.splitlines()
    at = next((n for n, line in enumerate(lines) if line.strip() == first), None)
    return "" if at is None else "\n".join(lines[at + 1 :]).strip()[:LONGEST_TEXT]


def final(record: DecisionRecord, argument: str, mail: Mail, case: GroupCase) -> Effect:
    """The text stays as it is now."""
    if record.final is not None:
        return refused(f"{record.key} is final already.")
    stops = (each for each in record.open_objections if may_publish(case, each.by))
    names = ", ".join(each.name for each in stops)
    if names and case.rules.objections_stop:
        return refused(f"There is an open objection to {record.key}: {names}.")
    made = new_act(RecordVerb.ADR_FINAL, mail, case, record.key)
    return Effect(True, f"{record.key} is final.", records=(made,))


def applied(record: DecisionRecord, argument: str, mail: Mail, case: GroupCase) -> Effect:
    """What the record says was done."""
    if record.applied is not None:
        return refused(f"{record.key} was applied already.")
    made = new_act(RecordVerb.ADR_APPLIED, mail, case, record.key)
    return Effect(True, _noted(record, mail.received, case), records=(made,))


def applied_or_vote(argument: str, mail: Mail, case: GroupCase) -> Effect:
    """What a record says was done, or what a vote decided."""
    vote = _VOTE.fullmatch(argument.strip(" ."))
    if vote is None:
        return _of_record("applied", applied, by_author=False)(argument, mail, case)
    key = f"V-{int(vote[1])}"
    if key not in case.passed:
        return refused(NOT_PASSED.format(key))
    if key in case.group.applied:
        return refused(f"{key} was applied already.")
    made = new_act(RecordVerb.ADR_APPLIED, mail, case, key)
    return Effect(True, f"Noted: {key} is applied.", records=(made,))


def _noted(record: DecisionRecord, at: datetime, case: GroupCase) -> str:
    """Return the answer: without a word of blame if it was early, for the record shows it."""
    due = earliest(record, case)
    if at < due:
        return f"Noted. The notice of {record.key} runs until {day(due)}; its record has both."
    return f"Noted: {record.key} is applied."


def retract(record: DecisionRecord, argument: str, mail: Mail, case: GroupCase) -> Effect:
    """The author takes the record back; it stays to be read."""
    made = new_act(RecordVerb.ADR_RETRACTED, mail, case, record.key)
    return Effect(True, f"{record.key} is taken back. It can still be read.", records=(made,))


def _command(word: str, form: str, help: str, act: Act) -> Command:
    return Command(word, form, help, about(lambda rules: rules.records, act))


DECISION_COMMANDS: tuple[Command, ...] = (
    _command(
        "version",
        "#listbot version: ADR-7",
        "Gives a decision record the text below this line. For its author.",
        _of_record("version", version, by_author=True),
    ),
    _command(
        "final",
        "#listbot final: ADR-7",
        "Says that a decision record stays as it is; all members are told. For its author.",
        _of_record("final", final, by_author=True),
    ),
    _command(
        "applied",
        "#listbot applied: ADR-7",
        "Says that what a decision record, or a vote (V-31), decides was done. For members.",
        by_member(applied_or_vote),
    ),
    _command(
        "retract",
        "#listbot retract: ADR-7",
        "Takes a decision record back. For its author.",
        _of_record("retract", retract, by_author=True),
    ),
)
