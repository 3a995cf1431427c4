"""Which mail belongs to which thread, in real archives: with holes, circles, borrowed Message-IDs
and bare subjects."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

from listbot.recount.threads import Branch, Node, as_one, as_threads, belongs_to, under_openings
from tests.votes.counting.ballots import OPENED


def node(
    id: str,
    hour: int,
    *references: str,
    subject: str = "",
    opens: bool = False,
    answers: bool = True,
) -> Node:
    at = OPENED + timedelta(hours=hour)
    return Node(f"key-{id}-{hour}", id, references, (at, at, id), subject, opens, answers)


OPENING = node("root", 0, subject="mirrors", opens=True, answers=False)


def roots(places: dict[str, Branch]) -> dict[str, str | None]:
    return {key: place.root for key, place in places.items()}


def test_the_nearest_known_ancestor_decides() -> None:
    """The parent comes last; unknown mails are skipped."""
    opens = {"<a>": 1, "<b>": 2}
    assert belongs_to(("<a>", "<b>", "<unknown>"), opens) == 2
    assert belongs_to(("<unknown>",), opens) is None
    assert belongs_to((), opens) is None


def test_an_answer_belongs_to_the_opening_above_it() -> None:
    """Through any number of answers, and across mails that the archive lacks."""
    first, second = node("a", 1, "root"), node("b", 2, "root", "lost")
    third = node("c", 3, "a")
    expected = {
        OPENING.key: Branch(OPENING.key),
        first.key: Branch(OPENING.key, parent=OPENING.key),
        second.key: Branch(OPENING.key, parent=OPENING.key),
        third.key: Branch(OPENING.key, parent=first.key),
    }
    assert under_openings([third, second, first, OPENING]) == expected


def test_an_opening_in_an_old_thread_takes_what_answers_it() -> None:
    """ "[VOTE] Y (was: X)" opens its own; the rest of the thread stays where it was."""
    opening = node("new", 2, "root", subject="dns", opens=True)
    old, new = node("a", 3, "root"), node("b", 4, "root", "new")
    places = roots(under_openings([OPENING, opening, old, new]))
    assert places == {
        OPENING.key: OPENING.key,
        opening.key: opening.key,
        old.key: OPENING.key,
        new.key: opening.key,
    }


def test_without_references_the_subject_ties() -> None:
    """To the latest earlier opening with that subject, and it is marked; replies to it follow."""
    again = node("again", 50, subject="mirrors", opens=True, answers=False)
    early, late = node("a", 1, subject="mirrors"), node("b", 60, subject="mirrors")
    answer = node("c", 61, "b", subject="mirrors: a side question")
    places = under_openings([OPENING, again, early, late, answer])
    assert places[early.key] == Branch(OPENING.key, by_subject=True)
    assert places[late.key] == Branch(again.key, by_subject=True)
    assert places[answer.key] == Branch(again.key, parent=late.key, by_subject=True)


def test_the_subject_alone_ties_only_answers_that_come_later() -> None:
    """Not a mail before the opening, a mail that is not a reply, one without a subject, or one with
    another."""
    mails = [
        node("a", -1, subject="mirrors"),
        node("b", 1, subject="mirrors", answers=False),
        node("c", 1, subject=""),
        node("d", 1, subject="dns"),
    ]
    places = roots(under_openings([OPENING, *mails]))
    assert [places[mail.key] for mail in mails] == [None, None, None, None]


def test_a_circle_of_references_is_a_thread() -> None:
    """Its earliest mail is the top, wherever it is entered and in whatever order."""
    mails = [
        node("a", 1, "c"),
        node("b", 2, "a"),
        node("c", 3, "b"),
        node("d", 4, "c"),
        node("e", 5, "e"),
    ]
    for order in permutations(mails):
        places = roots(as_threads(order))
        assert [places[mail.key] for mail in mails] == [mails[0].key] * 4 + [mails[4].key]


def test_two_mails_may_claim_one_id() -> None:
    """Answers go to the first; neither is its own parent."""
    twin = node("root", 9, subject="mirrors")
    answer = node("a", 10, "root")
    places = under_openings([OPENING, twin, answer])
    assert places[answer.key].parent == OPENING.key
    assert places[twin.key] == Branch(OPENING.key, by_subject=True)


def test_a_folder_is_one_thread() -> None:
    """Under the earliest mail without a parent; orphans join it and are marked."""
    early = node("a", -5, "root", subject="mirrors")
    orphan = node("b", 5, "lost", subject="something else")
    places = as_one([early, OPENING, orphan])
    assert places == {
        early.key: Branch(OPENING.key, parent=OPENING.key),
        OPENING.key: Branch(OPENING.key),
        orphan.key: Branch(OPENING.key, by_subject=True),
    }
    assert as_one([]) == {}


def test_an_mbox_has_threads_by_references_then_by_subject() -> None:
    """Tags do not matter: every first mail opens."""
    other = node("other", 1, subject="dns", answers=False)
    same = node("same", 2, subject="mirrors", answers=False)
    orphan = node("orphan", 3, subject="dns")
    places = roots(as_threads([OPENING, other, same, orphan]))
    assert places == {
        OPENING.key: OPENING.key,
        other.key: other.key,
        same.key: same.key,
        orphan.key: other.key,
    }


def test_a_chain_of_ten_thousand_mails_is_walked_once() -> None:
    """Deep threads are not a problem: no recursion, and each mail is visited once."""
    chain = [node("0", 0, opens=True), *(node(str(n), n, str(n - 1)) for n in range(1, 10_000))]
    places = under_openings(reversed(chain))
    assert {place.root for place in places.values()} == {chain[0].key}


def test_an_opening_without_re_below_its_own_subject_is_an_answer() -> None:
    """Some lists strip the "Re:"; another round, and a mail without references, still open a
    proposal."""
    first = replace(OPENING, headline="[vote] mirrors")
    answer = replace(node("a", 1, "root"), opens=True, headline="[vote] mirrors")
    below = replace(node("b", 2, "a"), opens=True, headline="[vote] mirrors")
    again = replace(node("c", 3, "root"), opens=True, headline="[vote #2] mirrors")
    apart = replace(node("d", 4), opens=True, headline="[vote] mirrors")
    expected = {
        first.key: first.key,
        answer.key: first.key,
        below.key: first.key,
        again.key: again.key,
        apart.key: apart.key,
    }

    for order in permutations([first, answer, below, again, apart]):
        assert roots(under_openings(order)) == expected


def test_an_answer_without_re_that_seems_older_than_its_opening() -> None:
    """Its writer's clock was behind; References, not times, say what is above."""
    first = replace(node("root", 5, opens=True), headline="[vote] mirrors")
    answer = replace(node("a", 1, "root"), opens=True, headline="[vote] mirrors")
    for order in permutations([first, answer]):
        assert roots(under_openings(order)) == {first.key: first.key, answer.key: first.key}


def test_tagged_mails_in_a_circle() -> None:
    """The earliest mail of the circle opens, the others answer it, wherever it is entered."""
    mails = [
        replace(node(name, hours, above), opens=True, headline="[vote] mirrors")
        for name, hours, above in (("x", 0, "b"), ("a", 3, "c"), ("b", 2, "a"), ("c", 1, "b"))
    ]
    for order in permutations(mails):
        assert set(roots(under_openings(order)).values()) == {mails[3].key}
