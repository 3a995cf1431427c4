"""Digests from end to end: who wants one, what is in it, and how it is ended."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from email.message import Message

import pytest
from sqlalchemy import select

from listbot import pipeline
from listbot.letter_gate import Mode
from listbot.letters.compose import Composer
from listbot.letters.unsubscribe import token_in
from listbot.mail import Level
from listbot.model.desk.people import Preference
from listbot.model.inputs import EraseInput, RulesInput, TickInput, UnsubscribeInput
from listbot.model.list_rules import ListRole, ListRules
from listbot.model.weekly.digest import DIGEST
from listbot.replay import replay
from listbot.store.base.schema import journal, people, rounds
from listbot.store.base.secrets import letter_key
from listbot.store.outbox import outbox
from listbot.store.people import preferences
from tests.playing import (
    BOT,
    LIST,
    OTHER,
    ROSTER,
    START,
    Play,
    Post,
    hours,
    opening,
    rules,
    templates,
    votes,
)

SUPPORT = "infra-support@example.org"
MONDAY = datetime(2026, 9, 14, 9, 0, tzinfo=UTC)
"""The first after the start, at the hour that rules without a recap have."""
WEEK = timedelta(weeks=1)
PAGES = "https://infra.example.org/listbot"
SIGNATURE = '-- \nlistbot, a program. To unsubscribe: reply with "#listbot digest: off".\n'


def with_desk() -> RulesInput:
    """The lists of other tests and a help desk; digests come at nine in the morning, UTC."""
    own = (BOT, LIST, OTHER, SUPPORT)
    support = ListRules(
        SUPPORT,
        ListRole.SUPPORT,
        (),
        ROSTER,
        Level.LIST_VOUCHED,
        START,
        ("lists.example.org",),
        own,
    )
    return RulesInput((*(replace(each, own_addresses=own) for each in rules().lists), support))


@pytest.fixture
def play() -> Play:
    """Two lists and a help desk whose first tick was at the start."""
    play = Play(in_force=with_desk())
    play.tick(START)
    return play


def wishes(sender: str = "Ravi", wish: str = "weekly", at: float = 1, **more: object) -> Post:
    """A wish, sent to the list."""
    given = {"subject": "My wish"} | more
    return Post(f"w-{sender}-{at}", sender, (f"#listbot digest: {wish}"), at, **given)  # type: ignore[arg-type]


def request(id: str, sender: str, at: float, text: str = "Please help.", **more: object) -> Post:
    """A mail to the help desk."""
    given = {"to": SUPPORT, "by": SUPPORT, "subject": f"About {id}"} | more
    return Post(id, sender, text, at, **given)  # type: ignore[arg-type]


def to_bot(post: Post) -> Post:
    """A mail to the bot alone, which proves nothing about its author."""
    return replace(post, to=BOT, by=BOT, vouched=False)


def taken(play: Play, *posts: Post) -> None:
    """Take mails, and let half a minute pass."""
    play.take(*posts)
    play.tick(play.now)


def digests(play: Play) -> dict[str, str]:
    """Return each reader's latest digest as text."""
    return {each.parcel.recipients[0]: each.text for each in play.letters("M12")}


def header(play: Play) -> Message:
    """The headers of the newest digest."""
    return message_from_bytes(play.letters("M12")[-1].parcel.raw)


def token(play: Play, address: str = "ravi@example.org") -> str:
    """The token that was drawn for a person."""
    with play.store.reading() as connection:
        query = select(people.c.unsubscribe).where(people.c.address == address)
        return str(connection.execute(query).scalar_one())


def wanted(play: Play) -> dict[str, str]:
    """Everybody's preference."""
    with play.store.reading() as connection:
        return {row.address: row.digest for row in connection.execute(select(people))}


def weekly(play: Play) -> set[str]:
    """The people who want a digest."""
    return {address for address, wish in wanted(play).items() if wish == "weekly"}


def kinds(play: Play) -> list[str]:
    """The kinds of inputs, except mails and ticks."""
    with play.store.reading() as connection:
        found = connection.execute(select(journal.c.kind).order_by(journal.c.seq)).scalars()
        return [kind for kind in found if kind not in ("mail", "tick", "rules")]


