"""Dense layers, products of matrices, embeddings."""

from __future__ import annotations

import math
from collections.abc import Mapping

from model_codegen.costing.call import Call, Parts, Rule, Spec, UnknownCostError
from model_codegen.costing.rules.activations import activation
from model_codegen.costing.work import Work, each


def dense(call: Call) -> Parts:
    """`y = activation(x · kernel + bias)` (`keras/src/layers/core/dense.py`)."""
    kernel = call.weight("kernel") or call.weight("_kernel") or (call.inputs[0].shape[-1], 0)
    size = call.size
    work = [Work("MatMul", (("outputs", size), ("inputs of each", kernel[0])))]
    return affine(call, work)


def einsum_dense(call: Call) -> Parts:
    """`y = activation(einsum(equation, x, kernel) + bias)`."""
    kernel = call.weight("kernel") or call.weight("_kernel")
    if kernel is None:
        raise UnknownCostError("its kernel is not known")
    equation = str(call.value("equation"))
    return affine(call, [einsum(equation, (call.inputs[0], Spec(kernel)))])


def affine(call: Call, work: list[Work]) -> Parts:
    """What follows a product with a kernel: LoRA, the bias, the activation."""
    size = call.size
    a, b = call.weight("lora_kernel_a"), call.weight("lora_kernel_b")
    if a is not None and b is not None:
        whole = math.prod(b) // b[0] * (math.prod(a) // a[-1])
        work += [
            Work("MatMul", (("kernel", whole), ("LoRA rank", a[-1]))),
            each("Mul", whole, "kernel"),
            each("AddV2", whole, "kernel"),
        ]
    if call.weight("bias") is not None:
        work.append(each("AddV2", size, "outputs"))
    return activation(call, call.value("activation"), size, work)


_PRODUCTS = {
    **dict.fromkeys(("a,b->ab", "ab,b->a", "ab,bc->ac", "ab,cb->ac"), "MatMul"),
    **dict.fromkeys(
        (
            *("abc,cd->abd", "abc,dc->abd", "abcd,abde->abce", "abcd,abed->abce"),
            *("abcd,acbe->adbe", "abcd,adbe->acbe", "abcd,aecd->acbe", "abcd,aecd->aceb"),
            *("abc,cde->abde", "abc,dce->abde", "abc,dec->abde", "abcd,cde->abe"),
            *("abcd,ced->abe", "abcd,ecd->abe", "abcde,aebf->adbcf", "abcde,afce->acdbf"),
        ),
        "BatchMatMulV2",
    ),
}
"""Equations that Keras works out as a product of matrices (`einsum` of its TensorFlow backend)."""


def _kind(equation: str) -> str:
    names: dict[str, str] = {}
    normal = "".join(
        names.setdefault(c, chr(ord("a") + len(names))) if c.isalpha() else c for c in equation
    )
    return _PRODUCTS.get(normal, "Einsum")


def einsum(equation: str, tensors: tuple[Spec, ...]) -> Work:
    """The multiply-adds of an Einstein sum of two tensors: one for each letter's every value.

    Args:
        equation: Such as `"abc,cd->abd"`; `...` stands for the same leading dimensions in all.
        tensors: Both tensors.

    Raises:
        UnknownCostError: If the equation does not fit the tensors.
    """
    equation = equation.replace(" ", "")
    left, _, _ = equation.partition("->")
    names = left.split(",")
    if len(names) != len(tensors):
        raise UnknownCostError("its equation does not fit its tensors")
    sizes: dict[str, int] = {}
    dots: tuple[int, ...] = ()
    for name, tensor in zip(names, tensors, strict=True):
        before, ellipsis, after = name.partition("...")
        last = len(tensor.shape) - len(after)
        sizes |= dict(zip(before, tensor.shape, strict=False))
        sizes |= dict(zip(after, tensor.shape[last:], strict=False))
        if ellipsis:
            here = tensor.shape[len(before) : last]
            dots = here if len(here) > len(dots) else dots
    factors = [*([("...", math.prod(dots))] if dots else []), *sizes.items()]
    return Work(_kind(equation), tuple(factors))


def matmul(call: Call) -> Parts:
    """`keras.ops.matmul`: as many multiply-adds for each result as its row is long."""
    x1, x2 = _two(call)
    inner = x1.shape[-1] if x1.shape else 1
    op = "MatMul" if len(x1.shape) <= 2 and len(x2.shape) <= 2 else "BatchMatMulV2"
    return Parts((Work(op, (("outputs", call.size), ("inputs of each", inner))),))


