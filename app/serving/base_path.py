"""Under which path the app is served."""

from __future__ import annotations

from streamlit import config


def base_path() -> str:
    """`server.baseUrlPath` as it stands before each path: empty, or `/some/where`.

    Streamlit puts it before routes of its own only.
    """
    path = str(config.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""
