"""Limits what an IMAP server may send: whole lines and bounded literals, or the connection ends.

The library reads a literal of any announced size, keeps an endless line for ever, and
recurses once per line of what arrives together. So it only gets one line, or one piece of a
literal, at a time, and a literal that is announced as too large is refused before any of it
is read. Pure except for `guard`, which sits in front of the library's protocol.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

MIB = 1024 * 1024
# the largest mail that is asked for has 35 MB; some servers send all of a larger one
MOST_LITERAL = 64 * MIB
MOST_LINE = 16 * MIB  # the answer to SEARCH is one line: two million mails
MOST_ANSWER = 128 * MIB  # that one command may bring: a batch of mails, or one that is too large
# of one answer; if very many mails are deleted at once, that costs a connection
MOST_LINES = 10_000
MOST_LINES_FETCHED = 2_000  # a batch has some hundred; the library scans all of them at each

_ANNOUNCED = re.compile(rb"\{(\d{1,40})\}\r\n\Z")
_TAIL = 50  # bytes at the end of a line in which a literal is announced


class TooMuch(ValueError):
    """The server sends more than we can hold."""


class Framing:
    """Cuts the arriving bytes into lines and pieces of literals, and counts them."""

    def __init__(self) -> None:
        self._line = bytearray()
        self._literal = 0
        self._bytes = 0
        self._lines = 0
        self._most_lines = MOST_LINES

    def begin(self, lines: int | None = None) -> None:
        """Start counting the answer to a new command; it may have at most `lines`."""
        self._bytes = self._lines = 0
        self._most_lines = MOST_LINES if lines is None else lines

    def cut(self, data: bytes) -> Iterator[bytes]:
        """Yield each complete line with its CRLF, and the pieces of literals. Raises TooMuch."""
        self._bytes += len(data)
        if self._bytes > MOST_ANSWER:
            raise TooMuch(f"more than {MOST_ANSWER // MIB} MiB in one answer")
        position = 0
        while position < len(data):
            if self._literal:
                piece = data[position : position + self._literal]
                self._literal -= len(piece)
                position += len(piece)
                yield piece
                continue
            position, is_whole = self._grow(data, position)
            if is_whole:
                yield self._finish()

    def _grow(self, data: bytes, position: int) -> tuple[int, bool]:
        """Extend the line to its end, or to the end of the data."""
        if self._line.endswith(b"\r") and data.startswith(b"\n", position):
            end, is_whole = position + 1, True
        else:
            found = data.find(b"\r\n", position)
            end, is_whole = (len(data), False) if found < 0 else (found + 2, True)
        self._line += data[position:end]
        if len(self._line) > MOST_LINE:
            raise TooMuch(f"a line of more than {MOST_LINE // MIB} MiB")
        return end, is_whole

    def _finish(self) -> bytes:
        line = bytes(self._line)
        self._line.clear()
        self._lines += 1
        if self._lines > self._most_lines:
            raise TooMuch(f"more than {self._most_lines} lines in one answer")
        announced = _ANNOUNCED.search(line, max(0, len(line) - _TAIL))
        self._literal = int(announced[1]) if announced else 0
        if self._literal > MOST_LITERAL:
            raise TooMuch(f"a literal of {self._literal} bytes")
        return line


def guard(protocol: Any, tell: Callable[[Exception], None]) -> Framing:
    """Wrap a connection's protocol; anything TooMuch, or raised inside, is reported to
    `tell` and ends the connection.

    Left alone, asyncio would log the exception with the command that waits for its answer
    in it.
    """
    framing, feed = Framing(), protocol.data_received
    broken = False

    def data_received(data: bytes) -> None:
        nonlocal broken
        if broken:
            return
        try:
            for piece in framing.cut(data):
                feed(piece)
        except Exception as fault:
            broken = True
            tell(fault)
            protocol.transport.abort()

    protocol.data_received = data_received
    return framing