def dot(call: Call) -> Parts:
    """`keras.ops.dot`, `inner`, `vdot`: sums of products over one axis."""
    x1, x2 = _two(call)
    if not x1.shape or not x2.shape:
        return Parts((each("Mul", call.size, "outputs"),))
    inner = x1.size if call.path.endswith("vdot") else x1.shape[-1]
    return Parts((Work("MatMul", (("outputs", call.size), ("inputs of each", inner))),))


def tensordot(call: Call) -> Parts:
    """`keras.ops.tensordot`: all pairs, divided by what is summed over once too often."""
    x1, x2 = _two(call)
    summed = math.isqrt(x1.size * x2.size // max(1, call.size))
    return Parts((Work("MatMul", (("outputs", call.size), ("inputs of each", summed))),))


def outer(call: Call) -> Parts:
    """`keras.ops.outer`, `kron`: one product for each pair."""
    return Parts((each("Mul", call.size, "outputs"),))


def einsum_op(call: Call) -> Parts:
    """`keras.ops.einsum`: of several tensors, two after the other in the order they stand in."""
    equation = str(call.argument("subscripts", 0))
    tensors = call.inputs
    if len(tensors) == 2:
        return Parts((einsum(equation, tensors),))
    if len(tensors) == 1:
        return Parts((each("Sum", tensors[0].size - call.size, "inputs − outputs"),))
    return Parts((einsum(equation, tensors),), notes=("it is counted as one sum over all letters",))


def embedding(call: Call) -> Parts:
    """A row of a table for each number: data is moved, only numbers below zero are looked for."""
    if call.path.endswith("ReversibleEmbedding") and call.argument("reverse", 1, False):
        width = call.inputs[0].shape[-1]
        op = "MatMul" if len(call.inputs[0].shape) == 2 else "BatchMatMulV2"
        work = [Work(op, (("outputs", call.size), ("inputs of each", width)))]
        if call.value("logit_soft_cap") is not None:
            work += [each(op, call.size, "outputs") for op in ("RealDiv", "Tanh", "Mul")]
        return Parts(tuple(work))
    size = call.inputs[0].size
    mask = [each("NotEqual", size, "indices")] if call.value("mask_zero") else []
    return Parts((*looked_up(size), *mask))


def looked_up(size: int) -> list[Work]:
    """What `keras.ops.take` does to indices: negative ones count from the end.

    Args:
        size: How many indices.
    """
    return [each(op, size, "indices") for op in ("Less", "AddV2", "SelectV2")]


def dot_layer(call: Call) -> Parts:
    """`keras.layers.Dot`: a product summed over one axis of each of two tensors."""
    x1, x2 = _two(call)
    axes = call.value("axes")
    first = axes if isinstance(axes, int) else axes[0]
    inner = x1.shape[first]
    work = [Work("BatchMatMulV2", (("outputs", call.size), ("inputs of each", inner)))]
    if call.value("normalize"):
        work = [row for x in (x1, x2) for row in unit_length(x.size, inner)] + work
    return Parts(tuple(work))


def unit_length(size: int, along: int) -> list[Work]:
    """Vectors divided by their length, as `keras.ops.normalize` and `UnitNormalization` do."""
    rows = size // max(1, along)
    return [
        each("Square", size),
        each("Sum", size - rows, "elements − vectors"),
        each("Rsqrt", rows, "vectors"),
        each("Minimum", rows, "vectors"),
        each("Mul", size),
    ]


def _two(call: Call) -> tuple[Spec, Spec]:
    if len(call.inputs) < 2:
        raise UnknownCostError("one of its arguments is no tensor")
    return call.inputs[0], call.inputs[1]


RULES: Mapping[str, Rule] = {
    "keras.layers.Dense": dense,
    "keras.layers.Dot": dot_layer,
    "keras.layers.EinsumDense": einsum_dense,
    "keras.layers.Embedding": embedding,
    "keras.layers.ReversibleEmbedding": embedding,
    "keras.ops.dot": dot,
    "keras.ops.einsum": einsum_op,
    "keras.ops.inner": dot,
    "keras.ops.kron": outer,
    "keras.ops.matmul": matmul,
    "keras.ops.outer": outer,
    "keras.ops.tensordot": tensordot,
    "keras.ops.vdot": dot,
}
