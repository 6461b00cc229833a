"""Convolutions, as layers and as functions."""

from __future__ import annotations

import math
from collections.abc import Mapping

from model_codegen.costing.call import Call, Parts, Rule, Spec, UnknownCostError
from model_codegen.costing.rules.activations import activation
from model_codegen.costing.work import Work, each


def convolution(call: Call) -> Parts:
    """`outputs × window × channels`: of a group's channels only (`BaseConv.call`)."""
    kernel = _kernel(call, "kernel")
    work = [conv(call.out, kernel, grouped=_groups(call) > 1)]
    return _finished(call, work)


def conv(out: Spec, kernel: tuple[int, ...], *, grouped: bool = False) -> Work:
    """The multiply-adds of a convolution.

    Args:
        out: What it returns.
        kernel: Shape of its kernel: window, channels that each output sees, filters.
        grouped: Whether in groups, which Keras lets XLA do.
    """
    rank = len(kernel) - 2
    op = "XlaConvV2" if grouped else "Conv3D" if rank == 3 else "Conv2D"
    window = math.prod(kernel[:-2])
    return Work(op, (("outputs", out.size), ("window", window), ("channels", kernel[-2])))


def transposed(call: Call) -> Parts:
    """Every input spreads over a window in each filter: `inputs × window × filters`.

    TensorFlow's profiler takes `outputs × window × channels ÷ strides` instead, which is the same
    where outputs are exactly strides times the inputs (`padding="same"`).
    """
    kernel = _kernel(call, "kernel")
    return _finished(call, [conv_transpose(call.inputs[0], kernel)])


def conv_transpose(x: Spec, kernel: tuple[int, ...]) -> Work:
    """The multiply-adds of a transposed convolution.

    Args:
        x: What it takes.
        kernel: Shape of its kernel: window, filters, channels.
    """
    op = "Conv3DBackpropInputV2" if len(kernel) == 5 else "Conv2DBackpropInput"
    window = math.prod(kernel[:-2])
    return Work(op, (("inputs", x.size), ("window", window), ("filters", kernel[-2])))


def depthwise(call: Call) -> Parts:
    """`outputs × window`: every output sees one channel."""
    return _finished(call, [_depthwise(call.size, _kernel(call, "kernel"))])


def separable(call: Call) -> Parts:
    """A depthwise convolution, then one with a window of one."""
    deep, point = _kernel(call, "depthwise_kernel"), _kernel(call, "pointwise_kernel")
    between = call.size // point[-1] * point[-2]
    work = [_depthwise(between, deep), conv(call.out, point)]
    found = _finished(call, work)
    return Parts(found.work, found.inside + between * call.item, between * call.item)


def _depthwise(size: int, kernel: tuple[int, ...]) -> Work:
    window = math.prod(kernel[:-2])
    return Work("DepthwiseConv2dNative", (("outputs", size), ("window", window)))


def _finished(call: Call, work: list[Work]) -> Parts:
    a, b = call.weight("lora_kernel_a"), call.weight("lora_kernel_b")
    if a is not None and b is not None:
        whole = math.prod(a) // a[-1] * b[-1]
        work += [
            Work("MatMul", (("kernel", whole), ("LoRA rank", a[-1]))),
            each("Mul", whole, "kernel"),
            each("AddV2", whole, "kernel"),
        ]
    if call.weight("bias") is not None:
        work.append(each("AddV2", call.size, "outputs"))
    return activation(call, call.value("activation"), call.size, work)


def _kernel(call: Call, name: str) -> tuple[int, ...]:
    found = call.weight(name) or call.weight(f"_{name}")
    if found is None:
        raise UnknownCostError("its kernel is not known")
    return found


def _groups(call: Call) -> int:
    groups = call.value("groups")
    return groups if isinstance(groups, int) else 1


def conv_op(call: Call) -> Parts:
    """`keras.ops.conv`: the kernel is a tensor."""
    x, kernel = _tensors(call, 2)
    channels = x.shape[1] if call.argument("data_format", 4) == "channels_first" else x.shape[-1]
    return Parts((conv(call.out, kernel.shape, grouped=channels != kernel.shape[-2]),))


def conv_transpose_op(call: Call) -> Parts:
    """`keras.ops.conv_transpose`."""
    x, kernel = _tensors(call, 2)
    return Parts((conv_transpose(x, kernel.shape),))


def depthwise_op(call: Call) -> Parts:
    """`keras.ops.depthwise_conv`."""
    _, kernel = _tensors(call, 2)
    return Parts((_depthwise(call.size, kernel.shape),))


def separable_op(call: Call) -> Parts:
    """`keras.ops.separable_conv`."""
    _, deep, point = _tensors(call, 3)
    between = call.size // point.shape[-1] * point.shape[-2]
    inside = between * call.item
    return Parts((_depthwise(between, deep.shape), conv(call.out, point.shape)), inside, inside)


def _tensors(call: Call, count: int) -> tuple[Spec, ...]:
    if len(call.inputs) < count:
        raise UnknownCostError("its kernel is no tensor")
    return call.inputs[:count]


RULES: Mapping[str, Rule] = {
    **{f"keras.layers.Conv{n}D": convolution for n in (1, 2, 3)},
    **{f"keras.layers.Conv{n}DTranspose": transposed for n in (1, 2, 3)},
    **{f"keras.layers.DepthwiseConv{n}D": depthwise for n in (1, 2)},
    **{f"keras.layers.SeparableConv{n}D": separable for n in (1, 2)},
    "keras.ops.conv": conv_op,
    "keras.ops.conv_transpose": conv_transpose_op,
    "keras.ops.depthwise_conv": depthwise_op,
    "keras.ops.separable_conv": separable_op,
}
