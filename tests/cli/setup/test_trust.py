"""What `check-config --connect` says of the hosts that a list trusts, from the mails that are
there.
"""

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
from listbot.errors import SourceUnavailable
from listbot.mail import Arrival, Level, ListContext
from listbot.model.list_rules import ListRole

INFRA, OPS = "infra@example.org", "ops@example.org"
NOW = datetime(2026, 5, 12, 12, tzinfo=UTC)
FOLDER: list[bytes] = []


def mail(host: str, number: int = 1, to: str = INFRA, author: str = "ana@example.org") -> bytes:
    """A mail that this host handed over."""
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
    """An IMAP client on FOLDER; stands in for imaplib's."""

    def fetch(self, messages: str, fields: str) -> tuple[str, list[bytes | tuple[bytes, bytes]]]:
        """The headers of a range of mails; between them the bytes that end an answer."""
        assert "BODY.PEEK" in fields
        first, last = map(int, messages.split(":"))
        found: list[bytes | tuple[bytes, bytes]] = []
        for raw in FOLDER[first - 1 : last]:
            found += [(b"1 (BODY[HEADER.FIELDS (RECEIVED)] {1}", raw), b")"]
        return "OK", found


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Config:
    """Two lists in one folder of a mailbox, and a database that is not made yet."""

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
    """What is said of the first list, with other values."""
    return try_trust(config, replace(config.lists[0], **changes))  # type: ignore[arg-type]  # any field's value


def warned(config: Config) -> str:
    """What it is warned of."""
    with pytest.raises(NotTrusted) as caught:
        said(config)
    return str(caught.value)


def test_without_a_mail_nothing_can_be_said(config: Config) -> None:
    """Neither a mailbox nor a database has one; those of another list are no help."""
    FOLDER.append(mail(LISTS, to=OPS))
    assert said(config) == "no mail of it is there to look at; ask again when there is"


def test_the_right_host_is_said_to_be_right(config: Config) -> None:
    """A stranger's mail among them is named."""
    FOLDER.extend([mail(LISTS), mail(LISTS)])
    assert said(config) == "right for 2 of the last 2 mails"
    FOLDER.append(mail(EVIL))
    assert said(config) == "right for 2 of the last 3 mails; the others from evil.example (1)"


def test_a_wrong_host_is_a_warning_with_the_right_one(config: Config) -> None:
    """The most usual one is proposed, whatever a stranger slipped in last; only the newest twenty
    are looked at.
    """
    FOLDER.extend(
        [mail("old.example [192.0.2.9]")] * 30
        + [mail("new.example [192.0.2.8]")] * 19
        + [mail(EVIL)]
    )
    assert warned(config) == (
        "none of them came through lists.example.org, so no vote binds: the last 20 mails were "
        "handed over by "
        "new.example (19), evil.example (1); if that is the list's host, write trusted_hops = "
        '["new.example"]'
    )


def test_the_mail_host_itself_is_proposed_with_a_caution(config: Config) -> None:
    """A filter that hands mail back has the same address."""
    FOLDER.append(mail(SELF))
    assert warned(config).endswith(
        'write trusted_hops = ["127.0.0.1"] (it is your mail host itself: only if the list runs '
        "there, and no filter "
        "hands mail back to it)"
    )


def test_a_line_that_cannot_be_read_names_no_host(config: Config) -> None:
    """Then that is said."""
    FOLDER.append(mail("odd) (form"))
    assert warned(config) == (
        "none of them came through lists.example.org, so no vote binds: the last 1 mails were "
        "handed over by a host that cannot be known (1); their topmost Received line is in no "
        "form that is known"
    )


def test_where_anybody_can_vote_the_host_is_proposed_without_a_warning(config: Config) -> None:
    """It is what is needed to ask for more."""
    FOLDER.append(mail(LISTS))
    assert said(config, identity=Level.UNVERIFIED, trusted_hops=()) == (
        "the last 1 mails were handed over by lists.example.org (1); if that is the list's host, "
        "write trusted_hops "
        '= ["lists.example.org"], and identity = "list-vouched"'
    )


def test_a_mailbox_that_cannot_be_opened_is_passed_over(
    config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That it cannot is told once, by the attempt at the mailbox itself."""

    def refuse(*mailbox: object) -> None:
        raise SourceUnavailable("no such user")

    monkeypatch.setattr(trust, "opened", refuse)
    assert said(config) == "no mail of it is there to look at; ask again when there is"


def test_a_list_that_writes_itself_into_from_needs_a_trusted_host(config: Config) -> None:
    """Anybody can vote there, and everybody would be the same person."""
    FOLDER.extend([mail(LISTS), mail(LISTS, author="Ana via Infra <Infra@Example.org>")])
    with pytest.raises(NotTrusted) as caught:
        said(config, identity=Level.UNVERIFIED, trusted_hops=())
    assert str(caught.value) == (
        "the list writes its own address into From, which only a trusted host may explain: until "
        "then all votes are those of one person, the list itself; the last 2 mails were handed "
        "over by lists.example.org (2); if that is "
        'the list\'s host, write trusted_hops = ["lists.example.org"], and identity = '
        '"list-vouched"'
    )


def test_what_was_stored_is_looked_at_where_there_is_no_mailbox(config: Config) -> None:
    """By LMTP and SMTP, or when the folder was emptied; the newest first, and only of this list."""
    app = build(config, clock=lambda: NOW)
    for number, (host, address) in enumerate(
        [(LISTS, INFRA), (LISTS, INFRA), (EVIL, INFRA), (EVIL, OPS)]
    ):
        arrival = Arrival(mail(host, number, address), ListContext(address), "lmtp", NOW)
        asyncio.run(pipeline.receive(app.store, arrival))
    app.store.close()
    assert said(config) == "right for 2 of the last 3 mails; the others from evil.example (1)"
    assert said(config, via="lmtp") == said(config)
