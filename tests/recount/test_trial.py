"""A team's own results beside listbot's count, and the letters month by month."""

from datetime import UTC, datetime, timedelta

from listbot.mail import Mail
from listbot.packaged import load_preset
from listbot.recount.options import RecountOptions
from listbot.recount.recount import Recount, recount
from listbot.recount.trial import Month, SentLetter, Trial, Verdict, try_out
from tests.archive import OPENING, answer, mail, raw
from tests.votes.counting.ballots import OPENED

THREE = (
    answer("r", "ravi", "+1", 1),
    answer("i", "ines", "+1", 2),
    answer("l", "lars", "+1", 3),
)
LATE = answer("z", "zoe", "+1", 400)
WORDS = answer("w", "wim", "Sounds good, I agree.", 4)
UNCLEAR = answer("u", "uma", "+1 if the old host stays.", 5)
CHANGED = (answer("c", "cy", "+1", 6), answer("d", "cy", "0", 7))


def result(text: str) -> bytes:
    """The mail in which somebody states a result, a day after the close."""
    return raw("result", "ana", text, 500, "[RESULT] [VOTE] Move the mirrors")


def counted(*raws: bytes) -> Recount:
    """The archive of these mails."""
    mails = [(f"{at}.eml", mail(each)) for at, each in enumerate(raws)]
    options = RecountOptions(policies=load_preset("ovirt"), now=OPENED + timedelta(days=300))
    return recount("archive", mails, options)


def tried(*raws: bytes) -> Trial:
    """The trial of an archive, without letters."""
    return try_out(counted(*raws), [OPENED], [])


def test_the_same_numbers_agree() -> None:
    """Of several results the last one is compared."""
    found = tried(OPENING, *THREE, result("3 x +1, no -1"))
    assert [each.verdict for each in found.votes] == [Verdict.AGREES]
    assert (found.compared, found.votes[0].gaps) == (1, ())


def test_a_difference_shows_everything_that_may_explain_it() -> None:
    """What was counted on that side, what was seen and not counted, what could not be read; never
    what its own writer replaced.
    """
    found = tried(OPENING, *THREE, LATE, WORDS, UNCLEAR, *CHANGED, result("6 x +1"))
    assert found.having(Verdict.DIFFERS) == found.votes
    (gap,) = found.votes[0].gaps
    assert (gap.difference.told, gap.difference.ours) == (6, 3)
    assert [vote.mail for vote in gap.counted] == [
        "<r@example.org>",
        "<i@example.org>",
        "<l@example.org>",
    ]
    assert {vote.mail for vote in gap.aside} == {"<w@example.org>", "<z@example.org>"}
    assert [each.mail for each in gap.doubts] == ["<u@example.org>"]


def test_each_side_has_its_own_difference() -> None:
    """An unclear +1 explains no missing -1; a doubt without a value may explain either."""
    neither = answer("n", "nia", "I am not sure that I can +1 or -1 this.", 8)
    found = tried(
        OPENING,
        *THREE,
        UNCLEAR,
        neither,
        answer("o", "omar", "-1, it is slow", 9),
        result("2 x -1"),
    )
    (gap,) = found.votes[0].gaps
    assert (gap.difference.value, [vote.mail for vote in gap.counted]) == (
        "-1",
        ["<o@example.org>"],
    )
    assert "<u@example.org>" not in {each.mail for each in gap.doubts}


def test_a_vote_on_items_is_not_compared() -> None:
    """Nobody can tell which of them a number is about."""
    split = answer("s", "sue", "+1 on 1, -1 on 2 because it is in use", 6)
    found = tried(OPENING, *THREE, split, result("4 x +1"))
    assert [each.verdict for each in found.votes] == [Verdict.ITEMS]
    assert found.compared == 0


def test_a_vote_without_a_result_is_only_shown() -> None:
    """Many teams state none, or one without numbers."""
    found = tried(OPENING, *THREE, result("It passes, thanks."))
    assert [each.verdict for each in found.votes] == [Verdict.UNTOLD]


def test_what_cannot_be_read_is_told() -> None:
    """The trial is honest about what it did not see."""
    found = tried(OPENING, b"From: a@example.org\nFrom: b@example.org\n\nhello\n")
    assert found.unreadable == 1


def test_the_months_have_no_gaps() -> None:
    """Months without mail or letters are part of an average; kinds are in the order of their
    numbers.
    """
    times = [datetime(2025, month, 3, tzinfo=UTC) for month in (11, 11)]
    letters = [
        SentLetter("M13", True, datetime(2025, 11, 30, tzinfo=UTC)),
        SentLetter("M4", True, datetime(2025, 11, 30, tzinfo=UTC)),
        SentLetter("M2", False, datetime(2026, 1, 1, tzinfo=UTC)),
    ]
    found = try_out(counted(), [*times, datetime(2026, 2, 1, tzinfo=UTC)], letters)
    assert found.months == (
        Month("2025-11", 2, 2, 0),
        Month("2025-12", 0, 0, 0),
        Month("2026-01", 0, 0, 1),
        Month("2026-02", 1, 0, 0),
    )
    assert (found.posts, found.notes) == ((("M4", 1), ("M13", 1)), (("M2", 1),))


def test_nothing_to_try_is_no_month() -> None:
    """An archive without mail."""
    assert try_out(counted(), [], []) == Trial((), (), (), (), 0, 0)


def test_the_mails_are_what_they_seem() -> None:
    """The mails of these tests can be read."""
    assert all(isinstance(mail(each), Mail) for each in (OPENING, *THREE, LATE, WORDS, UNCLEAR))
