"""How it is known who wrote a mail of the evidence, found out again from what the folder holds.

A signature is checked again with the key that the folder has for it. What another host found, and
that a mail came through the list, is what the daemon's own mail host wrote on top of the mail: it
can be read again, and not be checked. Pure; never raises.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from listbot.mail import Arrival, Level, ListContext, Mail, read
from listbot.mail.authorship import Heard
from listbot.mail.proof.keys import Key, key_of

WEAK = 2048  # bits; shorter RSA keys may be broken in the years that evidence is kept


class Known(StrEnum):
    """How it is known who wrote a mail, from the surest on."""

    SIGNED = "signed"
    """A signature of its writer's mail domain holds, by the key in the folder."""
    SEALED = "sealed"
    """The list's host sealed that it had found such a signature; the seal holds, by its key."""
    FOUND = "found"
    """The daemon's own mail host wrote that it had found such a signature."""
    LIST = "list"
    """It came through the list, as the daemon's own mail host wrote."""
    NOBODY = "nobody"
    """Anybody can have written it."""
    ARCHIVE = "archive"
    """It was imported from an archive, which says nothing about it."""


@dataclass(frozen=True, slots=True)
class HowKnown:
    """The same, and the short keys that it depends on."""

    known: Known
    short: tuple[tuple[str, int], ...] = ()
    """The name of each, and its bits."""


def how_known(mail: Mail) -> HowKnown:
    """Return how it is known who wrote a mail that was read from the evidence."""
    by_level = {
        Level.LIST_VOUCHED: Known.LIST,
        Level.UNVERIFIED: Known.NOBODY,
        Level.ARCHIVED: Known.ARCHIVE,
    }
    if mail.author.level in by_level:
        return HowKnown(by_level[mail.author.level])
    arrival = mail.arrival
    trusts = arrival.list
    if _is_verified(arrival, replace(trusts, authserv_id="", trusted_sealers=())):
        return HowKnown(Known.SIGNED, _short_keys(arrival))
    if _is_verified(arrival, replace(trusts, authserv_id="")):
        return HowKnown(Known.SEALED, _short_keys(arrival))
    return HowKnown(Known.FOUND)


def _is_verified(arrival: Arrival, trusts: ListContext) -> bool:
    again = read(replace(arrival, list=trusts))
    return isinstance(again, Mail) and again.author.level is Level.VERIFIED


def _short_keys(arrival: Arrival) -> tuple[tuple[str, int], ...]:
    told = (arrival.key_answers, arrival.copy.key_answers if arrival.copy else None)
    found = dict.fromkeys(answer for each in told if each for answer in each.answers)
    keys = [(each.name, key_of(each.texts)) for each in found if each.heard is Heard.RECORD]
    return tuple((name, bits) for name, key in keys if 0 < (bits := _bits(key)) < WEAK)


def _bits(key: Key | str) -> int:
    """Return the length of an RSA key; 0 for what is none."""
    is_rsa = isinstance(key, Key) and isinstance(key.public, RSAPublicKey)
    return key.public.key_size if is_rsa else 0  # type: ignore[union-attr]  # is_rsa says so
