"""A busy thread from a member's mailbox, from the list's own archive and from a hidden one: one
digest.

The mails are made as the places have them: decorated by the list, as they were sent, with hidden
addresses; with copies past the list, in any order.
"""

import base64
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import format_datetime

import pytest

from listbot.mail import Arrival, ListContext, read
from listbot.model.policy import Member, Roster
from listbot.packaged import load_policy, load_preset
from listbot.recount.options import RecountOptions
from listbot.recount.recount import ProposalCount, recount
from tests.playing import START

TITLE = "[VOTE] Retire the old build hosts"
FOOTER = (
    "_______________________________________________\n"
    "infra mailing list -- infra@example.org\n"
    "To unsubscribe send an email to infra-leave@example.org\n"
    "Vote early: https://lists.example.org/vote?choice=+1\n"
)
NAMES = ("Ana", "Ravi", "Lena", "Omar", "Ines", "Lars", "Kim", "Pia")
ROSTER = Roster(
    tuple(
        Member(name, (f"{name.lower()}@example.org", f"{name.lower()}@example.net"))
        for name in NAMES
    )
)
CLOSES = START + timedelta(hours=72)


@dataclass(frozen=True)
class Said:
    """One mail as its writer sent it to the list."""

    id: str
    who: str
    text: str
    at: float
    """Hours after the opening."""
    answers: Sequence[str] = ("p",)
    subject: str = f"Re: {TITLE}"
    kind: str = "text/plain; charset=utf-8"
    more: str = ""
    copies_to: str = ""

    @property
    def address(self) -> str:
        return f"{self.who.lower()}@example.org"

    @property
    def when(self) -> datetime:
        return START + timedelta(hours=self.at)


THREAD = (
    Said("p", "Ana", "I propose to retire them.\n\n+1 from me.", 0, (), TITLE),
    Said("r", "Ravi", "+1\n\n> I propose to retire them.\n", 1, copies_to="ana@example.org"),
    Said("l", "Lena", "On Tue, Ana wrote:\n> I propose to retire them.\n\n-1\n", 2),
    Said("q", "Pat", "Which ones are meant?\n", 3),
    Said("a", "Ana", "> Which ones are meant?\n\nThe three in the cellar.\n", 3.5, ("p", "q")),
    Said("o", "Omar", "<p>+1</p><blockquote>-1</blockquote>", 4, kind="text/html; charset=utf-8"),
    Said("i", "Ines", "+1 if we keep one of them\n", 5),
    Said("j", "Ines", "Fine then: +1\n", 20, ("p", "i", "k"), copies_to="kim@example.org"),
    Said("k", "Kim", "> +1 if we keep one of them\n\nWe keep one.\n", 6, ("p", "i")),
    Said("m", "Lena", "They still build the old branch, see the wiki.\n", 8, ("p", "l")),
    Said("n", "Lena", "I withdraw my -1.\n\n> -1\n", 30, ("p", "l", "m")),
    Said("s", "Lars", "0", 31, more="Content-Transfer-Encoding: base64\n"),
    Said("t", "Pat", "+1 (non-binding)\n", 32),
    Said("u", "Lars", "Changing my vote to +1.\n", 40, ("p", "s"), TITLE),
    Said("v", "Kim", "I am away until Monday. +1\n", 41, more="Auto-Submitted: auto-replied\n"),
    Said("w", "Pia", "+1\n", 71),
    Said("x", "Omar", "-1 after all, the cooling is new.\n", 90, ("p", "o")),
    Said("y", "Ana", "3 x +1, so it passes.\n", 91, (), f"[RESULT] {TITLE}"),
)


def headers(said: Said, sender: str, subject: str) -> str:
    """What every place keeps of a header."""
    ids = [f"<{each}@example.org>" for each in said.answers]
    threading = f"In-Reply-To: {ids[-1]}\nReferences: {' '.join(ids)}\n" if ids else ""
    copies = f"Cc: {said.copies_to}\n" if said.copies_to else ""
    return (
        f"From: {sender}\nTo: infra@example.org\n{copies}Subject: {subject}\n"
        f"Date: {format_datetime(said.when)}\nMessage-ID: <{said.id}@example.org>\n"
        f"{threading}{said.more}"
    )


def body(said: Said, text: str) -> str:
    if "base64" in said.more:
        text = base64.b64encode(text.encode()).decode() + "\n"
    return f"MIME-Version: 1.0\nContent-Type: {said.kind}\n\n{text}"


def as_sent(said: Said) -> str:
    """In the list's own archive, as HyperKitty exports it."""
    return headers(said, f"{said.who} <{said.address}>", said.subject) + body(said, said.text)


