"""Logs in to an IMAP server: with a password, or with an access token (SASL XOAUTH2).

The token goes out only when the server asks for it (RFC 3501, section 6.2.2): so it works
with and without SASL-IR, and is part of no command that the library could log. A server that
refuses it first explains itself in a challenge, which must be answered with an empty line;
the library does not do so and would wait for ever. No error repeats password or token.
"""

import binascii
import json
from base64 import b64decode, b64encode
from typing import Any

from aioimaplib import IMAP4, Response
from aioimaplib.aioimaplib import AUTH, CRLF, Command

NEEDED = "AUTH=XOAUTH2"
LONGEST = 4096  # bytes of a challenge; Google's has a hundred

# RFC 5530: these, and having too many connections, do not refuse us
_PASSING = ("[unavailable]", "[inuse]", "[limit]", "[serverbug]", "connections")


def is_passing(said: str) -> bool:
    """Return whether a login may succeed soon, although the server has just said NO."""
    return any(each in said.lower() for each in _PASSING)


def first_answer(user: str, token: str) -> bytes:
    """Return what a server wants to hear from us, in Base64."""
    return b64encode(f"user={user}\1auth=Bearer {token}\1\1".encode("utf-8", "replace"))


def status_in(challenge: bytes) -> str:
    """Return the status in the challenge that explains a refusal, "401"; "" if it has none."""
    try:
        told = json.loads(b64decode(challenge, validate=True))
    except (binascii.Error, ValueError, RecursionError):
        return ""
    status = told.get("status", "") if isinstance(told, dict) else ""
    return status if isinstance(status, str) and status.isdigit() and len(status) <= 3 else ""


async def by_token(client: IMAP4, user: str, token: str) -> tuple[Response, str]:
    """Log in; return the server's answer, and the status of its challenge, if there was one."""
    protocol: Any = client.protocol
    command = Command("AUTHENTICATE", protocol.new_tag(), "XOAUTH2", loop=protocol.loop)
    answers = [first_answer(user, token)]
    status = ""

    def asked(line: bytes) -> None:
        nonlocal status
        status = status or status_in(line[:LONGEST].removeprefix(b"+").strip())
        protocol.transport.write((answers.pop() if answers else b"") + CRLF)

    protocol._continuation = asked  # the library has no other place for this
    try:
        response = await protocol.execute(command)
    finally:
        del protocol._continuation
    if response.result == "OK":
        async with protocol.state_condition:
            protocol.state = AUTH
            protocol.state_condition.notify_all()
    return response, status
