"""`ScriptRuns`: how often a page has Streamlit's script run, and how often it is drawn for that."""

from __future__ import annotations

from playwright.sync_api import Page, WebSocket
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


class ScriptRuns:
    """Listens to the socket of Streamlit, not to the live channel.

    Args:
        page: A page that has not been opened yet.

    Attributes:
        asked: How often the page has asked for a run since `reset`.
        drawn: How many runs have sent elements to it.
    """

    def __init__(self, page: Page) -> None:
        self._is_new = True
        self.reset()
        page.on("websocket", self._socket)

    def reset(self) -> None:
        """Count anew."""
        self.asked = self.drawn = 0

    def _socket(self, socket: WebSocket) -> None:
        if socket.url.endswith("/_stcore/stream"):
            socket.on("framesent", self._sent)
            socket.on("framereceived", self._received)

    def _sent(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            self.asked += BackMsg.FromString(frame).WhichOneof("type") == "rerun_script"

    def _received(self, frame: str | bytes) -> None:
        if not isinstance(frame, bytes):
            return
        kind = ForwardMsg.FromString(frame).WhichOneof("type")
        if kind == "new_session":
            self._is_new = True
        elif kind == "delta" and self._is_new:
            self._is_new = False
            self.drawn += 1
