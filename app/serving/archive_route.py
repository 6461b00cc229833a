"""Everything of an owner as one file, for whoever has a ticket of theirs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from app.core.services import Services
from app.core.store.errors import DraftError

ADDRESS = "everything.zip"
"""From the app's path on: `everything.zip?ticket=…`; `Services.tickets` gives it."""

AT_ONCE = 2
"""So many are made at the same time."""

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class ArchiveRoute:
    """Answers with a `.zip` that is made while it is sent.

    Args:
        services: Gives those of this server.
    """

    def __init__(self, services: Callable[[], Services]) -> None:
        self._services = services
        self._room = threading.BoundedSemaphore(AT_ONCE)

    def routes(self, base: str) -> list[BaseRoute]:
        """The route of an app that is served under a path, see `base_path`."""
        return [Route(f"{base}/{ADDRESS}", self.everything)]

    async def everything(self, request: Request) -> Response:
        """The file; 404 without a ticket that is good, 503 where too many are made now."""
        services = self._services()
        owner = services.tickets.owner(request.query_params.get("ticket", ""))
        if not owner:
            said = "This link is too old: open My designs again, and ask for the file there."
            return PlainTextResponse(said, status_code=404, headers=_HEADERS)
        if not self._room.acquire(blocking=False):
            said = "Others are just being given all their designs. Try again in a minute."
            return PlainTextResponse(said, status_code=503, headers=_HEADERS)
        pieces = _Pieces(services, owner, self._room.release)
        try:
            first = await to_thread.run_sync(pieces.first)
        except DraftError as error:
            pieces.close()
            return PlainTextResponse(str(error), status_code=503, headers=_HEADERS)
        except BaseException:
            pieces.close()
            raise
        headers = {**_HEADERS, "Content-Disposition": f'attachment; filename="{pieces.name}"'}
        return _Streamed(first, pieces, headers)


class _Pieces:
    """The pieces of the file; its place is given back once."""

    def __init__(self, services: Services, owner: str, release: Callable[[], None]) -> None:
        from app.core.drafts import archive

        self.name = archive.file_name()
        self._release: Callable[[], None] | None = release
        self._pieces = archive.archive(services.store, owner)

    def first(self) -> bytes:
        return next(self._pieces, b"")

    def rest(self, first: bytes) -> Iterator[bytes]:
        yield first
        yield from self._pieces

    def close(self) -> None:
        release, self._release = self._release, None
        if release is not None:
            release()


class _Streamed(StreamingResponse):
    """Gives the place back however the sending ends: whoever asked may go at any time."""

    def __init__(self, first: bytes, pieces: _Pieces, headers: dict[str, str]) -> None:
        super().__init__(pieces.rest(first), media_type="application/zip", headers=headers)
        self._made = pieces

    async def __call__(self, *arguments: object) -> None:
        try:
            await super().__call__(*arguments)  # type: ignore[arg-type]
        finally:
            self._made.close()
