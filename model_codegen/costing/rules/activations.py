"""Activations: as an argument of a layer, as a layer, as a function."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from model_codegen.costing.call import Call, Parts, Rule, Spec
from model_codegen.costing.rules.functions import function_work
from model_codegen.costing.work import Work, each

SPELLINGS = {"exponential": "exp", "swish": "silu", "hard_swish": "hard_silu", "linear": ""}
"""Activations whose function in `keras.ops` has another name."""


def activation(call: Call, value: Any, size: int, work: list[Work]) -> Parts:
    """A layer's work with that of its activation behind it.

    Args:
        call: The layer's call.
        value: The activation: a name, a layer as an argument, or None.
        size: Elements that it is applied to.
        work: What the layer does before.
    """
    found, notes = activation_work(call, value, size)
    return Parts((*work, *found), notes=notes)


def activation_work(call: Call, value: Any, size: int) -> tuple[list[Work], tuple[str, ...]]:
    """The work of an activation, and what is not counted of it.

    Args:
        call: The layer's call.
        value: As in `activation`.
        size: Elements that it is applied to.
    """
    if value is None:
        return [], ()
    name = value
    if isinstance(value, Mapping):
        path = str(value.get("class_name", ""))
        if path.startswith("keras.layers.") and call.inner is not None:
            inside = call.inner.layer(value, [Spec((size,))], training=call.training)
            return [*inside.parts.work], inside.parts.notes
        config = value.get("config")
        name = config if isinstance(config, str) else path.rpartition(".")[2]
    name = SPELLINGS.get(str(name), str(name))
    if not name:
        return [], ()
    found = function_work(name, size)
    if found is None:
        return [], (f"its activation `{name}` is not counted",)
    return found, ()


def activation_layer(call: Call) -> Parts:
    """`Activation`: a function for every element; nothing for `"linear"`."""
    work, notes = activation_work(call, call.value("activation"), call.size)
    return Parts(tuple(work), view=not work, in_place=True, notes=notes)


def relu(call: Call) -> Parts:
    """`ReLU`, with its ceiling, threshold and slope (`keras.activations.relu`)."""
    size = call.size
    slope, top = call.value("negative_slope"), call.value("max_value")
    threshold = call.value("threshold")
    work = []
    if slope:
        if top is None and not threshold:
            return Parts((each("LeakyRelu", size),), in_place=True)
        work += [each("Neg", size), each("Relu", size)]
        if threshold:
            work.append(each("AddV2", size))
    if threshold:
        work += [each("Greater", size), each("Mul", size)]
    elif top == 6:
        work.append(each("Relu6", size))
        top = None
    else:
        work.append(each("Relu", size))
    if top is not None:
        work += [each("Minimum", size), each("Maximum", size)]
    if slope:
        work += [each("Mul", size), each("Sub", size)]
    return Parts(tuple(work), in_place=True)


def prelu(call: Call) -> Parts:
    """`relu(x) − alpha · relu(−x)`."""
    size = call.size
    alpha = call.weight("alpha")
    slopes = 1
    for number in alpha or ():
        slopes *= number
    ops = ("Relu", "Neg", "Relu", "Mul", "AddV2")
    return Parts((*(each(op, size) for op in ops), each("Neg", slopes, "slopes")))


def softmax(call: Call) -> Parts:
    """`Softmax`: 5 for each element, as TensorFlow's profiler says."""
    size = call.size
    axis = call.value("axis")
    work = [each("Softmax", size)]
    if isinstance(axis, (list, tuple)) and len(axis) > 1:
        work = [each(op, size) for op in ("Max", "Sub", "Exp", "Sum", "Sub", "Exp")]
    if len(call.inputs) > 1 or call.masked:
        work = [each("SelectV2", size), *work, each("SelectV2", size)]
    return Parts(tuple(work), in_place=True)


def alone(name: str) -> Rule:
    """The rule of a layer that is one function of each element.

    Args:
        name: The function.
    """

    def rule(call: Call) -> Parts:
        return Parts(tuple(function_work(name, call.size) or ()), in_place=True)

    return rule


RULES: Mapping[str, Rule] = {
    "keras.layers.Activation": activation_layer,
    "keras.layers.ELU": alone("elu"),
    "keras.layers.LeakyReLU": alone("leaky_relu"),
    "keras.layers.PReLU": prelu,
    "keras.layers.ReLU": relu,
    "keras.layers.Softmax": softmax,
}
