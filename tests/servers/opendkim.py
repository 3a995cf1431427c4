"""A real opendkim as a Postfix's milter: it signs what leaves, or checks what comes in, with keys
from a file in the place of the DNS.
"""

import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.mail.proof.signing import Signer, private
from tests.ports import free_port
from tests.servers.waiting import until

SIGNS_MESSAGE_ID = "SignHeaders *,+message-id"

_COMMON = """
Syslog no
Background no
Socket inet:{port}@127.0.0.1
RequireSafeKeys no
UMask 022
InternalHosts {folder}/internal
"""

_SIGNS = """
Mode s
Domain {domain}
Selector {selector}
KeyFile {folder}/key.pem
Canonicalization {forms}
"""

_CHECKS = """
Mode v
AuthservID mx.example.org
AlwaysAddARHeader yes
TestDNSData file:{folder}/keys
"""


@contextmanager
def signing(signer: Signer, *lines: str) -> Iterator[int]:
    """One that signs everything; yields its port. `lines`: more of its configuration."""
    with _running(
        _SIGNS.format(
            folder="{folder}", domain=signer.domain, selector=signer.selector, forms=signer.forms
        )
        + "\n".join(lines),
        "127.0.0.0/8\n",
        signer,
    ) as port:
        yield port


@contextmanager
def checking(*signers: Signer) -> Iterator[int]:
    """One that checks everything, and knows these signers' keys; yields its port."""
    with _running(_CHECKS, "192.0.2.1\n", *signers) as port:
        yield port


@contextmanager
def _running(config: str, internal: str, *signers: Signer) -> Iterator[int]:
    program = shutil.which("opendkim", path="/usr/sbin:/usr/bin")
    if program is None:
        pytest.skip("opendkim is not installed: apt-get install opendkim")
    folder, port = Path(tempfile.mkdtemp(prefix="listbot-opendkim-")), free_port()
    pem = private(signers[0].name).private_bytes(
        Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption()
    )
    (folder / "key.pem").write_bytes(pem)
    (folder / "internal").write_text(internal)
    (folder / "keys").write_text("".join(f"{each.name} {each.record}\n" for each in signers))
    (folder / "conf").write_text((_COMMON + config + "\n").format(folder=folder, port=port))
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            (program, "-f", "-x", str(folder / "conf")), stdout=log, stderr=log
        )
    try:
        until(lambda: _answers(port), lambda: (folder / "log").read_text(), within=20)
        yield port
    finally:
        process.terminate()
        process.wait(10)
        shutil.rmtree(folder)


def _answers(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
