"""`listbot web`: the pages from a process of their own."""

import json
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path
from time import monotonic

import pytest
from prometheus_client.parser import text_string_to_metric_families

from listbot.cli import exits
from listbot.config import load
from listbot.wiring import open_store
from tests.ports import free_port

CONFIG = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"
[lmtp]
[outbound]
kind = "maildir"
maildir = "out"
[[lists]]
address = "infra@example.org"
role = "decisions"
via = "lmtp"
identity = "any"
[web]
base_url = "http://127.0.0.1:{port}/listbot"
pages = true
"""
LONG = 30.0  # seconds; a start takes one on a quiet machine


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A configuration with an empty database."""
    path = tmp_path / "config.toml"
    port = free_port()
    path.write_text(f"{CONFIG.format(port=port)}pages_port = {port}\n")
    open_store(load(path, {})).close()
    return path


def test_it_serves_the_pages_until_it_is_told_to_end(config: Path) -> None:
    """A page is there, the page that ends a digest is not, and SIGTERM ends it with 0."""
    web = load(config, {}).web
    assert web is not None
    command = [sys.executable, "-m", "listbot", "--config", str(config), "web"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        until = monotonic() + LONG
        while "web: listening" not in process.stderr.readline():
            assert monotonic() < until
        with urllib.request.urlopen(f"{web.base_url}/votes") as answer:
            assert (answer.status, b"No vote is open now." in answer.read()) == (200, True)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"{web.base_url}/unsubscribe/{'k' * 26}")
        assert refused.value.code == 404
        refused.value.close()
        root = web.base_url.removesuffix("/listbot")
        with pytest.raises(urllib.error.HTTPError) as unwell:
            urllib.request.urlopen(f"{root}/healthz")
        assert (unwell.value.code, json.load(unwell.value)["problems"]) == (
            503,
            ["the daemon does not run"],
        )
        with urllib.request.urlopen(f"{root}/metrics") as answer:
            families = [*text_string_to_metric_families(answer.read().decode())]
        numbers = {each.name: each.samples[0].value for each in families}
        assert numbers["listbot_votes_open"] == 0
        assert numbers["process_resident_memory_bytes"] > 0
        process.send_signal(signal.SIGTERM)
        assert process.wait(LONG) == 0


def test_it_needs_a_port_of_its_own(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The daemon has the other one."""
    config.write_text(config.read_text().partition("pages_port")[0])
    code = exits.run(["--config", str(config), "web"])
    told = "listbot: web.pages_port: is missing; without it the daemon serves the pages"
    assert (code, capsys.readouterr().err.splitlines()[-1]) == (exits.BAD_CONFIG, told)
