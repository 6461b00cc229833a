"""Instances of a block that are called one after another: the statements of a loop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from model_codegen.design.graph import TensorRef
from model_codegen.design.traversal import flattened
from model_codegen.emitters.body import Body
from model_codegen.emitters.call_text import argument_text, arguments_text
from model_codegen.emitters.generated_code import Mark
from model_codegen.emitters.literals import literal
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.naming.tensor_variables import RUN, Variables
from model_codegen.emitters.program import Program
from model_codegen.emitters.return_structure import paths, pattern, result_tree
from model_codegen.emitters.source_text import Source


class Turn:
    """One turn of the loop: what the instance before returned is what the next one is given.

    Args:
        program: The design.
        body: The graph.
        node_id: The call of all instances.
        variables: What tensors are called; what they are in the loop they are called behind it.
        names: The names of the function that is written.
        extra: Further keyword arguments of the call, as text.
    """

    def __init__(
        self,
        program: Program,
        body: Body,
        node_id: str,
        variables: Variables,
        names: Namespace,
        extra: Mapping[str, str] | None = None,
    ) -> None:
        self._node, self._extra, self._names = body.node(node_id), extra, names
        self._tree = result_tree(program, body, node_id)
        self._tensors = variables.tensors
        given = flattened(self._node.args[0]) if self._node.args else []
        self._given = [argument_text(leaf, variables.tensors) for leaf in given]
        self._refs: list[TensorRef] = flattened(self._tree)
        for ref in self._refs:
            text = variables.tensors.get(ref, "_")
            if text == "_" or not text.isidentifier():
                variables.tensors[ref] = names.name(RUN)
        self._results = [variables.tensors[ref] for ref in self._refs]

    def write(self, source: Source, head: str, callee: str, marks: Sequence[Mark]) -> None:
        """Write the loop.

        Args:
            source: Where to.
            head: Its head, with the colon.
            callee: What is called in a turn.
            marks: The call that it stands for.
        """
        begun = [
            (to, which)
            for to, which in zip(self._results, self._given, strict=False)
            if to != which
        ]
        if begun:
            left, right = (", ".join(side) for side in zip(*begun, strict=True))
            source.line(f"{left} = {right}", marks)
        rest = iter(self._results)
        args: tuple[Any, ...] = self._node.args
        tensors = dict(self._tensors)
        if args:
            turned = [TensorRef(f"turn {index}") for index in range(len(self._given))]
            tensors |= {
                ref: next(rest, given) for ref, given in zip(turned, self._given, strict=True)
            }
            args = (_filled(args[0], iter(turned)), *args[1:])
        call = callee + arguments_text(replace(self._node, args=args), tensors, self._extra)
        found = list(paths(self._tree))
        with source.block(head, marks):
            for mark in marks:
                source.comment(mark)
            if any(isinstance(step, str) for _, steps in found for step in steps):
                made = self._names.name("made")
                source.line(f"{made} = {call}", marks)
                for ref, steps in found:
                    path = "".join(f"[{literal(step)}]" for step in steps)
                    source.line(f"{self._tensors[ref]} = {made}{path}", marks)
            else:
                source.line(f"{pattern(self._tree, self._tensors)} = {call}", marks)


def _filled(tree: Any, leaves: Any) -> Any:
    """A tree with other leaves, in the order of `flattened`."""
    if isinstance(tree, Mapping):
        filled = {key: _filled(tree[key], leaves) for key in sorted(tree)}
        return {key: filled[key] for key in tree}
    if isinstance(tree, (list, tuple)):
        return type(tree)(_filled(item, leaves) for item in tree)
    return next(leaves)
