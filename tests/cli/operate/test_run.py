"""`listbot run`: how it ends."""

import socket
from pathlib import Path

import pytest

from listbot.cli import exits
from tests.ports import free_port

CONFIG = """
[bot]
address = "listbot@example.org"
admin = "admin@example.org"
[smtp_in]
port = {port}
[outbound]
kind = "maildir"
maildir = "out"
[[lists]]
address = "infra@example.org"
role = "decisions"
via = "smtp"
identity = "any"
"""


def test_a_port_that_somebody_has_is_told_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second daemon with the same configuration ends, says why, and may be started later."""
    port = free_port()
    path = tmp_path / "config.toml"
    path.write_text(CONFIG.format(port=port))
    with socket.create_server(("127.0.0.1", port)):
        code = exits.run(["--config", str(path), "run"])
    told = f"listbot: smtp: cannot listen on 127.0.0.1 port {port}: "
    last = capsys.readouterr().err.splitlines()[-1]
    assert (code, last.startswith(told)) == (exits.TRY_LATER, True)
