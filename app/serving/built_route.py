"""Models that proofs have built, as files from disk."""

from __future__ import annotations

import re
import urllib.parse
from pathlib import Path

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from app.core.number_text import file_stem
from app.core.session import proving

ADDRESS = "built"
"""From the app's path on: `built/<digest of a design>.keras?name=<what the file is called>`."""

_DIGEST = re.compile("[0-9a-f]{32}")

_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def address(file: Path, name: str) -> str:
    """Where the file of a proof is fetched.

    Args:
        file: As `Proof.file` says.
        name: What its design is called.
    """
    return f"{ADDRESS}/{file.name}?name={urllib.parse.quote(file_stem(name))}"


class BuiltRoute:
    """Answers whoever can say the digest of a design.

    Only who has the design can, and its model has freshly initialised weights: it tells no more.
    """

    def routes(self, base: str) -> list[BaseRoute]:
        """The route of an app that is served under a path, see `base_path`."""
        return [Route(f"{base}/{ADDRESS}/{{digest}}.keras", self.model)]

    async def model(self, request: Request) -> Response:
        """The file; 404 where it isn't kept any more."""
        digest = request.path_params["digest"]
        path = proving.file(digest) if _DIGEST.fullmatch(digest) else None
        if path is None or not await to_thread.run_sync(path.is_file):
            said = "This model is not kept any more: build it again under Proof."
            return PlainTextResponse(said, status_code=404, headers=_HEADERS)
        return FileResponse(
            path,
            media_type="application/octet-stream",
            filename=f"{file_stem(request.query_params.get('name', ''))}.keras",
            headers=_HEADERS,
        )
