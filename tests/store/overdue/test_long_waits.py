"""Letters that wait two days for approval are reported once, to the people they concern."""

from listbot.letter_gate import Mode
from listbot.store.outbox import outbox
from listbot.store.outbox.outbox import Waiting
from listbot.store.overdue import long_waits
from tests.playing import Play, Post, hours, opening, rules
from tests.store.desk.by_hand import desk_rules, request


def tell(play: Play, at: float) -> list[Waiting]:
    """Return what was reported by then."""
    play.now = hours(at)
    with play.transaction() as tx:
        long_waits.tell(tx, play.now)
    return play.letters("M27")


def approve(play: Play, kind: str) -> None:
    """Approve the letters of a kind."""
    with play.transaction() as tx:
        for each in play.letters(kind):
            outbox.change(tx.connection, each.id, state="queued", due=play.now)


def test_a_proposer_hears_of_posts_that_nobody_let_out() -> None:
    """After 48 hours, in one letter, once; what waits later is reported after its own 48 hours."""
    play = Play(in_force=rules(), mode=Mode.APPROVE)
    play.take(
        opening(text="Let us vote until Wednesday."), Post("v", "Ravi", "+1", 1, answers=["p"])
    )
    waiting = [each.kind for each in play.letters() if each.state == "held"]
    assert (waiting, tell(play, 47)) == (["M1"], [])
    (told,) = tell(play, 48.1)
    assert (told.parcel.recipients, told.state, told.to_list) == (
        ("ana@example.org",),
        "queued",
        False,
    )
    assert told.text.startswith("A letter about V-1 is waiting for approval")
    assert len(tell(play, 60)) == 1
    play.run_until(hours(100))
    (_, again) = tell(play, 160)
    assert "letters about V-1 are waiting" in again.text


def test_what_was_let_out_is_not_told() -> None:
    """Nothing waits any more."""
    play = Play(in_force=rules(), mode=Mode.APPROVE)
    play.take(opening(text="Let us vote until Wednesday."))
    approve(play, "M1")
    assert tell(play, 100) == []


def test_a_person_who_wants_no_notes_gets_none() -> None:
    """`#listbot notes: off` covers these, too."""
    play = Play(in_force=rules(), mode=Mode.APPROVE)
    play.take(
        opening(text="Let us vote until Wednesday."),
        Post("n", "Ana", "#listbot notes: off", 1, "Re: [VOTE] Move it", answers=["p"]),
    )
    assert tell(play, 100) == []


def test_a_requester_hears_of_an_answer_that_waits() -> None:
    """Where private letters wait as well; nothing of the request is repeated."""
    play = Play(in_force=desk_rules(), mode=Mode.APPROVE_ALL)
    play.take(request("r", "kim@example.com", subject="Secret thing"))
    assert {each.state for each in play.letters("M9")} == {"held"}
    (told,) = tell(play, 49)
    assert (told.parcel.recipients, told.state) == (("kim@example.com",), "queued")
    assert "about T-1 is waiting for approval" in " ".join(told.text.split())
    assert "Secret" not in told.subject + told.text


def test_what_a_flood_holds_is_told_to_nobody() -> None:
    """The addresses may all be forged."""
    play = Play(in_force=desk_rules(hourly=0), mode=Mode.LIVE)
    play.take(request("r", "kim@example.com"))
    assert {each.state for each in play.letters("M9")} == {"held"}
    assert tell(play, 49) == []


def test_a_recap_is_nobodys() -> None:
    """Letters about neither a vote nor a ticket concern nobody."""
    play = Play(in_force=rules(), mode=Mode.APPROVE)
    play.take(opening(text="Let us vote until Wednesday."))
    with play.transaction() as tx:
        for each in play.letters("M1"):
            outbox.change(tx.connection, each.id, key="M13|infra@example.org|2026-W37", kind="M13")
    assert tell(play, 100) == []
