"""The [[taps]]: where the mail host hands us mails before their lists do, to prove who wrote them.

A tap that can prove nothing is refused: it would look as if it did.
"""

from collections.abc import Collection, Sequence

from listbot.config.lists import read_via
from listbot.config.section import Section, doubles, shown
from listbot.config.types import ListConfig, TapConfig
from listbot.mail import Level
from listbot.model.list_rules import ListRole


def read_tap(section: Section, sections: Collection[str], accounts: Sequence[str]) -> TapConfig:
    """Read one tap; how it fits the lists is checked later."""
    named = (section.checked_address("lists", each) for each in section.texts("lists"))
    found = TapConfig(
        section.address("address"),
        read_via(section, sections, accounts),
        tuple(dict.fromkeys(each for each in named if each)),
    )
    if not section.table.get("lists"):
        section.fault("lists", "is missing: name the lists whose mails come here first")
    return found


def check_taps(
    taps: Sequence[tuple[Section, TapConfig]], lists: Sequence[ListConfig], bot_address: str
) -> None:
    """Check that each tap has an address and a folder of its own, and lists that need it."""
    known = {each.address: each for each in lists}
    folders = {each.via for each in lists if each.via.startswith("imap:")}
    twice = doubles(each.address for _, each in taps)
    for section, tap in taps:
        if tap.address in known or tap.address == bot_address:
            section.fault(
                "address",
                f"must be an address of its own: what comes to {tap.address} is read as mail of "
                "that list or of the bot",
            )
        if tap.address in twice:
            section.fault("address", f"must be unique: another tap has {tap.address}")
        if tap.via in folders:
            section.fault(
                "via",
                f"must be a folder of its own: a list has {shown(tap.via)}, and a tap's copy shows "
                "nothing about whether the list passed the mail on",
            )
        for address in tap.lists:
            _check_list(section, address, known.get(address))


def _check_list(section: Section, address: str, found: ListConfig | None) -> None:
    if found is None:
        section.fault("lists", f"must be addresses in [[lists]], not {shown(address)}")
    elif found.role is not ListRole.DECISIONS:
        section.fault(
            "lists",
            f"must be decision lists: people write to {address} directly, so its own mails prove "
            "who wrote them",
        )
    elif found.identity is not Level.VERIFIED:
        section.fault(
            "lists",
            f"names {address}, which asks nobody for a proof: only a list with "
            'identity = "verified" needs a tap',
        )
