"""Taking the command lines of one mail, in order.

A word that is unknown gets the close one suggested. Two lines that could not be done stop the mail:
it is then more likely to be something else than commands. Pure, and never raises; what a command
changes is carried out by who called.
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
from listbot.model.weekly.worklog import LogAct, RecapSentence

BAD_LINES = 2
MOST_LINES = 20
"""More commands than anybody has reason to send in one mail; what is over it would only make the
transcript long.
"""
_SHOWN = 30
"""Characters of an unknown word that are repeated."""

STOPPED_BAD = (
    "Reading stopped after two lines that could not be done. "
    "What came after them was not looked at."
)
STOPPED_MANY = "Reading stopped after twenty lines. What came after them was not looked at."


@dataclass(frozen=True, slots=True)
class Session:
    """What became of the command lines of one mail."""

    answers: tuple[tuple[CommandLine, Effect], ...]
    stopped: str = ""
    """Why not all lines were looked at; "" if they were."""

    @property
    def acts(self) -> tuple[Act, ...]:
        """What the lines do to the proposal."""
        return tuple(effect.act for _, effect in self.answers if effect.act is not None)

    @property
    def preferences(self) -> tuple[Preference, ...]:
        """What the lines change about their author's wishes."""
        return tuple(each for _, effect in self.answers for each in effect.preferences)

    @property
    def ticket(self) -> Written | None:
        """The mail that becomes a ticket; one mail is answered, so there is one at most."""
        return next(
            (effect.ticket for _, effect in self.answers if effect.ticket is not None), None
        )

    @property
    def log(self) -> tuple[LogAct, ...]:
        """What the lines do to the work log, in order."""
        return tuple(effect.log for _, effect in self.answers if effect.log is not None)

    @property
    def sentence(self) -> RecapSentence | None:
        """The sentence for the recap; of several the last."""
        said = [effect.sentence for _, effect in self.answers if effect.sentence is not None]
        return said[-1] if said else None

    @property
    def shows_help(self) -> bool:
        """Whether the list of commands was asked for."""
        return any(effect.shows_help for _, effect in self.answers)


NO_COMMANDS = Session(())
"""Of nearly every mail."""


def run_lines(
    commands: tuple[Command, ...], lines: tuple[CommandLine, ...], mail: Mail, case: Case
) -> Session:
    """Take each line; stop early when too many are bad."""
    answers: list[tuple[CommandLine, Effect]] = []
    for line in lines:
        if stopped := why_stop([effect.done for _, effect in answers]):
            return Session(tuple(answers), stopped)
        effect = _take(commands, line, mail, case)
        answers.append((line, effect))
        if effect.log is not None:
            case = replace(case, log=case.log.after(effect.log, case.rules.address))
    return Session(tuple(answers))


def _take(commands: tuple[Command, ...], line: CommandLine, mail: Mail, case: Case) -> Effect:
    word = line.verb.casefold()
    for command in commands:
        if command.word == word:
            return refuse_author(mail, case) or command.act(line.argument.strip(), mail, case)
    return refused(unknown_word([command.word for command in commands], word))


def why_stop(done: Sequence[bool]) -> str:
    """Why no more lines are looked at, after lines that could be done or not; "" to go on."""
    if done.count(False) == BAD_LINES:
        return STOPPED_BAD
    return STOPPED_MANY if len(done) == MOST_LINES else ""


def unknown_word(words: Sequence[str], word: str) -> str:
    """The answer to a word that is none of these."""
    word = word[:_SHOWN]
    close = get_close_matches(word, words, n=1)
    hint = (
        f'Did you mean "#listbot {close[0]}"?'
        if close
        else 'The list of commands comes on "#listbot help".'
    )
    return f'The word "{word}" is not known. {hint} Nothing was changed.'
