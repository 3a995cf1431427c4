"""Say whether a list's host signed a mail when it passed it on: then it was on the list.

Mostly the Received lines show that a mail came from the list's host (`origin/received`). Google
Groups sends from hosts without fixed names, which also send what anybody writes with a Google
account; but it signs each post with the list's own domain (DKIM). Such a signature counts if the
admin names its domain, if it covers the field that names the list, and if it covers all that says
who wrote the mail and what it answers: so nobody can take a post and change that. It proves no
author, only what the list's host says. Pure, linear, never raises.
"""

from collections.abc import Iterator
from datetime import datetime

from listbot.mail.authorship import Heard, KeyAnswers
from listbot.mail.mail import Arrival
from listbot.mail.proof.fields import Signed, cut
from listbot.mail.proof.keys import Key, key_of
from listbot.mail.proof.signatures import Signature, read_signature
from listbot.mail.wire import limits

MOST_KEYS = 2
WHO_AND_WHERE = ("reply-to", "cc", "in-reply-to", "references")
"""Besides what every signature must cover; each of them there once, or not at all."""


def host_keys(arrival: Arrival) -> tuple[str, ...]:
    """Return the names of the key records that may show that a mail was on its list."""
    mail = _signed(arrival)
    found = (each.key_name for each in _of_host(mail, arrival, arrival.arrived)) if mail else ()
    return tuple(dict.fromkeys(found))[:MOST_KEYS]


def passed_on(arrival: Arrival, received: datetime) -> frozenset[str] | None:
    """Return the fields that the list's host has signed, each there once; None if nothing shows
    that it passed this mail on, or the DNS has not answered.
    """
    mail = _signed(arrival)
    if mail is None:
        return None
    for each in list(_of_host(mail, arrival, received))[:MOST_KEYS]:
        key = _key(each.key_name, arrival.key_answers or KeyAnswers())
        if key is not None and not each.fault(mail, key):
            return frozenset(name for name in each.covers if len(mail.all(name)) == 1)
    return None


def _signed(arrival: Arrival) -> Signed | None:
    if not arrival.list.host_signature or arrival.archived:
        return None
    header = limits.header_of(arrival.raw)
    if len(header) > limits.MAX_HEADER_SIZE or b"dkim-signature" not in header.lower():
        return None
    return cut(arrival.raw)


def _of_host(mail: Signed, arrival: Arrival, received: datetime) -> Iterator[Signature]:
    """The fit signatures of the list's host, topmost first."""
    for field in mail.all("dkim-signature"):
        found = read_signature(field, mail, received)
        if (
            isinstance(found, Signature)
            and found.domain == arrival.list.host_signature
            and all(_is_covered(name, found, mail) for name in WHO_AND_WHERE if mail.all(name))
            and _names_list(found, mail, arrival.list.address.lower().encode())
        ):
            yield found


def _is_covered(name: str, signature: Signature, mail: Signed) -> bool:
    return name in signature.covers and len(mail.all(name)) == 1


def _names_list(signature: Signature, mail: Signed, address: bytes) -> bool:
    """Whether a signed List-ID (RFC 2919) or Mailing-List names this very list."""
    if _is_covered("list-id", signature, mail):
        value = mail.all("list-id")[0].value.strip().lower()
        if value.endswith(b"<" + address.replace(b"@", b".") + b">"):
            return True
    if not _is_covered("mailing-list", signature, mail):
        return False
    first = mail.all("mailing-list")[0].value.lower().partition(b";")[0]
    return first.split() == [b"list", address]


def _key(name: str, answers: KeyAnswers) -> Key | None:
    answer = answers.about(name)
    if answer is None or answer.heard is not Heard.RECORD:
        return None
    key = key_of(answer.texts)
    return key if isinstance(key, Key) else None