def click(play: Play, drawn: str) -> bool:
    """Click as on the page."""
    with play.transaction() as tx:
        return pipeline.unsubscribe(tx, UnsubscribeInput(drawn, play.now))


def test_a_week_of_one_member(play: Play) -> None:
    """Votes without their vote on both lists, tickets that are theirs or unassigned, and their own
    requests."""
    taken(
        play,
        wishes(),
        opening(text="I propose it.\n\nThe vote closes 2026-09-20 18:00 UTC."),
        Post(
            "q",
            "Lena",
            "Rest.\n\nThe vote closes 2026-09-19 18:00 UTC.",
            2,
            "[VOTE] Rest",
            to=OTHER,
            by=OTHER,
        ),
        Post("z", "Lena", "Voted.\n\nThe vote closes 2026-09-19 18:00 UTC.", 2, "[VOTE] Voted"),
        *votes(("Ravi",), parent="z", at=3),
        request("mine", "Kim", 4),
        request("nobodys", "pat@example.com", 5),
        request("own", "Ravi", 6),
        Post(
            "t",
            "Ravi",
            "#listbot take: T-1",
            7,
            "Re: About mine",
            to=SUPPORT,
            by=SUPPORT,
            answers=["mine"],
        ),
        Post(
            "a", "Ana", "Which host?", 8, "Re: About own", to=SUPPORT, by=SUPPORT, answers=["own"]
        ),
    )
    play.tick(MONDAY - timedelta(seconds=1))
    assert digests(play) == {}
    play.tick(MONDAY)
    assert digests(play) == {
        "ravi@example.org": f"""\
Waiting for you on Mon 14 Sep 2026 09:00 UTC:

YOUR VOTE

  V-2    Rest
         until Sat 19 Sep 18:00 UTC: 0 of 3 +1, no -1
  V-1    Move CI artefacts to object storage [1]
         until Sun 20 Sep 18:00 UTC: 0 of 3 +1, no -1

YOUR ANSWER

  T-3    About own
         the team asked 5 days ago

YOUR TICKETS

  T-1    5 days    About mine

NOT TAKEN YET

  T-2    5 days    About nobodys

To vote, reply to the proposal on its list with "+1", "0", or "-1" and
the reason. To answer, reply in the ticket's thread. To hand a ticket
back, reply with the line "#listbot drop: T-1". To take one, reply with
the line "#listbot take: T-2".

[1] https://lists.example.org/infra/p@example.org

{SIGNATURE}"""
    }
    assert replay(play.store).is_equal


def test_who_is_no_member_hears_of_their_own_tickets(play: Play) -> None:
    """Never of other people's, or of votes."""
    taken(
        play,
        request("own", "kim@example.com", 2),
        request("other", "pat@example.com", 3),
        request(
            "w",
            "kim@example.com",
            4,
            "#listbot digest: weekly",
            answers=["own"],
            subject="Re: About own",
        ),
        opening(),
        Post(
            "a", "Ana", "Which host?", 8, "Re: About own", to=SUPPORT, by=SUPPORT, answers=["own"]
        ),
    )
    play.tick(MONDAY)
    (text,) = digests(play).values()
    assert ("About own" in text, "About other" in text, "V-1" in text) == (True, False, False)


def test_once_a_week(play: Play) -> None:
    """However often it ticks; once after an outage, and then on Mondays again."""
    taken(play, wishes(), request("a", "kim@example.com", 2))
    for at in (
        MONDAY,
        MONDAY,
        MONDAY + WEEK / 2,
        MONDAY + WEEK,
        MONDAY + 3.5 * WEEK,
        MONDAY + 4 * WEEK,
    ):
        play.tick(at)
    subjects = [each.key for each in play.letters("M12")]
    assert [key.rpartition("|")[2] for key in subjects] == [
        "2026-W38",
        "2026-W39",
        "2026-W41",
        "2026-W42",
    ]
    assert replay(play.store).is_equal


