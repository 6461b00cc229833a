"""Whether the server can do its work, and what it counts: for load balancers and Prometheus."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable
from typing import Any

import anyio
from anyio import to_thread
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.core import metrics, settings
from app.core.session.sessions import Sessions
from app.core.store.errors import DraftError
from app.core.workers.worker import Worker
from app.core.workspace.workspaces import Workspaces

HEALTH = "healthz"
"""From the app's path on, and at the root, where whoever watches may look without knowing that."""

METRICS = "metrics"
"""The same."""

PATIENCE = 5.0
"""Seconds that the database may take to answer."""

_HEADERS = {"Cache-Control": "no-store"}


class HealthRoute:
    """Answers anybody; the numbers only who has `LAYERLOOM_METRICS_TOKEN`, where one is set.

    Args:
        workspaces: Gives the open drafts, and the workers.
        sessions: Gives the pages.
    """

    def __init__(
        self, workspaces: Callable[[], Workspaces], sessions: Callable[[], Sessions]
    ) -> None:
        self._workspaces = workspaces
        self._sessions = sessions

    def routes(self, base: str) -> list[BaseRoute]:
        """The routes of an app that is served under a path, see `base_path`."""
        return [
            Route(f"{prefix}/{name}", endpoint)
            for prefix in dict.fromkeys((base, ""))
            for name, endpoint in ((HEALTH, self.health), (METRICS, self.numbers))
        ]

    async def health(self, _: Request) -> Response:
        """200 where drafts can be kept and shapes computed, else 503; both with what is known.

        A worker that starts, or begins again, counts as alive: it does so by itself.
        """
        with anyio.move_on_after(PATIENCE) as scope:
            found = await to_thread.run_sync(self._health, abandon_on_cancel=True)
        if scope.cancelled_caught:
            found = self._told("no answer")
        return Response(
            json.dumps(found),
            200 if found["ok"] else 503,
            media_type="application/json",
            headers=_HEADERS,
        )

    async def numbers(self, request: Request) -> Response:
        """Prometheus' text format."""
        token = settings.metrics_token()
        said = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token and not hmac.compare_digest(said.encode(), token.encode()):
            return Response(status_code=401, headers={**_HEADERS, "WWW-Authenticate": "Bearer"})
        workers = {name: worker.state for name, worker in self._workers().items()}
        text = metrics.text(len(self._sessions()), len(self._workspaces()), workers)
        return Response(text, media_type=CONTENT_TYPE_LATEST, headers=_HEADERS)

    def _health(self) -> dict[str, Any]:
        try:
            self._workspaces().services.drafts.exists("")
        except DraftError:
            return self._told("failed")  # the log says why; who asks here may be anybody
        return self._told("ok")

    def _told(self, database: str) -> dict[str, Any]:
        workers = {name: worker.state.status for name, worker in self._workers().items()}
        well = database == "ok" and "failed" not in workers.values()
        return {"ok": well, "database": database, "workers": workers}

    def _workers(self) -> dict[str, Worker]:
        services = self._workspaces().services
        return {"shapes": services.shapes, "pictures": services.pictures}
