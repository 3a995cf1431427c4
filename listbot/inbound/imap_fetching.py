"""Gets mails out of an IMAP folder: many at once while the server gives them, one by one where it
does not.

One mail that a server refuses, leaves out, gives empty, or dies of must not keep those behind it.
Such a mail is withheld, and the rest goes on; but only once the server has given another mail after
it, since a server that gives nothing is in trouble itself, and then nothing is set aside for
minutes. Mails come in the order of their UIDs, so whoever hands them over may move a cursor. A
server that dies in the middle is SourceUnavailable; what it died of is remembered, and after
STRIKES such deaths of one mail it is no longer asked for. Nothing here is stored.
"""

from collections import Counter
from collections.abc import AsyncGenerator, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from listbot.errors import SourceUnavailable
from listbot.inbound.archive import LARGEST
from listbot.inbound.imap_session import ImapSession, Refused
from listbot.inbound.imap_wire import ListedMail

BATCH_BYTES = 16 * 1024 * 1024  # held in memory at once, apart from one mail
STRIKES = 2  # connections that one mail may end, asked for by itself, before it is passed over
# looks in which nothing is given before what is refused is set aside all the same; some eight
# minutes
ALONE = 10

SOME_SIZE = 1  # of a mail whose size the server does not say: not nothing

EMPTY = "an empty answer for a mail that is not empty"
LEFT_OUT = "it is left out of the answer"
BREAKS = "the connection ends when it is asked for: {fault}"


@dataclass(frozen=True, slots=True)
class Given:
    """A mail that the server gave, whole or as much of it as is asked for."""

    announced: ListedMail
    raw: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """A mail that the server does not give."""

    uid: int
    why: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What came next: refusals first, all of them of mails before those given."""

    refused: tuple[Refusal, ...]
    given: tuple[Given, ...]


class Fetching:
    """Fetches, and remembers what went wrong between one connection and the next."""

    def __init__(self) -> None:
        self._careful: set[int] = set()
        self._strikes: Counter[int] = Counter()
        self._faults: dict[int, str] = {}
        self._alone: Counter[int] = Counter()

    def forget(self) -> None:
        """The folder is numbered anew: what was known of its mails is of others."""
        for memory in (self._careful, self._strikes, self._faults, self._alone):
            memory.clear()

    async def batches(
        self, session: ImapSession, uids: Sequence[int], withheld: Collection[int] = ()
    ) -> AsyncGenerator[Batch, None]:
        """Mails in rising order, without those that are gone. All before them but the `withheld`
        were given once.
        """
        done = 0
        if self._careful.isdisjoint(uids):
            async for batch in self._at_once(session, uids):
                yield batch
                done += len(batch.given)
        async for batch in self._one_by_one(session, uids[done:], withheld):
            yield batch
        self._careful.difference_update(uids)

    async def one(
        self, session: ImapSession, uid: int, *, anyway: bool = False
    ) -> Given | Refusal | None:
        """A mail by itself; None: it is gone. One that has ended STRIKES connections is only asked
        for `anyway`.
        """
        if self._strikes[uid] >= STRIKES and not anyway:
            return Refusal(uid, BREAKS.format(fault=self._faults[uid]))
        try:
            found = await ask(session, uid)
        except SourceUnavailable as fault:
            self._strikes[uid] += 1
            self._faults[uid] = str(fault)
            raise
        if isinstance(found, Given):
            del self._strikes[uid]
        return found

    async def _at_once(
        self, session: ImapSession, uids: Sequence[int]
    ) -> AsyncGenerator[Batch, None]:
        """As many as come without a fault, in portions that fit the memory."""
        left = set(uids)
        try:
            announced = await session.announced(uids)
            if not left <= announced.keys():
                return
            for portion in _portions(announced[uid] for uid in uids):
                bodies = await session.bodies([one.uid for one in portion], LARGEST + 1)
                given = tuple(_given(one, bodies) for one in portion)
                whole = tuple(each for each in given if isinstance(each, Given))
                if whole != given:
                    return
                yield Batch((), whole)
                left.difference_update(one.uid for one in portion)
        except Refused:
            return
        except SourceUnavailable:
            self._careful |= left
            raise

    async def _one_by_one(
        self, session: ImapSession, uids: Sequence[int], withheld: Collection[int]
    ) -> AsyncGenerator[Batch, None]:
        refused: list[Refusal] = []
        for uid in uids:
            found = await self.one(session, uid)
            if isinstance(found, Given):
                yield Batch(tuple(refused), (found,))
                refused = []
            elif isinstance(found, Refusal):
                refused.append(found)
        if refused and (
            self._are_alone(refused) or await _gives(session, refused[0].uid, withheld)
        ):
            yield Batch(tuple(refused), ())
        elif refused:
            raise SourceUnavailable(
                f"UID {refused[0].uid}: {refused[0].why}, and nothing else is given"
            )

    def _are_alone(self, refused: Sequence[Refusal]) -> bool:
        """Whether these were refused so often that it does not matter any more whether others are
        given.
        """
        self._alone.update(each.uid for each in refused)
        return all(self._alone[each.uid] > ALONE for each in refused)


async def ask(session: ImapSession, uid: int) -> Given | Refusal | None:
    """Its size, as far as the server says it, and the mail. A NO to it is a refusal."""
    try:
        announced = (await session.announced([uid])).get(uid)
    except Refused:
        announced = None
    try:
        bodies = await session.bodies([uid], LARGEST + 1)
    except Refused as fault:
        return Refusal(uid, str(fault))
    found = _given(announced or ListedMail(uid, SOME_SIZE, None), bodies)
    is_there = isinstance(found, Given) or uid in await session.uids_of(str(uid))
    return found if is_there else None


def _given(announced: ListedMail, bodies: dict[int, bytes]) -> Given | Refusal:
    raw = bodies.get(announced.uid)
    if raw is None:
        return Refusal(announced.uid, LEFT_OUT)
    if not raw and announced.size:
        return Refusal(announced.uid, EMPTY)
    # Some servers give all of a mail, whatever part is asked for.
    return Given(announced, raw[: LARGEST + 1])


async def _gives(session: ImapSession, before: int, withheld: Collection[int]) -> bool:
    """Whether the server gives any mail at all: a byte of the last one that it gave before."""
    earlier = [
        uid for uid in await session.uids_of(f"1:{before}") if uid < before and uid not in withheld
    ]
    try:
        return bool(earlier) and bool((await session.bodies(earlier[-1:], 1)).get(earlier[-1]))
    except Refused:
        return False


def _portions(mails: Iterable[ListedMail]) -> Iterator[list[ListedMail]]:
    """Mails in runs of at most BATCH_BYTES, or one."""
    portion: list[ListedMail] = []
    weight = 0
    for mail in mails:
        size = min(mail.size, LARGEST + 1)
        if portion and weight + size > BATCH_BYTES:
            yield portion
            portion, weight = [], 0
        portion.append(mail)
        weight += size
    if portion:
        yield portion
