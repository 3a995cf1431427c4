"""Running command lines, and help."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from listbot.commands.command import Effect
from listbot.commands.run_lines import STOPPED_BAD, STOPPED_MANY, Session
from listbot.letters.guard import check_lines
from listbot.letters.reflow import filled
from listbot.mail import Level, Mail
from listbot.mail.body.command_lines import CommandLine
from listbot.model.desk.people import Notes, Preference
from listbot.model.proposal import Act, Verb
from listbot.proposals.commands import COMMANDS, run
from listbot.records.commands import RECORD_COMMANDS
from tests.proposals.commands.situations import CASE, LAZY, NO_VOTE, mail


def _line(verb: str, argument: str = "") -> CommandLine:
    return CommandLine(verb, argument, 1, f"#listbot {verb}: {argument}")


def _answers(*lines: CommandLine, written: Mail | None = None) -> list[str]:
    return [effect.answer for _, effect in run(lines, written or mail(), CASE).answers]


def test_commands_have_one_word_each() -> None:
    """Every command has its own word, and its form begins with it."""
    words = [command.word for command in COMMANDS]
    assert words == [
        "closes",
        "about",
        "amend",
        "withdraw",
        "class",
        "explained",
        "no-objection",
        "lapse",
        "override",
        "wrong",
        "ticket",
        "log",
        "strike",
        "embargo",
        "release",
        "recap",
        *(each.word for each in RECORD_COMMANDS),
        "digest",
        "notes",
        "help",
    ]
    assert [c.form for c in COMMANDS if not c.form.startswith(f"#listbot {c.word}")] == []


def test_each_line_is_taken_in_order() -> None:
    """Case does not matter; each line is kept with its effect."""
    lines = (_line("WITHDRAW"), _line("Notes", " off "), _line("help"))
    session = run(lines, mail(), CASE)
    assert session == Session(
        answers=(
            (
                lines[0],
                Effect(
                    True,
                    "V-33 is withdrawn; nothing was decided.",
                    act=Act(Verb.WITHDRAW, "alma@example.org", mail().order),
                ),
            ),
            (
                lines[1],
                Effect(
                    True,
                    "You will get no more private notes.",
                    preferences=(Preference("alma@example.org", Notes.OFF),),
                ),
            ),
            (lines[2], Effect(True, "The commands are listed below.", shows_help=True)),
        )
    )
    assert session.acts == (Act(Verb.WITHDRAW, "alma@example.org", mail().order),)
    assert session.preferences == (Preference("alma@example.org", Notes.OFF),)
    assert session.shows_help


def test_a_close_word_is_suggested() -> None:
    """A misspelling gets a similar word, anything else a pointer to the list; nothing is
    guessed."""
    assert _answers(_line("clsoes", "Friday"), _line("fnord" * 20)) == [
        'I do not know the command "clsoes". Did you mean "#listbot closes"? Nothing was changed.',
        'I do not know the command "fnordfnordfnordfnordfnordfnord". '
        'For the list of commands, send "#listbot help". Nothing was changed.',
    ]


def test_two_bad_lines_stop_the_mail() -> None:
    """After two lines that fail, the rest is not read."""
    bad, good = _line("fnord"), _line("help")
    session = run((bad, good, bad, good, good), mail(), CASE)
    assert [line.verb for line, _ in session.answers] == ["fnord", "help", "fnord"]
    assert session.stopped == STOPPED_BAD


def test_two_bad_lines_at_the_end_stop_nothing() -> None:
    """With nothing left to read, the answer does not mention stopping."""
    assert run((_line("fnord"), _line("fnord")), mail(), CASE).stopped == ""


def test_a_mail_full_of_commands_is_stopped() -> None:
    """No transcript is longer than twenty lines."""
    session = run((_line("help"),) * 25, mail(), CASE)
    assert (len(session.answers), session.stopped) == (20, STOPPED_MANY)


@pytest.mark.parametrize("command", [command.word for command in COMMANDS])
def test_an_author_who_is_not_sure_is_refused(command: str) -> None:
    """Below the list's identity level no command runs, and the answer says so kindly."""
    assert _answers(_line(command, "off"), written=mail(level=Level.UNVERIFIED)) == [
        "I could not verify that you sent this. Please send it through the list."
    ]


@pytest.mark.parametrize("level", [Level.LIST_VOUCHED, Level.VERIFIED, Level.ARCHIVED])
def test_a_sure_author_is_heard(level: Level) -> None:
    """The level asked for, a surer one, and an archive's are enough."""
    assert run((_line("help"),), mail(level=level), CASE).answers[0][1].done


ARGUMENTS = st.text(st.characters(exclude_categories=()), max_size=60)


@settings(deadline=None)  # the first time to be read loads the date library
@given(st.sampled_from([command.word for command in COMMANDS]) | ARGUMENTS, ARGUMENTS)
def test_no_line_can_break_a_command_or_its_answer(verb: str, argument: str) -> None:
    """Every argument gets an answer that fits in a letter."""
    for case in (CASE, LAZY, NO_VOTE):
        for _, effect in run((_line(verb, argument),), mail(), case).answers:
            check_lines(filled("Answer " + effect.answer))
