"""[web]: what may be the address of our pages."""

from pathlib import Path

import pytest

from listbot.config import WebConfig, load
from tests.config.test_load import GOOD, faults, write


def with_web(lines: str) -> str:
    """The good configuration with pages."""
    return f"{GOOD}\n[web]\n{lines}\n"


def test_without_the_section_there_are_no_pages(tmp_path: Path) -> None:
    """Nothing is served unless it is asked for."""
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
    """Without the slash at the end; plain http on this machine alone."""
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
    """It stands in a letter's header: one that is no plain https address would break it, or the
    promise of it.
    """
    assert faults(tmp_path, with_web(f'base_url = "{given}"')) == (
        "web.base_url: must be an address that begins with https://, like "
        "https://infra.example.org/listbot, is "
        f'"{given}"',
    )


def test_an_address_that_no_line_holds(tmp_path: Path) -> None:
    """A letter with it in its header could not be written."""
    (found,) = faults(tmp_path, with_web(f'base_url = "https://infra.example.org/{"x" * 200}"'))
    assert found.startswith("web.base_url: must be an address")


def test_other_faults(tmp_path: Path) -> None:
    """Each with its key; all at once."""
    assert faults(tmp_path, with_web('host = "a/b"\nport = 0\nbase_uri = "x"')) == (
        "web.base_uri: there is no such key; did you mean base_url?",
        "web.base_url: is missing",
        'web.host: "a/b" is no host name and no IP address',
        "web.port: must be a whole number from 1 to 65535, is 0",
    )


def test_the_environment_sets_them(tmp_path: Path) -> None:
    """As any other section."""
    environ = {"LISTBOT_WEB__BASE_URL": "https://infra.example.org", "LISTBOT_WEB__PORT": "9000"}
    assert load(write(tmp_path, GOOD), environ).web == WebConfig(
        "https://infra.example.org", port=9000
    )