def as_a_member_got_it(said: Said) -> str:
    """With stamps, prefix and footer, and the list in From; HTML gets the footer as a part."""
    subject = said.subject.replace("[", "[infra] [", 1)
    stamp = format_datetime(said.when + timedelta(seconds=40))
    first = format_datetime(said.when + timedelta(seconds=20))
    way = (
        f"Received: from lists.example.org by mx.member.example; {stamp}\n"
        f"Received: from mail.example.org by lists.example.org; {first}\n"
        "List-Id: <infra.example.org>\nList-Post: <mailto:infra@example.org>\n"
        f"Reply-To: {said.who} <{said.address}>\n"
    )
    head = headers(said, f"{said.who} via infra <infra@example.org>", subject)
    if said.kind.startswith("text/plain"):
        return way + head + body(said, f"{said.text.rstrip()}\n{FOOTER}")
    parts = f"--x\nContent-Type: {said.kind}\n\n{said.text}\n--x\nContent-Type: text/plain\n\n"
    return (
        f"{way}{head}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n"
        f"{parts}{FOOTER}\n--x--\n"
    )


def with_a_hidden_address(said: Said) -> str:
    """As pipermail's monthly file has it."""
    sender = f"{said.address.replace('@', ' at ')} ({said.who})"
    subject = said.subject.replace("[", "[infra] [", 1)
    return headers(said, sender, subject) + body(said, said.text)


def counted(raws: Iterable[str], roster: Roster = ROSTER) -> ProposalCount:
    """The recount that the result names."""
    mails = [
        (
            f"#{at}",
            read(
                Arrival(
                    raw.encode(),
                    ListContext(""),
                    "archive",
                    START + timedelta(days=99),
                    archived=True,
                )
            ),
        )
        for at, raw in enumerate(raws, 1)
    ]
    options = RecountOptions(
        policies=load_preset("ovirt"),
        policy=load_policy("ovirt:substantial"),
        now=START + timedelta(days=99),
        roster=roster,
        opening="<p@example.org>",
        opened=START,
        closes=CLOSES,
    )
    (found,) = recount("archive", mails, options).proposals
    return found


def rows(found: ProposalCount) -> list[tuple[object, ...]]:
    """The votes without their times, of which an archive may have other seconds."""
    return [
        (vote.voter, vote.mail, vote.value, vote.status, vote.explained, vote.changed_from)
        for vote in found.outcome.tally.votes
    ]


LIST_ARCHIVE = counted(map(as_sent, THREAD))


def test_the_thread_is_counted_as_a_person_would() -> None:
    """Six +1 count, one vote is not binding, one is late; nobody quoted anybody's vote."""
    tally = LIST_ARCHIVE.outcome.tally
    assert (tally.yes, tally.zero, tally.no) == (6, 0, 0)
    assert [f"{vote.name} {vote.value} {vote.status}" for vote in tally.votes] == [
        "Ana +1 counted",
        "Ravi +1 counted",
        "Lena -1 withdrawn",
        "Omar +1 counted",
        "Ines +1 counted",
        "Lars 0 superseded",
        "Pat +1 not binding",
        "Lars +1 counted",
        "Pia +1 counted",
        "Omar -1 late",
    ]


def the_same(raws: Iterable[str]) -> None:
    found = counted(raws)
    assert rows(found) == rows(LIST_ARCHIVE)
    assert found.digest == LIST_ARCHIVE.digest


PLACES: dict[str, Callable[[Said], str]] = {
    "a member's mailbox": as_a_member_got_it,
    "pipermail": with_a_hidden_address,
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_each_place_comes_to_the_same_digest(place: Callable[[Said], str]) -> None:
    """Footer, prefix, the list in From, hidden addresses: none of it changes a vote."""
    the_same(map(place, THREAD))


def test_copies_past_the_list_change_nothing() -> None:
    """Whoever is in Cc has the mail twice: decorated, and as it was sent."""
    mailbox = [as_a_member_got_it(each) for each in THREAD]
    mailbox += [as_sent(each) for each in THREAD if each.copies_to]
    the_same(mailbox)


def test_every_order_comes_to_the_same_digest() -> None:
    """Archives sort mails by when they came, or by name, or not at all."""
    chance = random.Random(7)
    mailbox = [as_a_member_got_it(each) for each in THREAD]
    mailbox += [as_sent(each) for each in THREAD if each.copies_to]
    for _ in range(8):
        chance.shuffle(mailbox)
        the_same(mailbox)


def test_other_threads_beside_it_change_nothing() -> None:
    """A month of the list has other votes and other talk, too."""
    other = [
        replace(
            each,
            id=f"o-{each.id}",
            answers=[f"o-{id}" for id in each.answers],
            subject=each.subject.replace("build hosts", "wiki"),
            at=each.at + 0.25,
        )
        for each in THREAD
    ]
    the_same(map(as_a_member_got_it, (*THREAD, *other)))
