"""Phase two, a part: which variable each tensor lives in."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from model_codegen import catalogue
from model_codegen.design.graph import Layer, Op, SubModel, TensorRef
from model_codegen.design.traversal import flattened, references
from model_codegen.emitters.body import Body
from model_codegen.emitters.literals import literal
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.program import Program
from model_codegen.emitters.return_structure import paths, pattern, result_tree

RUN = "x"
"""The variable that is used again and again along a linear run."""


@dataclass
class Variables:
    """The variables of one function.

    Attributes:
        tensors: The expression for each tensor.
        targets: By call, what its result is assigned to; a call without one is the value returned.
    """

    tensors: dict[TensorRef, str] = field(default_factory=dict)
    targets: dict[str, str] = field(default_factory=dict)


def name_inputs(body: Body, names: Namespace) -> Variables:
    """Name the inputs of a graph; the only one is `inputs` unless it was given a name.

    Args:
        body: The graph.
        names: The names of the function that is written.
    """
    variables = Variables()
    for node_id in body.inputs:
        name = body.input_layer(node_id).name
        plain = len(body.inputs) == 1 and is_automatic(name, "input_layer")
        variable = names.name("inputs" if plain else name, "inputs")
        variables.tensors[TensorRef(node_id)] = variables.targets[node_id] = variable
    return variables


def name_calls(
    program: Program,
    body: Body,
    names: Namespace,
    variables: Variables,
    *,
    standing: Collection[str] = (),
    returned: bool = False,
) -> None:
    """Name the result of every call, in order.

    A tensor stays in `x` while it goes from one call to the next. It gets a name of its own where
    it is used twice, is an output, or joins a merge.

    Args:
        program: The design.
        body: The graph.
        names: The names of the function that is written.
        variables: Has the inputs already; the rest is added.
        standing: Operations that have a variable of their own, called like the layer.
        returned: Whether the last call may stand in the `return` statement, without a variable.
    """
    for node_id, following in zip(body.calls, [*body.calls[1:], None], strict=False):
        tree = result_tree(program, body, node_id)
        used = used_results(program, body, node_id)
        if returned and following is None and _is_returned(body, tree):
            continue
        run = following is not None and _is_run(body, used, following)
        base = base_name(program, body, node_id, standing)
        name_call(program, body, names, variables, node_id, base, run=run)


def name_call(
    program: Program,
    body: Body,
    names: Namespace,
    variables: Variables,
    node_id: str,
    base: str,
    *,
    run: bool,
) -> None:
    """Name what a call returns.

    Args:
        program: The design.
        body: The graph.
        names: The names of the function that is written.
        variables: Gets the names.
        node_id: The call.
        base: What the result is called.
        run: Whether the result that is used stays in `x`.
    """
    tree = result_tree(program, body, node_id)
    found = list(paths(tree))
    operation = body.operation(node_id)
    counted = not body.is_untold(node_id) or isinstance(operation, SubModel)
    if isinstance(operation, Layer) and operation.recorded is not None:
        counted = counted or operation.recorded.structure is not None
    keyed = any(isinstance(step, str) for _, steps in found for step in steps)
    if keyed or (len(found) > 1 and not counted):
        root = variables.targets[node_id] = RUN if run else names.name(base)
        for ref, steps in found:
            variables.tensors[ref] = root + "".join(f"[{literal(step)}]" for step in steps)
        return
    used = used_results(program, body, node_id)
    suffixes = _suffixes(program, body, node_id, len(found))
    for (ref, _), suffix in zip(found, suffixes, strict=True):
        if ref not in used:
            variables.tensors[ref] = "_"
        else:
            variables.tensors[ref] = RUN if run else names.name(base + suffix)
    variables.targets[node_id] = pattern(tree, variables.tensors)


def used_results(program: Program, body: Body, node_id: str) -> list[TensorRef]:
    """The results of a call that anything consumes."""
    return [ref for ref, _ in paths(result_tree(program, body, node_id)) if body.uses.get(ref)]


def _is_returned(body: Body, tree: Any) -> bool:
    """Whether what a call returns is the output and nothing else."""
    return isinstance(tree, TensorRef) and tree == body.outputs and body.uses[tree] == 1


def _is_run(body: Body, used: list[TensorRef], following: str) -> bool:
    return len(used) == 1 and body.uses[used[0]] == 1 and references(body.node(following)) == used


def base_name(program: Program, body: Body, node_id: str, standing: Collection[str]) -> str:
    """What the result of a call is called where it cannot stay in `x`.

    Args:
        program: The design.
        body: The graph.
        node_id: The call.
        standing: Operations that have a variable of their own, called like the layer.
    """
    operation_id = body.node(node_id).operation
    operation = body.operation(node_id)
    if body.outputs == TensorRef(node_id) and _is_plain(program, operation):
        return "outputs"
    name = _name(body, node_id)
    if len(body.operations[operation_id]) > 1:
        if not node_id.startswith(operation_id):
            return node_id
        origin = body.origins[node_id]
        return f"{name}_output" if origin is None else f"{body.input_layer(origin).name}_{name}"
    return f"{name}_output" if operation_id in standing else name


def _is_plain(program: Program, operation: Layer | SubModel | Op) -> bool:
    """Whether an operation has no name but one that Keras, or nobody, could have given it."""
    if isinstance(operation, Op):
        return True
    if isinstance(operation, SubModel):
        return is_automatic(operation.name, program.design.models[operation.model].name)
    entry = catalogue.find(operation.class_name)
    return entry is not None and is_automatic(operation.name, entry.auto_name)


def is_automatic(name: str, stem: str) -> bool:
    """Whether a name is one that Keras gives by itself.

    Args:
        name: The name.
        stem: What Keras numbers for such a layer.
    """
    return re.fullmatch(rf"{re.escape(stem)}(_\d+)?", name) is not None


def _suffixes(program: Program, body: Body, node_id: str, count: int) -> list[str]:
    """What distinguishes the names of several results of one call."""
    operation = body.operation(node_id)
    if count > 1 and isinstance(operation, SubModel):
        inner = program.definitions[operation.model]
        return [f"_{_name(inner, ref.node)}" for ref in flattened(inner.outputs)]
    if isinstance(operation, Layer) and operation.config.get("return_state") and count == 3:
        return ["", "_state_h", "_state_c"]
    if isinstance(operation, Layer) and operation.config.get("return_state") and count == 2:
        return ["", "_state"]
    return ["", *(f"_{index}" for index in range(1, count))]


def _name(body: Body, node_id: str) -> str:
    if isinstance(body.operation(node_id), Op):
        return node_id
    return body.label(body.node(node_id).operation)
