"""The catalogue, the gallery's menu, ready blocks and a template: a file that a browser keeps."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable

from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from app.core.custom import template
from app.core.services import Services
from app.serving.answer import ASK, IMMUTABLE, Answer

ADDRESS = "layerloom/catalogue.json"
"""From the app's path on; `?` and a hash of its content follow, once that is known."""

PATIENCE = 30.0
"""Seconds that a request waits for Keras to be read for the first time; then it is asked again."""

_EVERY = 0.1


class CatalogueRoute:
    """What can be put on the canvas, made once: public, the same for everybody.

    Args:
        services: Gives the services of this server.
    """

    def __init__(self, services: Callable[[], Services]) -> None:
        self._services = services
        self._kept: Answer | None = None

    def address(self) -> str:
        """Where it is found now, from the app's path on."""
        kept = self._content()
        return f"{ADDRESS}?{_version(kept)}" if kept else ADDRESS

    def route(self, base: str) -> BaseRoute:
        """The route of an app that is served under a path, see `base_path`."""
        return Route(f"{base}/{ADDRESS}", self)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["method"] not in ("GET", "HEAD"):
            await Response(status_code=405, headers={"Allow": "GET, HEAD"})(scope, receive, send)
            return
        until = time.monotonic() + PATIENCE
        while (kept := self._content()) is None:
            if time.monotonic() > until:
                await Response(status_code=503)(scope, receive, send)
                return
            await asyncio.sleep(_EVERY)
        named = scope["query_string"].decode("latin-1") == _version(kept)
        await kept.send(scope, send, IMMUTABLE if named else ASK)

    def _content(self) -> Answer | None:
        if self._kept is None:
            services = self._services()
            palette = services.palette()
            if palette is not None:
                content = {
                    "catalogue": palette,
                    "gallery": services.gallery,
                    "blocks": services.blocks,
                    "template": template.to_json(),
                }
                text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
                self._kept = Answer(text.encode("utf-8"), "application/json", compresses=True)
        return self._kept


def _version(kept: Answer) -> str:
    return kept.tag.strip('"')
