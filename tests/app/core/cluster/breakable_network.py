"""A way to a port of this machine that can be cut, and mended."""

from __future__ import annotations

import contextlib
import socket
import threading


class BreakableNetwork:
    """Hands bytes on between whoever connects to its port and another port.

    Args:
        port: The port that it leads to.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self._turn = threading.Lock()
        self._broken = False
        self._open: list[socket.socket] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.address = f"tcp://127.0.0.1:{self._server.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """End all connections, and each that is tried from now on."""
        with self._turn:
            self._broken = True
            for one in self._open:
                _end(one)
            self._open.clear()

    def mend(self) -> None:
        """Let new connections through."""
        self._broken = False

    def close(self) -> None:
        """Cut it for good."""
        self.cut()
        _end(self._server)  # which wakes `accept`
        self._server.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                near, _ = self._server.accept()
                with self._turn:
                    if self._broken:
                        near.close()
                        continue
                    far = socket.create_connection(("127.0.0.1", self._to))
                    self._open += [near, far]
                for ends in ((near, far), (far, near)):
                    threading.Thread(target=_hand_on, args=ends, daemon=True).start()


def _hand_on(here: socket.socket, there: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while found := here.recv(65536):
            there.sendall(found)
    _end(there)
    here.close()


def _end(one: socket.socket) -> None:
    with contextlib.suppress(OSError):  # ended already
        one.shutdown(socket.SHUT_RDWR)
