"""What TensorFlow's profiler counts of a model, and what its graph has besides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from model_codegen.costing.work import PROFILED


@dataclass(frozen=True)
class Profile:
    """The float operations of one forward pass.

    Attributes:
        total: What `tf.compat.v1.profiler` says: `total_float_ops`.
        by_op: The same by TensorFlow's operations.
        in_loops: By operation, what one round of each loop has, which the profiler passes over.
        in_functions: By operation, what other functions have that the graph calls, likewise.
        unseen: Elements that the graph's other operations put out, by operation.
    """

    total: int
    by_op: dict[str, int]
    in_loops: dict[str, int]
    in_functions: dict[str, int]
    unseen: dict[str, int]


SAME = {"BiasAdd": "AddV2", "Add": "AddV2"}
"""Operations that are another one by another name."""

LOOPS = ("While", "StatelessWhile")

CALLS = ("PartitionedCall", "StatefulPartitionedCall", "If", "StatelessIf", "Case")


def profile(model: Any, batch: int) -> Profile:
    """Trace a model for use and ask the profiler.

    Args:
        model: A Functional or Sequential `keras.Model`, of whose inputs only the batch is open.
        batch: Its size.
    """
    import keras
    import tensorflow as tf

    flat = keras.tree.flatten(model.input)
    specs = [
        tf.TensorSpec(
            [batch if n is None else n for n in tensor.shape],
            tensor.dtype,
        )
        for tensor in flat
    ]

    def call(*tensors: Any) -> Any:
        given = keras.tree.pack_sequence_as(model.input, list(tensors))
        return model(given, training=False)

    graph = tf.function(call).get_concrete_function(*specs).graph
    return of_graph(graph)


def of_graph(graph: Any) -> Profile:
    """Ask the profiler about a graph."""
    import tensorflow as tf

    options = tf.compat.v1.profiler.ProfileOptionBuilder(
        tf.compat.v1.profiler.ProfileOptionBuilder.float_operation()
    )
    asked = options.with_empty_output().build()
    # The view by operations is the one that names them; totals are the same in all views.
    found = tf.compat.v1.profiler.profile(graph, cmd="op", options=asked)
    by_op: Counter[str] = Counter()
    stack = [*found.children]
    while stack:
        node = stack.pop()
        if node.float_ops:
            by_op[SAME.get(node.name, node.name)] += node.float_ops
        stack += node.children
    loops: Counter[str] = Counter()
    functions: Counter[str] = Counter()
    unseen: Counter[str] = Counter()
    for inner, kind in _functions(graph):
        (loops if kind in LOOPS else functions).update(_counted(inner))
    for operation in graph.get_operations():
        if operation.type not in PROFILED and operation.outputs:
            shape = operation.outputs[0].shape
            unseen[operation.type] += shape.num_elements() or 0 if shape.rank is not None else 0
    return Profile(found.total_float_ops, dict(by_op), dict(loops), dict(functions), dict(unseen))


def _functions(graph: Any) -> Iterator[tuple[Any, str]]:
    """The functions that a graph calls, however deep, each with the operation that does."""
    from tensorflow.python.framework.function_def_to_graph import function_def_to_graph

    library = {f.signature.name: f for f in graph.as_graph_def().library.function}

    def inside(operations: Sequence[Any]) -> Iterator[tuple[Any, str]]:
        for operation in operations:
            if operation.type not in (*LOOPS, *CALLS):
                continue
            for name in ("body", "f", "then_branch", "else_branch"):
                if name not in operation.node_def.attr:
                    continue
                called = library[operation.node_def.attr[name].func.name]
                shapes = [tensor.shape for tensor in operation.inputs]
                try:
                    own = function_def_to_graph(called, input_shapes=shapes)
                except (ValueError, TypeError):
                    own = function_def_to_graph(called)
                yield own, operation.type
                yield from inside(own.get_operations())

    yield from inside(graph.get_operations())


def _counted(graph: Any) -> Counter[str]:
    from tensorflow.python.framework import ops

    found: Counter[str] = Counter()
    for operation in graph.get_operations():
        try:
            stats = ops.get_stats_for_node_def(graph, operation.node_def, "flops")
        except (ValueError, AssertionError):
            continue
        if stats.value:
            found[SAME.get(operation.type, operation.type)] += int(stats.value)
    return found
