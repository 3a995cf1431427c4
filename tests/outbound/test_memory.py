"""The in-memory carrier plays its script."""

import pytest

from listbot.errors import CarrierAmbiguous, CarrierRefused
from listbot.letters.letter import Parcel
from listbot.outbound import Receipt
from listbot.outbound.memory import MemoryCarrier

PARCEL = Parcel("<1@example.org>", "", ("ana@example.org",), b"Subject: x\r\n\r\nx\r\n")


async def test_the_script_and_then_success() -> None:
    """One outcome per delivery, in order; plain success when the script is over."""
    partial = Receipt("250 ok", {"bob@example.org": "550 unknown"})
    carrier = MemoryCarrier([CarrierRefused("550 no"), partial, None])
    with pytest.raises(CarrierRefused):
        await carrier.deliver(PARCEL)
    assert await carrier.deliver(PARCEL) == partial
    assert await carrier.deliver(PARCEL) == Receipt("250 kept in memory")
    assert await carrier.deliver(PARCEL) == Receipt("250 kept in memory")
    assert (len(carrier.attempts), len(carrier.delivered)) == (4, 3)


@pytest.mark.parametrize("arrives", [True, False])
async def test_an_ambiguous_letter_arrives_or_not(arrives: bool) -> None:
    """After the final dot both may be true; each test says which."""
    carrier = MemoryCarrier([CarrierAmbiguous("broke off")], ambiguous_arrives=arrives)
    with pytest.raises(CarrierAmbiguous):
        await carrier.deliver(PARCEL)
    assert carrier.delivered == ([PARCEL] if arrives else [])


async def test_check_says_what_the_next_delivery_would() -> None:
    """Asking does not use up the script."""
    carrier = MemoryCarrier([CarrierRefused("550 no")])
    with pytest.raises(CarrierRefused):
        await carrier.check()
    with pytest.raises(CarrierRefused):
        await carrier.deliver(PARCEL)
    assert await carrier.check() == "memory: takes everything"
