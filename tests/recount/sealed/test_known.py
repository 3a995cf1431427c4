"""How it is known who wrote a mail, found out from the folder alone."""

from dataclasses import replace

import pytest

from listbot.mail import Level, Mail, read
from listbot.mail.authorship import Heard, KeyAnswer, KeyAnswers
from listbot.model.list_rules import ListRules
from listbot.recount.sealed.known import HowKnown, Known, how_known
from tests.mail.proof.signing import Signer, signed_below
from tests.playing import LIST, Post, hours, rules
from tests.recount.sealed.folders import SIGNER

SEALER = Signer("lists.example.org", "seal", made=hours(-1))
SHORT = ((SIGNER.name, 1024),)
FOUND = "mx.example.org; dkim=pass header.d=example.org"


def of_list(**more: object) -> ListRules:
    """The list, asking for signatures, with more settings."""
    return replace(rules(Level.VERIFIED).of(LIST), **more)  # type: ignore[arg-type]  # settings of a list


def came(raw: bytes, settings: ListRules, *keys: KeyAnswer, archived: bool = False) -> Mail:
    """A mail as it was read."""
    arrival = Post("r", "Ravi").arrival(rules())
    arrival = replace(arrival, raw=raw, list=settings.context, archived=archived)
    found = read(replace(arrival, key_answers=KeyAnswers(keys)))
    assert isinstance(found, Mail)
    return found


RAW = Post("r", "Ravi").raw()
SIGNED = signed_below(RAW, SIGNER)


def test_a_signature_is_checked_again() -> None:
    """By the key in the folder, which is told where it is short."""
    found = came(SIGNED, of_list(), SIGNER.answer)
    assert how_known(found) == HowKnown(Known.SIGNED, SHORT)


def test_a_key_that_is_no_key_is_not_short() -> None:
    """Nor is a name that the DNS has nothing at."""
    others = (KeyAnswer("a._domainkey.example.org", Heard.RECORD, ("v=DKIM1; p=",)),)
    nothing = KeyAnswer("b._domainkey.example.org", Heard.NOTHING)
    found = came(SIGNED, of_list(), SIGNER.answer, *others, nothing)
    assert how_known(found) == HowKnown(Known.SIGNED, SHORT)


def test_what_our_own_host_found_is_its_word() -> None:
    """Without the key nobody can check it again."""
    raw = f"Authentication-Results: {FOUND}\r\n".encode() + SIGNED
    found = came(raw, of_list(authserv_id="mx.example.org"))
    assert found.author.level is Level.VERIFIED
    assert how_known(found) == HowKnown(Known.FOUND)


def test_a_seal_is_checked_again() -> None:
    """It is the sealer's word, and the seal shows that it is."""
    inner = SIGNED.replace(b"\r\n\r\n+1", b"\r\n\r\n+1\r\n-- \r\nA footer")
    at = inner.index(b"DKIM-Signature:")
    raw = inner[:at] + SEALER.seal(inner[at:], "lists.example.org; dkim=pass header.d=example.org")
    settings = of_list(trusted_sealers=("lists.example.org",), authserv_id="mx.example.org")
    found = came(raw, settings, SEALER.answer)
    assert found.author.level is Level.VERIFIED
    assert how_known(found) == HowKnown(Known.SEALED, ((SEALER.name, 1024),))


@pytest.mark.parametrize(
    ("post", "archived", "known"),
    [
        (Post("r", "Ravi"), False, Known.LIST),
        (Post("r", "Ravi", vouched=False), False, Known.NOBODY),
        (Post("r", "Ravi"), True, Known.ARCHIVE),
    ],
)
def test_without_a_signature_the_route_is_all_there_is(
    post: Post, archived: bool, known: Known
) -> None:
    """Through the list, or past it; or from an archive, whose route shows nothing."""
    assert how_known(came(post.raw(), of_list(), archived=archived)) == HowKnown(known)
