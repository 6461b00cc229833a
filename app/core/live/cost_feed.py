"""The costs that a page looks at: counted after each analysis, sent as what is new in them."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future

from app.core.session import panel_requests
from app.core.session.session import Session
from app.core.tasks.task_outcome import TaskError
from app.core.workers.job import WorkerLostError
from app.core.workspace.analysed import Analysed
from components.cost_protocol import Costs, CostUpdate, LensSettings
from model_codegen.design.json_difference import json_difference


class CostFeed:
    """What a page has of the costs, and what it is to get.

    Args:
        session: Whose page it is.
        wake: Called, in any thread, when there may be something new.
    """

    def __init__(self, session: Session, wake: Callable[[], None]) -> None:
        self._session = session
        self._wake = wake
        self._settings: LensSettings | None = None
        self._future: Future[Costs] | None = None
        self._told: tuple[Analysed, LensSettings] | None = None
        self._costs: Costs | None = None

    def look(self, settings: LensSettings | None) -> None:
        """Note for what the page wants costs; None where it looks at none."""
        self._settings = settings
        if settings is not None:
            self._session.lens = settings

    def forget(self) -> None:
        """Send the whole the next time."""
        self._costs = None
        self._told = None

    def news(self) -> CostUpdate | None:
        """What is new for the page, if anything is."""
        analysed, settings = self._session.analysed, self._settings
        if analysed is None or settings is None:
            return None
        if self._told is not None and self._told[0] is analysed and self._told[1] == settings:
            return None
        future = panel_requests.cost(self._session, self._session.services, analysed, settings)
        if future is not self._future:
            self._future = future
            future.add_done_callback(lambda _: self._wake())
        if not future.done():
            return None
        update: CostUpdate = {"rev": analysed.rev, "settings": settings}
        try:
            costs = future.result()
        except CancelledError:
            return None
        except (TaskError, WorkerLostError) as error:
            self._costs = None
            update["problem"] = f"The costs could not be counted. {error}"
        else:
            before, self._costs = self._costs, costs
            if before is None:
                update["whole"] = costs
            elif patch := json_difference({**before}, {**costs}):
                update["patch"] = patch
        self._told = analysed, settings
        return update
