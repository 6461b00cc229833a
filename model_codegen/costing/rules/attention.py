"""Attention: projections, scores of each query with each key, what the scores take together."""

from __future__ import annotations

import math
from collections.abc import Mapping

from model_codegen.costing.call import Call, Parts, Rule, Spec, UnknownCostError
from model_codegen.costing.work import Work, each


def multi_head(call: Call) -> Parts:
    """Projections to heads, `softmax(q · k / √d) · v` in each head, a projection back.

    The scores are one number for each head, query and key: quadratic in the length of a sequence
    that attends to itself.
    """
    query = _tensor(call, "query", 0)
    value = _tensor(call, "value", 1)
    key = call.argument("key", 2)
    key = key if isinstance(key, Spec) else value
    wq, wk, wv = (_kernel(call, name) for name in ("query", "key", "value"))
    wo = _kernel(call, "attention_output")
    batch, queries, keys = _lengths(call, query, key)
    heads, width, width_v = wq[-2], wq[-1], wv[-1]
    kv_heads = wk[-2]
    # Sequences are projected by a product of matrices, what has more axes is not.
    op = "BatchMatMulV2" if len(query.shape) == 3 else "Einsum"
    work = [
        _project(op, batch * queries, wq, "query"),
        _project(op, batch * keys, wk, "key"),
        _project(op, batch * keys, wv, "value"),
    ]
    sizes = [batch * queries * heads * width, batch * keys * kv_heads * width]
    sizes.append(batch * keys * kv_heads * width_v)
    names = ["query", "key", "value"]
    if any("gate" in path for path in call.weights):
        work.append(_project(op, batch * queries, wq, "gate"))
        sizes.append(batch * queries * heads * width)
        names.append("gate")
    for name, size in zip(names, sizes, strict=True):
        if any(f"{name}/bias" in path for path in call.weights):
            work.append(each("AddV2", size, f"{name} outputs"))
    attended = batch * queries * heads * width_v
    scores = batch * heads * queries * keys
    fused = not (
        call.value("dropout")
        or call.argument("return_attention_scores", 7)
        or len(query.shape) != 3
    )
    scaled = scores if fused else sizes[0]
    inner = "Einsum" if fused else op
    work += [
        Work(inner, (("scores", scores), ("width of a head", width))),
        each("Mul", scaled, "scores" if fused else "query outputs"),
    ]
    work += _masking(call, batch, queries, keys, scores, fused=fused)
    work.append(each("Softmax", scores, "scores"))
    work.append(Work(inner, (("attended", attended), ("keys", keys))))
    if "gate" in names:
        work.append(each("Mul", attended, "attended"))
    work.append(_project(op, batch * queries, (math.prod(wo[:-1]), wo[-1]), "output"))
    if any("attention_output/bias" in path for path in call.weights):
        work.append(each("AddV2", call.size, "outputs"))
    # Query and key are turned for the product; then scores stand beside their softmax.
    fullest = max(sum(sizes) + sizes[0] + sizes[1] + scores, sizes[2] + 2 * scores + attended)
    inside = max(0, fullest - call.size) * call.item
    return Parts(tuple(work), inside, (sum(sizes) + 2 * scores + attended) * call.item)


def _masking(
    call: Call, batch: int, queries: int, keys: int, scores: int, *, fused: bool
) -> list[Work]:
    """Scores that a mask rules out."""
    causal = bool(call.argument("use_causal_mask", 9))
    masks = [s for s in call.inputs if s.dtype == "bool"] or call.masked
    window = call.value("sliding_window") is not None
    if not (causal or masks or window):
        return []
    work = []
    if causal and (masks or window or not fused):
        work.append(each("GreaterEqual", queries * keys, "queries × keys"))
    if window:
        work += [each(op, queries * keys, "queries × keys") for op in ("Sub", "Abs", "Less")]
    work.append(each("SelectV2", scores, "scores"))
    if not fused:
        work.append(each("SelectV2", scores, "scores"))
    return work


def _project(op: str, positions: int, kernel: tuple[int, ...], name: str) -> Work:
    inputs, outputs = kernel[0], math.prod(kernel[1:])
    return Work(op, ((f"{name} outputs", positions * outputs), ("inputs of each", inputs)))


