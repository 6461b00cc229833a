"""Who may open the channel: whoever Streamlit lets open its own socket."""

from __future__ import annotations

from urllib.parse import urlparse

from starlette.datastructures import Headers
from streamlit.web.server.server_util import is_url_from_allowed_origins
from streamlit.web.server.starlette.starlette_websocket import is_host_allowed


def is_allowed(headers: Headers) -> bool:
    """Whether a request may open the channel.

    Args:
        headers: Of the request. `Host` has to be one of `server.allowedHosts`, if there are any;
            `Origin`, which every browser sends, the same host or one that Streamlit accepts
            (`server.enableCORS`, `server.corsAllowedOrigins`).
    """
    host, origin = headers.get("host"), headers.get("origin")
    if not is_host_allowed(host):
        return False
    if origin is None or urlparse(origin).netloc == host:
        return True
    return bool(is_url_from_allowed_origins(origin))
