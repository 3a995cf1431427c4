"""The road from one daemon to its database: a TCP proxy on the loopback that a test may cut, or
let nothing through, for as long as it likes.
"""

import socket
import struct
import threading
from contextlib import suppress

AT_ONCE = struct.pack("ii", 1, 0)  # close with a reset, as a host does that knows of no connection


class Road:
    """Passes bytes on, both ways, to a port."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self._is_cut = False
        self._flows = threading.Event()
        self._flows.set()
        self._ends: set[socket.socket] = set()
        self._serving = threading.Thread(target=self._serve, daemon=True)
        self._serving.start()

    def cut(self) -> None:
        """Reset every connection, and each new one."""
        self._is_cut = True
        for end in tuple(self._ends):
            self._reset(end)

    def stall(self) -> None:
        """Keep connections open and let nothing through, like a network that loses all packets."""
        self._flows.clear()

    def mend(self) -> None:
        """Let everything through again, also what was held back."""
        self._is_cut = False
        self._flows.set()

    def close(self) -> None:
        """End it, with all that is on it."""
        self.cut()
        self._flows.set()
        self._listener.shutdown(socket.SHUT_RDWR)  # wakes accept, which close does not
        self._serving.join()
        self._listener.close()

    def _serve(self) -> None:
        with suppress(OSError):  # it was closed
            while True:
                near, _ = self._listener.accept()
                self._ends.add(near)
                if self._is_cut or not self._leads_on(near):
                    self._reset(near)

    def _leads_on(self, near: socket.socket) -> bool:
        try:
            far = socket.create_connection(("127.0.0.1", self._target))
        except OSError:
            return False
        self._ends.add(far)
        for pair in ((near, far), (far, near)):
            threading.Thread(target=self._pass_on, args=pair, daemon=True).start()
        return True

    def _pass_on(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._flows.wait()
                sink.sendall(data)
        for end in (source, sink):
            self._reset(end)

    def _reset(self, end: socket.socket) -> None:
        self._ends.discard(end)
        with suppress(OSError):  # the other end was faster
            end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
            end.shutdown(socket.SHUT_RDWR)  # wakes whoever waits in recv
        end.close()
