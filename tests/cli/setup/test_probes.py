"""`check-config --connect` on databases, IMAP folders, ports and extensions."""

import imaplib
import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import pytest

from listbot.cli.setup import probes
from listbot.cli.setup.probes import Probe, ProbeResult
from listbot.config import (
    BotConfig,
    CarrierConfig,
    Config,
    ImapConfig,
    ListConfig,
    StoreConfig,
)
from listbot.errors import CarrierRefused, StoreUnavailable
from listbot.model.list_rules import ListRole
from listbot.outbound.smtp import Patience
from listbot.store.base.engine import open_engine
from tests.ports import free_port

IMAP = ImapConfig("mail.example.org", "bot", "secret")


class Mailbox:
    """An IMAP client whose server has one folder; replaces imaplib's."""

    def __init__(
        self, host: str, port: int, *, ssl_context: ssl.SSLContext, timeout: float
    ) -> None:
        assert ssl_context.verify_mode is ssl.CERT_REQUIRED
        assert (host, port) == ("mail.example.org", 993)

    def __enter__(self) -> "Mailbox":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        pass

    def read(self, size: int) -> bytes:
        """Return the first bytes of a literal."""
        return b"x" * size

    def login(self, user: str, password: str) -> None:
        """Accept only the right password."""
        if (user, password) != ("bot", "secret"):
            # bytes, like the real one
            raise imaplib.IMAP4.error(b"[AUTHENTICATIONFAILED] Authentication failed.")

    def select(self, name: str, readonly: bool) -> tuple[str, list[bytes]]:
        """Open the only folder, and only read-only."""
        assert readonly
        return ("OK", [b"3"]) if name == '"INBOX.&APY-"' else ("NO", [b"Mailbox doesn't exist"])


