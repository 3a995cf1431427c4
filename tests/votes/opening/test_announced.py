"""The day of an act is not the close."""

from datetime import UTC, datetime

import pytest

from listbot.model.reading import Announced, Deadline, Opening
from listbot.votes.opening.announced import announced_in
from listbot.votes.opening.deadlines import find_deadline, unread_in
from listbot.votes.opening.opening import find_opening
from tests.votes.reading.cases import reply

BASE = datetime(2026, 9, 14, 10, 0, tzinfo=UTC)  # A Monday.

# The text, the day of the month on which it closes, and the day it announces something for.
CASES: list[tuple[str, int | None, int | None]] = [
    ("Unless somebody objects I will upgrade Gerrit on 20 September.", None, 20),
    ("Unless somebody objects, I'll upgrade Gerrit on 20 September at 14:00 UTC.", None, 20),
    ("I will upgrade Gerrit on 20 September unless somebody objects.", None, 20),
    ("On 20 September I will upgrade Gerrit, unless somebody objects.", None, 20),
    ("If nobody objects on the list, on Friday I will do it.", None, 18),
    ("Unless there are objections, Gerrit will be upgraded on 20 September.", None, 20),
    ("Unless somebody objects before then, the switch happens on 20 September.", None, 20),
    ("Any objections to upgrading Gerrit on 20 September?", None, 20),
    ("I want to move the list to the new host on 20 September. Objections?", None, 20),
    ("I would like to take the mirror down Saturday, objections?", None, 19),
    ("I plan to do this on Monday if I hear no objections", None, 21),
    ("I'm scheduling the reboot for 20 September, shout if you object.", None, 20),
    ("I'll restart it tomorrow unless someone objects.", None, 15),
    ("Will do this Tuesday unless anyone objects.", None, 15),
    ("Lazy consensus: upgrade on 20 September", None, 20),
    ("I will close the old tracker on 20 September unless someone objects.", None, 20),
    ("I will upgrade it by Friday unless there are objections.", None, 18),
    ("I will restart the proxy on Wednesday and the mirror on Tuesday.", None, 16),
    ("Unless somebody objects by Friday, I will upgrade Gerrit on Monday.", 18, 21),
    ("If nobody objects until Friday we upgrade on Monday.", 18, 21),
    ("Comments are welcome till Sunday, I will go ahead on Monday.", 20, 21),
    ("I propose to upgrade Gerrit on 20 September. Please object until 18 September.", 18, 20),
    ("If no one objects by Friday I will do it.", 18, None),
    ("Speak up before Tuesday, otherwise I'll do it then.", 15, None),
    ("Please let me know by Friday if you object.", 18, None),
    ("Please object no later than Friday.", 18, None),
    ("By Friday please object.", 18, None),
    ("Until Friday I will wait for objections.", 18, None),
    ("I'll do this in 72 hours if nobody objects.", 17, None),
    ("The vote is open to Friday.", 18, None),
    ("The vote runs from Monday to Friday.", 18, None),
    ("I will close this vote on Friday.", 18, None),
    ("On Friday the vote closes.", 18, None),
    ("On Friday we vote.", 18, None),
    ("Please vote on Friday.", 18, None),
    ("This will pass on Friday unless there is an objection.", 18, None),
    ("Lazy consensus ends on Friday", 18, None),
    ("Deadline: Friday", 18, None),
    ("If nobody objects, move the reboot to Tuesday.", None, None),
    ("If nobody objects I'd like to move the reboot from Monday to Tuesday.", None, None),
    ("The reboot was on 3 March, if nobody objects I will do it the same way.", None, None),
    ("The old host stays until Friday.", None, None),
]


@pytest.mark.parametrize(("body", "closes", "acts"), CASES)
def test_the_day_of_an_act_is_not_the_close(
    body: str, closes: int | None, acts: int | None
) -> None:
    """The clause around a time shows which of the two it is."""
    mail = reply(body, "[LAZY] Upgrade Gerrit")
    deadline, announced = find_deadline(mail, BASE), announced_in(mail, "Upgrade Gerrit", BASE)
    assert (deadline and deadline.at.day, announced and announced.begins.day) == (closes, acts)


@pytest.mark.parametrize(
    ("title", "acts"),
    [
        ("Upgrade Gerrit on 20 September", 20),
        ("Reboot this Tuesday", 15),
        ("Move the reboot to Tuesday", None),
        ("Move the reboot from Monday to Tuesday", None),
        ("Vote on Friday", None),
        ("Minutes of Friday", None),
    ],
)
def test_a_title_may_name_the_day(title: str, acts: int | None) -> None:
    """A preposition shows that a title names the day; a day something moves to is neither."""
    announced = announced_in(reply("Please look at it.", f"[LAZY] {title}"), title, BASE)
    assert (announced and announced.begins.day) == acts


def test_an_opening_has_one_or_the_other() -> None:
    """If a closing time is named, nothing else is needed; otherwise the day is kept with
    its words.
    """

    def opening(body: str) -> Opening | None:
        return find_opening(reply(body, "[LAZY] Upgrade Gerrit"), {"LAZY": "minor"})

    day = datetime(2026, 9, 20, tzinfo=UTC)
    assert opening("I will do it on 20 September 2026.") == Opening(
        "LAZY", "Upgrade Gerrit", announced=Announced(day, "20 September 2026")
    )
    close = Deadline(day.replace(day=18, hour=18), "until 2026-09-18 18:00 UTC")
    both = "Object until 2026-09-18 18:00 UTC. I will do it on 20 September 2026."
    assert opening(both) == Opening("LAZY", "Upgrade Gerrit", close)


def test_an_ambiguous_day_of_an_act_is_not_an_unclear_close() -> None:
    """An ambiguous day that is not the close raises no question about the close."""
    mail = reply("Unless somebody objects I will do it on 03/04.", "[LAZY] Upgrade Gerrit")
    assert (unread_in(mail, BASE), announced_in(mail, "Upgrade Gerrit", BASE)) == ("", None)
