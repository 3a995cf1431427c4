"""Runs the command lines of one mail, in order.

For an unknown word the closest known one is suggested. Two failed lines stop the mail: it is then
probably something other than commands. Pure; never raises. The caller carries out the effects.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from listbot.commands.command import Command, Effect
from listbot.commands.permissions import refuse_author, refused
from listbot.mail import Mail
from listbot.mail.body.command_lines import CommandLine
from listbot.model.case import Case
from listbot.model.desk.people import Preference, Written
from listbot.model.proposal import Act
from listbot.model.records.acts import RecordAct
from listbot.model.weekly.worklog import LogAct, RecapSentence

BAD_LINES = 2
MOST_LINES = 20
"""More commands than anybody has a reason to send in one mail; more would only make the transcript
long."""
_SHOWN = 30
"""Characters of an unknown word that the answer repeats."""

STOPPED_BAD = "I stopped after two lines that I could not carry out and did not read the rest."
STOPPED_MANY = "I stopped after twenty lines and did not read the rest."


@dataclass(frozen=True, slots=True)
class Session:
    """The results of the command lines of one mail."""

    answers: tuple[tuple[CommandLine, Effect], ...]
    stopped: str = ""
    """Why some lines were not read; "" if all were."""

    @property
    def acts(self) -> tuple[Act, ...]:
        """The lines' acts on the proposal."""
        return tuple(effect.act for _, effect in self.answers if effect.act is not None)

    @property
    def preferences(self) -> tuple[Preference, ...]:
        """The author's new wishes."""
        return tuple(each for _, effect in self.answers for each in effect.preferences)

    @property
    def ticket(self) -> Written | None:
        """The mail that becomes a ticket: the one that is answered, so at most one."""
        return next(
            (effect.ticket for _, effect in self.answers if effect.ticket is not None), None
        )

    @property
    def log(self) -> tuple[LogAct, ...]:
        """The changes to the work log, in order."""
        return tuple(effect.log for _, effect in self.answers if effect.log is not None)

    @property
    def sentence(self) -> RecapSentence | None:
        """The last sentence for the recap, if any."""
        said = [effect.sentence for _, effect in self.answers if effect.sentence is not None]
        return said[-1] if said else None

    @property
    def records(self) -> tuple[RecordAct, ...]:
        """The changes to the group's record, in order."""
        return tuple(act for _, effect in self.answers for act in effect.records)

    @property
    def unproven(self) -> tuple[tuple[str, str], ...]:
        """The lines about the record that the person has to confirm: verb and argument."""
        return tuple(
            (line.verb.casefold(), line.argument.strip())
            for line, effect in self.answers
            if effect.needs_yes
        )

    @property
    def asks(self) -> str:
        """The argument of the line that its sender has to confirm, "" if there is none."""
        return next((effect.asks for _, effect in self.answers if effect.asks), "")

    @property
    def shows_help(self) -> bool:
        """Whether a line asked for the list of commands."""
        return any(effect.shows_help for _, effect in self.answers)


NO_COMMANDS = Session(())
"""The session of nearly every mail."""


def run_lines(
    commands: tuple[Command, ...], lines: tuple[CommandLine, ...], mail: Mail, case: Case
) -> Session:
    """Run each line in order; stop early when too many fail."""
    answers: list[tuple[CommandLine, Effect]] = []
    for line in lines:
        if stopped := why_stop([effect.done for _, effect in answers]):
            return Session(tuple(answers), stopped)
        effect = _take(commands, line, mail, case)
        answers.append((line, effect))
        if effect.log is not None:
            case = replace(case, log=case.log.after(effect.log, case.rules.address))
        if effect.records and case.group is not None:
            case = replace(case, group=case.group.after(effect.records))
    return Session(tuple(answers))


def _take(commands: tuple[Command, ...], line: CommandLine, mail: Mail, case: Case) -> Effect:
    word = line.verb.casefold()
    for command in commands:
        if command.word == word:
            return refuse_author(mail, case) or command.act(line.argument.strip(), mail, case)
    return refused(unknown_word([command.word for command in commands], word))


def why_stop(done: Sequence[bool]) -> str:
    """Return why to stop after lines that were done or not; "" to continue."""
    if done.count(False) == BAD_LINES:
        return STOPPED_BAD
    return STOPPED_MANY if len(done) == MOST_LINES else ""


def unknown_word(words: Sequence[str], word: str) -> str:
    """Return the answer to a word that is not among `words`."""
    word = word[:_SHOWN]
    close = get_close_matches(word, words, n=1)
    hint = (
        f'Did you mean "#listbot {close[0]}"?'
        if close
        else 'For the list of commands, send "#listbot help".'
    )
    return f'I do not know the command "{word}". {hint} Nothing was changed.'
