"""A start: comparing the receipts and the outbox, and when every letter is held for the admin."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from listbot.letter_gate import Mode
from listbot.letters.message_ids import token
from listbot.model.decision import Echo
from listbot.model.letter_state import LetterState
from listbot.model.receipts import Attempt, FoundReceipts, Standing
from listbot.outbound.receipts import last_of
from listbot.store.base.schema import outbox as table
from listbot.store.base.secrets import letter_key
from listbot.store.outbox import pause, receipts, reconcile_receipts
from listbot.store.outbox.echoes import came_back
from listbot.store.outbox.outbox import Waiting
from listbot.store.outbox.receipts import ECHO_WAIT, LEFT_BEFORE, MAY_HAVE_LEFT, mark_of
from listbot.store.outbox.reconcile_receipts import Met
from tests.mail.arrivals import arrival
from tests.playing import LIST, START, Play, opening, votes

NOW = START + timedelta(days=4)
SINCE = START - timedelta(days=30)
PLACE = "/var/lib/listbot/listbot.db.receipts"


class Desk(Play):
    """A database with receipts beside it."""

    standing = Standing.KEPT

    def put(self, **values: object) -> Waiting:
        """Queue the letter that opens a vote, and return it as stored."""
        if not self.letters():
            self.take(opening())
        with self.transaction() as tx:
            tx.connection.execute(table.update().values(**values))
        return self.letters()[0]

    def meet(self, *noted: Attempt) -> Met:
        """Start with receipts that have these lines."""
        with self.transaction() as tx:
            return reconcile_receipts.meet(
                tx.connection, FoundReceipts(self.standing, PLACE, last_of(noted)), NOW, SINCE
            )

    def stands(self) -> tuple[str, int, str]:
        """Return state, attempts and note of the only letter."""
        (letter,) = self.letters()
        return letter.state, letter.attempts, letter.note

    def is_held(self) -> bool:
        """Return whether all letters are held."""
        with self.transaction() as tx:
            return pause.standing(tx.connection) is not None


@pytest.fixture
def desk() -> Iterator[Desk]:
    """An empty database."""
    found = Desk()
    yield found
    found.store.close()


def at(
    letter: Waiting, state: LetterState, number: int = 1, later: tuple[str, ...] = ()
) -> Attempt:
    """Return an attempt at the letter."""
    return Attempt(letter.parcel.message_id, number, state, START, later)


BEHIND = (
    f"the database is older than {PLACE}: it does not know of 1 letter that left; "
    "check `listbot outbox list`"
)


def test_the_first_start(desk: Desk) -> None:
    """Nothing was sent yet, so missing receipts are not a loss."""
    desk.standing = Standing.MISSING
    assert (desk.meet(), desk.is_held()) == (Met((), ""), False)


@pytest.mark.parametrize("standing", [Standing.MISSING, Standing.COPIED, Standing.DAMAGED])
def test_a_database_without_its_receipts(desk: Desk, standing: Standing) -> None:
    """It may be a copy, moved or restored: nothing leaves before somebody has looked."""
    letter = desk.put(state="sent", attempts=1, sent=START)
    desk.standing = standing
    met = desk.meet()
    assert met.lacking == (at(letter, LetterState.SENT),)
    assert met.held == (
        f"{PLACE} is {standing.value}: listbot cannot tell which letters left "
        "since this database was last in use; "
        "check `listbot outbox list`"
    )
    with desk.transaction() as tx:
        assert pause.standing(tx.connection) == pause.Pause(NOW, "listbot", met.held)


@pytest.mark.parametrize("standing", [Standing.COPIED, Standing.DAMAGED])
def test_receipts_without_their_database(desk: Desk, standing: Standing) -> None:
    """The database is new, and something had left before."""
    desk.standing = standing
    assert desk.meet(Attempt("<a@example.org>", 1, LetterState.QUEUED, START)).held


def test_both_know_the_same(desk: Desk) -> None:
    """An ordinary start, and one after restoring a backup that is newer than the last letter."""
    letter = desk.put(state="sent", attempts=2, sent=START)
    lines = (
        at(letter, LetterState.SENDING),
        at(letter, LetterState.QUEUED),
        at(letter, LetterState.SENDING, 2),
        at(letter, LetterState.SENT, 2),
    )
    assert (desk.meet(*lines), desk.is_held()) == (Met((), ""), False)


@pytest.mark.parametrize("state", ["queued", "held", "folded", "dropped", "dead"])
def test_restored_with_a_letter_that_left_since(desk: Desk, state: str) -> None:
    """It is sent, whatever the backup says; the admin looks first."""
    letter = desk.put(state=state, due=START, attempts=1)
    met = desk.meet(at(letter, LetterState.QUEUED), at(letter, LetterState.SENT, 2))
    assert (met, desk.is_held()) == (Met((), BEHIND), True)
    assert desk.stands() == ("sent", 2, LEFT_BEFORE)
    assert desk.letters()[0].sent == START


def test_restored_with_a_letter_that_may_have_left_since(desk: Desk) -> None:
    """It waits for its echo as before, and gets one repetition in all."""
    letter = desk.put(state="queued", due=START)
    assert desk.meet(at(letter, LetterState.SENDING)).held == BEHIND
    assert desk.stands() == ("sending", 1, MAY_HAVE_LEFT)
    assert desk.letters()[0].due == NOW + ECHO_WAIT
    assert desk.meet(at(letter, LetterState.SENDING)).held == ""
    desk.put(state="queued", attempts=0)
    assert (
        desk.meet(at(letter, LetterState.SENDING), at(letter, LetterState.RESENDING, 2)).held
        == BEHIND
    )
    assert desk.stands() == ("resending", 2, MAY_HAVE_LEFT)


def test_restored_with_a_letter_that_surely_did_not_leave(desk: Desk) -> None:
    """It was only tried: the backup is as good as what it replaces."""
    letter = desk.put(state="queued", due=START)
    assert desk.meet(at(letter, LetterState.SENDING), at(letter, LetterState.QUEUED)) == Met((), "")
    assert desk.stands() == ("queued", 0, "")


def test_restored_with_a_letter_that_some_have(desk: Desk) -> None:
    """It is for the others only."""
    people = ["ana@example.org", "ravi@example.org"]
    letter = desk.put(
        state="queued", due=START, recipients='["ana@example.org","ravi@example.org"]'
    )
    assert desk.meet(at(letter, LetterState.QUEUED, later=(mark_of(people[1]),))).held == BEHIND
    assert desk.letters()[0].parcel.recipients == ("ravi@example.org",)
    assert desk.stands() == ("queued", 1, "")


def test_a_draft_stays_a_draft(desk: Desk) -> None:
    """It is never sent anyway."""
    letter = desk.put(state="draft")
    assert (desk.meet(at(letter, LetterState.SENT)), desk.stands()[0]) == (Met((), ""), "draft")


@pytest.mark.parametrize(
    ("state", "came_to", "expected", "due"),
    [
        ("sending", "sent", "sent", None),
        ("sending", "queued", "queued", NOW),
        ("sending", "dead", "dead", None),
        ("sending", "sending", "sending", START),
        ("resending", "sending", "sending", NOW + ECHO_WAIT),
    ],
)
def test_cut_off_by_a_crash(
    desk: Desk, state: str, came_to: str, expected: str, due: object
) -> None:
    """The receipts say how the attempt ended, so there is neither a doubt nor a restore."""
    letter = desk.put(state=state, attempts=1, due=START)
    assert (desk.meet(at(letter, LetterState(came_to))), desk.is_held()) == (Met((), ""), False)
    assert (desk.letters()[0].state, desk.letters()[0].due) == (expected, due)


def test_what_the_receipts_lack(desk: Desk) -> None:
    """Letters that an echo proved sent, and doubtful ones; but none that is too old."""
    letter = desk.put(state=LetterState.SENT, attempts=1, sent=START)
    assert desk.meet(at(letter, LetterState.SENDING)).lacking == (at(letter, LetterState.SENT),)
    desk.put(state=LetterState.SENDING, sent=None, made=START)
    assert desk.meet().lacking == (at(letter, LetterState.SENDING),)
    desk.put(made=SINCE - timedelta(seconds=1))
    assert desk.meet().lacking == ()


def result_of(desk: Desk) -> Waiting:
    """Make the letter with the result."""
    desk.run_until(START + timedelta(days=4))
    (result,) = desk.letters("M5")
    return result


def letter_before() -> Waiting:
    """Return the vote's result as the daemon made it before the restore."""
    play = Desk()
    play.take(opening(), *votes(["Ravi", "Lena", "Omar"]))
    result = result_of(play)
    play.store.close()
    return result


