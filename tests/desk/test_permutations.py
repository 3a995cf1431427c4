"""The mails of a ticket make one ticket with the same mails, people and status, whatever their
order.

docs/architecture.md says what may differ: the number of a ticket, and who got which first
letter.
"""

from collections.abc import Sequence
from itertools import permutations
from typing import NamedTuple

import pytest
from sqlalchemy import select

from listbot.mail import Mail, Unreadable
from listbot.store.base.schema import mails
from listbot.store.base.ticket_tables import tickets
from listbot.store.desk.threading import load
from tests.playing import Play, hours
from tests.store.desk.by_hand import SUPPORT, desk_rules, request

KIM, PAT = "kim@example.net", "pat@example.net"
DAY = (
    request("q", KIM, 0, cc=PAT),
    request("same", PAT, 1, subject="Re: The printer", answers=["q"], to=KIM, cc=SUPPORT),
    request(
        "fix",
        "Ravi",
        2,
        subject="Re: The printer",
        answers=["q"],
        vouched=True,
        text="Please try again.",
    ),
    request(
        "works", KIM, 3, subject="Re: The printer", answers=["q", "fix"], text="Works now, thanks!"
    ),
    request(
        "more",
        KIM,
        5,
        subject="Re: The printer",
        answers=["q", "fix", "works"],
        text="It smokes again.",
    ),
)
"""A request with a copy to Pat, who answers it; the team's answer; Kim's mail that it works,
and the one that it does not.
"""


class Seen(NamedTuple):
    """The state of a ticket."""

    mails: frozenset[str]
    status: str
    requester: str
    title: str
    watchers: frozenset[str]
    participants: frozenset[str]


@pytest.fixture(scope="module")
def play() -> Play:
    """One store, emptied for each order."""
    return Play(in_force=desk_rules())


def seen(play: Play) -> list[Seen]:
    """The tickets there are."""
    found = []
    with play.store.reading() as connection:
        for key in connection.execute(select(tickets.c.key).order_by(tickets.c.number)).scalars():
            ticket = load(connection, key)
            assert ticket is not None
            ids = connection.execute(
                select(mails.c.message_id).where(mails.c.ticket == key)
            ).scalars()
            found.append(
                Seen(
                    frozenset(ids),
                    ticket.status,
                    ticket.requester,
                    ticket.title,
                    frozenset(ticket.watchers),
                    frozenset(ticket.participants),
                )
            )
    return found


def take(play: Play, posts: Sequence[Mail | Unreadable]) -> list[Seen]:
    """Take these mails in this order, and return the tickets."""
    play.forget_all()
    with play.without_letters():
        play.take(*posts)
        play.tick(hours(8))
    return seen(play)


@pytest.mark.parametrize("first", [(0,), (1, 0)], ids=["the request first", "an answer first"])
def test_answers_in_any_order(play: Play, first: tuple[int, ...]) -> None:
    """Once the request is there, its answers may arrive in any order; one of them may have
    overtaken it.
    """
    read = [play.read(post) for post in DAY]
    expected = take(play, read)
    assert [(each.status, each.requester, len(each.mails)) for each in expected] == [
        ("waiting on team", KIM, 5)
    ]
    for order in permutations(set(range(len(DAY))).difference(first)):
        assert take(play, [read[at] for at in (*first, *order)]) == expected, order


def test_two_answers_before_the_request(play: Play) -> None:
    """Nothing ties two strangers' mails to each other, so there are two tickets, and no mail is
    lost.
    """
    read = [play.read(post) for post in DAY]
    found = take(play, [read[1], read[2], read[0], *read[3:]])
    assert len(found) == 2
    assert frozenset[str]().union(*(each.mails for each in found)) == {
        mail.message_id for mail in read
    }