def test_no_round_before_somebody_wants_one(play: Play) -> None:
    """Without readers nothing is recorded; with nothing to report there is no letter."""
    play.tick(MONDAY)
    with play.store.reading() as connection:
        assert connection.execute(select(rounds)).all() == []
    taken(play, wishes(at=200))
    play.tick(MONDAY + 2 * WEEK)
    with play.store.reading() as connection:
        assert [(row.list, row.kind) for row in connection.execute(select(rounds))] == [
            (BOT, DIGEST)
        ]
    play.tick(MONDAY + 3 * WEEK)
    assert digests(play) == {}


def test_it_waits_until_everything_was_read(play: Play) -> None:
    """An unread mail may hold the very vote that is missing, however long it takes."""
    taken(play, wishes(), opening(text="I propose it.\n\nThe vote closes 2026-09-20 18:00 UTC."))
    play.tick(hours(2))
    play.tick(MONDAY + timedelta(hours=1), read_until=MONDAY - timedelta(hours=1))
    assert digests(play) == {}
    with play.transaction() as tx:
        pipeline.tick(tx, TickInput(MONDAY + timedelta(hours=25)))  # nothing was read since a start
    assert digests(play) == {}
    play.tick(MONDAY + timedelta(hours=26))
    assert list(digests(play)) == ["ravi@example.org"]


def test_a_list_in_shadow_is_told_of_in_nothing_that_goes_out(play: Play) -> None:
    """Unless all lists are, and then the digest is a draft as well."""
    taken(play, wishes(), opening(text="I propose it.\n\nThe vote closes 2026-10-20 18:00 UTC."))
    play.store.context.modes = {
        LIST: Mode.SHADOW,
        OTHER: Mode.LIVE,
        SUPPORT: Mode.LIVE,
        BOT: Mode.LIVE,
    }
    play.tick(MONDAY)
    assert digests(play) == {}
    play.store.context.modes = dict.fromkeys((LIST, OTHER, SUPPORT, BOT), Mode.SHADOW)
    play.tick(MONDAY + WEEK)
    assert [each.state for each in play.letters("M12")] == ["draft"]


def test_a_wish_of_another_address_is_the_same_persons(play: Play) -> None:
    """One digest, at the first address; "off" from any of their addresses ends it."""
    taken(
        play,
        wishes("ravi@example.net"),
        wishes("ravi@example.org", at=2),
        request("a", "kim@example.com", 2),
    )
    play.tick(MONDAY)
    assert list(digests(play)) == ["ravi@example.org"]
    taken(play, wishes("ravi@example.net", "off", at=200))
    assert wanted(play)["ravi@example.org"] == "off"
    play.tick(MONDAY + 2 * WEEK)
    assert len(play.letters("M12")) == 1


def test_the_header_says_how_to_end_it(play: Play) -> None:
    """By mail; with pages by one click, too (RFC 8058, section 3.2)."""
    taken(play, wishes(), request("a", "kim@example.com", 2))
    play.tick(MONDAY)
    mailto = f"<mailto:listbot@example.org?subject=unsubscribe%20{token(play)}>"
    assert (header(play)["List-Unsubscribe"], header(play)["List-Unsubscribe-Post"]) == (
        mailto,
        None,
    )
    with play.engine.begin() as connection:
        key = letter_key(connection)
    play.store.context.composer = Composer(templates(), BOT, {}, key, PAGES)
    play.tick(MONDAY + WEEK)
    page = f"{PAGES}/unsubscribe/{token(play)}"
    unsubscribe = " ".join(header(play)["List-Unsubscribe"].split())
    assert (unsubscribe, header(play)["List-Unsubscribe-Post"]) == (
        f"<{page}>, {mailto}",
        "List-Unsubscribe=One-Click",
    )
    assert digests(play)["ravi@example.org"].endswith(f"To unsubscribe: {page}\n")


def test_a_token_is_in_no_alert(play: Play) -> None:
    """The alert about a letter that could not be written names its reader, but not the token that
    ends it."""
    taken(play, wishes(), request("a", "kim@example.com", 2))
    with play.engine.begin() as connection:
        key = letter_key(connection)
    broken = {**templates(), "M12-waiting.txt.j2": "Subject: {{ nothing }}"}
    play.store.context.composer = Composer(broken, BOT, {}, key)
    play.tick(MONDAY)
    (told,) = play.alerts
    assert "letter M12 about ravi@example.org" in told
    assert token(play) not in told


