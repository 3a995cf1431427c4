"""Ports for servers that cannot say which one they got.

They are below those that the system gives to outgoing connections, or one of these could take a
port between its choice and the server's start. No process of ours chooses one twice.
"""

import random
import socket
from contextlib import suppress
from itertools import count

FIRST, LAST = 12_000, 32_000
_tries = count(random.SystemRandom().randrange(LAST - FIRST))


def free_port() -> int:
    """A loopback port that nobody uses at the moment."""
    while True:
        port = FIRST + next(_tries) % (LAST - FIRST)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
