"""A list that changes mails, and the tap before it, for tests: each post as its writer sent it,
and as the list passed it on.
"""

from dataclasses import dataclass, field, replace
from email.utils import format_datetime

from sqlalchemy import Engine, select

from listbot.keys import tapping
from listbot.mail import Arrival, Level, Mail, Unreadable, read
from listbot.mail.authorship import KeyAnswers
from listbot.mail.proof.judging import questions
from listbot.model.disposition import Disposition
from listbot.model.inputs import RulesInput
from listbot.policies.outcome import outcome
from listbot.replay import replay
from listbot.store.base.schema import journal, mails
from listbot.store.base.tap_tables import tapped
from tests.mail.proof.signing import Signer, Zone, in_bytes
from tests.playing import LIST, Play, Post, hours, in_memory, opening, rules

TAP = "infra-tap@example.org"
FOOTER = "_______________________________________________\ninfra mailing list -- {list}\n"
SIGNER = Signer(made=hours(-1))
OPEN = Zone().put(SIGNER.answer)


def tapped_rules(*addresses: str, taps: tuple[str, ...] = (TAP,)) -> RulesInput:
    """Lists that ask for signed votes, with taps before those that are named, or before one."""
    found = rules(Level.VERIFIED)
    lists = (
        replace(each, taps=taps if each.address in (addresses or (LIST,)) else ())
        for each in found.lists
    )
    return replace(found, lists=tuple(lists))


def sent(post: Post, signer: Signer | None = SIGNER) -> bytes:
    """A post as it left its writer's host."""
    raw = post.raw()
    bare = raw[raw.index(b"From:") :]
    return signer.sign(bare) if signer else bare


def before(post: Post, signer: Signer | None = SIGNER) -> bytes:
    """A post as the mail host takes it for the list."""
    hop = "from mail.example.net (mail.example.net [203.0.113.5])"
    at = format_datetime(hours(post.at))
    received = f"Received: {hop} by mx.example.org (Postfix) with ESMTPS id 1; {at}\n"
    return in_bytes(received) + sent(post, signer)


def changed(raw: bytes, address: str = LIST) -> bytes:
    """What a list makes of a mail: a prefix before the subject, and a footer."""
    prefixed = raw.replace(b"\r\nSubject: ", b"\r\nSubject: [infra] ", 1)
    return prefixed + in_bytes(FOOTER.format(list=address))


def after(post: Post, signer: Signer | None = SIGNER) -> bytes:
    """A post as the list passes it on."""
    own = post.raw()
    hops = own[: own.index(b"From:")]
    return hops + changed(before(post, signer), post.by)


@dataclass
class TappedPlay(Play):
    """Two lists that change mails, the first one with a tap before it."""

    engine: Engine = field(default_factory=in_memory)
    in_force: RulesInput = field(default_factory=tapped_rules)
    zone: Zone = field(default_factory=lambda: OPEN)

    def listed(
        self, post: Post, signer: Signer | None = SIGNER, *, raw: bytes | None = None
    ) -> Mail | Unreadable:
        """A post as it comes from its list, read with what the DNS says."""
        whole = after(post, signer) if raw is None else raw
        came = replace(post.arrival(self.in_force), raw=whole)
        return read(self._answered(came))

    def copy_of(
        self,
        post: Post,
        signer: Signer | None = SIGNER,
        *,
        raw: bytes | None = None,
        tap: str = TAP,
    ) -> Mail | Unreadable:
        """Its copy from before the list, read with what the DNS says."""
        whole = before(post, signer) if raw is None else raw
        came = Arrival(whole, self.in_force.taps[tap], "lmtp", hours(post.at))
        return read(self._answered(came))

    def _answered(self, came: Arrival) -> Arrival:
        names = questions(came)
        answers: KeyAnswers | None = self.zone.key_answers(names) if names else None
        return replace(came, key_answers=answers)

    def tap(self, *copies: Post | Mail | Unreadable) -> list[str]:
        """Take copies from before the list."""
        found = []
        for each in copies:
            copy = self.copy_of(each) if isinstance(each, Post) else each
            if isinstance(copy, Unreadable) or not tapping.may_prove(copy):
                found.append(tapping.PASSED_OVER)
                continue
            self.now = max(self.now, copy.arrival.arrived)
            with self.store.transaction() as tx:
                found.append(tapping.keep(tx, copy))
        return found

    def pass_on(self, *posts: Post | Mail | Unreadable) -> list[str]:
        """Take the list's mails."""
        return self.take(*(self.listed(each) if isinstance(each, Post) else each for each in posts))

    def open(self) -> None:
        """Open Ana's proposal, proven."""
        self.tap(opening())
        self.pass_on(opening())

    def statuses(self, number: int = 1) -> dict[str, str]:
        """What became of each vote, by its voter's short name."""
        case = self.vote(number)
        found = outcome(case.proposal, case.entries, case.posters, hours(1000))
        return {each.voter.partition("@")[0]: each.status for each in found.tally.votes}

    def known(self) -> dict[str, str]:
        """The level of each mail, by its short name; of several, the last one's."""
        found = {}
        with self.store.reading() as connection:
            for row in connection.execute(select(mails).order_by(mails.c.seq)):
                found[row.message_id.strip("<>").partition("@")[0]] = row.level
        return found

    def levels(self) -> set[tuple[str, str, str]]:
        """The level of each mail that is not a duplicate, by its id and its words."""
        columns = (mails.c.message_id, mails.c.words, mails.c.level)
        query = select(*columns).where(mails.c.disposition != Disposition.DUPLICATE)
        with self.store.reading() as connection:
            return {(row.message_id, row.words, row.level) for row in connection.execute(query)}

    def waiting(self) -> int:
        """How many copies wait."""
        with self.store.reading() as connection:
            return len(connection.execute(select(tapped.c.id)).all())

    def inputs(self) -> list[str]:
        """The kinds of the inputs but for the rules, in order."""
        with self.store.reading() as connection:
            kinds = connection.execute(select(journal.c.kind).order_by(journal.c.seq)).scalars()
            return [each for each in kinds if each != "rules"]

    def is_equal(self) -> bool:
        """Whether a replay, which has no network and no taps, comes to the same."""
        again = replay(self.store)
        assert (again.missing, again.added) == ((), ())
        return again.is_equal


def vote(who: str, at: float = 1, text: str = "+1", **more: object) -> Post:
    """A vote on Ana's proposal."""
    return replace(Post(f"{who.lower()}-{at}", who, text, at, answers=["p"]), **more)  # type: ignore[arg-type]  # a field of a post


def wrapped(post: Post, *, footer: bool = True) -> bytes:
    """A post as a list passes it on that wraps mails for DMARC, as Mailman does."""
    own = post.raw()
    head = own[: own.index(b"From:")] + in_bytes(
        f"From: {post.sender} via infra <{post.by}>\nTo: {post.by}\n"
        f"Subject: [infra] {post.subject}\nMessage-ID: <wrap-{post.id}@lists.example.org>\n"
        f"Date: {format_datetime(hours(post.at))}\nMIME-Version: 1.0\n"
    )
    if not footer:
        return head + b"Content-Type: message/rfc822\r\n\r\n" + before(post)
    return (
        head
        + b'Content-Type: multipart/mixed; boundary="==1=="\r\n\r\n--==1==\r\n'
        + b"Content-Type: message/rfc822\r\nMIME-Version: 1.0\r\n\r\n"
        + before(post)
        + in_bytes(
            '\n--==1==\nContent-Type: text/plain; charset="utf-8"\n\n'
            f"{FOOTER.format(list=post.by)}\n--==1==--\n"
        )
    )