def test_a_vote_that_is_over_waits_for_nobody(play: Play) -> None:
    """It is past its close, and its result is on the way."""
    late = "I propose it.\n\nThe vote closes 2026-09-14 08:55 UTC."
    taken(play, wishes(), opening(text=late))
    play.tick(MONDAY)
    assert digests(play) == {}


def test_an_older_vote_knows_a_member_by_the_address_of_its_time(play: Play) -> None:
    """A new first address on the roster does not hide votes that opened before."""
    taken(
        play,
        wishes(),
        opening(text="I propose it.\n\nThe vote closes 2026-09-20 18:00 UTC."),
        Post("r", "Ravi", "-1", 2, answers=["p"]),
    )
    member = next(each for each in ROSTER.members if each.name == "Ravi")
    moved = replace(member, addresses=("menon@example.org", *member.addresses))
    roster = replace(
        ROSTER, members=tuple(moved if each is member else each for each in ROSTER.members)
    )
    play.in_force = RulesInput(tuple(replace(each, roster=roster) for each in play.in_force.lists))
    with play.transaction() as tx:
        tx.adopt(play.in_force)
    play.tick(MONDAY)
    assert "your -1 needs its reason" in digests(play)["menon@example.org"]


def test_no_address_of_ours_gets_one(play: Play) -> None:
    """A list would get somebody's private letter, whatever its mode, if somebody wrote in
    its name."""
    taken(play, to_bot(wishes(LIST)), request("a", LIST, 2, "#listbot digest: weekly"))
    assert wanted(play).get(LIST) != "weekly"
    with play.transaction() as tx:
        preferences.carry_out(tx.connection, (Preference(LIST, digest="weekly"),))
    play.tick(hours(3))
    play.tick(MONDAY)
    assert digests(play) == {}


def test_a_wish_in_somebodys_name_is_not_taken(play: Play) -> None:
    """Not from people who would not get the answer."""
    taken(play, to_bot(wishes("victim@example.com")), replace(wishes("Ravi"), vouched=False))
    assert wanted(play) == {}
    taken(play, to_bot(wishes("Ravi", at=2)))
    assert weekly(play) == {"ravi@example.org"}
    assert [each.parcel.recipients for each in play.letters("M22")] == [("ravi@example.org",)]


def test_the_latest_wish_stands(play: Play) -> None:
    """In whatever order they are decided: deciding a mail again does not restart a digest that a
    click has ended."""
    waits = Post("v", "Ravi", "+1\n\n#listbot digest: weekly", 2, answers=["p"])
    assert play.take(waits) == ["parked"]
    play.tick(hours(3))
    assert click(play, token(play))
    play.take(opening(at=1))
    assert (play.became()["v"], wanted(play)["ravi@example.org"]) == ("vote", "off")
    play.take(wishes(at=9), wishes(at=8, wish="off"))
    assert wanted(play)["ravi@example.org"] == "weekly"
    assert replay(play.store).is_equal


def test_a_click_ends_it_for_good(play: Play) -> None:
    """Once, without an answer, and recorded as an input. The links in old letters keep working."""
    taken(play, wishes(), request("a", "kim@example.com", 2))
    drawn = token(play)
    letters = len(play.letters())
    assert [click(play, drawn), click(play, drawn), click(play, "nobodys"), click(play, "")] == [
        True,
        True,
        False,
        False,
    ]
    assert (wanted(play)["ravi@example.org"], kinds(play)) == ("off", ["unsub"])
    assert len(play.letters()) == letters
    taken(play, wishes(at=10))
    assert (wanted(play)["ravi@example.org"], token(play)) == ("weekly", drawn)
    assert click(play, drawn)
    play.tick(MONDAY)
    assert digests(play) == {}
    assert replay(play.store).is_equal


