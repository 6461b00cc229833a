"""Normalization: statistics, then a scale and a shift."""

from __future__ import annotations

import math
from collections.abc import Mapping

from model_codegen.costing.call import Call, Parts, Rule, UnknownCostError
from model_codegen.costing.rules.dense import unit_length
from model_codegen.costing.work import Work, each


def moments(size: int) -> list[Work]:
    """Mean and variance (`tf.nn.moments`): two means, and a squared difference between.

    Args:
        size: Elements that they are of.
    """
    return [each("Mean", size), each("SquaredDifference", size), each("Mean", size)]


def batch(call: Call) -> Parts:
    """For use: `x · s + (beta − mean · s)`, with `s = gamma / √(variance + ε)` for each channel.

    In training, mean and variance of the batch come first, and the moving ones are changed.
    """
    size = call.size
    channels = (call.weight("moving_mean") or (call.out.shape[-1],))[0]
    gamma, beta = call.weight("gamma") is not None, call.weight("beta") is not None
    work = []
    if call.training:
        work += moments(size)
        work += [each("Mul", 4 * channels, "statistics"), each("AddV2", 2 * channels, "statistics")]
    work += [each("AddV2", channels, "channels"), each("Rsqrt", channels, "channels")]
    if gamma:
        work.append(each("Mul", channels, "channels"))
    work.append(each("Mul", channels, "channels"))
    work.append(each("Sub" if beta else "Neg", channels, "channels"))
    work += [each("Mul", size), each("AddV2", size)]
    notes: tuple[str, ...] = ()
    if call.training and call.value("renorm"):
        notes = ("the corrections of renorm=True are not counted",)
    kept = size * 4 if call.training else 0
    return Parts(tuple(work), in_place=not call.training, kept=kept, notes=notes)


def layer(call: Call) -> Parts:
    """`x · s + (beta − mean · s)`, with mean and variance of each sample's own axis."""
    x = call.inputs[0]
    gamma, beta = call.weight("gamma"), call.weight("beta")
    axes = call.value("axis")
    numbers = [axes] if isinstance(axes, int) else list(axes or [-1])
    rows = x.size // max(1, math.prod(x.shape[axis] for axis in numbers))
    return _normalized(x.size, rows, x.size, gamma is not None, beta is not None, call)


def _normalized(size: int, rows: int, scaled: int, gamma: bool, beta: bool, call: Call) -> Parts:
    """As `keras.ops.layer_normalization` does.

    Args:
        size: Elements.
        rows: Means and variances.
        scaled: Elements of a mean times gamma.
        gamma: Whether there is a scale.
        beta: Whether there is a shift.
        call: The call.
    """
    work = moments(size)
    work += [each("AddV2", rows, "variances"), each("Rsqrt", rows, "variances")]
    factors = rows
    if gamma:
        factors = scaled
        work.append(each("Mul", factors, "factors"))
    work += [each("Neg", rows, "means"), each("Mul", factors, "factors")]
    if beta:
        factors = scaled
        work.append(each("AddV2", factors, "factors"))
    work += [each("Mul", size), each("AddV2", size)]
    inside = 2 * size * 4 if factors == size else 0
    return Parts(tuple(work), inside=inside, kept=size * 4)


def group(call: Call) -> Parts:
    """As `layer`, with mean and variance of each group of channels."""
    x = call.inputs[0]
    axis = call.value("axis")
    channels = x.shape[axis if isinstance(axis, int) else -1]
    groups = call.value("groups")
    groups = channels if groups in (-1, None) else groups
    gamma, beta = call.weight("gamma") is not None, call.weight("beta") is not None
    return _normalized(x.size, x.shape[0] * groups, x.shape[0] * channels, gamma, beta, call)


def rms(call: Call) -> Parts:
    """`x / √(mean(x²) + ε) · scale`."""
    x = call.inputs[0]
    axes = call.value("axis") if call.path.startswith("keras.layers") else call.argument("axis", 2)
    numbers = [axes] if isinstance(axes, int) else list(axes or [-1])
    rows = x.size // max(1, math.prod(x.shape[axis] for axis in numbers))
    scaled = bool(call.weights) or len(call.inputs) > 1
    work = [
        each("Square", x.size),
        each("Mean", x.size),
        each("AddV2", rows, "means"),
        each("Rsqrt", rows, "means"),
        each("Mul", x.size),
    ]
    if scaled:
        work.append(each("Mul", x.size))
    return Parts(tuple(work), kept=x.size * 4)


def unit(call: Call) -> Parts:
    """Vectors divided by their length."""
    x = call.inputs[0]
    axes = call.value("axis") if call.path.startswith("keras.layers") else call.argument("axis", 1)
    numbers = [axes] if isinstance(axes, int) else list(axes or [-1])
    return Parts(tuple(unit_length(x.size, math.prod(x.shape[axis] for axis in numbers))))


def layer_op(call: Call) -> Parts:
    """`keras.ops.layer_normalization`."""
    x = call.inputs[0]
    axes = call.argument("axis", 3, -1)
    numbers = [axes] if isinstance(axes, int) else list(axes)
    rows = x.size // max(1, math.prod(x.shape[axis] for axis in numbers))
    gamma = call.argument("gamma", 1) is not None
    beta = call.argument("beta", 2) is not None
    return _normalized(x.size, rows, x.size, gamma, beta, call)


def batch_op(call: Call) -> Parts:
    """`keras.ops.batch_normalization`."""
    size = call.size
    if len(call.inputs) < 3:
        raise UnknownCostError("its mean or variance is no tensor")
    channels = call.inputs[1].size
    beta = call.argument("offset", 4) is not None
    work = [each("AddV2", channels, "channels"), each("Rsqrt", channels, "channels")]
    if call.argument("scale", 5) is not None:
        work.append(each("Mul", channels, "channels"))
    work.append(each("Mul", channels, "channels"))
    work.append(each("Sub" if beta else "Neg", channels, "channels"))
    work += [each("Mul", size), each("AddV2", size)]
    return Parts(tuple(work), in_place=True)


def moments_op(call: Call) -> Parts:
    """`keras.ops.moments`."""
    return Parts(tuple(moments(call.inputs[0].size)))


def normalization(call: Call) -> Parts:
    """`Normalization`: `(x − mean) / √variance`, or the other way round."""
    size = call.size
    axes = call.value("axis")
    numbers = [axes] if isinstance(axes, int) else list(axes or ())
    channels = math.prod(call.inputs[0].shape[axis] for axis in numbers)
    if call.value("invert"):
        first = each("AddV2", size), each("Mul", size)
    else:
        first = each("Sub", size), each("RealDiv", size)
    limits = [each(op, channels, "channels") for op in ("Sqrt", "Maximum")]
    return Parts((*limits, *first), in_place=True)


RULES: Mapping[str, Rule] = {
    "keras.layers.BatchNormalization": batch,
    "keras.layers.GroupNormalization": group,
    "keras.layers.LayerNormalization": layer,
    "keras.layers.Normalization": normalization,
    "keras.layers.RMSNormalization": rms,
    "keras.layers.UnitNormalization": unit,
    "keras.ops.batch_normalization": batch_op,
    "keras.ops.layer_normalization": layer_op,
    "keras.ops.moments": moments_op,
    "keras.ops.normalize": unit,
    "keras.ops.rms_normalization": rms,
}
