"""`cost`: what a design costs to run and to train, without making a weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from model_codegen.analysis import analyse
from model_codegen.analysis.analysis_result import Analysis
from model_codegen.costing import dimensions
from model_codegen.costing.call import Spec, item_bytes
from model_codegen.costing.cost_result import Cost
from model_codegen.costing.dimensions import CostError, Sizes
from model_codegen.costing.drawn_cost import told
from model_codegen.costing.graph_cost import Walk
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.expansion import Expander, Expansion
from model_codegen.design.graph import Design
from model_codegen.design.shared_operations import expanded as with_operations
from model_codegen.design.wording import listing, quote
from model_codegen.keras_bridge.dtype_policies import float_policy, policy_exists

SLOTS: Mapping[str, int] = {
    "adadelta": 2,
    "adafactor": 1,
    "adagrad": 1,
    "adam": 2,
    "adamax": 2,
    "adamw": 2,
    "ftrl": 2,
    "lamb": 2,
    "lion": 1,
    "momentum": 1,
    "muon": 2,
    "nadam": 2,
    "rmsprop": 1,
    "sgd": 0,
}
"""How many numbers an optimizer keeps for each weight that trains (`build` of its class in
`keras/src/optimizers`). `momentum` is SGD with momentum. Adafactor keeps two vectors for a matrix
and one number for each weight of anything else: at most what stands here."""


def cost(
    design: Design,
    batch: int = 32,
    dims: Sizes | None = None,
    *,
    training: bool = False,
    optimizer: str = "adam",
    policy: str | None = None,
    analysis: Analysis | None = None,
    partial: bool = False,
    strict: bool = True,
) -> Cost:
    """What a design costs: float operations and memory of each call, each block and the model.

    Nothing is allocated, however large the weights. Float operations are those of a forward pass,
    counted as TensorFlow's profiler counts them, and one for each element of what it passes over;
    a multiply-add is two. A step of training takes about three times a forward pass.

    Args:
        design: The design.
        batch: Samples in a batch.
        dims: Sizes of other dimensions that it leaves open, by name: `{"tokens": 128}` where the
            input `tokens` has one, `{"image": (224, 224)}` or `{"image.1": 224, …}` where it has
            more.
        training: Whether the forward pass is one of training: dropout drops, batch statistics are
            computed.
        optimizer: Which optimizer's memory counts for training: a key of `SLOTS`, such as
            `"adam"`.
        policy: A dtype policy instead of the design's, such as `"mixed_bfloat16"`.
        analysis: What `analyse` returned for this design, if it is at hand and no policy is given.
        partial: Whether to answer for what is known of a design that is not whole, with the
            reasons in `Cost.problems`; otherwise these are raised.
        strict: Whether a size of a dimension that is not open is an error, or passed over.

    Returns:
        The cost of every call by its id, of every definition, and of the model.

    Raises:
        CostError: If a size, the optimizer or the policy is none; unless `partial`, also if a
            dimension that is needed is not given, or the cost of a call is not known.
    """
    dimensions.positive("batch", batch)
    if optimizer not in SLOTS:
        known = listing([*SLOTS], len(SLOTS))
        raise CostError(f"No optimizer {quote(str(optimizer))} is known; these are: {known}.")
    if policy is not None and policy != design.dtype_policy:
        if not policy_exists(policy):
            raise CostError(f"Keras has no dtype policy {quote(policy)}.")
        design, analysis = replace(design, dtype_policy=policy), None
    analysis = analyse(design) if analysis is None else analysis
    sizes = dims or {}
    if not strict:
        names = {d.name for d in dimensions.open_dimensions(design, analysis)}
        sizes = {name: size for name, size in sizes.items() if name in names}
    found = _counted(design, analysis, batch, sizes, optimizer, training=training)
    if found.problems and not partial:
        raise CostError(found.why(10))
    return found


def _counted(
    design: Design,
    analysis: Analysis,
    batch: int,
    dims: Sizes,
    optimizer: str,
    *,
    training: bool,
) -> Cost:
    stated = design.dtype_policy
    policy = float_policy(stated) if policy_exists(stated) else "float32"
    expansion = Expansion(design, design)
    if analysis.whole is not None:
        expansion, analysis = Expander().expand(design), analysis.whole
    full = with_operations(expansion.design)
    there = dimensions.open_dimensions(full, analysis)
    sizes = dimensions.sized(there, dims)
    lacking = [d for d in there if (d.node, d.axis) not in sizes]

    def walked(samples: int, given: Mapping[tuple[str, int], int]) -> Walk:
        inputs: dict[str, Spec | str] = {}
        for node_id in dimensions.input_nodes(full.main):
            outputs = analysis.nodes[node_id].outputs
            if outputs:
                shape = outputs[0].shape
                spec = dimensions.input_spec(node_id, shape, outputs[0].dtype, samples, given)
                own = [d for d in lacking if d.node == node_id]
                inputs[node_id] = spec or dimensions.missing(own)
        walk = Walk(full, analysis, policy, training=training)
        walk.graph(MAIN, inputs, training=training)
        return walk

    walk = walked(batch, sizes)
    main = walk.first[MAIN]
    graph = analysis.graphs[MAIN]
    by_dtype, gradients = _weights(analysis)
    problems = [dimensions.missing(lacking) + "."] if lacking else []
    if not lacking:
        problems += [f"{text}." for text in main.problems.values()]
    return Cost(
        told(expansion, walk.first),
        batch,
        {d.name: sizes[d.node, d.axis] for d in there if (d.node, d.axis) in sizes},
        training,
        optimizer,
        design.dtype_policy,
        graph.total_params,
        graph.trainable_params,
        by_dtype,
        gradients,
        gradients * SLOTS[optimizer],
        tuple(problems),
        tuple(d.name for d in there),
        lambda samples, other: told(
            expansion, walked(samples, dimensions.sized(there, other)).first
        )[MAIN],
    )


def _weights(analysis: Analysis) -> tuple[dict[str, int], int]:
    """Memory of the weights by dtype, and of the gradients of those that train.

    Weights of one of the design's operations count once. Where weights are not listed (a block of
    more than 10,000, a placeholder) all of them count as the dtype of most.
    """
    graph = analysis.graphs[MAIN]
    unused = set(graph.unused)
    by_dtype: dict[str, int] = {}
    trainable = 0
    seen: set[str] = set()
    for operation in graph.operations.values():
        if not operation.calls or unused.issuperset(operation.calls):
            continue
        owners = {weight.owner for weight in operation.weights or () if weight.owner}
        for weight in operation.weights or ():
            if weight.owner in seen:
                continue
            count = 1
            for size in weight.shape:
                count *= size
            size = count * item_bytes(weight.dtype)
            by_dtype[weight.dtype] = by_dtype.get(weight.dtype, 0) + size
            trainable += size if weight.trainable else 0
        seen |= owners
    rest = graph.bytes - sum(by_dtype.values())
    if rest:
        most = max(by_dtype, key=lambda dtype: by_dtype[dtype], default="float32")
        by_dtype[most] = by_dtype.get(most, 0) + rest
        share = graph.bytes / max(1, graph.total_params)
        trainable = round(graph.trainable_params * share)
    return by_dtype, trainable
