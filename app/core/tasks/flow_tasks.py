"""The values of tensors: what runs inside worker processes. A few models are kept alive there."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from cachetools import LRUCache

from app.core.tasks import process_setup, warm_up
from app.core.tasks.drawn_design import analysis_of
from app.core.tasks.flow_json import FlowAnswer, answer

if TYPE_CHECKING:
    from components.flow_protocol import FlowSettings
    from model_codegen.design.graph import Design
    from model_codegen.design.training import Training
    from model_codegen.flow.live_flow import LiveFlow
    from model_codegen.flow.own_data import OwnData

MOST_KEPT = 40_000_000
"""Parameters of all models together that are kept alive; each counts for at least a tenth of it."""

_LEAST = MOST_KEPT // 10

_kept: LRUCache[bytes, LiveFlow] = LRUCache(
    MOST_KEPT, getsizeof=lambda live: min(MOST_KEPT, max(_LEAST, live.model.count_params()))
)
_read: LRUCache[bytes, OwnData] = LRUCache(4)
"""Data of trainings, each read once."""

_lock = Lock()


def values(
    design: Design,
    settings: FlowSettings,
    weights: Path | None = None,
    data: Path | None = None,
) -> FlowAnswer:
    """The values of all tensors of one forward pass.

    Args:
        design: A design without errors, and without code of its own.
        settings: What is asked for.
        weights: A `.keras` file with its trained weights.
        data: The file of its training's data, if they have one.

    Raises:
        BuildError: If it is too large to be looked at so, a call fails, or the file does not fit.
    """
    training = design.training
    # What is only drawn or learnt makes no other model.
    design = replace(design, positions={}, frames={}, comments={}, training=None)
    key = blake2b(pickle.dumps((design, settings["seed"], _mark(weights)))).digest()
    with _lock:
        live = _kept.get(key)
        if live is None:
            live = _kept[key] = _live(design, settings, weights, "")
        return _run(live, settings, weights, _own_data(training, data))


def values_alone(
    design: Design,
    settings: FlowSettings,
    weights: Path | None,
    data: Path | None,
    trusted: str,
) -> FlowAnswer:
    """The same of a design with code of its own, in a process that ends with it.

    It must have been prepared by `process_setup.prepare_alone`.

    Args:
        design: A design without errors.
        settings: As in `values`.
        weights: As in `values`.
        data: As in `values`.
        trusted: The digest of the code that may run.

    Raises:
        BuildError: As for `values`.
    """
    process_setup.report("Importing Keras")
    warm_up.import_keras()
    process_setup.limit_memory()
    process_setup.report("Working out values")
    live = _live(design, settings, weights, trusted)
    return _run(live, settings, weights, _own_data(design.training, data))


def _own_data(training: Training | None, path: Path | None) -> OwnData:
    from model_codegen.flow.own_data import OwnData

    key = blake2b(pickle.dumps((training, _mark(path)))).digest()
    if key not in _read:
        _read[key] = OwnData(training, path)
    return _read[key]


def _live(design: Design, settings: FlowSettings, weights: Path | None, trusted: str) -> LiveFlow:
    from model_codegen.flow.live_flow import LiveFlow

    load = None if weights is None else _loading(weights)
    return LiveFlow(
        design, settings["seed"], analysis=analysis_of(design), trust_code=trusted, load=load
    )


def _run(live: LiveFlow, settings: FlowSettings, weights: Path | None, own: OwnData) -> FlowAnswer:
    from model_codegen.flow.flow_settings import FlowSettings as Wanted
    from model_codegen.flow.flow_settings import InputChoice

    inputs = {
        node: InputChoice(
            one["kind"],
            one["value"],
            one["seed"],
            tuple(float("nan") if value is None else value for value in one["values"]),
            one["width"],
        )
        for node, one in settings["inputs"].items()
    }
    wanted = Wanted(
        inputs,
        settings["batch"],
        settings["training"],
        settings["seed"],
        settings["draw"],
        settings["sample"],
        settings["rate"],
    )
    return answer(live.run(wanted, own), trained=weights is not None)


def _loading(weights: Path) -> Callable[[Any], None]:
    def load(model: Any) -> None:
        from model_codegen.design.errors import BuildError

        try:
            model.load_weights(weights)
        except Exception as error:
            raise BuildError(
                "The weights of the last training run do not fit the design as it is now. Train it "
                "again, or look at its initial weights."
            ) from error

    return load


def _mark(weights: Path | None) -> tuple[str, int] | None:
    """Names a file as it is now."""
    return None if weights is None else (str(weights), weights.stat().st_mtime_ns)
