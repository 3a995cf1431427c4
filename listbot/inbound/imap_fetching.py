"""Gets mails out of an IMAP folder: many at once while that works, one by one where it does not.

One mail that a server refuses, leaves out, delivers empty or crashes on must not block the
mails behind it. Such a mail is withheld and the rest continues; but only once the server
has delivered another mail after it, since a server that delivers nothing is in trouble
itself, and then nothing is set aside for minutes. Mails come in the order of their UIDs, so
the caller may move a cursor. A server that dies in the middle raises SourceUnavailable; the
mail it died on is remembered, and after STRIKES such deaths it is no longer asked for.
Nothing is stored here.
"""

from collections import Counter
from collections.abc import AsyncGenerator, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from listbot.errors import SourceUnavailable
from listbot.inbound.archive import LARGEST
from listbot.inbound.imap_session import ImapSession, Refused
from listbot.inbound.imap_wire import ListedMail

BATCH_BYTES = 16 * 1024 * 1024  # bytes held in memory at once, apart from one mail
STRIKES = 2  # connections that a mail may end, asked for on its own, before it is passed over
# looks without any delivery after which refused mails are set aside anyway; about eight minutes
ALONE = 10

SOME_SIZE = 1  # for a mail whose size the server does not say: anything but zero

EMPTY = "the server sent nothing for a mail that is not empty"
LEFT_OUT = "the server left it out of its answer"
BREAKS = "the connection ends when listbot asks for it: {fault}"


@dataclass(frozen=True, slots=True)
class Given:
    """A mail that the server delivered: all of it, or as much as is asked for."""

    announced: ListedMail
    raw: bytes


@dataclass(frozen=True, slots=True)
class Refusal:
    """A mail that the server does not deliver."""

    uid: int
    why: str


@dataclass(frozen=True, slots=True)
class Batch:
    """The next mails: refusals first, all of them before the delivered ones."""

    refused: tuple[Refusal, ...]
    given: tuple[Given, ...]


class Fetching:
    """Fetches, and remembers from one connection to the next what went wrong."""

    def __init__(self) -> None:
        self._careful: set[int] = set()
        self._strikes: Counter[int] = Counter()
        self._faults: dict[int, str] = {}
        self._alone: Counter[int] = Counter()

    def forget(self) -> None:
        """Forget the faults: the folder was renumbered, so they belong to other mails."""
        for memory in (self._careful, self._strikes, self._faults, self._alone):
            memory.clear()

    async def batches(
        self, session: ImapSession, uids: Sequence[int], withheld: Collection[int] = ()
    ) -> AsyncGenerator[Batch, None]:
        """Yield mails in rising order, leaving out those that are gone.

        All mails before them, except the `withheld`, were delivered once. Raises
        SourceUnavailable.
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
        """Return one mail; None: it is gone.

        A mail that has ended STRIKES connections is only asked for `anyway`. Raises
        SourceUnavailable.
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
        """Yield as many as come without a fault, in portions that fit into memory."""
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
                f"UID {refused[0].uid}: {refused[0].why}, and the server delivers nothing else"
            )

    def _are_alone(self, refused: Sequence[Refusal]) -> bool:
        """Return whether these were refused so often that other deliveries no longer matter."""
        self._alone.update(each.uid for each in refused)
        return all(self._alone[each.uid] > ALONE for each in refused)


async def ask(session: ImapSession, uid: int) -> Given | Refusal | None:
    """Return the mail with its size, as far as the server says it. A NO is a refusal."""
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
    # Some servers send all of a mail, whatever part is asked for.
    return Given(announced, raw[: LARGEST + 1])


async def _gives(session: ImapSession, before: int, withheld: Collection[int]) -> bool:
    """Return whether the server delivers anything: a byte of the last mail it delivered."""
    earlier = [
        uid for uid in await session.uids_of(f"1:{before}") if uid < before and uid not in withheld
    ]
    try:
        return bool(earlier) and bool((await session.bodies(earlier[-1:], 1)).get(earlier[-1]))
    except Refused:
        return False


def _portions(mails: Iterable[ListedMail]) -> Iterator[list[ListedMail]]:
    """Yield mails in runs of at most BATCH_BYTES, or one mail."""
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
