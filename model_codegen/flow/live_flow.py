"""`LiveFlow`: a model that is kept alive, so that another input is answered at once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np

from model_codegen.analysis import Analysis, analyse
from model_codegen.design import expansion
from model_codegen.design.errors import NotExpressible
from model_codegen.design.expansion import Expansion
from model_codegen.design.graph import Design
from model_codegen.emitters.collect import collect
from model_codegen.execution.build import build
from model_codegen.execution.trust import Trust
from model_codegen.flow import bounds, input_values, sample_data
from model_codegen.flow.chosen_data import ChosenData
from model_codegen.flow.flow_result import (
    CallView,
    Entry,
    Flow,
    LayerView,
    Moved,
    Place,
    WeightView,
)
from model_codegen.flow.flow_settings import FlowSettings
from model_codegen.flow.gradient_step import GradientStep, WeightStep
from model_codegen.flow.own_data import OwnData
from model_codegen.flow.step_loss import StepLoss
from model_codegen.flow.tensor_view import TensorView, view
from model_codegen.flow.walk import Call, Walk
from model_codegen.keras_bridge.compiled_calls import CompiledCalls
from model_codegen.keras_bridge.stateless_run import StatelessRun, seed_variables, stateless_run
from model_codegen.verify.built_layers import layers


class LiveFlow:
    """A live model of a design.

    Args:
        design: A design without errors.
        seed: Of its initial weights.
        analysis: That of the design, where it is known already.
        trust_code: As for `build`.
        load: Gives the built model other weights.

    Raises:
        NotExpressible: If the design has errors.
        UntrustedCodeError: If the design has code of its own that nobody trusts.
        BuildError: If it is too large to be looked at so, or Keras refuses.
    """

    def __init__(
        self,
        design: Design,
        seed: int = 0,
        *,
        analysis: Analysis | None = None,
        trust_code: Trust = False,
        load: Callable[[Any], None] | None = None,
    ) -> None:
        import keras

        analysis = analysis or analyse(design)
        if analysis.errors:
            raise NotExpressible("functional", analysis.errors)
        self._most = bounds.most_samples(design, analysis)
        self._expansion = expansion.Expander().expand(design)
        self._program = collect(design, analysis)
        keras.utils.set_random_seed(seed % 2**32)
        self.model = build(design, analysis=analysis, trust_code=trust_code)
        if load is not None:
            load(self.model)
        self._layers = dict(layers(self._program, self._program.main, self.model))
        self._seeds = [(v, v.value * 1) for v in seed_variables(self.model)]
        self._compiled = CompiledCalls()
        self._own = OwnData(design.training)

    def run(self, settings: FlowSettings, own: OwnData | None = None) -> Flow:
        """Make one forward pass, and a gradient step if one is asked for; the model stays as it is.

        Args:
            settings: What is asked for.
            own: The data of its training; those of the design by default.

        Raises:
            BuildError: If a call fails.
        """
        batch = min(max(1, settings.batch), self._most)
        own = own or self._own
        chosen = ChosenData(self._program, own, settings, batch)
        given = input_values.values(self._program, settings.inputs, batch, chosen.inputs)
        step = None
        if settings.rate is not None:
            goal = StepLoss(self._program, own.training, chosen.learnt, chosen.why)
            step = GradientStep(self._program, self._layers, goal, settings.rate)
            with self._drawing(settings.draw) as run:
                walk = step.walk(run, given, settings.training)
                after = self._after(run)
            with self._drawing(settings.draw) as run:
                step.look_again(run, given, settings.training)
        else:
            with self._drawing(settings.draw) as run:
                walk = Walk(self._program, self._layers, settings.training, run)
                walk.run(given)
                after = self._after(run)
        moved = {} if step is None else step.weights
        return Flow(
            tuple(self._calls(walk.calls)),
            self._layer_views(walk.calls, after, moved),
            batch,
            settings.training,
            None if step is None else step.told(),
            tuple(
                self._entry(node_id, batch, node_id in chosen.fitting)
                for node_id in self._program.main.inputs
            ),
            chosen.told(),
        )

    def _entry(self, node_id: str, batch: int, own: bool) -> Entry:
        body = self._program.main
        spec = body.specs(node_id)[0]
        return Entry(
            node_id,
            body.input_layer(node_id).name,
            input_values.sizes(spec.shape, batch),
            spec.dtype,
            input_values.below(self._program, node_id),
            sample_data.fits(spec.shape[1:]),
            own,
        )

    @contextmanager
    def _drawing(self, draw: int) -> Iterator[StatelessRun]:
        """A run in which random numbers are those of a number of a draw."""
        import keras

        with stateless_run(self._compiled) as run:
            for variable, start in self._seeds:
                seed = np.asarray(start)
                moved = seed + np.array([draw % 2**31, 0], dtype=seed.dtype)
                run.put(variable, keras.ops.convert_to_tensor(moved, dtype=variable.dtype))
            yield run

    def _after(self, run: StatelessRun) -> dict[int, Any]:
        """What the pass has made of weights that no gradient trains."""
        return {
            id(variable): run.value(variable)
            for layer in {id(one): one for one in self._layers.values()}.values()
            for variable in layer.non_trainable_weights
        }

    def _calls(self, calls: list[Call]) -> Iterator[CallView]:
        counts: dict[tuple[Place, tuple[str, ...]], int] = {}
        for call in calls:
            place = drawn(self._expansion, call)
            key = place, call.path
            repeated = call.node_id != place[1] or key in counts
            counts[key] = counts.get(key, 0) + 1
            dtypes = [_dtype(tensor) for tensor in call.outputs]
            yield CallView(
                *place,
                call.path,
                call.name,
                _key(call.layer),
                counts[key] if repeated else 0,
                tuple(
                    view(_array(tensor), dtype=dtype)
                    for tensor, dtype in zip(call.outputs, dtypes, strict=True)
                ),
            )

    def _layer_views(
        self, calls: list[Call], after: Mapping[int, Any], moved: Mapping[int, WeightStep]
    ) -> dict[str, LayerView]:
        users: dict[str, list[Call]] = {}
        for call in calls:
            if _key(call.layer):
                users.setdefault(_key(call.layer), []).append(call)
        return {
            key: LayerView(
                several[0].name,
                tuple(dict.fromkeys(drawn(self._expansion, call) for call in several)),
                tuple(
                    self._weight(several[0], variable, after, moved)
                    for variable in several[0].layer.weights[: bounds.MOST_WEIGHTS]
                ),
            )
            for key, several in users.items()
        }

    def _weight(
        self, call: Call, variable: Any, after: Mapping[int, Any], moved: Mapping[int, WeightStep]
    ) -> WeightView:
        before = _array(variable)
        later = after.get(id(variable))
        changed = later is not None and not np.array_equal(_array(later), before)
        step = moved.get(id(variable))
        dtype = str(variable.dtype)
        return WeightView(
            str(variable.path).rpartition(f"{call.layer.name}/")[2],
            hashlib.sha256(before.tobytes()).hexdigest()[:8],
            id(variable) in {id(one) for one in call.layer.trainable_weights},
            _weight_view(before, dtype),
            _weight_view(_array(later), dtype) if changed else None,
            None if step is None else self._moved(step, dtype),
        )

    def _moved(self, step: WeightStep, dtype: str) -> Moved:
        return Moved(
            _weight_view(step.after, dtype),
            _weight_view(step.change, dtype),
            float(np.linalg.norm(step.change.astype(np.float64))),
            tuple(step.parts(lambda call: drawn(self._expansion, call))),
        )


def drawn(known: Expansion, call: Call) -> Place:
    """The graph and the call that a call of the expanded design was drawn as."""
    use = known.uses.get(call.graph_id)
    if use is None:
        return call.graph_id, call.node_id
    return use.graph_id, use.nodes.get(call.node_id, call.node_id)


def _key(layer: Any) -> str:
    """A key of a layer with weights in the process; two calls of one layer have the same."""
    return str(id(layer)) if layer is not None and layer.weights else ""


def _array(tensor: Any) -> np.ndarray:
    import keras

    if isinstance(tensor, keras.Variable):
        array = np.asarray(tensor.numpy())
    else:
        dense = keras.ops.convert_to_tensor(tensor, sparse=False)
        array = np.asarray(dense.numpy() if hasattr(dense, "numpy") else dense)
    # NumPy has no bfloat16 of its own, and no float8.
    return array.astype(np.float32) if array.dtype.kind == "V" else array


def _dtype(tensor: Any) -> str:
    import keras

    return str(keras.backend.standardize_dtype(tensor.dtype))


def _weight_view(array: np.ndarray, dtype: str) -> TensorView:
    return view(array, batched=False, dtype=dtype)
