"""The values that a page looks at: worked out after each analysis, sent as far as they are new."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import replace
from pathlib import Path

import pydantic_core

from app.core import settings as server_settings
from app.core.limits.limits import LimitError
from app.core.services import Services
from app.core.session import consent
from app.core.session.session import Session
from app.core.tasks import flow_tasks
from app.core.tasks.flow_json import FlowAnswer
from app.core.tasks.task_outcome import TaskError
from app.core.training.data_files import path_of
from app.core.workers.job import WorkerLostError
from app.core.workers.lone_job import LoneJob
from app.core.workspace.analysed import Analysed
from components.flow_protocol import CallDetail, FlowPlace, FlowSettings, FlowUpdate
from model_codegen.training.sink import BEST_MODEL

Key = tuple[str, bytes, Path | None, str]
"""By what an answer is known."""


class FlowFeed:
    """What a page has of the values, and what it is to get.

    Args:
        session: Whose page it is.
        wake: Called, in any thread, when there may be something new.
    """

    def __init__(self, session: Session, wake: Callable[[], None]) -> None:
        self._session = session
        self._wake = wake
        self._settings: FlowSettings | None = None
        self._place: FlowPlace | None = None
        self._weights: Path | None = None
        self._key: Key | None = None
        self._future: Future[FlowAnswer] | None = None
        self._lone: LoneJob | None = None
        self._built: tuple[str, int] | None = None
        self._told: tuple[Key | str, int] | None = None
        self._busy: Key | None = None
        self._detailed: tuple[Key, FlowPlace | None] | None = None

    def look(self, settings: FlowSettings | None, place: FlowPlace | None) -> None:
        """Note what the page looks at: which pass, and which of its calls; None: at nothing."""
        self._settings = settings
        self._place = place
        trained = settings is not None and settings["trained"]
        self._weights = _weights(self._session, self._session.services) if trained else None
        if settings is None:
            self._stop()

    def forget(self) -> None:
        """Send the whole the next time."""
        self._told = None
        self._busy = None
        self._detailed = None

    def close(self) -> None:
        """End what is under way."""
        self._stop()

    def news(self) -> FlowUpdate | None:
        """What is new for the page, if anything is."""
        analysed, settings = self._session.analysed, self._settings
        if analysed is None or settings is None:
            return None
        session, services = self._session, self._session.services
        problem = _problem(session, services, analysed)
        if problem:
            self._stop()
            return self._say(problem, analysed.rev, {"problem": problem})
        trusted = consent.trusted(session, services, analysed.design)
        digest = f"{analysed.model_digest} {analysed.training_digest}"
        key = digest, pydantic_core.to_json(settings), self._weights, trusted
        try:
            self._count(analysed.model_digest, settings["seed"])
        except LimitError as error:
            self._stop()
            return self._say(f"{key} {error}", analysed.rev, {"problem": str(error)})
        future = self._ask(key, analysed, settings)
        if not future.done():
            if self._busy == key:
                return None
            self._busy = key
            return {"busy": True}
        try:
            answer = future.result()
        except CancelledError:
            self._key = None
            return None
        except (TaskError, WorkerLostError) as error:
            return self._say(f"{key} {error}", analysed.rev, {"problem": str(error)})
        return self._say(key, analysed.rev, {"whole": answer["whole"]}, answer)

    def _say(
        self, key: Key | str, rev: int, update: FlowUpdate, answer: FlowAnswer | None = None
    ) -> FlowUpdate | None:
        """What of an answer the page has not heard yet."""
        news: FlowUpdate = {}
        if self._told != (key, rev):
            # The same values of another revision are not sent once more.
            known = self._told is not None and self._told[0] == key
            news = {"rev": rev, "busy": False, **({} if known else update)}
            self._told = key, rev
            self._busy = None
        if answer is not None and isinstance(key, tuple) and self._detailed != (key, self._place):
            self._detailed = key, self._place
            news["detail"] = _detail(answer, self._place)
        return news or None

    def _count(self, model: str, seed: int) -> None:
        """Bound the models that are built for who only looks: anybody may, with a link.

        Raises:
            LimitError: If it is one too many.
        """
        if self._session.readonly and self._built != (model, seed):
            self._session.services.limits.take(self._session.owner, "builds")
            self._built = model, seed

    def _ask(self, key: Key, analysed: Analysed, settings: FlowSettings) -> Future[FlowAnswer]:
        if self._future is not None and self._key == key and not self._future.cancelled():
            return self._future
        self._stop()
        services = self._session.services
        _, _, weights, trusted = key
        design, data = analysed.design, None
        training = design.training
        if training is not None and training.data is not None:
            data = path_of(training.data)
            if data is not None and self._session.readonly:
                # A drawing is shared, not the file that its owner trains it with.
                design = replace(design, training=replace(training, data=None))
                data = None
        if trusted:
            self._lone = services.lone_jobs.start(
                flow_tasks.values_alone,
                (design, settings, weights, data, trusted),
                server_settings.CUSTOM_BUILD_SECONDS,
            )
            future: Future[FlowAnswer] = self._lone.future
        else:
            future = services.pictures.submit(
                flow_tasks.values,
                design,
                settings,
                weights,
                data,
                seconds=server_settings.ANALYSE_SECONDS,
                slot=(self._session.id, "flow"),
            )
        self._key, self._future = key, future
        future.add_done_callback(lambda _: self._wake())
        return future

    def _stop(self) -> None:
        self._key = self._future = None
        if self._lone is not None:
            self._lone.cancel()
            self._lone = None


def _problem(session: Session, services: Services, analysed: Analysed) -> str:
    """Why a design has no values; empty if it may have some."""
    if not analysed.value["main"]["nodes"]:
        return "The canvas is empty: add an input and a layer, and their values appear here."
    if analysed.errors:
        count = len(analysed.errors)
        verb = "is" if count == 2 else "are"
        rest = "" if count == 1 else f" There {verb} {count - 1:,} more, under Problems."
        return f"The model is not finished: {analysed.errors[0]}{rest}"
    allowed = consent.state(session, services, analysed.design)
    if allowed != "none" and session.readonly:
        return (
            "This design has layers of its own, and code of others does not run where a design is "
            "only looked at. Make it yours to look into it."
        )
    if allowed == "needed":
        return (
            "This design has layers of its own. Allow their code to run, under Layer code, and "
            "their values appear here."
        )
    if allowed == "forbidden":
        return "This server runs no code of users, so layers of your own have no values here."
    return ""


def _weights(session: Session, services: Services) -> Path | None:
    """The best weights of the newest run of the draft that has some."""
    for run in services.runs.of_draft(session.draft, session.owner):
        path = services.runs.store.download(run.id, BEST_MODEL)
        if path is not None:
            return path
    return None


def _detail(answer: FlowAnswer, place: FlowPlace | None) -> CallDetail | None:
    """Of the call that the page names; of one with its number else, or nothing."""
    details = answer["details"]
    if place is None or not details:
        return None
    named = details[place["number"]] if place["number"] < len(details) else None
    if named is not None and _is_of(named, place):
        return named
    return next((one for one in details if _is_of(one, place)), None)


def _is_of(detail: CallDetail, place: FlowPlace) -> bool:
    own = detail["place"]
    return (own["graph"], own["node"]) == (place["graph"], place["node"])
