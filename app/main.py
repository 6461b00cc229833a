"""Entry of the app: `streamlit run app/main.py`.

Streamlit finds `app` here and serves `page.py`; what stands beside it runs in the same process and
on the same port.
"""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import ModuleType
from typing import Any

import streamlit as st
from anyio import to_thread

from app.ui import server


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Start what all sessions share before the first page is asked for, and end it at last."""
    # A process that is spawned runs its parent's main module again, here Streamlit's command.
    sys.modules["__main__"] = ModuleType("__main__")
    services = await to_thread.run_sync(server.services)
    try:
        yield {}
    finally:
        await to_thread.run_sync(services.close)


app = st.App("page.py", lifespan=lifespan)
