"""`prove`: that all sources of a design are the same model, by running them."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from model_codegen import catalogue
from model_codegen.analysis import Analysis, TensorSpec, analyse
from model_codegen.design.errors import BuildError, NotExpressible
from model_codegen.design.graph import Design, Layer, Op, SubModel
from model_codegen.design.traversal import flattened, is_application
from model_codegen.emitters.collect import Body, Program, collect
from model_codegen.emitters.emission import Emission
from model_codegen.emitters.styles import MOST_ABLE_FIRST, Style
from model_codegen.execution.build import CEILING, check_size, run, said
from model_codegen.verify.random_input import sample
from model_codegen.verify.report import Report, StyleProof

_SIZES = (8, 32, 128, 224)
"""Lengths tried, one after the other, for dimensions that the design leaves open."""

_NOISE = 0.05
"""How far weights are moved from their initial values, so that no zero hides a mistake."""

Weights = dict[tuple[str, ...], list[Any]]
"""Values of each layer's weights by the names of the blocks and the layer."""


def prove(
    design: Design,
    *,
    ceiling: int = CEILING,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
    analysis: Analysis | None = None,
) -> Report:
    """Build a design from its source in every style, copy the weights across, compare outputs.

    Every style is compared with the first that the design has, of `MOST_ABLE_FIRST`. Where the
    source of a style folds, the model is built from the folded source as well. Weights are moved
    away from their initial values first. The input is random: indices stay within the bounds of
    what looks them up. Models run as in inference, without dropout, and those of
    `keras.applications` without pretrained weights.

    Args:
        design: Any design.
        ceiling: Most bytes to allocate for weights, which are held twice.
        seed: Of the random values.
        progress: Told what is being done, a style at a time.
        analysis: That of the design, where it is known already; else it is made here.

    Raises:
        NotExpressible: If the design has errors.
        BuildError: If the weights would take more than half of `ceiling`, or Keras refuses.
    """
    analysis = analysis or analyse(design)
    if analysis.errors:
        raise NotExpressible(MOST_ABLE_FIRST[0].name, analysis.errors)
    check_size(analysis.bytes, ceiling // 2)
    proof = _Proof(design, analysis, seed)
    styles = []
    for style in MOST_ABLE_FIRST:
        if progress is not None:
            progress(f"Building {style.name}")
        styles.append(proof.style(style))
    return Report(tuple(styles), _peak_memory(), proof.pretrained())


class _Proof:
    """A proof under way: input, weights and outputs of the first style are kept."""

    def __init__(self, design: Design, analysis: Analysis, seed: int) -> None:
        import numpy as np

        self._analysis = analysis
        self._program = collect(design, analysis)
        self._compiled = _batched(self._program.main) and any(map(_recurs, self._program.bodies()))
        self._rng = np.random.default_rng(seed)
        self._input: Any = None
        self._weights: Weights = {}
        self._expected: list[Any] | None = None

    def style(self, style: Style) -> StyleProof:
        start = time.perf_counter()
        try:
            emission = Emission(self._program, style)
            flat, folded = emission.flat, emission.folded
        except NotExpressible as error:
            return StyleProof(style.name, error.diagnostics)
        proof = self._built(style.name, flat.text)
        if folded != flat:
            again = self._built(style.name, folded.text)
            proof = replace(
                proof,
                as_analysed=proof.as_analysed and again.as_analysed,
                difference=max(proof.difference, again.difference),
                folds=True,
            )
        return replace(proof, seconds=time.perf_counter() - start)

    def _built(self, style: str, text: str) -> StyleProof:
        from keras.backend import standardize_dtype

        model = run(text)
        if self._expected is None:
            self._weights = self._stirred(model)
        for path, layer in layers(self._program, self._program.main, model):
            layer.set_weights(self._weights[path])
        outputs = self._first_run(model) if self._expected is None else self._run(model)
        if self._expected is None:
            self._expected = outputs
        pairs = list(zip(self._expected, outputs, strict=True))
        specs = tuple(TensorSpec(tuple(y.shape), standardize_dtype(y.dtype)) for y in outputs)
        params = model.count_params()
        trainable = sum(math.prod(weight.shape) for weight in model.trainable_weights)
        return StyleProof(
            style,
            params=params,
            trainable_params=trainable,
            outputs=specs,
            as_analysed=self._as_analysed(params, trainable, specs),
            difference=max((difference(a, b) for a, b in pairs), default=0.0),
            values=sum(math.prod(y.shape) for y in outputs),
        )

    def pretrained(self) -> tuple[str, ...]:
        """The models of `keras.applications` that ask for weights, which are not fetched."""
        found = []
        for body in self._program.bodies():
            for operation_id in body.operations:
                operation = body.graph.operations[operation_id]
                if is_application(operation) and operation.config.get("weights", "imagenet"):
                    found.append(operation.name)
        return tuple(found)

    def _stirred(self, model: Any) -> Weights:
        """The weights of a model, each moved a little upwards; variances stay positive."""
        return {
            path: [self._stir(value) for value in layer.get_weights()]
            for path, layer in layers(self._program, self._program.main, model)
        }

    def _stir(self, value: Any) -> Any:
        if "float" not in str(value.dtype):
            return value
        return (value + self._rng.uniform(0, _NOISE, value.shape)).astype(value.dtype)

    def _first_run(self, model: Any) -> list[Any]:
        """Find an input on which the model runs, and run it."""
        problem = ""
        for size in _SIZES:
            self._input = sample(self._program, size, self._rng)
            try:
                return self._run(model)
            except Exception as error:
                problem = said(error)
        raise BuildError(f"The model was built and does not run: {problem}")

    def _run(self, model: Any) -> list[Any]:
        import keras

        given = self._input
        if isinstance(model, keras.Sequential):
            (given,) = keras.tree.flatten(given)
        # Step by step, a recurrent layer takes seconds; compiled, any other model does.
        if self._compiled:
            outputs = model.predict(given, verbose=0)
        else:
            outputs = model(given, training=False)
        # A sparse tensor is compared as what it stands for.
        flat = keras.tree.flatten(outputs)
        return [keras.ops.convert_to_tensor(output, sparse=False) for output in flat]

    def _as_analysed(self, params: int, trainable: int, outputs: tuple[TensorSpec, ...]) -> bool:
        analysis, body = self._analysis, self._program.main
        expected = [body.spec(ref) for ref in flattened(body.outputs)]
        return (
            (params, trainable) == (analysis.total_params, analysis.trainable_params)
            and len(outputs) == len(expected)
            and all(_fits(*pair) for pair in zip(outputs, expected, strict=True))
        )


def layers(program: Program, body: Body, model: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Find every layer of a design in a model that was built from its source, in any style.

    Args:
        program: The design.
        body: The graph that the model was built from.
        model: The model, or a block inside it.

    Yields:
        The names of the blocks and of the layer, with the layer.
    """
    import keras

    inside = model.layers if isinstance(model, keras.Model) else vars(model).values()
    by_name = {layer.name: layer for layer in inside if isinstance(layer, keras.Layer)}
    for operation_id in body.operations:
        operation = body.graph.operations[operation_id]
        if isinstance(operation, SubModel):
            inner = program.definitions[operation.model]
            for path, layer in layers(program, inner, by_name[operation.name]):
                yield (operation.name, *path), layer
        elif not isinstance(operation, Op):
            yield (operation.name,), by_name[operation.name]


def _batched(body: Body) -> bool:
    """Whether every input and output is a batch, as `predict` cuts and joins them."""
    specs = [body.specs(node_id)[0] for node_id in body.inputs]
    specs += [body.spec(ref) for ref in flattened(body.outputs)]
    return all(spec.shape[:1] == (None,) for spec in specs)


def _recurs(body: Body) -> bool:
    called = (body.operation(node_id) for node_id in body.calls)
    entries = [catalogue.find(o.class_name) for o in called if isinstance(o, Layer)]
    return any(entry is not None and entry.category == "recurrent" for entry in entries)


def _fits(built: TensorSpec, analysed: TensorSpec) -> bool:
    return (
        built.dtype == analysed.dtype
        and len(built.shape) == len(analysed.shape)
        and all(a in (None, b) for b, a in zip(built.shape, analysed.shape, strict=True))
    )


def difference(expected: Any, output: Any) -> float:
    """Largest absolute difference; infinite where two values cannot be told apart by a number.

    Args:
        expected: A tensor or array.
        output: Another one.
    """
    import keras
    import numpy as np

    if expected.shape != output.shape:
        return float("inf")
    if keras.backend.is_float_dtype(expected.dtype) and expected.dtype == output.dtype:
        # numpy has no bfloat16.
        expected, output = (keras.ops.cast(tensor, "float64") for tensor in (expected, output))
    one, other = map(keras.ops.convert_to_numpy, (expected, output))
    if one.dtype.kind not in "fc":
        return 0.0 if np.array_equal(one, other) else float("inf")
    same = (one == other) | (np.isnan(one) & np.isnan(other))
    with np.errstate(invalid="ignore"):
        return float(np.max(np.abs(np.where(same, 0, one - other)), initial=0.0))


def _peak_memory() -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
