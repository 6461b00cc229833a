"""`prove`: that all sources of a design are the same model, by running them."""

from __future__ import annotations

import importlib
import math
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from model_codegen import catalogue
from model_codegen.analysis import Analysis, TensorSpec, analyse
from model_codegen.analysis.pretrained_weights import bytes_beside
from model_codegen.design.custom_layers import code_to_trust
from model_codegen.design.errors import BuildError, NotExpressible
from model_codegen.design.graph import Design, Layer
from model_codegen.design.traversal import flattened, is_application, references
from model_codegen.emitters.body import UNTOLD, Body
from model_codegen.emitters.collect import collect
from model_codegen.emitters.emission import Emission
from model_codegen.emitters.literals import nested_layers
from model_codegen.emitters.program import Program
from model_codegen.emitters.styles import MOST_ABLE_FIRST, Style
from model_codegen.execution.build import CEILING, check_size, run, said, size
from model_codegen.execution.trust import Trust, check_trust
from model_codegen.keras_bridge.random_numbers import repeat_random_numbers
from model_codegen.keras_bridge.recorded_training import keep_recorded_training
from model_codegen.verify.built_layers import Path, built, layers
from model_codegen.verify.comparison import compared
from model_codegen.verify.random_input import sample
from model_codegen.verify.report import Report, StyleProof, Training
from model_codegen.verify.stirred_weights import Weights, stirred
from model_codegen.verify.training_step import TrainingStep, memory, seeds, train

_SIZES = (8, 32, 128, 224)
"""Lengths tried, one after the other, for dimensions that the design leaves open."""

_FEW_STEPS = 64
"""The most steps of all recurrent layers together that are taken one by one: tracing a graph takes
a second or two for each source, and one such step ten milliseconds."""

_COPIES = 6
"""How many copies of the weights a training step takes, those to compare with included."""


