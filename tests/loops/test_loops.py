"""Mail that goes round and round: whole listbots, and machines that answer each of their letters
for days. Each way there is at most one automatic answer.
"""

from collections import Counter
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.loops.machines import AUTO, answering, bouncing
from tests.loops.world import LIST, World, world, written

A, B = "a.example", "b.example"
DESK, BOT = f"infra-support@{A}", f"listbot@{A}"
KIM, RAVI = "Kim Sato <kim@u.example>", "Ravi Menon <ravi@example.org>"
DAYS = 72  # hours; a limit of so many letters a day would show
PROPOSAL = "<mp@example.org>"


def ask_desk(at: World, who: str = KIM, text: str = "I cannot log in to the wiki.") -> None:
    """Somebody writes to the help desk."""
    at.send(who, [DESK], written(who, DESK, "Wiki login fails", text, 1))


def post(at: World, who: str, subject: str, text: str, id: str, answers: str = "") -> None:
    """Somebody writes to the list."""
    at.send(who, [LIST], written(who, LIST, subject, text, id, answers=answers))


def a_thread(at: World) -> None:
    """Ana proposes; Ravi's answer can be counted for nothing, so he gets a private letter."""
    post(at, "Ana Ruiz <ana@example.org>", "[VOTE] Move the wiki", "I propose to move it.", "p")
    post(at, RAVI, "Re: [VOTE] Move the wiki", "+1 if we keep a copy", "v", PROPOSAL)


def begins(letter: EmailMessage) -> str:
    """Return a letter's subject and its first words; times in it would differ."""
    text = letter.get_body(("plain",))
    assert text is not None
    return f"{letter['Subject']} | {text.get_content()[:20]}"


@pytest.mark.parametrize(
    ("text", "more", "subject"),
    [
        ("I am away until Monday.", AUTO, ""),
        ("I am away until Monday.", "", ""),
        ("Your mail has the number {} in our queue.", "", ""),
        ("I am away until Monday, {}.", "", "Out until Monday"),
        ("+1 if I am back by then, {}", "", ""),
    ],
    ids=["marked", "unmarked", "endless", "endless, new threads", "endless, like votes"],
)
@pytest.mark.parametrize("forged", [False, True], ids=["asks", "is said to ask"])
async def test_a_machine_asks_the_help_desk(
    tmp_path: Path, text: str, more: str, subject: str, forged: bool
) -> None:
    """It gets one letter, and answers it once, whether it wrote first or somebody in its name."""
    async with world(tmp_path, A) as at:
        at.machines["kim@u.example"] = answering(KIM, text, more=more, subject=subject)
        ask_desk(at)
        if forged:
            ask_desk(at, text="I cannot log in to the wiki, says somebody else.")
        await at.run(DAYS)
        assert len(at.letters("kim@u.example")) == 1
        assert at.is_equal()


@pytest.mark.parametrize("text", ["I am away, {}.", "+1 if I am back by then, {}"])
async def test_two_machines_at_both_ends_of_a_ticket(tmp_path: Path, text: str) -> None:
    """The requester's and the team's, without a mark: we pass on to each what the other writes, ten
    times a day at most, and then it is over and the admin knows.
    """
    async with world(tmp_path, A) as at:
        at.machines["kim@u.example"] = answering(KIM, text)
        at.machines["ravi@example.org"] = answering(RAVI, text)
        ask_desk(at)
        await at.run(DAYS)
        assert len(at.letters("kim@u.example")) <= 11
        (alert,) = at.letters(f"admin@{A}")
        assert "was written to 10 times today" in str(alert["Subject"])


@pytest.mark.parametrize("whose", ["kim@u.example", "ravi@example.org"])
async def test_a_marked_machine_at_one_end_of_a_ticket(tmp_path: Path, whose: str) -> None:
    """What it says is marked as automatic, so it is passed on to nobody as an answer."""
    async with world(tmp_path, A) as at:
        at.machines["kim@u.example"] = answering(KIM, "I am away, {}.")
        at.machines["ravi@example.org"] = answering(RAVI, "I am away, {}.")
        at.machines[whose] = answering(f"A machine <{whose}>", "I am away, {}.", more=AUTO)
        ask_desk(at)
        await at.run(DAYS)
        assert len(at.letters("kim@u.example")) <= 2
        assert len(at.letters("ravi@example.org")) <= 2
        assert at.letters(f"admin@{A}") == []


@pytest.mark.parametrize("report", [True, False], ids=["in a report", "in words"])
async def test_an_address_that_bounces(tmp_path: Path, report: bool) -> None:
    """It gets one letter; what comes back is answered to nobody."""
    async with world(tmp_path, A) as at:
        at.machines["kim@u.example"] = bouncing(report)
        ask_desk(at)
        await at.run(DAYS)
        assert len(at.letters("kim@u.example")) == 1
        assert not [each for each in at.letters() if "mailer-daemon" in str(each["To"])]
        assert at.is_equal()


