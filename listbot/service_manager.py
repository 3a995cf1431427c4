"""Tells the service manager how the daemon is doing: that it is ready, alive, or about to stop.

The protocol is systemd's sd_notify(3): a datagram to the socket that $NOTIFY_SOCKET names. Without
that variable there is nobody to tell. Never fails: a daemon must not end because nobody listens.
"""

import os
import socket

READY = "READY=1"
ALIVE = "WATCHDOG=1"
STOPPING = "STOPPING=1"


def tell(*news: str) -> None:
    """Send news, as lines."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    if address.startswith("@"):
        address = "\0" + address[1:]  # an abstract socket
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) as out:
            out.sendto("\n".join(news).encode(), address)
    except (OSError, ValueError):
        return  # a socket that is gone, full, or has an impossible name


def status(text: str) -> str:
    """Return the news that `systemctl status` shows as one line."""
    return f"STATUS={' '.join(text.split())}"