def test_a_mail_program_ends_it(play: Play) -> None:
    """By the mail from its link, whoever sends it and whatever it says; only to the bot, and only
    with the right token."""
    taken(play, wishes(), wishes("Ana", at=1.5))
    subject = f"unsubscribe {token(play)}"
    robot = "Auto-Submitted: auto-generated"
    wrong = [
        Post(
            "a",
            "x@example.com",
            "",
            2,
            subject.replace("unsub", "sub"),
            to=BOT,
            by=BOT,
            vouched=False,
        ),
        Post("b", "x@example.com", "", 2, subject, vouched=False),
        Post("c", "x@example.com", "", 2, f"unsubscribe {'a' * 26}", to=BOT, by=BOT, vouched=False),
    ]
    play.take(*wrong)
    assert weekly(play) == {"ravi@example.org", "ana@example.org"}
    letters = len(play.letters())
    right = Post(
        "d", "mailer@example.com", "", 3, subject, to=BOT, by=BOT, vouched=False, more=robot
    )
    assert token_in(right.subject) == token(play)
    assert play.take(right) == ["command"]
    assert weekly(play) == {"ana@example.org"}
    assert len(play.letters()) == letters
    assert replay(play.store).is_equal


def test_a_vote_in_answer_to_a_digest_is_not_lost_in_silence(play: Play) -> None:
    """It does not count, as the list did not see it; its author learns where to send it."""
    taken(play, wishes(), opening(text="I propose it.\n\nThe vote closes 2026-09-20 18:00 UTC."))
    play.tick(MONDAY)
    (digest,) = play.letters("M12")
    at = (MONDAY - START) / timedelta(hours=1) + 1
    answered = {"answers": [digest.parcel.message_id], "vouched": False, "to": BOT, "by": BOT}
    voted = Post("v", "Ravi", "+1", at, f"Re: {digest.subject}", **answered)  # type: ignore[arg-type]
    before = len(play.letters("M22"))
    assert play.take(voted, replace(voted, id="x", sender="Mallory")) == [
        "not a vote",
        "not a vote",
    ]
    told = play.letters("M22")[before:]
    assert [each.parcel.recipients for each in told] == [("ravi@example.org",)]
    assert "so it was not counted" in told[0].text
    assert play.vote().entries[0].casts == ()

    def also(id: str, **more: object) -> list[str]:
        before = len(play.letters("M22"))
        play.take(replace(voted, id=id, **more))  # type: ignore[arg-type]
        return [each.text for each in play.letters("M22")[before:]]

    (home,) = also("home", sender="ravi@example.net")
    assert "so it was not counted" in home
    (beside,) = also("beside", text="+1\n\n#listbot notes: all")
    assert "Votes count only on the list" in beside
    next_day = also("desk", at=at + 25, text="+1\n\n#listbot take: T-1")
    assert "so it was not counted" in next_day[-1]
    assert "no vote was counted" not in "".join(also("none", text="#listbot take: T-1"))
    assert also("both", cc=LIST) == []
    also("off", text="#listbot notes: off")
    assert also("quiet") == []
    told_of = "".join(also("quiet-desk", text="+1\n\n#listbot take: T-1"))
    assert "no vote was counted" not in told_of


def test_somebody_who_is_forgotten_gets_none(play: Play) -> None:
    """Their records are kept under the stand-in, in a replay as well."""
    taken(
        play,
        request("own", "kim@example.com", 2),
        request(
            "w",
            "kim@example.com",
            4,
            "#listbot digest: weekly",
            answers=["own"],
            subject="Re: About own",
        ),
        request("two", "kim@example.com", 5, subject="About own clinic"),
        Post(
            "a", "Ana", "Which host?", 8, "Re: About own", to=SUPPORT, by=SUPPORT, answers=["own"]
        ),
        wishes("Ana", at=9),
    )
    play.tick(MONDAY)
    assert sorted(digests(play)) == ["ana@example.org", "kim@example.com"]
    with play.transaction() as tx:
        for letter in play.letters("M12"):
            outbox.change(tx.connection, letter.id, state="sent", due=None)
        asked = EraseInput.of("kim@example.com", "chance", "ana", "asked", play.now)
        pipeline.erase(tx, "kim@example.com", asked)
    play.tick(MONDAY + WEEK)
    assert "kim@example.com" not in digests(play)
    assert [who for who in wanted(play) if "kim" in who] == []
    assert "About own" not in "".join(each.text for each in play.letters("M12"))
    assert replay(play.store).is_equal
