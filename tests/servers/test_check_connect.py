"""`check-config --connect` against real servers: what it says when all is well, and of each thing that is not."""

from collections.abc import Iterator

import pytest

from tests.servers.site import Site, running_site

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site whose daemon was not started yet."""
    with running_site(tmp_path_factory.mktemp("site"), "imap", 6) as running:
        yield running


def attempts(site: Site) -> tuple[int, list[str]]:
    """The exit code, and the lines about what was tried."""
    answer = site.daemon.call("check-config", "--connect")
    assert answer.stderr == ""
    return answer.returncode, [
        line for line in answer.stdout.splitlines() if line.startswith(("ok ", "FAULT "))
    ]


def lines(site: Site, imap: str = "", smtp: str = "") -> list[str]:
    """What is said of a site where all is well but for these."""
    return [
        f"ok    database: {site.daemon.folder}/listbot.db will be made at the first start",
        imap or "ok    imap INBOX: logged in as bot@example.org, 0 mails",
        smtp or f"ok    outbound: smtp: 127.0.0.1 port {site.postfix.port} takes mail (no TLS)",
    ]


def test_all_is_well(site: Site) -> None:
    """Logged in over TLS, the folder opened, the mail server asked."""
    assert attempts(site) == (0, lines(site))


def test_a_wrong_password(site: Site) -> None:
    """The server's words, and never the password."""
    file = site.daemon.folder / "imap.password"
    right = file.read_text()
    file.write_text("wrong")
    try:
        found = attempts(site)
    finally:
        file.write_text(right)
    assert found == (3, lines(site, imap="FAULT imap INBOX: [AUTHENTICATIONFAILED] Authentication failed."))


def test_no_imap_server(site: Site) -> None:
    """Where it was looked for, and what the system said."""
    site.dovecot.stop()
    try:
        found = attempts(site)
    finally:
        site.dovecot.start()
    assert found == (
        3,
        lines(site, imap=f"FAULT imap INBOX: localhost port {site.dovecot.imaps}: Connection refused"),
    )


def test_no_mail_server(site: Site) -> None:
    """The mailbox is still tried, and told to be well."""
    site.postfix.stop()
    try:
        code, said = attempts(site)
    finally:
        site.postfix.start()
    assert (code, said[:2]) == (3, lines(site)[:2])
    assert said[2].startswith(f"FAULT outbound: smtp: 127.0.0.1 port {site.postfix.port}: ")
