"""Layers that hold layers: the cost of what they hold, as often as they call it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model_codegen.costing.call import Call, Called, Parts, Rule, Spec, UnknownCostError
from model_codegen.costing.work import Work, each


def _inner(call: Call, config: Any, inputs: list[Spec]) -> Called:
    if call.inner is None or config is None:
        raise UnknownCostError("the layer in it is not known")
    return call.inner.layer(config, inputs, training=call.training)


def time_distributed(call: Call) -> Parts:
    """The layer, with every step of every sample as a sample."""
    x = call.inputs[0]
    merged = Spec((x.shape[0] * x.shape[1], *x.shape[2:]), x.dtype)
    return _inner(call, call.value("layer"), [merged]).parts


def bidirectional(call: Call) -> Parts:
    """The layer forward, and it or another one backward, then what merges both."""
    x = call.inputs[0]
    forward = _inner(call, call.value("layer"), [x])
    backward = forward
    if call.value("backward_layer") is not None:
        backward = _inner(call, call.value("backward_layer"), [x])
    work = [*forward.parts.work, *backward.parts.work]
    ops = {"sum": ("AddV2",), "mul": ("Mul",), "ave": ("AddV2", "RealDiv")}
    work += [each(op, call.size, "outputs") for op in ops.get(str(call.value("merge_mode")), ())]
    halves = sum(spec.bytes for spec in (*forward.outputs, *backward.outputs))
    parts = forward.parts, backward.parts
    return Parts(
        tuple(work),
        inside=max(part.inside for part in parts) + halves,
        kept=sum(part.kept for part in parts) + halves,
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
    )


def spectral(call: Call) -> Parts:
    """The layer; in training, rounds of power iteration on its kernel first."""
    found = _inner(call, call.value("layer"), [call.inputs[0]]).parts
    if not call.training:
        return found
    return Parts(
        found.work,
        found.inside,
        found.kept,
        notes=(*found.notes, "its power iteration in training is not counted"),
    )


def pipeline(call: Call) -> Parts:
    """Layers one after another."""
    return chain(call, call.value("layers") or (), list(call.inputs))


def chain(call: Call, configs: Any, inputs: list[Spec]) -> Parts:
    """Layers one after another.

    Args:
        call: The call of the layer that holds them.
        configs: The layers, as arguments.
        inputs: What the first one takes.
    """
    work: list[Work] = []
    notes: list[str] = []
    inside = kept = 0
    for config in configs:
        found = _inner(call, config, inputs)
        inputs = list(found.outputs)
        work += found.parts.work
        inside = max(inside, found.parts.inside)
        kept += found.parts.kept + sum(spec.bytes for spec in inputs)
        notes += found.parts.notes
    return Parts(tuple(work), inside, kept, notes=tuple(dict.fromkeys(notes)))


RULES: Mapping[str, Rule] = {
    "keras.layers.Bidirectional": bidirectional,
    "keras.layers.Pipeline": pipeline,
    "keras.layers.SpectralNormalization": spectral,
    "keras.layers.TimeDistributed": time_distributed,
}
