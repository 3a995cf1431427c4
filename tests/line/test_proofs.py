"""A list that counts only signed votes: forged ones, signed ones, and those whose keys the DNS
does not tell at once.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, update

from listbot import pipeline
from listbot.errors import StoreUnavailable
from listbot.keys.keeper import KeyKeeper
from listbot.letters.facts.votes import WayKnown
from listbot.mail import Level, Mail, Unreadable, read
from listbot.mail.authorship import Heard, KeyAnswer, KeyAnswers, Proven
from listbot.mail.proof.judging import questions
from listbot.model.inputs import EraseInput, KeyInput, MailInput
from listbot.pages.site import PublicList
from listbot.pages.views.vote_lines import vote_lines
from listbot.policies.outcome import outcome
from listbot.proposals.letters import results
from listbot.proposals.letters.evidence import ReasonMails
from listbot.proposals.letters.senders import ways_known
from listbot.replay import replay
from listbot.store.base.schema import journal, mails, open_keys
from listbot.store.journal import open_keys as asking
from listbot.store.journal.codec import read_as
from listbot.votes.counting.counted import VoteStatus
from tests.mail.proof.signing import Signer, Zone, signed_below
from tests.playing import LIST, Play, Post, hours, in_file, opening, rules

SIGNER = Signer(made=hours(-1))
THEIRS = replace(SIGNER, domain="example.net", selector="n1")
OPEN = Zone().put(SIGNER.answer, THEIRS.answer)
SILENT = Zone().put(
    KeyAnswer(SIGNER.name, Heard.NO_ANSWER), KeyAnswer(THEIRS.name, Heard.NO_ANSWER)
)


@pytest.fixture
def play(tmp_path: Path) -> Play:
    """Two lists that ask for signed votes, in a file."""
    return Play(engine=in_file(tmp_path), in_force=rules(Level.VERIFIED))


def signed(play: Play, post: Post, zone: Zone = OPEN, signer: Signer = SIGNER) -> Mail | Unreadable:
    """A post as its writer's host signed it, read with what the DNS says."""
    came = post.arrival(play.in_force)
    came = replace(came, raw=signed_below(came.raw, signer))
    names = questions(came)
    return read(replace(came, key_answers=zone.key_answers(names)) if names else came)


def vote(who: str, at: float = 1, text: str = "+1", **more: object) -> Post:
    """A vote on Ana's proposal."""
    return replace(Post(f"{who.lower()}-{at}", who, text, at, answers=["p"]), **more)  # type: ignore[arg-type]  # a field of a post


def statuses(play: Play) -> dict[str, str]:
    """What became of each vote, by its voter's address."""
    case = play.vote()
    found = outcome(case.proposal, case.entries, case.posters, hours(1000))
    return {each.voter.partition("@")[0]: each.status for each in found.tally.votes}


def levels(play: Play) -> dict[str, str]:
    """The level of each mail, by its short name."""
    with play.store.reading() as connection:
        rows = connection.execute(select(mails.c.message_id, mails.c.level))
        return {id.strip("<>").partition("@")[0]: level for id, level in rows}


def is_equal(play: Play) -> bool:
    """Whether a replay, which has no network, comes to the same."""
    again = replay(play.store)
    assert (again.missing, again.added) == ((), ())
    return again.is_equal


def hear(play: Play, mail: Mail | Unreadable, *answers: KeyAnswer, at: float = 2) -> None:
    """The DNS answers later."""
    with play.transaction() as tx:
        pipeline.hear(tx, KeyInput(mail.arrival.key, answers, hours(at)))


def test_only_signed_votes_count(play: Play) -> None:
    """A mail that looks right in every way but the signature is shown, and decides nothing; nor
    does a signed one that never was on the list.
    """
    play.take(
        signed(play, opening()),
        signed(play, vote("Ravi")),
        vote("Lena"),
        signed(play, vote("Omar"), signer=replace(SIGNER, key="stolen from nobody")),
        signed(play, vote("Ines"), signer=THEIRS),
        signed(play, vote("Lars", vouched=False)),
    )
    assert statuses(play) == {
        "ravi": VoteStatus.COUNTED,
        "lena": VoteStatus.UNVERIFIED,
        "omar": VoteStatus.UNVERIFIED,
        "ines": VoteStatus.UNVERIFIED,
        "lars": VoteStatus.UNVERIFIED,
    }
    assert is_equal(play)


