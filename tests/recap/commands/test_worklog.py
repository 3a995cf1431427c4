"""The commands about the recap: `#listbot log`, `strike`, `embargo`, `release` and `recap`."""

from dataclasses import replace

import pytest

from listbot.commands.run_lines import Session
from listbot.mail import Level, Mail
from listbot.mail.body.command_lines import CommandLine
from listbot.model.case import Case
from listbot.model.list_rules import ListRole
from listbot.model.weekly.worklog import LogAct, Logged, LogVerb, RecapSentence, WorkLog, numbers_in
from listbot.proposals.commands import run
from tests.proposals.commands.situations import CASE, LIST, NO_VOTE, RULES, WRITTEN, mail

BOT = "listbot@example.org"
L14 = Logged(
    14,
    LIST,
    WRITTEN,
    "Alma Reyes",
    "alma@example.net",
    "Certificate renewed",
    mail="<l14@example.org>",
)
L15 = replace(L14, number=15, embargoed=True)
L16 = replace(L14, number=16, author="dov@example.org", name="Dov")
L17 = replace(L14, number=17, struck="it was Tuesday")
LOG = WorkLog(18, {each.number: each for each in (L14, L15, L16, L17)})
HERE = replace(NO_VOTE, log=LOG)
TO_BOT = replace(
    HERE,
    rules=replace(
        RULES, address=BOT, role=ListRole.BOT, identity=Level.UNVERIFIED, own_addresses=(BOT, LIST)
    ),
)
AT_DESK = replace(HERE, rules=replace(RULES, role=ListRole.SUPPORT))


def said(*lines: str, written: Mail | None = None, case: Case = HERE) -> Session:
    """The session after some lines of one mail."""
    commands = tuple(
        CommandLine(verb, argument.strip(), number, f"#listbot {line}")
        for number, line in enumerate(lines, 1)
        for verb, _, argument in (line.partition(":"),)
    )
    return run(commands, written or mail(), case)


def answers(session: Session) -> list[str]:
    """The answer to each line."""
    return [effect.answer for _, effect in session.answers]


def act(verb: LogVerb, number: int, text: str = "", position: int = 0) -> LogAct:
    """An act by Alma."""
    return LogAct(
        verb,
        number,
        WRITTEN,
        "Alma Reyes",
        "alma@example.org",
        text,
        mail="<c1@example.org>",
        position=position,
    )


@pytest.mark.parametrize("case", [HERE, replace(CASE, log=LOG)])
def test_lines_are_written_under_the_next_numbers(case: Case) -> None:
    """In a vote's thread or any other; several of one mail in their order, whitespace folded."""
    session = said("log:  renewed   the certificate", "log: rebooted db1", case=case)
    assert session.log == (
        act(LogVerb.LOG, 18, "renewed the certificate"),
        act(LogVerb.LOG, 19, "rebooted db1", position=1),
    )
    assert answers(session) == [
        "Added to the public log as L-18.",
        "Added to the public log as L-19.",
    ]


def test_a_line_may_be_struck_by_the_mail_that_wrote_it() -> None:
    """Each line sees the effects of those before it; a struck line stays struck."""
    session = said("log: rebooted db1", "strike: L-18 it was db2", "strike: L-18 no")
    assert session.log == (
        act(LogVerb.LOG, 18, "rebooted db1"),
        act(LogVerb.STRIKE, 18, "it was db2"),
    )
    assert answers(session)[1:] == [
        "L-18 is crossed out. It stays in the log, with your reason.",
        "L-18 is already crossed out, and that cannot be undone.",
    ]


def test_who_wrote_a_line_is_known_by_any_of_their_addresses() -> None:
    """Alma wrote L-14 from her other address."""
    assert said("strike: l-14: it was Tuesday").log == (act(LogVerb.STRIKE, 14, "it was Tuesday"),)


