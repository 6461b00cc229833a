"""A forward pass as it travels to a page: JSON, its pictures as bytes in base64."""

from __future__ import annotations

import math
from base64 import b64encode
from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    from components.flow_protocol import (
        CallDetail,
        CallValues,
        FlowPlace,
        FlowValues,
        LayerDetail,
        Pixels,
        TensorDetail,
        TensorValues,
        WeightDetail,
        WeightMoved,
    )
    from model_codegen.flow.flow_result import CallView, Flow, LayerView, Moved, WeightView
    from model_codegen.flow.tensor_view import Picture, TensorView


class FlowAnswer(TypedDict):
    """A forward pass: what is sent at once, and of each of its calls what is sent on demand."""

    whole: FlowValues
    details: list[CallDetail]


def answer(flow: Flow, *, trained: bool) -> FlowAnswer:
    """A forward pass as JSON.

    Args:
        flow: The pass.
        trained: Whether the weights are those of a training run.
    """
    places = [_place(call, number) for number, call in enumerate(flow.calls)]
    users: dict[str, list[FlowPlace]] = {}
    for call, place in zip(flow.calls, places, strict=True):
        if call.layer:
            users.setdefault(call.layer, []).append(place)
    keys = {key: str(number) for number, key in enumerate(flow.layers)}
    # All calls of a layer share one object, which travels once between the processes.
    layers = {key: _layer(layer, users[key]) for key, layer in flow.layers.items()}
    step = flow.step
    return {
        "whole": {
            "calls": [_call(call, keys.get(call.layer, "")) for call in flow.calls],
            "entries": [
                {
                    "node": entry.node,
                    "name": entry.name,
                    "shape": [*entry.shape],
                    "dtype": entry.dtype,
                    "most": entry.most,
                    "sample": entry.sample,
                    "own": entry.own,
                }
                for entry in flow.entries
            ],
            "batch": flow.batch,
            "training": flow.training,
            "trained": trained,
            "step": None
            if step is None
            else {
                "loss": _finite(step.loss),
                "after": _finite(step.after),
                "rate": step.rate,
                "what": step.what,
                "norm": _finite(step.norm),
                "heads": [
                    {
                        "name": head.name,
                        "what": head.what,
                        "loss": _finite(head.loss),
                        "weight": head.weight,
                    }
                    for head in step.heads
                ],
                "target": step.target,
                "own": step.own,
            },
            "own": None
            if flow.own is None
            else {
                "name": flow.own.name,
                "samples": flow.own.samples,
                "rate": flow.own.rate,
                "optimizer": flow.own.optimizer,
                "targets": {**flow.own.targets},
                "problem": flow.own.problem,
            },
        },
        "details": [
            {
                "place": place,
                "outputs": [_detail(output) for output in call.outputs],
                "layer": layers.get(call.layer),
            }
            for call, place in zip(flow.calls, places, strict=True)
        ],
    }


def _place(call: CallView, number: int) -> FlowPlace:
    return {"graph": call.graph, "node": call.node, "number": number}


def _call(call: CallView, layer: str) -> CallValues:
    return {
        "graph": call.graph,
        "node": call.node,
        "path": [*call.path],
        "name": call.name,
        "layer": layer,
        "instance": call.instance,
        "outputs": [_short(output, output.chip) for output in call.outputs],
    }


def _layer(layer: LayerView, calls: list[FlowPlace]) -> LayerDetail:
    return {
        "name": layer.name,
        "calls": calls,
        "weights": [_weight(weight) for weight in layer.weights],
    }


def _weight(weight: WeightView) -> WeightDetail:
    return {
        "path": weight.path,
        "digest": weight.digest,
        "trainable": weight.trainable,
        "before": _detail(weight.before),
        "after": None if weight.after is None else _detail(weight.after),
        "moved": None if weight.moved is None else _moved(weight.moved),
    }


def _moved(moved: Moved) -> WeightMoved:
    return {
        "after": _detail(moved.after),
        "change": _detail(moved.change),
        "norm": _finite(moved.norm),
        "parts": [
            {
                "graph": part.graph,
                "node": part.node,
                "norm": _finite(part.norm),
                "picture": _detail(part.picture),
            }
            for part in moved.parts
        ],
    }


def _short(view: TensorView, picture: Picture | None) -> TensorValues:
    return {
        "shape": [*view.shape],
        "dtype": view.dtype,
        "min": view.minimum,
        "max": view.maximum,
        "mean": view.mean,
        "std": view.std,
        "zeros": view.zeros,
        "bad": view.bad,
        "picture": None if picture is None else _pixels(picture),
    }


def _detail(view: TensorView) -> TensorDetail:
    bars = view.histogram
    return {
        **_short(view, view.picture),
        "histogram": None
        if bars is None
        else {"low": bars.low, "high": bars.high, "counts": [*bars.counts]},
        "values": None if view.values is None else [*view.values],
    }


def _pixels(picture: Picture) -> Pixels:
    return {
        "width": picture.width,
        "height": picture.height,
        "tiles": picture.tiles,
        "channels": picture.channels,
        "low": picture.low,
        "high": picture.high,
        "data": b64encode(picture.pixels).decode("ascii"),
    }


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
