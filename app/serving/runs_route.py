"""What a run tells, and what it has made, for the browser that it belongs to."""

from __future__ import annotations

import functools
import itertools
import urllib.parse
from collections.abc import Callable
from typing import TYPE_CHECKING

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route

from app.core.number_text import file_stem
from app.core.people.rights import is_owner
from app.core.runs.exports.archive import KINDS, archive
from app.core.runs.run import Run
from app.core.runs.run_store import RunError
from app.core.runs.runs import Runs
from app.serving import identity
from model_codegen.training.sink import BEST_MODEL

if TYPE_CHECKING:
    from app.core.people.people_store import People

ADDRESS = "runs"
"""From the app's path on: `runs/<id>/events?from=<bytes>`, `runs/<id>/best.keras`, and
`runs/<id>/mlflow.zip` or another of `exports.archive.KINDS`."""

LONGEST_OFFSET = 15
"""Most digits of a number of bytes."""

_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


class RunsRoute:
    """Answers whoever has made a run, and nobody else: to others it is not there.

    The cookie is `SameSite=Lax`, so that no other site's page can ask with it.

    Args:
        runs: Gives the runs of this server.
        people: Gives who has signed in here.
    """

    def __init__(self, runs: Callable[[], Runs], people: Callable[[], People]) -> None:
        self._runs = runs
        self._people = people

    def routes(self, base: str) -> list[BaseRoute]:
        """The routes of an app that is served under a path, see `base_path`."""
        return [
            Route(f"{base}/{ADDRESS}/{{run_id}}/events", self.events),
            Route(f"{base}/{ADDRESS}/{{run_id}}/{BEST_MODEL}", self.model),
            Route(f"{base}/{ADDRESS}/{{run_id}}/{{kind}}.zip", self.exported),
        ]

    async def events(self, request: Request) -> Response:
        """What a run has told from a number of bytes on: whole lines of JSON, no more than 1 MB."""
        run = await to_thread.run_sync(self._asked_for, request)
        said = request.query_params.get("from", "0")
        if run is None or len(said) > LONGEST_OFFSET or not (said.isascii() and said.isdigit()):
            return Response(status_code=404, headers=_HEADERS)
        read = functools.partial(self._runs().store.events, run.id, int(said))
        lines, _ = await to_thread.run_sync(read)
        return Response(lines, media_type="application/x-ndjson", headers=_HEADERS)

    async def model(self, request: Request) -> Response:
        """The model with its best weights, as a file to be kept."""
        run = await to_thread.run_sync(self._asked_for, request)
        path = None if run is None else self._runs().store.download(run.id, BEST_MODEL)
        if run is None or path is None:
            return Response(status_code=404, headers=_HEADERS)
        return FileResponse(
            path,
            media_type="application/octet-stream",
            filename=f"{file_stem(run.name)}.keras",
            headers=_HEADERS,
        )

    async def exported(self, request: Request) -> Response:
        """The run as another tool reads it: a zip that is made while it is sent."""
        run = await to_thread.run_sync(self._asked_for, request)
        kind = request.path_params["kind"]
        if run is None or kind not in KINDS:
            return Response(status_code=404, headers=_HEADERS)
        pieces = archive(self._runs().store, run, kind)
        try:
            first = await to_thread.run_sync(next, pieces, b"")
        except RunError as error:
            return PlainTextResponse(str(error), status_code=404, headers=_HEADERS)
        name = urllib.parse.quote(f"{file_stem(run.name)}-{kind}.zip")
        return StreamingResponse(
            itertools.chain((first,), pieces),
            media_type="application/zip",
            headers=_HEADERS | {"Content-Disposition": f"attachment; filename*=utf-8''{name}"},
        )

    def _asked_for(self, request: Request) -> Run | None:
        """The run that is asked for; None if it is not there, or is another's."""
        owner = identity.owner(request.cookies, self._people)
        run = self._runs().store.find(request.path_params["run_id"])
        return run if run is not None and is_owner(run.owner, owner) else None
