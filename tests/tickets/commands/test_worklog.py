"""The commands about the recap at the help desk."""

import pytest

from listbot.mail import Level, Mail
from listbot.model.weekly.worklog import LogAct, LogVerb, RecapSentence
from listbot.tickets.commands import DESK_COMMANDS, run_desk
from tests.tickets.commands.situations import ANA, CASE, KIM, NOW, mail

UNPROVEN = mail(level=Level.UNVERIFIED)


def test_a_line_has_the_key_of_its_ticket() -> None:
    """Several lines of one mail in order; one that names no ticket is about the mail's."""
    session = run_desk(
        (("log", "renewed the certificate"), ("embargo", "moved T-3"), ("release", "L-2")),
        mail(),
        CASE,
    )
    assert session.log == (
        LogAct(
            LogVerb.LOG,
            1,
            NOW,
            "Ana Ruiz",
            ANA,
            "renewed the certificate",
            "T-5",
            "<c1@example.org>",
        ),
        LogAct(LogVerb.EMBARGO, 2, NOW, "Ana Ruiz", ANA, "moved T-3", "T-5", "<c1@example.org>", 1),
        LogAct(LogVerb.RELEASE, 2, NOW, "Ana Ruiz", ANA, mail="<c1@example.org>"),
    )


def test_a_sentence_is_the_teams() -> None:
    """The last one in a mail counts."""
    session = run_desk((("recap", "One."), ("recap", "Two.")), mail(), CASE)
    assert session.sentence == RecapSentence(NOW, "Ana Ruiz", ANA, True, "Two.", "<c1@example.org>")
    assert run_desk((("recap", ""),), mail(), CASE).sentence is None


@pytest.mark.parametrize("verb", ["log", "recap"])
def test_a_stranger_writes_nothing(verb: str) -> None:
    """Everybody in the world can write to a help desk."""
    session = run_desk(((verb, "buy this"),), mail(KIM), CASE)
    assert (session.log, session.sentence, session.needs_proof) == ((), None, False)
    assert session.answers[0][2].answer.startswith("Only the team can do this.")


@pytest.mark.parametrize(
    ("written", "proven", "made"), [(UNPROVEN, False, 0), (UNPROVEN, True, 1), (mail(), False, 1)]
)
def test_a_member_is_asked_where_it_is_not_sure(written: Mail, proven: bool, made: int) -> None:
    """A yes carries it out."""
    session = run_desk((("log", "renewed the certificate"),), written, CASE, proven)
    assert (len(session.log), session.needs_proof) == (made, not made)


def test_what_is_refused_says_why() -> None:
    """As on a decision list."""
    ((_, _, effect),) = run_desk((("strike", "L-9 no"),), mail(), CASE).answers
    assert (effect.done, effect.answer) == (False, "There is no line L-9.")


def test_help_says_that_they_are_for_the_team() -> None:
    """The same commands are open to other people here."""
    helps = {each.word: each.help for each in DESK_COMMANDS}
    assert [
        helps[word].endswith("For the team.") for word in ("log", "strike", "release", "recap")
    ] == [True] * 4