def test_a_forged_proposal_is_none(play: Play) -> None:
    """Who opens a proposal must be proven as well; what answers a forged one votes on nothing."""
    play.take(opening(), signed(play, vote("Ravi")))
    assert play.became() == {"p": "not a vote", "ravi-1": "not a vote"}
    assert play.states() == {}


def test_a_vote_that_comes_again_changes_nothing(play: Play) -> None:
    """The very same signed mail, sent by somebody else a day later: it is as old as its Date."""
    first = vote("Ravi", 1)
    play.take(
        signed(play, opening()),
        signed(play, first),
        signed(play, vote("Ravi", 5, "-1 it breaks the mirrors")),
    )
    again = replace(first, at=29, dated=1)
    play.take(signed(play, again))
    case = play.vote()
    found = outcome(case.proposal, case.entries, case.posters, hours(1000))
    standing = [each.value for each in found.tally.votes if each.status is VoteStatus.COUNTED]
    assert standing == ["-1"]
    assert is_equal(play)


def test_a_vote_cannot_be_moved_to_another_proposal(play: Play) -> None:
    """Its thread is signed, or its Subject alone tells where it belongs."""
    loose = replace(SIGNER, covers=("from", "subject", "date", "message-id"))
    other = opening("q", 0.5, subject="[VOTE] Ban Bob", text="He snores.")
    play.take(signed(play, opening()), signed(play, other))
    moved = replace(vote("Ravi"), answers=["q"])
    play.take(signed(play, moved, signer=loose))
    assert [play.vote(number).proposal.title for number in (1, 2)] == [
        "Move CI artefacts to object storage",
        "Ban Bob",
    ]
    assert [entry.author for entry in play.vote(1).entries] == [
        "ana@example.org",
        "ravi@example.org",
    ]


def test_a_message_id_that_somebody_took_first(play: Play) -> None:
    """Under the Message-ID of a signed vote came something else before: both are kept, the admin is
    told, and the signed one counts.
    """
    play.take(signed(play, opening()), replace(vote("Ravi"), text="-1 never"))
    play.take(signed(play, vote("Ravi", 1.5, id="ravi-1")))
    assert statuses(play) == {"ravi": VoteStatus.COUNTED}
    assert len(play.alerts) == 1
    assert is_equal(play)


def test_a_silent_dns_refuses_nobody(play: Play) -> None:
    """A vote whose key nobody tells yet is not proven, and counts from the answer on, as of the
    time when it came.
    """
    waiting = signed(play, vote("Ravi"), SILENT)
    assert isinstance(waiting, Mail)
    assert waiting.proof is not None
    play.take(signed(play, opening()), waiting)
    assert (waiting.proof.proven, statuses(play)) == (
        Proven.UNKNOWN,
        {"ravi": VoteStatus.UNVERIFIED},
    )
    hear(play, waiting, SIGNER.answer)
    assert statuses(play) == {"ravi": VoteStatus.COUNTED}
    assert levels(play) == {"p": Level.VERIFIED, "ravi-1": Level.VERIFIED}
    assert is_equal(play)


def test_a_key_that_does_not_exist_is_an_answer(play: Play) -> None:
    """Then the vote stays what it is; a second answer changes nothing."""
    waiting = signed(play, vote("Ravi"), SILENT)
    play.take(signed(play, opening()), waiting)
    hear(play, waiting, KeyAnswer(SIGNER.name, Heard.NOTHING))
    hear(play, waiting, SIGNER.answer)
    assert statuses(play) == {"ravi": VoteStatus.UNVERIFIED}
    assert is_equal(play)


def test_a_proposal_opens_when_its_author_is_proven(play: Play) -> None:
    """As of the time when it came, with the votes that came meanwhile."""
    waiting = signed(play, opening(), SILENT)
    play.take(waiting, signed(play, vote("Ravi")))
    assert play.states() == {}
    hear(play, waiting, SIGNER.answer)
    assert play.states() == {1: "open"}
    assert play.vote().proposal.opened == hours(0)
    assert is_equal(play)


def test_what_has_opened_or_is_closed_stays(play: Play) -> None:
    """People were told of it. Nor does an answer about an unknown mail do anything."""
    opened = signed(play, opening(), SILENT, replace(SIGNER, selector="s2"))
    play.take(signed(play, opening()))
    late = signed(play, vote("Ravi"), SILENT)
    play.take(late)
    play.tick(hours(400))
    before = (play.states(), levels(play))
    hear(play, late, SIGNER.answer, at=401)
    hear(play, opened, SIGNER.answer, at=401)
    assert (play.states(), levels(play)) == before
    assert is_equal(play)