def _lengths(call: Call, query: Spec, key: Spec) -> tuple[int, int, int]:
    """Samples, queries and keys; with `attention_axes`, all other axes count as samples."""
    axes = call.value("attention_axes")
    rank = len(query.shape)
    numbers = [axes] if isinstance(axes, int) else list(axes or range(1, rank - 1))
    numbers = [axis % rank for axis in numbers]
    queries = math.prod(query.shape[axis] for axis in numbers)
    keys = math.prod(key.shape[axis] for axis in numbers)
    samples = math.prod(query.shape[axis] for axis in range(rank - 1) if axis not in numbers)
    return samples, queries, keys


def _tensor(call: Call, name: str, position: int) -> Spec:
    found = call.argument(name, position)
    if not isinstance(found, Spec):
        raise UnknownCostError(f"its `{name}` is no tensor")
    return found


def _kernel(call: Call, name: str) -> tuple[int, ...]:
    found = call.weight(f"{name}/kernel") or call.weight(f"{name}/_kernel")
    if found is None:
        raise UnknownCostError("its kernels are not known")
    return found


def attention(call: Call) -> Parts:
    """`softmax(scores) · value`; scores by product, or by a sum of `tanh(query + key)`."""
    tensors = call.argument("inputs", 0)
    if not isinstance(tensors, (list, tuple)) or len(tensors) < 2:
        raise UnknownCostError("its tensors are not a list")
    query, value = tensors[0], tensors[1]
    key = tensors[2] if len(tensors) > 2 else value
    batch, width = math.prod(query.shape[:-2]), query.shape[-1]
    queries, keys = query.shape[-2], key.shape[-2]
    scores = batch * queries * keys
    pairs = ("scores", scores), ("width", width)
    additive = call.path.endswith("AdditiveAttention")
    scaled = call.weight("scale") is not None
    inside = scores
    if additive or call.value("score_mode") == "concat":
        inside += scores * width
        work = [Work("AddV2", pairs), Work("Tanh", pairs)]
        if additive or scaled:
            work.append(Work("Mul", pairs))
        work.append(Work("Sum", (("scores", scores), ("width − 1", width - 1))))
        if not additive:
            work.append(each("Mul", scores, "scores"))
    else:
        work = [Work("BatchMatMulV2", pairs)]
        if scaled:
            work.append(each("Mul", scores, "scores"))
    causal = bool(call.argument("use_causal_mask", 4))
    if causal:
        work.append(each("GreaterEqual", queries * keys, "queries × keys"))
    if causal or call.masked:
        work += [each("Sub", scores, "scores"), each("SelectV2", scores, "scores")]
    attended = batch * queries * value.shape[-1]
    work += [
        each("Softmax", scores, "scores"),
        Work("BatchMatMulV2", (("outputs", attended), ("keys", keys))),
    ]
    memory = (inside + scores) * call.item
    return Parts(tuple(work), inside=memory, kept=memory)


def dot_product(call: Call) -> Parts:
    """`keras.ops.dot_product_attention`, of tensors `(batch, length, heads, width)`."""
    query, key, value = (_tensor(call, n, i) for i, n in enumerate(("query", "key", "value")))
    batch, queries, heads, width = query.shape
    keys = key.shape[1]
    scores = batch * heads * queries * keys
    work = [
        Work("Einsum", (("scores", scores), ("width of a head", width))),
        each("Mul", scores, "scores"),
    ]
    if call.argument("bias", 3) is not None:
        work.append(each("AddV2", scores, "scores"))
    if call.argument("mask", 4) is not None or call.argument("is_causal", 6):
        work.append(each("SelectV2", scores, "scores"))
    work += [
        each("Softmax", scores, "scores"),
        Work("Einsum", (("outputs", batch * queries * heads * value.shape[-1]), ("keys", keys))),
    ]
    memory = 2 * scores * call.item
    return Parts(tuple(work), inside=memory, kept=memory)


RULES: Mapping[str, Rule] = {
    "keras.layers.AdditiveAttention": attention,
    "keras.layers.Attention": attention,
    "keras.layers.GroupQueryAttention": multi_head,
    "keras.layers.MultiHeadAttention": multi_head,
    "keras.ops.dot_product_attention": dot_product,
}