@pytest.mark.parametrize("tells", ["receipts", "echo"])
def test_restored_from_before_the_letter_was_made(desk: Desk, tells: str) -> None:
    """The same decision makes it again; by receipt or echo it counts as sent from the start."""
    before = letter_before()
    if tells == "receipts":
        assert desk.meet(at(before, LetterState.SENT)).held == BEHIND
        assert desk.meet(at(before, LetterState.SENT)).held == ""  # from now on it is known
    else:
        with desk.transaction() as tx:
            mark = token(before.parcel.message_id, letter_key(tx.connection))
            echo = Echo(before.parcel.message_id, mark)
            came_back(tx.connection, echo, LIST, START, arrival(""))
        assert desk.meet().lacking == (at(before, LetterState.SENT),)
    desk.take(opening(), *votes(["Ravi", "Lena", "Omar"]))
    result = result_of(desk)
    assert (result.parcel.message_id, result.state, result.note) == (
        before.parcel.message_id,
        "sent",
        LEFT_BEFORE,
    )


def test_a_doubt_about_a_letter_that_is_not_made_yet(desk: Desk) -> None:
    """It begins in doubt; if its echo comes in first, it is sent; and the surer word wins."""
    before = letter_before()
    desk.meet(at(before, LetterState.SENDING))
    desk.meet(at(before, LetterState.SENT))
    desk.meet(at(before, LetterState.SENDING))
    with desk.transaction() as tx:
        assert receipts.of(tx.connection, before.parcel.message_id) == at(before, LetterState.SENT)


def test_a_letter_that_is_only_tried_is_not_remembered(desk: Desk) -> None:
    """Nobody has it."""
    before = letter_before()
    assert desk.meet(at(before, LetterState.SENDING), at(before, LetterState.DEAD)) == Met((), "")
    with desk.transaction() as tx:
        assert receipts.remembered(tx.connection) == {}


def test_several_letters(desk: Desk) -> None:
    """The admin reads how many; an existing pause keeps its owner."""
    by_hand = pause.Pause(START, "ana")
    with desk.transaction() as tx:
        pause.pause(tx.connection, by_hand)
    noted = [Attempt(f"<{name}@example.org>", 1, LetterState.SENT, START) for name in "abc"]
    assert "it does not know of 3 letters that left" in desk.meet(*noted).held
    with desk.transaction() as tx:
        assert pause.standing(tx.connection) == by_hand


def test_shadow_makes_drafts_of_what_left(desk: Desk) -> None:
    """Looking at a restored database with `run --shadow` sends nothing, now or later."""
    before = letter_before()
    desk.meet(at(before, LetterState.SENT))
    desk.store.context.modes = {LIST: Mode.SHADOW}
    desk.take(opening(), *votes(["Ravi", "Lena", "Omar"]))
    assert result_of(desk).state == "draft"
