"""Posts that left and did not come back from their list."""

from collections.abc import Iterable
from datetime import timedelta

import pytest

from listbot.letter_gate import Start
from listbot.letters.letter import Letter
from listbot.letters.message_ids import token
from listbot.model.decision import Echo
from listbot.model.letter_state import LetterState
from listbot.model.order import LetterKind
from listbot.store.base.schema import outbox as table
from listbot.store.base.secrets import letter_key
from listbot.store.outbox import outbox
from listbot.store.outbox.echoes import came_back
from listbot.store.outbox.queueing import row_of
from listbot.store.outbox.receipts import LEFT_BEFORE
from listbot.store.overdue import missing_echoes
from listbot.store.store import Store
from tests.mail.arrivals import arrival
from tests.playing import START, in_memory

LIST, OTHER = "infra@example.org", "ops@example.org"
HOUR = timedelta(hours=1)


@pytest.fixture
def store() -> Iterable[Store]:
    """An empty store."""
    found = Store(in_memory(), lambda: START)
    yield found
    found.close()


def sent(store: Store, name: str, address: str = LIST, **values: object) -> None:
    """Queue a post that left at START."""
    letter = Letter(
        name,
        LetterKind.OPENED,
        f"<{name}@example.org>",
        True,
        (address,),
        "",
        f"About {name}",
        b"",
        "",
    )
    row = row_of(letter, address, Start(LetterState.QUEUED), START) | {
        "state": "sent",
        "sent": START,
        "due": None,
    }
    with store.transaction() as tx:
        tx.connection.execute(table.insert(), row | values)


def echo(store: Store, name: str, address: str = LIST) -> None:
    """Let the list give it back."""
    id = f"<{name}@example.org>"
    with store.transaction() as tx:
        own = Echo(id, token(id, letter_key(tx.connection)))
        came_back(tx.connection, own, address, START, arrival(""))


def told(store: Store, after: timedelta = HOUR, *lists: str) -> list[str]:
    """Return the alerts when the lists were read up to then."""
    with store.transaction() as tx:
        missing_echoes.tell_missed(tx, dict.fromkeys(lists or (LIST,), START + after))
        return [alert.text for alert in tx.alerts]


def letters(store: Store) -> dict[str, str]:
    """Return each letter's echo."""
    with store.transaction() as tx:
        return {each.key: each.echo for each in outbox.find(tx.connection)}


def test_a_post_that_comes_back_is_not_told(store: Store) -> None:
    """Within the hour or late."""
    sent(store, "a")
    echo(store, "a")
    assert (told(store), letters(store)) == ([], {"a": "seen"})


def test_a_list_that_gives_posts_back_is_told_of_each_that_is_missing(store: Store) -> None:
    """Once, an hour after it left; one that a moderator lets through later is then seen."""
    sent(store, "a")
    echo(store, "a")
    sent(store, "b")
    sent(store, "c")
    assert told(store, HOUR - timedelta(seconds=1)) == []
    assert told(store) == [
        f"infra@example.org has not given back letter {number} (M1), which the mail server "
        f"accepted at 2026-09-08 18:00 UTC: About {name}. listbot does not send it "
        "again. Is it held for a moderator?"
        for number, name in ((2, "b"), (3, "c"))
    ]
    assert told(store, 9 * HOUR) == []
    echo(store, "c")
    assert letters(store) == {"a": "seen", "b": "missed", "c": "seen"}


def test_a_list_that_never_gave_one_back_is_told_once(store: Store) -> None:
    """It may hold them, or not send people their own posts; each list by itself."""
    sent(store, "a")
    sent(store, "b", OTHER)
    sent(store, "c", OTHER)
    first = told(store, HOUR, LIST, OTHER)
    assert [text.partition(". ")[0] for text in first] == [
        (
            "infra@example.org has not given back any of listbot's posts; the mail server "
            "accepted a letter at least an hour ago"
        ),
        (
            "ops@example.org has not given back any of listbot's posts; the mail server "
            "accepted 2 letters at least an hour ago"
        ),
    ]
    sent(store, "d")
    assert told(store, 2 * HOUR, LIST, OTHER) == []
    assert letters(store) == dict.fromkeys("abcd", "missed")


def test_a_list_that_was_not_read_is_not_judged(store: Store) -> None:
    """While a mailbox is away, nothing can come back."""
    sent(store, "a", OTHER)
    assert (told(store, HOUR, LIST), letters(store)) == ([], {"a": ""})


def test_letters_that_no_list_gives_back_are_not_judged(store: Store) -> None:
    """Private ones, drafts, waiting ones, and letters from before a restore."""
    sent(store, "a", to_list=False)
    sent(store, "b", state="draft", sent=None)
    sent(store, "c", state="queued", sent=None)
    sent(store, "d", note=LEFT_BEFORE)
    assert (told(store), letters(store)) == ([], dict.fromkeys("abcd", ""))


def test_a_doubtful_post_waits_while_its_list_is_not_read(store: Store) -> None:
    """The copy that would settle it cannot come in; a list that is read is not waited for, and
    after a day the post is tried once more all the same.
    """
    sent(store, "a")
    sent(store, "b", OTHER)
    echo(store, "a")
    echo(store, "b", OTHER)
    for name, address in (("c", LIST), ("d", OTHER)):
        sent(store, name, address, state=LetterState.SENDING, sent=None, due=START)

    def due_after(at: timedelta, read: dict[str, timedelta]) -> dict[str, timedelta]:
        now = START + at
        until = {address: now - behind for address, behind in read.items()}
        with store.transaction() as tx:
            missing_echoes.wait_to_hear(tx, until, (LIST, OTHER), now)
            found = {each.key: each.due for each in outbox.find(tx.connection)}
        return {key: due - START for key, due in found.items() if due is not None}

    soon, none = timedelta(seconds=90), timedelta()
    assert due_after(none, {LIST: none, OTHER: none}) == {"c": none, "d": none}
    assert due_after(none, {LIST: none}) == {"c": none, "d": soon}
    assert due_after(HOUR, {LIST: HOUR, OTHER: none}) == {"c": HOUR + soon, "d": soon}
    assert due_after(24 * HOUR, {}) == {"c": HOUR + soon, "d": soon}