def prove(
    design: Design,
    *,
    ceiling: int = CEILING,
    seed: int = 0,
    progress: Callable[[str], None] | None = None,
    analysis: Analysis | None = None,
    trust_code: Trust = False,
) -> Report:
    """Build a design from its source in every style, copy the weights across, compare outputs.

    Every style is compared with the first that the design has, of `MOST_ABLE_FIRST`. Where the
    source of a style folds, the model is built from the folded source as well. Weights are moved
    away from their initial values first, and random layers have the same seeds. The input is
    random: indices stay within the bounds of what looks them up. Models run as in inference, then
    make one step of training as `fit` does: its loss, all gradients and all weights after it are
    compared. Where the analysis tells of calls whose recorded `training=` a Functional model
    overwrites in `fit`, its step keeps to what they record: all else must be alike all the same.
    Models of `keras.applications` come without pretrained weights.

    Args:
        design: Any design.
        ceiling: Most bytes to allocate for weights, which are held twice.
        seed: Of the random values.
        progress: Told what is being done, a style at a time.
        analysis: That of the design, where it is known already; else it is made here.
        trust_code: As for `build`.

    Raises:
        NotExpressible: If the design has errors.
        UntrustedCodeError: If the design has code of its own that nobody trusts.
        BuildError: If the weights would take more than half of `ceiling`, or Keras refuses.
    """
    analysis = analysis or analyse(design)
    if analysis.errors:
        raise NotExpressible(MOST_ABLE_FIRST[0].name, analysis.errors)
    check_trust(code_to_trust(design), trust_code)
    check_size(analysis.bytes + bytes_beside(design), ceiling // 2)
    proof = _Proof(design, analysis, seed, ceiling)
    styles = []
    for style in MOST_ABLE_FIRST:
        if progress is not None:
            progress(f"Building {style.name}")
        styles.append(proof.style(style))
    return Report(tuple(styles), _peak_memory(), proof.pretrained(), proof.told)


class _Proof:
    """A proof under way: input, weights, outputs and training of the first style are kept."""

    def __init__(
        self, design: Design, analysis: Analysis, seed: int, ceiling: int = CEILING
    ) -> None:
        import numpy as np

        self._analysis = analysis
        self.told = tuple(d for d in analysis.diagnostics if d.code == "training-overwritten")
        self._program = collect(design, analysis)
        # What a user takes away says parameters and repeats; what is built of it has none.
        self._written = collect(design, analysis, drawn=True)
        steps = sum(map(_steps, self._program.bodies()))
        self._compiled = _batched(self._program.main) and steps > _FEW_STEPS
        self._seed = seed
        self._as_graph = self._compiled
        self._rng = np.random.default_rng(seed)
        self._ceiling = ceiling
        self._bare = _trains_always(self._program)
        self._input: Any = None
        self._size = _SIZES[0]
        self._weights: Weights = {}
        self._seeds: list[Any] = []
        self._expected: list[Any] | None = None
        self._step: TrainingStep | str | None = None

    def style(self, style: Style) -> StyleProof:
        start = time.perf_counter()
        try:
            emission = Emission(self._written, style)
            flat, folded = emission.flat, emission.folded
        except NotExpressible as error:
            return StyleProof(style.name, error.diagnostics)
        proof = self._built(style.name, flat.text)
        if folded != flat:
            again = self._built(style.name, folded.text)
            proof = proof.beside(again)
        return replace(proof, seconds=time.perf_counter() - start)

    def _built(self, style: str, text: str) -> StyleProof:
        from keras.backend import standardize_dtype

        model = run(text, self._program.code.classes)
        found = list(layers(self._program, self._program.main, model))
        if self._expected is None:
            self._weights = stirred(found, self._rng)
            self._seeds = [seed.numpy() for seed in seeds(found)]
        self._prepare(found)
        repeat_random_numbers(model)
        outputs = self._first_run(model) if self._expected is None else self._run(model)
        if self._expected is None:
            self._expected = outputs
        specs = tuple(TensorSpec(tuple(y.shape), standardize_dtype(y.dtype)) for y in outputs)
        params = model.count_params()
        trainable = sum(math.prod(weight.shape) for weight in model.trainable_weights)
        if self._bare:
            self._prepare(found)  # which the run has changed
        return StyleProof(
            style,
            params=params,
            trainable_params=trainable,
            outputs=specs,
            as_analysed=self._as_analysed(params, trainable, specs),
            inference=compared(self._expected, outputs),
            training=self._trained(model, found),
        )

    def _prepare(self, found: Sequence[tuple[Path, Any]]) -> None:
        """Give a model the weights and the seeds of the first one."""
        import keras

        if keras.backend.backend() == "torch":
            # Dropout without a seed takes its numbers from PyTorch's own generator.
            importlib.import_module("torch").manual_seed(self._seed)
        for path, layer in found:
            layer.set_weights(self._weights[path])
        # A model that is another one may have more of them, or fewer.
        for variable, value in zip(seeds(found), self._seeds, strict=False):
            variable.assign(value)

    def _trained(self, model: Any, found: Sequence[tuple[Path, Any]]) -> Training:
        if self._step is None:
            needed = _COPIES * self._analysis.bytes + memory(self._program, self._size)
            if needed > self._ceiling:
                self._step = f"a step would take about {size(needed)}"
        expected = self._step
        if isinstance(expected, str):
            return Training(reason=expected)
        keep_recorded_training(model, self._overwritten(model))
        self._seed_code()
        step = train(model, found, self._given(model), compiled=self._as_graph)
        if isinstance(step, str) and expected is None and not self._as_graph:
            # Under TensorFlow float8 has gradients in a graph only.
            self._as_graph = True
            self._prepare(found)
            self._seed_code()
            step = train(model, found, self._given(model), compiled=True)
        if expected is None:
            self._step = expected = step
        if isinstance(step, str) or isinstance(expected, str):
            # The first style has made one, or is this one and cannot.
            return Training(reason=str(step), fails=not isinstance(expected, str))
        return Training(
            compared=expected.beside(step),
            gradients=len(step.gradients),
            weights=len(step.weights),
        )

    def _overwritten(self, model: Any) -> list[Any]:
        """The layers and blocks of which the analysis tells that `fit` overwrites their mode."""
        found = (self._analysis.whole or self._analysis).diagnostics
        told_of = [d for d in found if d.code == "training-overwritten"]
        calls = {(d.graph, node_id) for d in told_of for node_id in d.nodes}
        bodies = {body.graph_id: body for body in self._program.bodies()}
        told = {(k, bodies[k].node(node_id).operation) for k, node_id in calls if k in bodies}
        every = built(self._program, self._program.main, model) if told else ()
        return [each.layer for each in every if (each.graph_id, each.operation_id) in told]

    def pretrained(self) -> tuple[str, ...]:
        """The models of `keras.applications` that ask for weights, which are not fetched."""
        found = []
        for body in self._program.bodies():
            for operation_id in body.operations:
                operation = body.graph.operations[operation_id]
                if is_application(operation) and operation.config.get("weights", "imagenet"):
                    found.append(operation.name)
        return tuple(found)

    def _first_run(self, model: Any) -> list[Any]:
        """Find an input on which the model runs, and run it."""
        problem = ""
        for self._size in _SIZES:
            self._input = sample(self._program, self._size, self._rng)
            try:
                return self._run(model)
            except Exception as error:
                problem = said(error)
        raise BuildError(f"The model was built and does not run: {problem}")

    def _run(self, model: Any) -> list[Any]:
        import keras

        given = self._given(model)
        self._seed_code()
        # Step by step, a long sequence takes seconds; compiled, any other model does.
        if self._bare:
            outputs = model(given)
        elif self._compiled:
            outputs = model.predict(given, verbose=0)
        else:
            outputs = model(given, training=False)
        # A sparse tensor is compared as what it stands for.
        flat = keras.tree.flatten(outputs)
        return [keras.ops.convert_to_tensor(output, sparse=False) for output in flat]

    def _seed_code(self) -> None:
        """Seed what the design's own code may draw from, which is wherever it likes."""
        import keras

        if self._program.needed_code.names:
            keras.utils.set_random_seed(self._seed)

    def _given(self, model: Any) -> Any:
        """The input, as a model takes it."""
        import keras

        if isinstance(model, keras.Sequential):
            return keras.tree.flatten(self._input)[0]
        return self._input

    def _as_analysed(self, params: int, trainable: int, outputs: tuple[TensorSpec, ...]) -> bool:
        analysis, body = self._analysis, self._program.main
        expected = [body.spec(ref) for ref in flattened(body.outputs)]
        return (
            (params, trainable) == (analysis.total_params, analysis.trainable_params)
            and len(outputs) == len(expected)
            # Of what follows a custom layer, nothing may tell more than that it is there.
            and all(b == UNTOLD or _fits(a, b) for a, b in zip(outputs, expected, strict=True))
        )


def _trains_always(program: Program) -> bool:
    """Whether a call records `training=True`, which a Functional model keeps to in a bare call."""
    return any(
        body.node(node_id).kwargs.get("training") is True
        for body in program.bodies()
        for node_id in body.calls
    )


def _batched(body: Body) -> bool:
    """Whether every input and output is a batch, as `predict` cuts and joins them."""
    specs = [body.specs(node_id)[0] for node_id in body.inputs]
    specs += [body.spec(ref) for ref in flattened(body.outputs)]
    return all(spec.shape[:1] == (None,) for spec in specs)


def _steps(body: Body) -> float:
    """How many steps its recurrent layers take, in themselves or in what they hold.

    `TimeDistributed` makes a few calls more, and is not one of them. In a graph of TensorFlow, what
    it shares with the rest of a model may be updated before the last step has read it.
    """
    return sum(_steps_of(body, node_id) for node_id in body.calls)


def _steps_of(body: Body, node_id: str) -> float:
    layer = body.operation(node_id)
    if not isinstance(layer, Layer):
        return 0
    paths = {layer.class_name, *(path for path, _ in nested_layers(layer))}
    entries = map(catalogue.find, paths - {"keras.layers.TimeDistributed"})
    if not any(entry is not None and entry.category == "recurrent" for entry in entries):
        return 0
    called_with = references(body.node(node_id))
    shape = body.spec(called_with[0]).shape if called_with else ()
    # A wrapper may go along more than one dimension.
    lengths = shape[1:-1] if shape else (None,)
    return math.prod(math.inf if length is None else length for length in lengths)


def _fits(built: TensorSpec, analysed: TensorSpec) -> bool:
    return (
        built.dtype == analysed.dtype
        and len(built.shape) == len(analysed.shape)
        and all(a in (None, b) for b, a in zip(built.shape, analysed.shape, strict=True))
    )


def _peak_memory() -> int | None:
    if sys.platform == "win32":
        return None
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
