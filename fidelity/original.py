"""The original: made by Keras, its weights and numbers noted, imported, and written as source."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from fidelity.anatomy import graph_of, layers_of, leaf_layers, opened
from fidelity.rebuilt import Expected
from fidelity.subjects import Subject
from fidelity.tensors import Given, run, write_weights
from model_codegen.analysis import analyse
from model_codegen.design.errors import NotExpressible
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import Design, Layer
from model_codegen.design.traversal import count_calls
from model_codegen.emitters import emit
from model_codegen.emitters.collect import collect
from model_codegen.emitters.styles import MOST_ABLE_FIRST
from model_codegen.equivalence.normal_form import normal_form
from model_codegen.execution.build import said
from model_codegen.importers import from_model
from model_codegen.verify.random_input import sample

STYLES = tuple(style.name for style in MOST_ABLE_FIRST)

_SIZES = (8, 32, 128, 224)
"""Lengths tried for dimensions that are left open."""

_NOISE = 0.05
"""How far a weight is moved that is the same number throughout, so that no zero hides a mistake."""


@dataclass(frozen=True)
class Original:
    """What is known of a model before its source is run.

    Attributes:
        calls: How many calls its design has, those in blocks included.
        silent: Why it does not answer; empty if it does.
        sources: By style: its source.
        refused: By style: why there is none.
        expected: What a model that was made from source must be.
    """

    calls: int
    silent: str
    sources: Mapping[str, str]
    refused: Mapping[str, str]
    expected: Expected


def originals(subjects: Sequence[Subject], folder: Path) -> list[Original | str]:
    """Make models, one after the other; where that fails, say why.

    Args:
        subjects: What they are.
        folder: Takes their weights, in files by number.
    """
    import keras

    warnings.simplefilter("ignore")
    found: list[Original | str] = []
    for index, subject in enumerate(subjects):
        keras.utils.clear_session(free_memory=False)
        keras.utils.set_random_seed(index)
        try:
            found.append(_original(subject, folder / f"{index}.npz"))
        except Exception as error:  # whatever a model of Keras or this project raises
            found.append(said(error))
    return found


def _original(subject: Subject, path: Path) -> Original:
    model = subject.make()
    weights: list[tuple[tuple[str, ...], int]] = []
    write_weights(path, _stirred(model, weights))
    design = from_model(model).design
    analysis = analyse(design)
    if analysis.errors:
        raise NotExpressible("functional", analysis.errors)
    sources, refused = {}, {}
    for style in STYLES:
        try:
            sources[style] = emit(design, style, analysis=analysis).text
        except NotExpressible as error:
            refused[style] = error.diagnostics[0].message
    inputs, outputs, silent = _answer(model, design)
    return Original(
        calls=count_calls(design),
        silent=silent,
        sources=sources,
        refused=refused,
        expected=Expected(
            name=model.name,
            params=model.count_params(),
            layers=layers_of(model),
            graph=graph_of(model, opened),
            weights=weights,
            weights_file=path,
            inputs=inputs,
            outputs=outputs,
            placeholders=_placeholders(design),
            normal=dumps(normal_form(design)),
        ),
    )


def _stirred(model: Any, noted: list[tuple[tuple[str, ...], int]]) -> Iterator[Any]:
    """Move the weights of every layer a little, and yield them."""
    rng = np.random.default_rng(0)
    for path, layer in leaf_layers(model):
        values = [_stir(value, rng) for value in layer.get_weights()]
        layer.set_weights(values)
        noted.append((path, len(values)))
        yield from values


def _stir(value: Any, rng: np.random.Generator) -> Any:
    # Random matrices tell mistakes as they are, and a deep model's numbers stay bearable.
    if "float" not in str(value.dtype) or (value.size > 1 and value.min() != value.max()):
        return value
    return (value + rng.uniform(0, _NOISE, value.shape)).astype(value.dtype)


def _answer(model: Any, design: Design) -> tuple[Any, list[Any], str]:
    """An input on which a model runs, and what it answers."""
    import keras

    program = collect(design, analyse(design))
    inputs: Any = None
    problem = ""
    for size in _SIZES:
        values = sample(program, size, np.random.default_rng(0))
        inputs = keras.tree.map_structure(_given, model._inputs_struct, values)
        try:
            return inputs, run(model, inputs), ""
        except Exception as error:  # whatever Keras and its backend raise
            problem = said(error)
    return inputs, [], problem


def _given(symbol: Any, value: Any) -> Given:
    import keras

    return Given(
        symbol._keras_history[0].name,
        tuple(symbol.shape),
        symbol.dtype,
        bool(symbol.sparse),
        keras.ops.convert_to_numpy(value),
    )


def _placeholders(design: Design) -> dict[str, str]:
    return {
        operation.class_name.rpartition(".")[2]: operation.class_name.rpartition(".")[0]
        for graph in (design.main, *design.models.values())
        for operation in graph.operations.values()
        if isinstance(operation, Layer) and operation.recorded is not None
    }
