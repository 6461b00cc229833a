"""What panels ask the workers for. An answer is known by content: none is computed twice."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from app.core import settings
from app.core.services import Services
from app.core.session.session import Session
from app.core.tasks import (
    analysis_tasks,
    comparison_task,
    cost_tasks,
    picture_tasks,
    repair_tasks,
    source_tasks,
)
from app.core.tasks.cost_tasks import Grown
from app.core.tasks.picture_tasks import PlotOptions
from app.core.tasks.repair_tasks import PricedRepair
from app.core.tasks.source_tasks import Comparison
from app.core.workers.job import Urgency
from app.core.workspace.analysed import Analysed
from model_codegen import gallery
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import Design

if TYPE_CHECKING:
    from components.cost_protocol import Costs, LensSettings


def source(
    session: Session,
    services: Services,
    analysed: Analysed,
    style: str,
    fold: bool,
    training: bool = False,
) -> Future[dict[str, Any]]:
    """Source of a design in one style; see `source_tasks.emit`."""
    return services.results.get(
        ("source", analysed.digest, style, fold, training),
        lambda: services.shapes.submit(
            source_tasks.emit,
            analysed.design,
            style,
            fold,
            training,
            seconds=settings.EMIT_SECONDS,
            urgency=Urgency.SOURCE,
            slot=(session.id, "source", style),
        ),
    )


def training_source(
    session: Session, services: Services, analysed: Analysed, task: Callable[..., str]
) -> Future[str]:
    """The script or the notebook that trains a design; see `training_tasks`, whose `task` it is."""
    return services.results.get(
        ("training", task.__name__, analysed.digest, session.style),
        lambda: services.shapes.submit(
            task,
            analysed.design,
            session.style,
            seconds=settings.EMIT_SECONDS,
            urgency=Urgency.SOURCE,
            slot=(session.id, "training", task.__name__),
        ),
    )


def cost(
    session: Session, services: Services, analysed: Analysed, lens: LensSettings
) -> Future[Costs]:
    """What a design costs; see `cost_tasks.cost`."""
    return services.results.get(
        ("cost", analysed.model_digest, *_named(lens)),
        lambda: services.shapes.submit(
            cost_tasks.cost,
            analysed.design,
            lens,
            seconds=settings.ANALYSE_SECONDS,
            urgency=Urgency.SOURCE,
            slot=(session.id, "cost", *_named(lens)),
        ),
    )


def growth(
    session: Session, services: Services, analysed: Analysed, lens: LensSettings
) -> Future[list[Grown]]:
    """How the cost of a design grows; see `cost_tasks.growth`."""
    return services.results.get(
        ("growth", analysed.model_digest, *_named(lens)),
        lambda: services.shapes.submit(
            cost_tasks.growth,
            analysed.design,
            lens,
            seconds=settings.ANALYSE_SECONDS,
            urgency=Urgency.SOURCE,
            slot=(session.id, "growth"),
        ),
    )


def _named(lens: LensSettings) -> tuple[Any, ...]:
    """Lens settings as something that can be looked up."""
    dims = tuple(sorted(lens["dims"].items()))
    return lens["batch"], dims, lens["training"], lens["policy"]


def comparison(session: Session, services: Services, text: str) -> Future[Comparison]:
    """What an edited source would change in the design on the canvas."""
    return services.results.get(
        ("comparison", session.workspace.epoch, session.workspace.document.rev, text),
        lambda: services.spare.submit(
            source_tasks.compare,
            session.design,
            text,
            seconds=settings.EMIT_SECONDS,
            urgency=Urgency.SOURCE,
            slot=(session.id, "comparison"),
        ),
    )


def example(services: Services, name: str) -> Future[dict[str, Any]]:
    """Analysis of a gallery entry, as JSON."""
    return services.results.get(
        ("example", name),
        lambda: services.shapes.submit(
            analysis_tasks.analyse,
            gallery.load(name),
            seconds=settings.ANALYSE_SECONDS,
            urgency=Urgency.SOURCE,
        ),
    )


def repairs(session: Session, services: Services, analysed: Analysed) -> Future[list[PricedRepair]]:
    """What can be done about the reasons why Sequential cannot hold a design."""
    return services.results.get(
        ("repairs", analysed.digest),
        lambda: services.shapes.submit(
            repair_tasks.repairs,
            analysed.design,
            seconds=settings.ANALYSE_SECONDS,
            urgency=Urgency.SOURCE,
            slot=(session.id, "repairs"),
        ),
    )


def two_designs(
    session: Session, services: Services, before: Design, after: Design, batch: int
) -> Future[comparison_task.Compared]:
    """What two designs do not have in common; see `comparison_task.compare`."""
    return services.results.get(
        ("two designs", dumps(before), dumps(after), batch),
        lambda: services.pictures.submit(
            comparison_task.compare,
            before,
            after,
            batch,
            seconds=settings.PICTURE_SECONDS,
            slot=(session.id, "two designs"),
        ),
    )


def summary(session: Session, services: Services, analysed: Analysed) -> Future[str]:
    """Keras' summary text of a design."""
    return services.results.get(
        ("summary", analysed.model_digest),
        lambda: services.pictures.submit(
            picture_tasks.summary,
            analysed.design,
            seconds=settings.PICTURE_SECONDS,
            slot=(session.id, "summary"),
        ),
    )


def plot(
    session: Session, services: Services, analysed: Analysed, options: PlotOptions
) -> Future[picture_tasks.Plot]:
    """Keras' plot_model picture of a design."""
    return services.results.get(
        ("plot", analysed.model_digest, options),
        lambda: services.pictures.submit(
            picture_tasks.plot,
            analysed.design,
            options,
            seconds=settings.PICTURE_SECONDS,
            slot=(session.id, "plot"),
        ),
    )


def plot_png(
    session: Session, services: Services, analysed: Analysed, options: PlotOptions
) -> Future[bytes]:
    """The same picture as PNG."""
    return services.results.get(
        ("png", analysed.model_digest, options),
        lambda: services.pictures.submit(
            picture_tasks.plot_png,
            analysed.design,
            options,
            seconds=settings.PICTURE_SECONDS,
            slot=(session.id, "png"),
        ),
    )
