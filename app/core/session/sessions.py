"""The sessions of this server by their ids, which open the live channel."""

from __future__ import annotations

import threading
import weakref

from app.core.session.session import Session


class Sessions:
    """Sessions that somebody holds: Streamlit, or a channel."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: weakref.WeakValueDictionary[str, Session] = weakref.WeakValueDictionary()

    def add(self, session: Session) -> None:
        """Make a session known."""
        with self._lock:
            self._known[session.id] = session

    def __len__(self) -> int:
        """How many there are."""
        with self._lock:
            return len(self._known)

    def all(self) -> list[Session]:
        """All that are there now."""
        with self._lock:
            return list(self._known.values())

    def find(self, session_id: str) -> Session | None:
        """The session of this id, if there is one."""
        with self._lock:
            return self._known.get(session_id)