@pytest.mark.parametrize(
    ("sender", "to"),
    [
        (f"infra-support@{B}", DESK),
        (f"listbot@{B}", DESK),
        (f"infra-support@{B}", BOT),
        (f"listbot@{B}", BOT),
        (DESK, DESK),
        (BOT, DESK),
        (BOT, BOT),
    ],
)
@pytest.mark.parametrize("text", ["I cannot log in to the wiki.", "#listbot help"])
async def test_two_bots_by_private_mail(tmp_path: Path, sender: str, to: str, text: str) -> None:
    """Somebody writes to one in the other's name, or in its own: one answer at most, which the
    other does not answer.
    """
    async with world(tmp_path, A, B) as at:
        at.send("eve@evil.example", [to], written(sender, to, "Wiki login fails", text, 1))
        await at.run(DAYS)
        assert len([each for each in at.letters(by=A) if each["To"] == sender]) <= 1
        assert at.letters(by=B) == []


async def test_a_request_to_two_desks_at_once(tmp_path: Path) -> None:
    """Each answers the requester once, and not the other."""
    async with world(tmp_path, A, B) as at:
        other = f"infra-support@{B}"
        raw = written(KIM, f"{DESK}, {other}", "Wiki login fails", "I cannot log in.", 1)
        at.send(KIM, [DESK, other], raw)
        await at.run(DAYS)
        got = Counter(each["To"] for each in at.letters() if "@example.org" not in each["To"])
        assert got == {"kim@u.example": 2}


async def test_two_bots_on_one_list(tmp_path: Path) -> None:
    """Each posts what it would post alone: it neither counts nor answers the other's letters."""
    alone: dict[str, list[str]] = {}
    for domains in ((A,), (B,), (A, B)):
        (tmp_path / "-".join(domains)).mkdir()
        async with world(tmp_path / "-".join(domains), *domains) as at:
            a_thread(at)
            await at.run(240)
            found = {domain: sorted(map(begins, at.letters(by=domain))) for domain in domains}
            if len(domains) == 1:
                alone |= found
            else:
                assert found == alone
                assert len(found[A]) == 6
            assert at.is_equal()


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("I am away until Monday.", AUTO),
        ("I am away until Monday, {}.", ""),
        ("+1 if I am back by then, {}", ""),
        ("-1 for {} days", ""),
    ],
    ids=["marked", "endless", "endless, like votes", "endless, like objections"],
)
@pytest.mark.parametrize("to", ["", LIST], ids=["answers us", "answers the list"])
async def test_a_voters_machine(tmp_path: Path, text: str, more: str, to: str) -> None:
    """It answers each letter to a voter; the voter gets at most one letter more."""
    async with world(tmp_path, A) as at:
        a_thread(at)
        await at.run(240)
        without = len(at.letters("ravi@example.org")), len(at.letters(LIST))
    (tmp_path / "again").mkdir()
    async with world(tmp_path / "again", A) as at:
        at.machines["ravi@example.org"] = answering(RAVI, text, more=more, to=to)
        a_thread(at)
        await at.run(240)
        private, posts = len(at.letters("ravi@example.org")), len(at.letters(LIST))
        assert without[0] <= private <= without[0] + 1
        assert posts <= without[1] + 1
        assert at.is_equal()


@pytest.mark.parametrize(
    "text", ["I am away until Monday, {}.", "+1 if I am back by then, {}", "-1 for {} days"]
)
async def test_a_subscribers_machine(tmp_path: Path, text: str) -> None:
    """It answers each of our posts on the list, so it writes as often as we do, and no more: our
    posts come by the clock, and none answers it.
    """
    async with world(tmp_path, A) as at:
        at.subscribers.append("ravi@example.org")
        at.machines["ravi@example.org"] = answering(RAVI, text, to=LIST, only_bots=True)
        a_thread(at)
        await at.run(240)
        assert len(at.letters(LIST)) <= 6
        private = [each for each in at.letters("ravi@example.org") if "@lists" not in each["To"]]
        assert len(private) <= 3


async def test_a_machine_that_writes_commands(tmp_path: Path) -> None:
    """People may ask as often as they like, so it gets ten answers a day; the admin hears of it."""
    async with world(tmp_path, A) as at:
        at.machines["ravi@example.org"] = answering(RAVI, "#listbot help\n{}")
        a_thread(at)
        await at.run(DAYS)
        assert len(at.letters("ravi@example.org")) == 10
        (alert,) = at.letters(f"admin@{A}")
        assert "was written to 10 times today" in str(alert["Subject"])


async def test_a_machine_that_opens_votes(tmp_path: Path) -> None:
    """For each of our posts it proposes something: the week's budget of posts ends that."""
    async with world(tmp_path, A) as at:
        at.subscribers.append("ravi@example.org")
        at.machines["ravi@example.org"] = answering(
            RAVI, "I propose {}.", subject="[VOTE] Robots", to=LIST, only_bots=True
        )
        a_thread(at)
        await at.run(DAYS)
        assert len(at.letters(LIST)) <= 8