def test_an_embargo_is_kept_and_released() -> None:
    """Not on the list; at a help desk, or in a mail to the bot alone."""
    session = said("embargo: moved the keys", "release: L-18", "release: L-18", case=AT_DESK)
    assert session.log == (act(LogVerb.EMBARGO, 18, "moved the keys"), act(LogVerb.RELEASE, 18))
    assert answers(session) == [
        'Kept as L-18. It shows only its date until you write "#listbot release: L-18".',
        "L-18 is released: everybody can read it now.",
        "L-18 is not under embargo.",
    ]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        (
            "log:",
            'Please say what was done, as in "#listbot log: renewed the wiki certificate".',
        ),
        (
            "log: ...",
            'Please say what was done, as in "#listbot log: renewed the wiki certificate".',
        ),
        (
            f"log: {'x' * 301}",
            "A line can have at most 300 characters, and this one has 301. Nothing was written.",
        ),
        ("strike: it was Tuesday", 'Please name the line, as in "#listbot strike: L-14".'),
        ("strike: L-99 wrong", "There is no line L-99."),
        ("strike: L-16 wrong", "L-16 was written by Dov, and only its author can strike it."),
        ("strike: L-17 wrong", "L-17 is already crossed out, and that cannot be undone."),
        ("strike: L-14 ...", 'Please say why, as in "#listbot strike: L-14 it was Tuesday".'),
        ("release:", 'Please name the line, as in "#listbot release: L-14".'),
        ("release: L-14", "L-14 is not under embargo."),
        (
            "embargo: moved the keys",
            (
                "On this list everybody can read it. Please send such a line to this program "
                "alone, or to the help desk."
            ),
        ),
        ("recap:", 'Please write the sentence, as in "#listbot recap: The storage move is done.".'),
        (
            f"recap: {'x' * 201}",
            "A sentence can have at most 200 characters, and this one has 201. Nothing was noted.",
        ),
    ],
)
def test_what_is_refused(line: str, answer: str) -> None:
    """The answer says what to write instead, and nothing changes."""
    session = said(line)
    assert (answers(session), session.log, session.sentence) == ([answer], (), None)


@pytest.mark.parametrize(
    ("written", "case", "answer"),
    [
        (mail("kim@example.org"), HERE, "Only people on the roster can write in the log."),
        (
            mail(level=Level.UNVERIFIED),
            replace(HERE, rules=replace(RULES, identity=Level.UNVERIFIED)),
            "I could not verify that you sent this, so nothing was done.",
        ),
        (
            mail(level=Level.UNVERIFIED),
            TO_BOT,
            (
                "I could not verify that you sent this, so nothing was done. Please "
                "send the line to the list."
            ),
        ),
    ],
)
def test_the_log_is_for_proven_members(written: Mail, case: Case, answer: str) -> None:
    """Even if the list hears less certain authors otherwise."""
    session = said("log: rebooted db1", written=written, case=case)
    assert (answers(session), session.log) == ([answer], ())


def test_a_sentence_is_anybodys() -> None:
    """Anybody the list hears may write it; of several in one mail the last counts, marked if by a
    member."""
    session = said("recap: One.", "recap: The  storage\tmove is <b>go</b>.")
    assert session.sentence == RecapSentence(
        WRITTEN,
        "Alma Reyes",
        "alma@example.org",
        True,
        "The storage move is <b>go</b>.",
        "<c1@example.org>",
    )
    stranger = said("recap: Hello.", written=mail("kim@example.org")).sentence
    assert stranger is not None
    assert (stranger.name, stranger.is_member) == ("kim", False)


def test_no_sentence_is_taken_by_the_bot_alone() -> None:
    """Anybody in the world can write there."""
    session = said("recap: Hello.", case=TO_BOT)
    assert answers(session) == [
        "Please send this line to the list, where everybody sees who wrote it."
    ]
    assert session.sentence is None


def test_the_bot_is_named_where_it_has_an_address() -> None:
    """As the place for a line that must not be public yet."""
    here = replace(HERE, rules=replace(RULES, own_addresses=(BOT, LIST)))
    assert BOT in answers(said("embargo: moved the keys", case=here))[0]


def test_a_member_without_a_name_is_called_as_they_sign() -> None:
    """Never by the whole address."""
    rules = replace(
        RULES, roster=replace(RULES.roster, members=(replace(RULES.roster.members[1], name=""),))
    )
    written = mail("dov@example.org")
    signed = replace(written, author=replace(written.author, name="Dov G"))
    names = [
        said("log: x", written=each, case=replace(HERE, rules=rules)).log[0].name
        for each in (signed, written)
    ]
    assert names == ["Dov G", "dov"]


def test_the_numbers_that_lines_name() -> None:
    """Each once, in order; other numbers do not count."""
    assert numbers_in(["L-14 not l-3", "L-14", "T-5 L14 XL-9 L-1234567890"]) == (14, 3)