@pytest.fixture(autouse=True)
def mailbox(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every attempt off the network."""
    monkeypatch.setattr(imaplib, "IMAP4_SSL", Mailbox)


def outcome(act: Callable[[], str]) -> ProbeResult:
    """Return the outcome of an attempt at this folder."""
    return Probe("x", act).make()


def test_a_folder_is_opened_and_counted() -> None:
    """Its name goes over the wire in modified UTF-7."""
    assert probes.try_folder(IMAP, "INBOX.ö") == "logged in as bot, 3 mails"


def test_a_folder_that_is_not_there_is_a_fault_in_the_servers_words() -> None:
    """The server's answer says why."""
    found = outcome(lambda: probes.try_folder(IMAP, "INBOX.infra"))
    assert found == ProbeResult(False, "folder INBOX.infra: Mailbox doesn't exist")


def test_a_wrong_password_is_a_fault_without_the_password() -> None:
    """The refused login is reported, but never the password."""
    found = outcome(
        lambda: probes.try_folder(ImapConfig("mail.example.org", "bot", "wrong"), "INBOX")
    )
    assert found == ProbeResult(False, "[AUTHENTICATIONFAILED] Authentication failed.")


def test_a_literal_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused before it is read."""

    def announce(self: Mailbox, name: str, readonly: bool) -> tuple[str, list[bytes]]:
        return "OK", [self.read(int(name.strip('"')))[:1]]

    monkeypatch.setattr(Mailbox, "select", announce)
    found = outcome(lambda: probes.try_folder(IMAP, "2147483648"))
    assert found == ProbeResult(False, "the server announced a literal of 2147483648 bytes")
    with pytest.raises(ValueError, match="invalid literal"):
        probes.try_folder(IMAP, "10")


def test_a_server_that_repeats_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal does not show it, either."""

    def refuse(*login: str) -> None:
        raise imaplib.IMAP4.error(f"LOGIN {login}".encode())

    monkeypatch.setattr(Mailbox, "login", lambda _, *login: refuse(*login))
    found = outcome(
        lambda: probes.try_folder(ImapConfig("mail.example.org", "bot", "hunter2000"), "INBOX")
    )
    assert found == ProbeResult(False, "LOGIN ('bot', '***')")


def test_a_server_that_is_not_there_is_a_fault_with_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The system's words alone would not say what was tried."""

    def refuse(*server: object, **options: object) -> None:
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(imaplib, "IMAP4_SSL", refuse)
    found = outcome(lambda: probes.try_folder(IMAP, "INBOX"))
    assert found == ProbeResult(False, "mail.example.org port 993: Connection refused")


def test_a_port_that_is_free() -> None:
    """Nobody has it, and we release it again."""
    port = free_port()
    tried = [probes.try_port("127.0.0.1", port, probes.greets) for _ in range(2)]
    assert tried == [f"127.0.0.1 port {port} is free"] * 2


@pytest.mark.parametrize(
    ("greeting", "expected"),
    [
        (
            b"220 mx.example.org listbot\r\n",
            ProbeResult(True, "127.0.0.1 port {} belongs to a running listbot"),
        ),
        (
            b"220 mx.example.org ESMTP Postfix\r\n",
            ProbeResult(False, "127.0.0.1 port {}: Address already in use"),
        ),
        (b"", ProbeResult(False, "127.0.0.1 port {}: Address already in use")),
    ],
)
def test_a_port_that_is_taken(greeting: bytes, expected: ProbeResult) -> None:
    """If a listbot has it, the daemon is running: fine. Anything else, or silence, is a fault."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        greeter = threading.Thread(target=greet, args=(server, greeting))
        greeter.start()
        found = outcome(lambda: probes.try_port("127.0.0.1", port, probes.greets))
        greeter.join()
    assert found == ProbeResult(expected.worked, expected.words.format(port))


@pytest.mark.parametrize(
    ("reply", "is_ours"),
    [
        (b"HTTP/1.1 404 Not Found\r\nServer: listbot\r\nContent-Length: 0\r\n\r\n", True),
        (b"HTTP/1.1 200 OK\r\nServer: nginx\r\nContent-Length: 0\r\n\r\n", False),
        (b"220 mx.example.org ESMTP Postfix\r\n", False),
        (b"", False),
    ],
)
def test_who_serves_a_page(reply: bytes, is_ours: bool) -> None:
    """Only our pages identify themselves as listbot's."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        answerer = threading.Thread(target=greet, args=(server, reply))
        answerer.start()
        assert probes.answers("127.0.0.1", server.getsockname()[1]) is is_ours
        answerer.join()


def test_a_port_whose_owner_takes_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    """It counts as taken."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

        def refuse(*server: object) -> None:
            raise ConnectionRefusedError(111, "Connection refused")

        monkeypatch.setattr(socket, "create_connection", refuse)
        found = outcome(lambda: probes.try_port("127.0.0.1", port, probes.greets))
    assert found == ProbeResult(False, f"127.0.0.1 port {port}: Address already in use")


def greet(server: socket.socket, greeting: bytes) -> None:
    """Answer one connection."""
    connection, _ = server.accept()
    connection.sendall(greeting)
    connection.close()


def test_a_database_that_is_there_is_opened_for_writing(tmp_path: Path) -> None:
    """The write lock is taken and released; nothing stays in the file."""
    store = StoreConfig(f"sqlite:///{tmp_path}/x.db")
    engine = open_engine(store.url)
    with engine.begin():
        pass
    engine.dispose()
    assert probes.try_database(store) == f"{tmp_path}/x.db can be written to"


def test_a_database_that_is_none_is_a_fault(tmp_path: Path) -> None:
    """Another kind of file is named as such."""
    (tmp_path / "x.db").write_text("no database" * 100, encoding="utf-8")
    found = outcome(lambda: probes.try_database(StoreConfig(f"sqlite:///{tmp_path}/x.db")))
    assert found == ProbeResult(False, f"{tmp_path}/x.db is not an SQLite database")


def test_a_database_in_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    """The first start could not create it."""
    found = outcome(lambda: probes.try_database(StoreConfig(f"sqlite:///{tmp_path}/none/x.db")))
    assert found == ProbeResult(False, f"{tmp_path}/none cannot be written to")


def test_an_attempt_that_raises_on_purpose_is_an_outcome() -> None:
    """Our own errors are reported in their own words."""

    def away() -> str:
        raise StoreUnavailable("locked")

    assert outcome(away) == ProbeResult(False, "locked")


class Refusing:
    """A carrier whose server supports no extensions; replaces the real one."""

    def __init__(self, config: CarrierConfig, patience: Patience) -> None:
        self.host = config.host

    async def probe(self, recipient: str) -> str:
        """Accept addresses without an extension."""
        if "+" in recipient:
            raise CarrierRefused(f"smtp: {self.host}: {recipient}: 550 5.1.1 no such user")
        return "taken"


def config(delimiter: str, kind: str, role: ListRole) -> Config:
    """Return a configuration with one list."""
    return Config(
        BotConfig("listbot@example.org", "admin@example.org", delimiter),
        (ListConfig("infra-support@example.org", role, "lmtp"),),
        CarrierConfig(kind, maildir=Path("out"), host="mail"),
        {},
    )


def test_a_mail_host_without_extensions_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """The addresses that a help desk would extend are tried; a refusal only warns, since another
    host may decide.
    """
    monkeypatch.setattr(probes, "SmtpCarrier", Refusing)
    asked = [
        each for each in probes.attempts(config("+", "smtp", ListRole.SUPPORT)) if each.only_warns
    ]
    assert [(each.what, each.make()) for each in asked] == [
        (
            "extension of infra-support@example.org",
            ProbeResult(
                True,
                "smtp: mail: infra-support+t1-probe@example.org: 550 5.1.1 no such user; "
                'if your mail host supports no extensions, set bot.delimiter = ""',
                is_warning=True,
            ),
        ),
        (
            "extension of listbot@example.org",
            ProbeResult(
                True,
                "smtp: mail: listbot+b-t1-probe-9387ed94@example.org: 550 5.1.1 no such user; "
                'if your mail host supports no extensions, set bot.delimiter = ""',
                is_warning=True,
            ),
        ),
    ]
    other = [
        each for each in probes.attempts(config("-", "smtp", ListRole.SUPPORT)) if each.only_warns
    ]
    assert [each.make() for each in other] == [ProbeResult(True, "taken")] * 2


@pytest.mark.parametrize(
    "values",
    [
        ("", "smtp", ListRole.SUPPORT),
        ("+", "maildir", ListRole.SUPPORT),
        ("+", "smtp", ListRole.DECISIONS),
    ],
)
def test_extensions_that_nobody_uses_are_not_asked_for(values: tuple[str, str, ListRole]) -> None:
    """Without a delimiter, a server or a help desk."""
    assert probes.extensions(config(*values)) == ()