class Asked:
    """A DNS that is set by hand, and remembers what it was asked."""

    def __init__(self, zone: Zone) -> None:
        self.zone = zone
        self.names: list[str] = []

    async def ask(self, names: object) -> tuple[KeyAnswer, ...]:
        """Answer from the zone."""
        assert isinstance(names, tuple)
        self.names += names
        return self.zone.key_answers(names).answers


async def test_keys_are_looked_up_when_a_mail_comes(play: Play) -> None:
    """Only for lists that ask, for mails that are signed and that may be read."""
    dns = Asked(OPEN)
    keeper = KeyKeeper(play.store, dns, lambda: play.now)
    plain = vote("Ravi").arrival(play.in_force)
    came = replace(plain, raw=signed_below(plain.raw, SIGNER))
    assert await keeper.with_answers(plain) is plain
    assert (await keeper.with_answers(came)).key_answers == KeyAnswers((SIGNER.answer,))
    play.store.context.asides = {came.key: "it ended the daemon"}
    assert await keeper.with_answers(came) is came
    assert dns.names == [SIGNER.name]


async def test_missing_keys_are_asked_for_again(play: Play) -> None:
    """After a minute, then at growing intervals; the answer is an input, and then it is over."""
    dns = Asked(SILENT)
    keeper = KeyKeeper(play.store, dns, lambda: play.now)
    play.take(signed(play, opening()), signed(play, vote("Ravi"), SILENT))
    asked = []
    for minutes in range(45):
        play.now = hours(1 + minutes / 60)
        await keeper.ask_again()
        if dns.names:
            asked.append(minutes)
        dns.names.clear()
    assert asked == [2, 4, 8, 16, 31]
    dns.zone = OPEN
    play.now = hours(2)
    assert (await keeper.ask_again(), await keeper.ask_again()) == (1, 0)
    assert statuses(play) == {"ravi": VoteStatus.COUNTED}
    assert is_equal(play)
    play.store.close()


async def test_of_two_keys_one_may_still_be_missing(play: Play) -> None:
    """Then the other one is asked for again."""
    second = replace(SIGNER, selector="s2")
    came = vote("Ravi").arrival(play.in_force)
    raw = signed_below(signed_below(came.raw, second), replace(SIGNER, key="another"))
    zone = Zone().put(*(KeyAnswer(each.name, Heard.NO_ANSWER) for each in (SIGNER, second)))
    came = replace(came, raw=raw)
    mail = read(replace(came, key_answers=zone.key_answers(questions(came))))
    play.take(signed(play, opening()), mail)
    dns = Asked(zone.put(SIGNER.answer))
    keeper = KeyKeeper(play.store, dns, lambda: play.now)
    play.now = hours(2)
    await keeper.ask_again()
    assert statuses(play) == {"ravi": VoteStatus.UNVERIFIED}
    zone.put(second.answer)
    play.now = hours(3)
    await keeper.ask_again()
    assert statuses(play) == {"ravi": VoteStatus.COUNTED}
    assert dns.names == [second.name, SIGNER.name, second.name]
    play.store.close()


async def test_after_five_days_nobody_asks_any_more(play: Play) -> None:
    """Nor about a vote that is closed."""
    dns = Asked(SILENT)
    keeper = KeyKeeper(play.store, dns, lambda: play.now)
    play.take(signed(play, opening()), signed(play, vote("Ravi"), SILENT))
    play.take(signed(play, Post("x", "Kim", "hello", 1, "a chat"), SILENT))
    play.now = hours(1 + 5 * 24 + 1)
    await keeper.ask_again()
    with play.store.reading() as connection:
        left = connection.execute(select(open_keys.c.ask_at)).scalars().all()
    assert left == [None, None]
    with play.transaction() as tx:
        tx.connection.execute(update(open_keys).values(ask_at=hours(1)))
    play.tick(hours(400))
    dns.names.clear()
    with play.store.reading() as connection:
        assert [each.seq for each in asking.due(connection, hours(500))] == [4]
    with play.transaction() as tx:
        asking.put_off(tx.connection, 3, hours(500))
        assert asking.due(tx.connection, hours(9000)) != []
    play.store.close()


