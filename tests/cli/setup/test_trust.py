"""`check-config --connect` on the hosts that a list trusts, judged by its mails."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from listbot import pipeline
from listbot.app import build
from listbot.cli.setup import trust
from listbot.cli.setup.trust import NotTrusted, try_trust
from listbot.config import BotConfig, CarrierConfig, Config, ImapConfig, ListConfig, StoreConfig
from listbot.config.types import TapConfig
from listbot.errors import SourceUnavailable
from listbot.mail import Arrival, Level, ListContext
from listbot.model.list_rules import ListRole

INFRA, OPS = "infra@example.org", "ops@example.org"
NOW = datetime(2026, 5, 12, 12, tzinfo=UTC)
FOLDER: list[bytes] = []


def mail(host: str, number: int = 1, to: str = INFRA, author: str = "ana@example.org") -> bytes:
    """Return a mail that this host handed over."""
    return (
        f"Received: from x ({host}) by mx (Postfix); Tue, 12 May 2026 11:00:00 +0000\r\n"
        f"Message-ID: <{number}@example.org>\r\nFrom: {author}\r\nTo: {to}\r\nSubject: "
        f"x\r\n\r\nhello\r\n"
    ).encode()


LISTS, EVIL, SELF = (
    "lists.example.org [192.0.2.1]",
    "evil.example [198.51.100.7]",
    "unknown [127.0.0.1]",
)


class Client:
    """An IMAP client on FOLDER; replaces imaplib's."""

    def fetch(self, messages: str, fields: str) -> tuple[str, list[bytes | tuple[bytes, bytes]]]:
        """Return the headers of a range of mails, with the bytes that end each answer."""
        assert "BODY.PEEK" in fields
        first, last = map(int, messages.split(":"))
        found: list[bytes | tuple[bytes, bytes]] = []
        for raw in FOLDER[first - 1 : last]:
            found += [(b"1 (BODY[HEADER.FIELDS (RECEIVED)] {1}", raw), b")"]
        return "OK", found


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    """Return two lists in one folder of a mailbox, and a database that does not exist yet."""

    @contextmanager
    def opened(imap: ImapConfig, folder: str) -> Iterator[tuple[Client, int]]:
        assert folder == "INBOX"
        yield Client(), len(FOLDER)

    FOLDER.clear()
    monkeypatch.setattr(trust, "opened", opened)
    lists = tuple(
        ListConfig(
            each,
            ListRole.DECISIONS,
            "imap:INBOX",
            identity=Level.LIST_VOUCHED,
            trusted_hops=("lists.example.org",),
        )
        for each in (INFRA, OPS)
    )
    return Config(
        BotConfig("listbot@example.org", "admin@example.org"),
        lists,
        CarrierConfig("maildir", maildir=tmp_path / "out"),
        {},
        imap=(ImapConfig("mail.example.org", "bot", "secret"),),
        store=StoreConfig(f"sqlite:///{tmp_path}/listbot.db"),
    )


def said(config: Config, **changes: object) -> str:
    """Return what is said about the first list, after these changes."""
    return try_trust(config, replace(config.lists[0], **changes))  # type: ignore[arg-type]  # any field's value


def warned(config: Config) -> str:
    """Return the warning about it."""
    with pytest.raises(NotTrusted) as caught:
        said(config)
    return str(caught.value)


def test_without_a_mail_nothing_can_be_said(config: Config) -> None:
    """Neither the mailbox nor a database has a mail of this list; those of another do not help."""
    FOLDER.append(mail(LISTS, to=OPS))
    assert said(config) == "there is no mail from the list yet; run this again when there is"


def test_the_right_host_is_said_to_be_right(config: Config) -> None:
    """A stranger's mail among them is mentioned."""
    FOLDER.extend([mail(LISTS), mail(LISTS)])
    assert said(config) == "right for 2 of the last 2 mails"
    FOLDER.append(mail(EVIL))
    assert said(config) == "right for 2 of the last 3 mails; the others came from evil.example (1)"


def test_a_wrong_host_is_a_warning_with_the_right_one(config: Config) -> None:
    """The most frequent host is suggested, even if a stranger's mail is the newest; only the newest
    twenty count.
    """
    FOLDER.extend(
        [mail("old.example [192.0.2.9]")] * 30
        + [mail("new.example [192.0.2.8]")] * 19
        + [mail(EVIL)]
    )
    assert warned(config) == (
        "no mail came through lists.example.org, so no vote is binding: the last 20 mails were "
        "handed over by new.example (19), evil.example (1); if that is the list's host, set "
        'trusted_hops = ["new.example"]'
    )


def test_the_mail_host_itself_is_proposed_with_a_caution(config: Config) -> None:
    """A filter that hands mail back has the same address."""
    FOLDER.append(mail(SELF))
    assert warned(config).endswith(
        'set trusted_hops = ["127.0.0.1"] (that is your mail host itself: do this only if the list '
        "runs there and no filter hands mail back to it)"
    )


