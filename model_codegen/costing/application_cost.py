"""The cost of a call of a whole model of `keras.applications`."""

from __future__ import annotations

from collections.abc import Sequence

from model_codegen.costing import live_models
from model_codegen.costing.call import Call, Called, Parts, Spec, UnknownCostError
from model_codegen.costing.inner_layers import InnerLayers
from model_codegen.costing.memory import Held, peak
from model_codegen.costing.rules import registry
from model_codegen.costing.work import Work, together
from model_codegen.design.graph import Layer


def application_cost(
    layer: Layer, tensors: Sequence[Spec], dtype_policy: str, inner: InnerLayers, *, training: bool
) -> Called:
    """What a call of the model is to its surroundings.

    Args:
        layer: A layer whose class is a model of `keras.applications`, and which can be made.
        tensors: What it is called with.
        dtype_policy: The design's policy.
        inner: Answers what layers cost that stand inside of its layers.
        training: Whether it is called for training, and not frozen.

    Raises:
        UnknownCostError: If there is no rule for a layer of it.
    """
    calls, ends = live_models.live_calls(layer, dtype_policy)
    specs: list[tuple[Spec, ...]] = []
    held: list[Held] = []
    rows: list[Work] = []
    notes: list[str] = []
    kept = 0
    for place, live in enumerate(calls):
        if not live.sources:
            specs.append((tensors[0],))
            held.append(Held(str(place), (), tensors[0].bytes))
            continue
        inputs = [specs[number][index] for number, index in live.sources]
        outputs = live_models.output_specs(live, inputs)
        specs.append(outputs)
        rule = registry.find(live.path)
        if rule is None:
            raise UnknownCostError(f"what `{live.path}` in it computes is not known")
        single = isinstance(live.layer.input, (list, tuple))
        call = Call(
            live.path,
            live.config,
            (list(inputs),) if single else tuple(inputs),
            {},
            tuple(inputs),
            outputs,
            live.weights,
            training and live.trainable,
            live.dtype,
            inner=inner,
        )
        parts = registry.parts(rule, call)
        own = 0 if parts.view else sum(spec.bytes for spec in outputs)
        kept += own + parts.kept
        notes += parts.notes
        rows += parts.work
        sources = [str(number) for number, _ in live.sources]
        held.append(Held(str(place), sources, own, parts.inside, parts.view, parts.in_place))
    most, _ = peak(held, ["0"], [str(end) for end in ends])
    outside = tensors[0].bytes + sum(specs[end][0].bytes for end in ends)
    parts = Parts(
        together(rows),
        max(0, most - outside),
        max(0, kept - sum(specs[end][0].bytes for end in ends)),
        notes=tuple(dict.fromkeys(notes)),
    )
    return Called(parts, tuple(specs[end][0] for end in ends))
