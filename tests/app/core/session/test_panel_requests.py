"""What panels ask for: by content, of the right worker, the newest question of a panel alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, cast

import pytest

from app.core.result_cache import Results
from app.core.services import Services
from app.core.session import panel_requests
from app.core.session.session import Session, empty_design
from app.core.tasks import picture_tasks, source_tasks
from app.core.tasks.picture_tasks import PlotOptions
from app.core.workers.job import Urgency
from app.core.workers.worker import Worker
from app.core.workers.worker_state import WorkerState
from app.core.workspace.analysed import Analysed


@dataclass
class Asked:
    """A worker that only notes what it is asked."""

    state: WorkerState = field(default_factory=lambda: WorkerState("ready", ""))
    jobs: list[tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]] = field(
        default_factory=list
    )

    def submit(self, function: Callable[..., Any], *arguments: Any, **how: Any) -> Future[Any]:
        self.jobs.append((function, arguments, how))
        return Future()


@dataclass
class Office:
    shapes: Asked = field(default_factory=Asked)
    pictures: Asked = field(default_factory=Asked)

    def services(self) -> Services:
        def none() -> Any:
            raise AssertionError("no panel asks for drafts")

        shapes, pictures = cast("Worker", self.shapes), cast("Worker", self.pictures)
        return Services(shapes, pictures, none, Results())


@pytest.fixture
def office() -> Office:
    return Office()


def session(text: str = "{}") -> Session:
    return Session("owner", "draft", empty_design(), text)


def analysed(text: str = '{"name": "a"}') -> Analysed:
    return Analysed(1, 1, empty_design(), text, {"graphs": {}})


def test_an_answer_is_known_by_what_it_depends_on(office: Office) -> None:
    services, here = office.services(), session()
    ask = panel_requests.source
    first = ask(here, services, analysed(), "functional", True)
    moved = analysed('{"name": "a", "positions": {"main": {}}}')
    assert ask(session(), services, moved, "functional", True) is first
    ordered = analysed('{"name": "a", "main": {"output_order": ["y", "x"]}}')
    others = [
        ask(here, services, analysed(), "subclass", True),
        ask(here, services, analysed(), "functional", False),
        ask(here, services, analysed('{"name": "b"}'), "functional", True),
        ask(here, services, ordered, "functional", True),
    ]
    assert len({id(future) for future in (first, *others)}) == 5
    assert len(office.shapes.jobs) == 5


def test_source_is_more_urgent_than_a_picture_and_gives_way_to_shapes(office: Office) -> None:
    services, here, found = office.services(), session(), analysed()
    panel_requests.source(here, services, found, "functional", True)
    panel_requests.chain(here, services, found)
    panel_requests.example(services, "mlp")
    assert [how["urgency"] for _, _, how in office.shapes.jobs] == [Urgency.SOURCE] * 3
    assert Urgency.SHAPES < Urgency.SOURCE < Urgency.PICTURE


def test_pictures_keep_no_gesture_waiting(office: Office) -> None:
    services, here, found = office.services(), session(), analysed()
    panel_requests.summary(here, services, found)
    panel_requests.plot(here, services, found, PlotOptions())
    panel_requests.plot_png(here, services, found, PlotOptions())
    assert [job[0] for job in office.pictures.jobs] == [
        picture_tasks.summary,
        picture_tasks.plot,
        picture_tasks.plot_png,
    ]
    assert office.shapes.jobs == []


def test_a_plot_of_other_options_is_another_plot(office: Office) -> None:
    services, here, found = office.services(), session(), analysed()
    plain = panel_requests.plot(here, services, found, PlotOptions())
    assert panel_requests.plot(here, services, found, PlotOptions()) is plain
    assert panel_requests.plot(here, services, found, PlotOptions(dtypes=True)) is not plain
    assert panel_requests.plot_png(here, services, found, PlotOptions()) is not plain


def test_a_comparison_is_made_by_whoever_has_time(office: Office) -> None:
    services, here = office.services(), session()
    office.pictures.state = WorkerState("warming", "Keras is starting.")
    panel_requests.comparison(here, services, "import keras")
    office.pictures.state = WorkerState("ready", "")
    panel_requests.comparison(here, services, "import keras as k")
    panel_requests.comparison(session('{"name": 1}'), services, "import keras")
    assert [len(office.shapes.jobs), len(office.pictures.jobs)] == [1, 2]
    assert office.shapes.jobs[0][:2] == (source_tasks.compare, (here.design, "import keras"))


def test_every_panel_of_a_session_has_a_slot_and_shares_it_with_nobody(office: Office) -> None:
    services, here = office.services(), session()
    for who in (here, session()):
        found = analysed(json.dumps({"name": who.id}))
        for style in ("functional", "subclass"):
            panel_requests.source(who, services, found, style, True)
        panel_requests.chain(who, services, found)
        panel_requests.comparison(who, services, who.id)
        panel_requests.summary(who, services, found)
        panel_requests.plot(who, services, found, PlotOptions())
        panel_requests.plot_png(who, services, found, PlotOptions())
    slots = [how["slot"] for _, _, how in office.shapes.jobs + office.pictures.jobs]
    assert len({*slots}) == len(slots) == 14
    assert sum(slot[0] == here.id for slot in slots) == 7