def test_a_line_that_cannot_be_read_names_no_host(config: Config) -> None:
    """The answer says so."""
    FOLDER.append(mail("odd) (form"))
    assert warned(config) == (
        "no mail came through lists.example.org, so no vote is binding: the last mail was "
        "handed over by an unknown host (1); the format of their topmost Received line is unknown"
    )


def test_where_anybody_can_vote_the_host_is_proposed_without_a_warning(config: Config) -> None:
    """It is what a stricter identity needs."""
    FOLDER.append(mail(LISTS))
    assert said(config, identity=Level.UNVERIFIED, trusted_hops=()) == (
        "the last mail was handed over by lists.example.org (1); if that is the list's host, "
        'set trusted_hops = ["lists.example.org"], and identity = "list-vouched"'
    )


def test_a_mailbox_that_cannot_be_opened_is_passed_over(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The attempt at the mailbox itself reports it once."""

    def refuse(*mailbox: object) -> None:
        raise SourceUnavailable("no such user")

    monkeypatch.setattr(trust, "opened", refuse)
    assert said(config) == "there is no mail from the list yet; run this again when there is"


def test_a_list_that_writes_itself_into_from_needs_a_trusted_host(config: Config) -> None:
    """Anybody can vote there, and everybody would be the same person."""
    FOLDER.extend([mail(LISTS), mail(LISTS, author="Ana via Infra <Infra@Example.org>")])
    with pytest.raises(NotTrusted) as caught:
        said(config, identity=Level.UNVERIFIED, trusted_hops=())
    assert str(caught.value) == (
        "the list puts its own address into From, and only a trusted host can tell us the author: "
        "until then all votes count as one person's, the list itself; the last 2 mails were handed "
        "over by lists.example.org (2); if that is the list's host, set trusted_hops = "
        '["lists.example.org"], and identity = "list-vouched"'
    )


def test_what_was_stored_is_looked_at_where_there_is_no_mailbox(config: Config) -> None:
    """With LMTP and SMTP, or if the folder is empty: the newest first, and only of this list."""
    app = build(config, clock=lambda: NOW)
    for number, (host, address) in enumerate(
        [(LISTS, INFRA), (LISTS, INFRA), (EVIL, INFRA), (EVIL, OPS)]
    ):
        arrival = Arrival(mail(host, number, address), ListContext(address), "lmtp", NOW)
        asyncio.run(pipeline.receive(app.store, arrival))
    app.store.close()
    assert said(config) == "right for 2 of the last 3 mails; the others came from evil.example (1)"
    assert said(config, via="lmtp") == said(config)


def test_a_tap_proves_what_the_list_breaks(config: Config) -> None:
    """Where there is one, a list that breaks every signature is not a reason to warn."""
    own = replace(config.lists[0], identity=Level.VERIFIED)
    FOLDER.append(mail(LISTS, 1))
    tapped = replace(config, taps=(TapConfig("tap@example.org", "lmtp", (own.address,)),))
    assert try_trust(tapped, own) == (
        "right for 1 of the last 1 mail; none of them has a signature of its writer's own domain: "
        "copies must prove them"
    )


def test_signed_mails_are_counted_where_votes_must_be_signed(config: Config) -> None:
    """A list that breaks every signature is a warning: no vote would be binding there."""
    own = replace(config.lists[0], identity=Level.VERIFIED)
    plain = mail(LISTS, 1)
    FOLDER.append(plain)
    with pytest.raises(NotTrusted) as told:
        try_trust(config, own)
    assert str(told.value) == (
        "none of the last 1 mail has a signature of its writer's own mail domain, so no vote would "
        'be binding: set up [[taps]] before the list, or set identity = "list-vouched", which asks '
        "for none"
    )
    for domain in ("example.org", "evil.example", ""):
        FOLDER.append(f"DKIM-Signature: v=1; d={domain}; s=a\r\n".encode() + plain)
    FOLDER.append(b"DKIM-Signature: broken\r\nno field\r\n" + plain)
    assert try_trust(config, own) == (
        "right for 4 of the last 5 mails; the others came from an unknown host (1); "
        "1 of them have a signature of their writer's own mail domain"
    )


def test_a_list_that_is_known_by_its_signature(config: Config) -> None:
    """It says how many mails have one of that domain; without any it warns."""
    known = replace(config.lists[0], trusted_hops=(), host_signature="example.org")
    signature = b"DKIM-Signature: v=1; d=Example.org; s=google; h=from\r\n"
    assert try_trust(config, known).startswith("there is no mail from the list yet")
    FOLDER.append(mail(EVIL))
    with pytest.raises(NotTrusted) as caught:
        try_trust(config, known)
    assert str(caught.value) == (
        "none of the last 1 mail has a signature of example.org (host_signature): no vote is "
        "binding"
    )
    FOLDER.append(signature + mail(EVIL))
    assert try_trust(config, known) == "1 of the last 2 mails has the signature of example.org"
    FOLDER.append(signature + mail(EVIL))
    assert try_trust(config, known) == "2 of the last 3 mails have the signature of example.org"
