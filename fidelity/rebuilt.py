"""Generated source, run in a process in which nothing but Keras has been used before."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import keras

from fidelity.anatomy import GENERATED, Part, graph_of, layers_of, leaf_layers, opened
from fidelity.tensors import Given, read_weights, run


@dataclass(frozen=True)
class Expected:
    """What a model must be that was made from source.

    Attributes:
        name: The model's own name.
        params: Its parameters.
        layers: See `layers_of`.
        graph: See `graph_of`.
        weights: The layers that have weights, in the order of the file, and how many.
        weights_file: Their values.
        inputs: What it is called with, as a tree of `Given`.
        outputs: What it answers; empty if it does not run.
        placeholders: By class that the user must fill in: the module that it is from.
        normal: The normal form of its design, as text.
    """

    name: str
    params: int
    layers: Mapping[tuple[str, ...], Part]
    graph: Sequence[Part]
    weights: Sequence[tuple[tuple[str, ...], int]]
    weights_file: Path
    inputs: Any
    outputs: Sequence[Any]
    placeholders: Mapping[str, str]
    normal: str


@dataclass(frozen=True)
class Outcome:
    """What came of one source.

    Attributes:
        reasons: What is otherwise than in the original; empty if nothing is.
        difference: Largest absolute difference of an output; None if nothing was compared.
        values: How many values were compared.
        returns: Whether the model imports back to an equal design; None if that was not tried.
    """

    reasons: tuple[str, ...] = ()
    difference: float | None = None
    values: int = 0
    returns: bool | None = None

    @property
    def passed(self) -> bool:
        """Whether all is the same."""
        return not self.reasons and self.difference in (None, 0.0) and self.returns is not False


@dataclass(frozen=True)
class Ran:
    """A model that source made; None if it made none."""

    model: Any
    reasons: tuple[str, ...] = ()
    outputs: Sequence[Any] = ()


def rebuilt(style: str, jobs: Sequence[tuple[str, Expected]]) -> list[Outcome]:
    """Run sources, and compare what they make with the originals.

    All are run before this project is used, which reads the models back in.

    Args:
        style: Their style.
        jobs: Each source, and what is expected of it.
    """
    warnings.simplefilter("ignore")
    ran = []
    for source, expected in jobs:
        keras.utils.clear_session(free_memory=False)
        keras.config.set_dtype_policy("float32")
        try:
            ran.append(run_source(source, expected))
        except Exception as error:  # whatever generated source raises
            ran.append(Ran(None, (f"{type(error).__name__}: {error}",)))
    keras.config.set_dtype_policy("float32")
    return [_compared(style, one, expected) for one, (_, expected) in zip(ran, jobs, strict=True)]


def run_source(source: str, expected: Expected) -> Ran:
    """Run one source with the original's weights and input.

    Args:
        source: The source.
        expected: What it must make.
    """
    sys.modules["custom_layers"] = _filled_in(expected.placeholders)
    module = ModuleType(GENERATED)
    exec(compile(source, "generated.py", "exec"), module.__dict__)
    model = module.build_model()
    reasons = []
    if model.name != expected.name:
        reasons.append(f"the model is called {model.name}")
    if model.count_params() != expected.params:
        reasons.append(f"it has {model.count_params():,} parameters")
    found = layers_of(model)
    if found != expected.layers:
        reasons.append(_first_difference(expected.layers, found))
        return Ran(model, tuple(reasons))
    layers = dict(leaf_layers(model))
    values = read_weights(expected.weights_file)
    for path, count in expected.weights:
        layers[path].set_weights([next(values) for _ in range(count)])
    outputs = run(model, expected.inputs) if expected.outputs else ()
    return Ran(model, tuple(reasons), outputs)


def _filled_in(placeholders: Mapping[str, str]) -> ModuleType:
    """The module that a user writes for the classes that a design cannot hold."""
    module = ModuleType("custom_layers")
    for name, home in placeholders.items():
        setattr(module, name, getattr(import_module(home), name))
    return module


def _first_difference(expected: Mapping[Any, Part], found: Mapping[Any, Part]) -> str:
    for path in [*expected, *found]:
        if expected.get(path) != found.get(path):
            name = "/".join(path)
            return f"{name} is {found.get(path)} and was {expected.get(path)}"
    return "its layers stand in another order"


def _first_line(expected: str, found: str) -> str:
    pairs = zip(expected.splitlines(), found.splitlines(), strict=False)
    one, other = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
    return f"the design that it imports back to says {other.strip()} for {one.strip()}"


def _compared(style: str, ran: Ran, expected: Expected) -> Outcome:
    from model_codegen.keras_bridge.error_messages import undecorated
    from model_codegen.verify.comparison import difference

    if ran.model is None:
        return Outcome(ran.reasons)
    reasons = list(ran.reasons)
    pairs = list(zip(expected.outputs, ran.outputs, strict=False))
    if len(ran.outputs) != len(expected.outputs):
        reasons.append(f"it has {len(ran.outputs)} outputs")
    largest = max((difference(*pair) for pair in pairs), default=None)
    returns = None
    try:
        reasons += _graph_reasons(style, ran.model, expected)
        imported = _imported(ran.model, expected.inputs)
        returns = imported == expected.normal
        if not returns:
            reasons.append(_first_line(expected.normal, imported))
    except Exception as error:  # whatever Keras or an importer raises
        reasons.append(undecorated(error))
    return Outcome(tuple(reasons), largest, sum(one.size for one, _ in pairs), returns)


def _graph_reasons(style: str, model: Any, expected: Expected) -> list[str]:
    from model_codegen.importers.saved.live_models import followed, traced
    from model_codegen.keras_bridge.functional_graphs import has_graph

    def inside(layer: Any) -> Any:
        return followed(layer) if type(layer).__module__ == GENERATED else opened(layer)

    graph = graph_of(
        model if has_graph(model) else traced(model, _symbols(expected.inputs)), inside
    )
    if graph == expected.graph:
        return []
    for one, other in zip(expected.graph, graph, strict=False):
        if one != other:
            return [f"in its graph stands {other} for {one}"]
    return [f"its graph has {len(graph)} operations instead of {len(expected.graph)}"]


def _imported(model: Any, inputs: Any) -> str:
    from model_codegen.design.fileformat.serialization import dumps
    from model_codegen.equivalence.normal_form import normal_form
    from model_codegen.importers import from_model
    from model_codegen.keras_bridge.functional_graphs import has_graph

    symbols = None if has_graph(model) else _symbols(inputs)
    return dumps(normal_form(from_model(model, symbols).design))


def _symbols(inputs: Any) -> Any:
    return keras.tree.map_structure(Given.symbol, inputs)