async def test_a_database_that_is_away_is_asked_again_later(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The task goes on until it is cancelled."""
    keeper = KeyKeeper(play.store, Asked(OPEN), lambda: play.now)
    rounds: list[str] = []

    async def at_once(_: float) -> None:
        rounds.append("round")
        if len(rounds) == 3:
            raise KeyboardInterrupt

    def broken(*_: object) -> list[asking.Question]:
        raise StoreUnavailable("locked")

    monkeypatch.setattr("listbot.keys.keeper.asyncio.sleep", at_once)
    monkeypatch.setattr(asking, "due", broken)
    with pytest.raises(KeyboardInterrupt):
        await keeper.run()
    assert rounds == ["round"] * 3


def test_whoever_is_forgotten_leaves_no_key(play: Play) -> None:
    """The name of a key contains a domain, which may be a person's own."""
    zoe = replace(SIGNER, domain="zoe.example", selector="z1")
    silent = Zone().put(KeyAnswer(zoe.name, Heard.NO_ANSWER))
    mail = signed(play, vote("Zoe", sender="me@zoe.example"), silent, zoe)
    play.take(signed(play, opening()), mail)
    hear(play, mail, zoe.answer)
    asked = EraseInput.of("me@zoe.example", "chance", "ana", "she asked", hours(3))
    with play.transaction() as tx:
        pipeline.erase(tx, "me@zoe.example", asked)
    with play.store.reading() as connection:
        payloads = connection.execute(select(journal.c.payload)).scalars().all()
        kept = connection.execute(select(open_keys)).all()
    assert [each for each in payloads if "zoe.example" in each] == []
    assert kept == []
    assert is_equal(play)


def test_an_old_journal_keeps_its_levels() -> None:
    """A mail of which nobody asked the DNS is read as it always was."""
    old = '{"source":"lmtp","arrived":"2026-09-08T18:00:00Z"}'
    came = read_as(MailInput, old)
    list_rules = rules(Level.LIST_VOUCHED).lists[0]
    mail = read(came.arrival(list_rules, opening().raw()))
    assert isinstance(mail, Mail)
    assert (came.key_answers, mail.proof, mail.author.level) == (None, None, Level.LIST_VOUCHED)


def notes(play: Play) -> dict[str, str]:
    """What the result says about each vote, by its voter."""
    case = play.vote()
    found = outcome(case.proposal, case.entries, case.posters, hours(1000))
    shown = results.shown(case, found)
    lines = (*shown.binding, *shown.not_binding, *shown.not_counted, *shown.unverified)
    return {each.name: each.note for each in lines}


def test_people_see_how_each_vote_is_known(play: Play) -> None:
    """In the result once for all, and beside each that counts nowhere; on the page beside each."""
    play.take(
        signed(play, opening()),
        signed(play, vote("Ravi")),
        vote("Lena"),
        signed(play, vote("Kim"), SILENT),
        signed(play, vote("Lars", vouched=False)),
    )
    said = {
        "Ravi": "",
        "Lena": "unverified: it has no signature of example.org",
        "Kim": "unverified: cannot be verified yet: "
        "the DNS did not answer for the key of example.org",
        "Lars": "unverified: it did not come through the list",
    }
    assert notes(play) == said
    case = play.vote()
    found = outcome(case.proposal, case.entries, case.posters, hours(1000))
    reasons = ReasonMails(case, found.closes)
    page = vote_lines(found, reasons, PublicList(LIST, ""))
    shown = {str(each.name): str(each.note) for each in page}
    assert shown == said | {"Ravi": "signed by example.org"}
    assert ways_known(found.tally.votes) == (WayKnown("verified", 1),)


def test_whoever_is_not_proven_is_told_so(play: Play) -> None:
    """At their own address and once: they may be the victim of a forger. A mail that came past the
    list gets no answer at all.
    """
    play.take(
        signed(play, opening()),
        vote("Lena", text="+1\n\nwith pleasure"),
        signed(play, vote("Ravi")),
        signed(play, vote("Kim"), SILENT),
        vote("Lars", vouched=False),
    )
    told = {each.parcel.recipients[0]: each for each in play.letters("M2")}
    assert sorted(told) == ["kim@example.org", "lena@example.org"]
    text = told["lena@example.org"].text
    assert "  > +1\n\n  Why       it has no signature of example.org\n" in text
    assert "through your provider's own server" in " ".join(text.split())
    later = " ".join(told["kim@example.org"].text.split())
    assert "Why cannot be verified yet: the DNS did not answer for the key of example.org" in later
    assert "the answer is asked for until the close" in later
