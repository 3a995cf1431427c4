"""The rules for every carrier."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from listbot.errors import CarrierUnavailable
from listbot.letters.letter import Parcel
from listbot.outbound import Receipt
from tests.contracts.ways_out import WAYS_OUT, WayOut, way_out


@pytest.fixture(params=WAYS_OUT)
async def way(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[WayOut]:
    """Each carrier, with nothing sent yet."""
    async with way_out(request.param, tmp_path) as rig:
        yield rig


def parcel(number: int, body: bytes = b"Three people voted.\r\n") -> Parcel:
    """Return a distinct letter."""
    raw = b"Message-ID: <%d@example.org>\r\nSubject: x\r\n\r\n" % number + body
    return Parcel(
        f"<{number}@example.org>",
        "listbot@example.org",
        ("infra@example.org", "ana@example.org"),
        raw,
    )


async def test_letters_arrive_as_they_were_composed(way: WayOut) -> None:
    """Dots, long lines, eight-bit bytes and an empty body arrive unchanged."""
    bodies = (
        b".\r\n..\r\n.x\r\n",
        b"x" * 990 + b"\r\n",
        "gewählt\r\n".encode(),
        b"",
        b"From here on\r\n",
    )
    parcels = [parcel(number, body) for number, body in enumerate(bodies)]
    for one in parcels:
        receipt = await way.carrier.deliver(one)
        assert receipt == Receipt(receipt.reply, {})
        assert receipt.reply.startswith("250 ")
    assert way.delivered() == sorted(one.raw for one in parcels)


async def test_a_broken_other_side_takes_the_letter_later(way: WayOut) -> None:
    """While broken, nothing is half sent; afterwards the same letter goes, and the last is
    there.
    """
    await way.carrier.deliver(parcel(1))
    way.set_broken(True)
    with pytest.raises(CarrierUnavailable):
        await way.carrier.deliver(parcel(2))
    way.set_broken(False)
    await way.carrier.deliver(parcel(2))
    assert way.delivered() == [parcel(1).raw, parcel(2).raw]


async def test_check_tells_what_a_delivery_would(way: WayOut) -> None:
    """One line if all is well, the same error if not; it never sends anything."""
    line = await way.carrier.check()
    assert line.startswith(f"{way.carrier.name}: ")
    assert "\n" not in line
    way.set_broken(True)
    with pytest.raises(CarrierUnavailable) as caught:
        await way.carrier.check()
    assert "\n" not in str(caught.value)
    way.set_broken(False)
    assert way.delivered() == []
