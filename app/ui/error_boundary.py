"""The last line of defence: a part of the page that fails says so and leaves the rest alone."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterator

import streamlit as st

_LOG = logging.getLogger(__name__)


@contextlib.contextmanager
def boundary(what: str) -> Iterator[None]:
    """Show a sentence instead of a traceback, which goes to the log.

    Args:
        what: What cannot be shown if this fails: "The summary".
    """
    try:
        yield
    except Exception:
        _LOG.exception("%s failed", what)
        st.error(
            f"{what} cannot be shown because of a fault in Layerloom. Your design is safe: it is "
            "on the canvas and among the drafts. The server's log has the details.",
            icon=":material/error:",
        )
