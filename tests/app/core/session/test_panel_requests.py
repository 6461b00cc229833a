"""What panels ask for: by content, of the right worker, the newest question of a panel alone."""

from __future__ import annotations

from functools import cached_property
from typing import Any, cast

import pytest

from app.core.result_cache import Results
from app.core.services import Services
from app.core.session import panel_requests
from app.core.session.session import Session
from app.core.tasks import picture_tasks, source_tasks
from app.core.tasks.picture_tasks import PlotOptions
from app.core.workers.job import Urgency
from app.core.workers.worker import Worker
from app.core.workers.worker_state import WorkerState
from app.core.workspace.analysed import Analysed
from app.core.workspace.workspaces import Workspaces, empty_design
from tests.app.idle_services import Asked, IdleWorker


class Office:
    """Two workers that note what panels ask of them."""

    def __init__(self) -> None:
        self.shapes, self.pictures = IdleWorker({}), IdleWorker({})

    @cached_property
    def services(self) -> Services:
        def none() -> Any:
            raise AssertionError("no panel asks for drafts")

        shapes, pictures = cast("Worker", self.shapes), cast("Worker", self.pictures)
        return Services(shapes, pictures, none, Results())

    def session(self) -> Session:
        """A page of its own, with a draft of its own, whose analysis somebody else asks for."""
        workspaces = Workspaces(self.services)
        return Session("owner", workspaces, workspaces.begin("owner"))

    @property
    def asked(self) -> list[Asked]:
        """What panels asked of the first worker."""
        return [job for job in self.shapes.jobs if job.how.get("slot", ("",) * 2)[1] != "analyse"]


@pytest.fixture
def office() -> Office:
    return Office()


def analysed(**value: Any) -> Analysed:
    return Analysed(1, empty_design(), {"name": "a"} | value, {"graphs": {}})


def test_an_answer_is_known_by_what_it_depends_on(office: Office) -> None:
    services, here = office.services, office.session()
    ask = panel_requests.source
    first = ask(here, services, analysed(), "functional", True)
    moved = analysed(positions={"main": {}})
    assert ask(office.session(), services, moved, "functional", True) is first
    ordered = analysed(main={"output_order": ["y", "x"]})
    others = [
        ask(here, services, analysed(), "subclass", True),
        ask(here, services, analysed(), "functional", False),
        ask(here, services, analysed(name="b"), "functional", True),
        ask(here, services, ordered, "functional", True),
    ]
    assert len({id(future) for future in (first, *others)}) == 5
    assert len(office.asked) == 5


def test_source_is_more_urgent_than_a_picture_and_gives_way_to_shapes(office: Office) -> None:
    services, here, found = office.services, office.session(), analysed()
    panel_requests.source(here, services, found, "functional", True)
    panel_requests.repairs(here, services, found)
    panel_requests.example(services, "mlp")
    assert [job.how["urgency"] for job in office.asked] == [Urgency.SOURCE] * 3
    assert Urgency.SHAPES < Urgency.SOURCE < Urgency.PICTURE


def test_pictures_keep_no_gesture_waiting(office: Office) -> None:
    services, here, found = office.services, office.session(), analysed()
    panel_requests.summary(here, services, found)
    panel_requests.plot(here, services, found, PlotOptions())
    panel_requests.plot_png(here, services, found, PlotOptions())
    assert [job.function for job in office.pictures.jobs] == [
        picture_tasks.summary,
        picture_tasks.plot,
        picture_tasks.plot_png,
    ]
    assert office.asked == []


def test_a_plot_of_other_options_is_another_plot(office: Office) -> None:
    services, here, found = office.services, office.session(), analysed()
    plain = panel_requests.plot(here, services, found, PlotOptions())
    assert panel_requests.plot(here, services, found, PlotOptions()) is plain
    assert panel_requests.plot(here, services, found, PlotOptions(dtypes=True)) is not plain
    assert panel_requests.plot_png(here, services, found, PlotOptions()) is not plain


def test_a_comparison_is_made_by_whoever_has_time(office: Office) -> None:
    services, here = office.services, office.session()
    office.pictures.state = WorkerState("warming", "Keras is starting.")
    panel_requests.comparison(here, services, "import keras")
    office.pictures.state = WorkerState("ready", "")
    panel_requests.comparison(here, services, "import keras as k")
    panel_requests.comparison(office.session(), services, "import keras")
    assert [len(office.asked), len(office.pictures.jobs)] == [1, 2]
    [job] = office.asked
    assert (job.function, job.arguments) == (source_tasks.compare, (here.design, "import keras"))


def test_every_panel_of_a_session_has_a_slot_and_shares_it_with_nobody(office: Office) -> None:
    services, here = office.services, office.session()
    for who in (here, office.session()):
        found = analysed(name=who.id)
        for style in ("functional", "subclass"):
            panel_requests.source(who, services, found, style, True)
        panel_requests.repairs(who, services, found)
        panel_requests.comparison(who, services, who.id)
        panel_requests.summary(who, services, found)
        panel_requests.plot(who, services, found, PlotOptions())
        panel_requests.plot_png(who, services, found, PlotOptions())
    slots = [job.how["slot"] for job in office.asked + office.pictures.jobs]
    assert len({*slots}) == len(slots) == 14
    assert sum(slot[0] == here.id for slot in slots) == 7
