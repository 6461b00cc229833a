"""The icon in the browser's tab, before Streamlit knows of it."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner_utils.script_run_context import get_script_run_ctx

ICON = Path(__file__).parent / "assets" / "icon.svg"


def show() -> None:
    """Set it, before `st.navigation` is called.

    Without one the browser would fetch the page's icon from a server of Google's.
    `st.set_page_config` would do, but imports NumPy and Pillow, which the first page does without.
    """
    context = get_script_run_ctx()
    if context is not None:
        message = ForwardMsg()
        message.page_config_changed.favicon = _address()
        context.enqueue(message)


@cache
def _address() -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(ICON.read_bytes()).decode()}"
