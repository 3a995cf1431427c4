"""A throw-away certificate for localhost, made with the openssl command, for servers that tests
start.
"""

import shutil
import ssl
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass(frozen=True, slots=True)
class Certificate:
    """A self-signed certificate, which is its own CA."""

    file: Path
    key: Path

    def for_server(self) -> ssl.SSLContext:
        """The context with which a server presents it."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file, self.key)
        return context


def make_certificate(folder: Path) -> Certificate:
    """Write cert.pem and key.pem into a folder; skip the test if there is no openssl."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("openssl is not installed, so no server with TLS can be started")
    made = Certificate(folder / "cert.pem", folder / "key.pem")
    subject = ("-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1")
    files = ("-keyout", str(made.key), "-out", str(made.file))
    command = (
        openssl,
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",  # made in no time, unlike two large primes
        "-nodes",
        "-days",
        "30",
        *subject,
        *files,
    )
    subprocess.run(command, check=True, capture_output=True)
    return made
