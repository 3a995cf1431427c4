"""[web]: valid addresses of our pages."""

from pathlib import Path

import pytest

from listbot.config import WebConfig, load
from tests.config.test_load import GOOD, faults, write


def with_web(lines: str) -> str:
    """Return the good configuration with pages."""
    return f"{GOOD}\n[web]\n{lines}\n"


def test_without_the_section_there_are_no_pages(tmp_path: Path) -> None:
    """Nothing is served by default."""
    assert load(write(tmp_path, GOOD), {}).web is None


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("https://infra.example.org", "https://infra.example.org"),
        ("https://infra.example.org/listbot/", "https://infra.example.org/listbot"),
        ("https://infra.example.org:8443/a/b", "https://infra.example.org:8443/a/b"),
        ("https://[2001:db8::7]/x", "https://[2001:db8::7]/x"),
        ("http://127.0.0.1:8026", "http://127.0.0.1:8026"),
        ("http://localhost:8026/", "http://localhost:8026"),
    ],
)
def test_where_people_find_them(tmp_path: Path, given: str, expected: str) -> None:
    """Without the final slash; plain http only on this machine."""
    config = load(write(tmp_path, with_web(f'base_url = "{given}"')), {})
    assert config.web == WebConfig(expected, "127.0.0.1", 8026)


@pytest.mark.parametrize(
    "given",
    [
        "http://infra.example.org",
        "infra.example.org",
        "https://",
        "https://infra.example.org/?a=b",
        "https://infra.example.org/#a",
        "https://ana:secret@infra.example.org",
        "https://infra.example.org/a b",
        "https://infra.example.org/<x>",
        "https://infra.example.org/, mailto:x",
        "https://[::1",
        "ftp://infra.example.org",
        "https://in fra.example.org",
        "https://infra.example.org/%7Elist",
        "https://infra.example.org:99999/x",
    ],
)
def test_what_is_no_address_of_pages(tmp_path: Path, given: str) -> None:
    """It goes into a letter's header: anything but a plain https address would break the header or
    RFC 8058.
    """
    assert faults(tmp_path, with_web(f'base_url = "{given}"')) == (
        "web.base_url: must be an https:// address, like "
        "https://infra.example.org/listbot, not "
        f'"{given}"',
    )


def test_an_address_that_no_line_holds(tmp_path: Path) -> None:
    """A header line with it would be too long."""
    (found,) = faults(tmp_path, with_web(f'base_url = "https://infra.example.org/{"x" * 200}"'))
    assert found.startswith("web.base_url: must be an https:// address")


def test_other_faults(tmp_path: Path) -> None:
    """Each with its key, and all at once."""
    assert faults(tmp_path, with_web('host = "a/b"\nport = 0\nbase_uri = "x"')) == (
        "web.base_uri: there is no such key; did you mean base_url?",
        "web.base_url: is missing",
        'web.host: must be a host name or an IP address, not "a/b"',
        "web.port: must be a whole number from 1 to 65535, not 0",
    )


def test_the_environment_sets_them(tmp_path: Path) -> None:
    """As for any other section."""
    environ = {"LISTBOT_WEB__BASE_URL": "https://infra.example.org", "LISTBOT_WEB__PORT": "9000"}
    assert load(write(tmp_path, GOOD), environ).web == WebConfig(
        "https://infra.example.org", port=9000
    )


def test_a_process_of_its_own_for_the_pages(tmp_path: Path) -> None:
    """It has a port of its own, and there are pages."""
    lines = 'base_url = "https://infra.example.org"\npages = true\npages_port = 8027'
    config = load(write(tmp_path, with_web(lines)), {})
    assert config.web == WebConfig("https://infra.example.org", pages=True, pages_port=8027)


def test_a_port_for_the_pages_that_cannot_be(tmp_path: Path) -> None:
    """Two processes cannot share one, and without pages there is nothing to serve there."""
    assert faults(
        tmp_path, with_web('base_url = "https://infra.example.org"\npages_port = 8026')
    ) == (
        "web.pages_port: must not be the same as web.port, where the daemon listens",
        "web.pages_port: needs pages = true",
    )


def test_the_path_of_the_pages() -> None:
    """It is what follows the host."""
    addresses = ("https://infra.example.org", "https://infra.example.org/a/b")
    assert [WebConfig(each).path for each in addresses] == ["", "/a/b"]
