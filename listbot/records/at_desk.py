"""Answers the lines about the group's record in a mail to the help desk, before the desk reads its
own. Pure.

What the lines change is carried out only if the desk carries out the mail's lines at all. Whoever
a help desk cannot be sure of is asked at the address on record, as after a mail to the bot.
"""

from dataclasses import replace

from listbot.commands.command import Command
from listbot.commands.permissions import is_live
from listbot.mail import Level, Mail
from listbot.mail.body.command_lines import commands_in
from listbot.model.case import Case
from listbot.model.desk.ticket import KEY
from listbot.model.desk_case import DeskCase
from listbot.model.group_case import GroupCase
from listbot.model.records.lines import RecordLine, RecordLines
from listbot.records.commands import RECORD_COMMANDS
from listbot.records.people import member_of, project_member
from listbot.tickets.questions import is_yes

UNDO = "undo"
"""The one word that the record shares with the help desk."""
WITH_TEXT = ("minutes", "version")
"""The commands whose text stands below the line."""

_BY_WORD = {each.word: each for each in RECORD_COMMANDS}


def with_record(mail: Mail, case: DeskCase) -> DeskCase:
    """Return the help desk's case with what the record answers to the lines of a mail."""
    if case.group is None or mail.automatic is not None:
        return case
    asked = case.confirmation
    yes = asked is not None and not asked.answered and is_yes(mail, asked, case.rules.roster)
    lines = asked.lines if asked is not None and yes else _lines_of(mail)
    if not lines:
        return case
    group = replace(case.group, is_desk=True, is_live=is_live(mail, case.rules), confirmed=yes)
    answers, group = _answered(lines, _as_believed(mail, case), case, group)
    author = mail.author.address
    found = RecordLines(
        answers,
        member_of(group, author) is not None or project_member(group, author) is not None,
        tuple(_BY_WORD),
        tuple((each.form, each.help) for each in RECORD_COMMANDS),
    )
    return replace(case, record_lines=found)


def _lines_of(mail: Mail) -> tuple[tuple[str, str], ...]:
    return tuple((line.verb, line.argument) for line in commands_in(mail.body))


def _as_believed(mail: Mail, case: DeskCase) -> Mail:
    """Return a mail with the proof that counts at this help desk, which may ask for more."""
    if case.rules.binds(mail.author.level):
        return mail
    return replace(mail, author=replace(mail.author, level=Level.UNVERIFIED))


def _answered(
    lines: tuple[tuple[str, str], ...], mail: Mail, case: DeskCase, group: GroupCase
) -> tuple[tuple[RecordLine | None, ...], GroupCase]:
    """Run each line that is about the record, which sees what those before it did; return the
    answers, and the record after them.
    """
    found: list[RecordLine | None] = []
    for verb, argument in lines:
        command = _meant(verb.casefold(), argument, case)
        if command is None:
            found.append(None)
            continue
        effect = command.act(argument.strip(), mail, Case(case.rules, None, group=group))
        group = group.after(effect.records)
        has_text = command.word in WITH_TEXT
        found.append(
            RecordLine(effect.done, effect.answer, effect.records, effect.needs_yes, has_text)
        )
    return tuple(found), group


def _meant(word: str, argument: str, case: DeskCase) -> Command | None:
    """Return the record's command of this word. "undo" is about a ticket where one is meant."""
    if word == UNDO and (case.ticket is not None or KEY.search(argument)):
        return None
    return _BY_WORD.get(word)
