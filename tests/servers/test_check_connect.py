"""`check-config --connect` against real servers: when all is well, and for each problem."""

from collections.abc import Iterator

import pytest

from tests.servers import thread
from tests.servers.site import LIST_HOST, Site, running_site
from tests.servers.waiting import until

pytestmark = pytest.mark.servers


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site whose daemon was not started yet."""
    with running_site(tmp_path_factory.mktemp("site"), "imap", 6) as running:
        yield running


def attempts(site: Site) -> tuple[int, list[str]]:
    """Return the exit code, and the lines about what was tried."""
    answer = site.daemon.call("check-config", "--connect")
    assert answer.stderr == ""
    return answer.returncode, [
        line for line in answer.stdout.splitlines() if line.startswith(("ok ", "warn ", "FAULT "))
    ]


def lines(site: Site, imap: str = "", smtp: str = "", hops: str = "") -> list[str]:
    """Return the output's lines if all is well except for these."""
    return [
        f"ok    database: {site.daemon.folder}/listbot.db will be created at the first start",
        imap or "ok    imap INBOX: logged in as bot@example.org, 0 mails",
        hops
        or (
            "ok    trusted_hops of infra@example.org: there is no mail from the list yet; "
            "run this again when there is"
        ),
        smtp or f"ok    outbound: smtp: 127.0.0.1 port {site.postfix.port} accepts mail (no TLS)",
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
    refused = "[AUTHENTICATIONFAILED] Authentication failed."
    assert found == (3, lines(site, imap=f"FAULT imap INBOX: {refused}"))


def test_no_imap_server(site: Site) -> None:
    """Where it tried, and the system's message."""
    site.dovecot.stop()
    try:
        found = attempts(site)
    finally:
        site.dovecot.start()
    away = f"localhost port {site.dovecot.imaps}: Connection refused"
    assert found == (3, lines(site, imap=f"FAULT imap INBOX: {away}"))


def test_no_mail_server(site: Site) -> None:
    """The mailbox is still tried, and reported as fine."""
    site.postfix.stop()
    try:
        code, said = attempts(site)
    finally:
        site.postfix.start()
    assert (code, said[:3]) == (3, lines(site)[:3])
    assert said[3].startswith(f"FAULT outbound: smtp: 127.0.0.1 port {site.postfix.port}: ")


def test_the_hosts_of_the_mails_that_are_there(site: Site) -> None:
    """The list's host is right, and proposed for a wrong one; a stranger's mail is reported."""
    site.post(thread.proposal())
    site.post(thread.top_posted())
    site.slip_in(thread.forged())
    until(lambda: len(site.mailbox("bot@example.org")) == 3, site.postfix.log)
    config = site.daemon.folder / "config.toml"
    right = config.read_text()
    imap = "ok    imap INBOX: logged in as bot@example.org, 3 mails"
    found = {}
    for host in (LIST_HOST, "lists.example.org"):
        config.write_text(right.replace(f'["{LIST_HOST}"]', f'["{host}"]'))
        found[host] = attempts(site)
    config.write_text(right)
    name = "trusted_hops of infra@example.org"
    wrong = (
        f"warn  {name}: no mail came through lists.example.org, so no vote is binding: the last 3 "
        "mails were handed over by 127.0.0.2 (2), 127.0.0.3 (1); if that is the list's host, set "
        'trusted_hops = ["127.0.0.2"] (that is your mail host itself: do this only if the list '
        "runs there and no filter hands mail back to it)"
    )
    rest = f"ok    {name}: right for 2 of the last 3 mails; the others came from 127.0.0.3 (1)"
    assert found == {
        LIST_HOST: (0, lines(site, imap=imap, hops=rest)),
        "lists.example.org": (0, lines(site, imap=imap, hops=wrong)),
    }
