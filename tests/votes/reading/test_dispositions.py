"""Results, cancellations, extensions and commands."""

import pytest

from listbot.mail.body.command_lines import CommandLine, commands_in
from listbot.model.disposition import Disposition
from listbot.model.reading import ThreadView
from listbot.votes.reading.dispositions import disposition_by_subject
from listbot.votes.reading.reading import read_votes
from tests.votes.reading.cases import VIEW, reply

SUBJECTS = [
    ("[RESULT] [VOTE] Move the lists", Disposition.RESULT),
    ("[VOTE][RESULT] Move the lists", Disposition.RESULT),
    ("[infra] [VOTE RESULT] Move the lists", Disposition.RESULT),
    ("Result: Move the lists", Disposition.RESULT),
    ("Vote results for the move", Disposition.RESULT),
    ("[CANCEL] [VOTE] Move the lists", Disposition.CANCEL),
    ("[CANCELLED][VOTE] Move the lists", Disposition.CANCEL),
    ("[WITHDRAWN] Move the lists", Disposition.CANCEL),
    ("Cancelled: Move the lists", Disposition.CANCEL),
    ("[EXTENDED][VOTE] Move the lists", Disposition.EXTEND),
    ("Re: [RESULT] Move the lists", None),
    ("[VOTE] Move the lists", None),
]

WORDS = [
    ("I withdraw this proposal.", Disposition.CANCEL),
    ("This vote is cancelled, the build is broken.", Disposition.CANCEL),
    ("The vote is extended until Friday.", Disposition.EXTEND),
    ("The vote has passed with 5 +1.", Disposition.RESULT),
    ("Has the vote passed?", Disposition.NOT_A_VOTE),
    ("The vote is extended until when?", Disposition.NOT_A_VOTE),
]


@pytest.mark.parametrize(("subject", "expected"), SUBJECTS)
def test_role_by_subject(subject: str, expected: Disposition | None) -> None:
    """A tag says what a mail is; an answer to such a mail is something else."""
    assert disposition_by_subject(subject) == expected


@pytest.mark.parametrize(("body", "expected"), WORDS)
def test_role_by_words(body: str, expected: Disposition) -> None:
    """Plain words say it, too; a question does not."""
    assert read_votes(reply(body), VIEW).disposition == expected


def test_result_holds_no_vote() -> None:
    """The counts in a result are not anybody's vote."""
    reading = read_votes(reply("+1: Ana, Bo\n-1: none", "[RESULT][VOTE] Move the lists"), VIEW)

    assert (reading.disposition, reading.casts) == (Disposition.RESULT, ())


def test_result_sent_as_a_reply() -> None:
    """A result sent as an answer is recognised by its tag and its words."""
    reading = read_votes(
        reply("The vote passes.\n\n+1 Ana\n+1 Bo", "Re: [RESULT][VOTE] Move the lists"), VIEW
    )

    assert reading.disposition is Disposition.RESULT


def test_cancel_by_subject_keeps_casts() -> None:
    """A cancelling mail keeps its disposition, whatever else it says."""
    reading = read_votes(reply("-1, the build is broken", "[CANCEL][VOTE] Move the lists"), VIEW)

    assert (reading.disposition, [cast.value for cast in reading.casts]) == (
        Disposition.CANCEL,
        ["-1"],
    )


def test_commands() -> None:
    """Commands are own lines that start with #listbot, up to the signature."""
    mail = reply(
        "#listbot closes: 2026-09-18 18:00 UTC\n#LISTBOT help\n> #listbot withdraw\n\n-- "
        "\n#listbot wrong\n"
    )

    assert commands_in(mail.body) == (
        CommandLine("closes", "2026-09-18 18:00 UTC", 1, "#listbot closes: 2026-09-18 18:00 UTC"),
        CommandLine("help", "", 2, "#LISTBOT help"),
    )


def test_command_mail_has_its_role() -> None:
    """A mail with commands and no vote is a command; with a vote it is a vote."""
    alone, both = (
        read_votes(reply("#listbot help"), VIEW),
        read_votes(reply("#listbot help\n\n+1"), VIEW),
    )

    assert (alone.disposition, both.disposition, len(both.commands)) == (
        Disposition.COMMAND,
        Disposition.VOTE,
        1,
    )


def test_without_a_proposal_casts_are_read() -> None:
    """A vote that comes before its proposal is read anyway."""
    assert [cast.value for cast in read_votes(reply("+1"), ThreadView()).casts] == ["+1"]
