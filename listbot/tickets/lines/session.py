"""Runs the command lines of one mail to the help desk, in order. Pure; never raises.

Each line sees the tickets as the lines before it left them. If one comes in a member's name without
proof, none has any effect: we ask the member, and a yes carries out all of them.
"""

from dataclasses import dataclass, replace

from listbot.commands.run_lines import unknown_word, why_stop
from listbot.mail import Mail
from listbot.model.desk.people import Person, Preference
from listbot.model.desk.ticket import Ticket
from listbot.model.desk_case import DeskCase
from listbot.model.records.acts import GroupChange
from listbot.model.records.lines import RecordLine
from listbot.model.weekly.worklog import LogAct, RecapSentence
from listbot.tickets.lifecycle import changed
from listbot.tickets.lines.effect import Answered, DeskCommand, DeskEffect, Move, SplitOff
from listbot.tickets.lines.moving import refused
from listbot.tickets.lines.permissions import aim
from listbot.tickets.lines.several import MOST, TOO_MANY, one_by_one


@dataclass(frozen=True, slots=True)
class DeskSession:
    """The results of the command lines of one mail."""

    answers: tuple[tuple[str, str, DeskEffect], ...] = ()
    """(verb, argument, effect) of each line."""
    stopped: str = ""
    """Why some lines were not read; "" if all were."""

    @property
    def needs_proof(self) -> bool:
        """Whether a member has to be asked; then the lines have no effects."""
        return any(effect.needs_proof for _, _, effect in self.answers)

    @property
    def moves(self) -> tuple[Move, ...]:
        """The changes to tickets, in order."""
        return tuple(move for effect in self._effects for move in effect.moves)

    @property
    def split(self) -> SplitOff | None:
        """The mail that becomes a ticket: the one that is answered, so at most one."""
        return next((effect.split for effect in self._effects if effect.split is not None), None)

    @property
    def asks(self) -> tuple[Ticket, ...]:
        """The tickets whose requesters are asked about the public tracker."""
        return tuple(effect.asks for effect in self._effects if effect.asks is not None)

    @property
    def answered(self) -> tuple[Answered, ...]:
        """The prepared answers, each once per ticket."""
        given = (effect.answered for effect in self._effects if effect.answered is not None)
        return tuple(dict.fromkeys(given))

    @property
    def people(self) -> tuple[Person, ...]:
        """The author with all wishes of the mail; one person at most."""
        return tuple(effect.person for effect in self._effects if effect.person is not None)[-1:]

    @property
    def preferences(self) -> tuple[Preference, ...]:
        """The author's other wishes from now on."""
        return tuple(each for effect in self._effects for each in effect.preferences)

    @property
    def log(self) -> tuple[LogAct, ...]:
        """The changes to the work log, in order."""
        return tuple(effect.log for effect in self._effects if effect.log is not None)

    @property
    def sentence(self) -> RecapSentence | None:
        """The last sentence for the recap, if any."""
        said = [effect.sentence for effect in self._effects if effect.sentence is not None]
        return said[-1] if said else None

    @property
    def of_record(self) -> tuple[RecordLine, ...]:
        """What the lines about the group's record do, in order."""
        return tuple(effect.record for effect in self._effects if effect.record is not None)

    @property
    def records(self) -> GroupChange | None:
        """What the lines change in the group's record, or ask to change."""
        acts = tuple(act for each in self.of_record for act in each.acts)
        unproven = tuple(
            (verb.casefold(), argument.strip())
            for verb, argument, effect in self.answers
            if effect.record is not None and effect.record.needs_yes
        )
        return GroupChange(acts, unproven=unproven) if acts or unproven else None

    @property
    def forgets(self) -> bool:
        """Whether the author wants to be forgotten."""
        return any(effect.forgets for effect in self._effects)

    @property
    def shows_help(self) -> bool:
        """Whether a line asked for the list of commands."""
        return any(effect.shows_help for effect in self._effects)

    @property
    def _effects(self) -> tuple[DeskEffect, ...]:
        return () if self.needs_proof else tuple(effect for _, _, effect in self.answers)


def run_lines(
    commands: tuple[DeskCommand, ...],
    lines: tuple[tuple[str, str], ...],
    mail: Mail,
    case: DeskCase,
    proven: bool,
) -> DeskSession:
    """Run each line in order; stop early when too many fail.

    A line that names several tickets is run for each of them, and has failed if it did nothing.
    """
    answers: list[tuple[str, str, DeskEffect]] = []
    done: list[bool] = []
    for nth, (verb, argument) in enumerate(lines):
        if stopped := why_stop(done):
            return DeskSession(tuple(answers), stopped)
        command = _called(verb, commands)
        record = case.record_lines.of(nth)
        parts = one_by_one(command, argument) if command and record is None else (argument,)
        if len(parts) > 1 and len(answers) + len(parts) > MOST:
            answers.append((verb, argument, refused(TOO_MANY)))
            done.append(False)
            continue
        before = len(answers)
        for part in parts:
            effect = (
                _take(commands, verb, part.strip(), mail, case, proven)
                if record is None
                else DeskEffect(record.done, record.answer, record=record)
            )
            answers.append((verb, part, effect))
            case = _after(effect, mail, case)
        done.append(any(effect.done for _, _, effect in answers[before:]))
    return DeskSession(tuple(answers))


def _called(verb: str, commands: tuple[DeskCommand, ...]) -> DeskCommand | None:
    word = verb.casefold()
    return next((each for each in commands if each.word == word), None)


def _take(
    commands: tuple[DeskCommand, ...],
    verb: str,
    argument: str,
    mail: Mail,
    case: DeskCase,
    proven: bool,
) -> DeskEffect:
    word = verb.casefold()
    command = _called(verb, commands)
    if command is None:
        words = [*(each.word for each in commands), *case.record_lines.words]
        return refused(unknown_word(words, word))
    aimed = aim(command, argument, mail, case, proven)
    return aimed if isinstance(aimed, DeskEffect) else command.act(aimed.argument, mail, aimed.case)


def _after(effect: DeskEffect, mail: Mail, case: DeskCase) -> DeskCase:
    """The case as the next line sees it."""
    for move in effect.moves:
        ticket = case.ticket and _moved(case.ticket, move, mail)
        case = replace(
            case, ticket=ticket, named=tuple(_moved(each, move, mail) for each in case.named)
        )
    if effect.split is not None:
        case = replace(case, parent=None)
    if effect.log is not None:
        case = replace(case, log=case.log.after(effect.log, case.rules.address))
    return replace(case, person=effect.person or case.person)


def _moved(ticket: Ticket, move: Move, mail: Mail) -> Ticket:
    if ticket.key != move.key:
        return ticket
    for change in move.changes:
        ticket = changed(ticket, change, mail.received)
    return ticket
