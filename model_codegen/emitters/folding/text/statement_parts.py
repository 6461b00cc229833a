"""Parts of folded statements: arguments at their places, the heads of loops, parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model_codegen.design.graph import Node, TensorRef
from model_codegen.design.traversal import map_leaves
from model_codegen.emitters.folding.search.parameter_defaults import REQUIRED
from model_codegen.emitters.folding.slot_values import Param, Text, value_text, with_texts
from model_codegen.emitters.folding.steps import Loop, Parameter, Step
from model_codegen.emitters.folding.wording.parameter_names import Signature
from model_codegen.emitters.literals import Verbatim, config_value, literal

Params = Mapping[Param, str]
"""What parameters are called."""


@dataclass(frozen=True)
class _At(TensorRef):
    """A tensor at a place among the arguments of a call."""

    place: int = 0


def placed(node: Node, texts: Sequence[str]) -> tuple[Node, dict[TensorRef, str]]:
    """A call in which every tensor is known by its place, and the text of each."""
    tensors: dict[TensorRef, str] = {}

    def place(leaf: Any) -> Any:
        if not isinstance(leaf, TensorRef):
            return leaf
        at = _At(leaf.node, leaf.index, len(tensors))
        tensors[at] = texts[len(tensors)]
        return at

    args = tuple(map_leaves(argument, place) for argument in node.args)
    kwargs = {name: map_leaves(argument, place) for name, argument in node.kwargs.items()}
    return Node(node.operation, args, kwargs), tensors


def with_slots(node: Node, step: Step, params: Params) -> Node:
    """The call of a function of `keras.ops` with the arguments that its step says."""
    args, kwargs = list(node.args), dict(node.kwargs)
    for slot, value in step.slots.items():
        if slot[0] == "argument":
            written = with_texts(value, params)
            if isinstance(slot[1], int):
                args[slot[1]] = written
            else:
                kwargs[str(slot[1])] = written
    return Node(node.operation, tuple(args), kwargs)


def inside(config: dict[str, Any], slot: Sequence[str | int]) -> dict[str, Any]:
    """The config, maybe of a layer inside, in which a slot has its value."""
    for key in slot[1:-1]:
        config = config[str(key)]["config"]
    return config


def loop_head(step: Step, form: Loop, outer: Params, known: Params) -> str:
    """What stands between `for` and the colon."""
    kept = [index for index, v in enumerate(form.variables) if v.param in known]
    names = [known[form.variables[index].param] for index in kept]
    if not form.ranged:
        rows = [[row[index] for index in kept] for row in step.slots["rows",]]
        if not names:
            return f"_ in range({len(rows)})"
        if len(names) == 1:
            return f"{names[0]} in {literal(tuple(_row(row[0]) for row in rows))}"
        return f"{', '.join(names)} in {literal(tuple(tuple(map(_row, row)) for row in rows))}"
    first, last = step.slots["first",], step.slots["last",]
    end = str(last + 1) if type(last) is int else f"{value_text(last, outer)} + 1"
    begin = "" if first == 0 else f"{value_text(first, outer)}, "
    return f"{names[0] if names else '_'} in range({begin}{end})"


def bare(parameter: Parameter, value: Any) -> Any:
    """A number that names are made of, as a number."""
    if parameter.param.kind != "number":
        return value
    if isinstance(value, Text) and len(value.parts) == 1:
        return value.parts[0]
    return int(value) if isinstance(value, str) else value


def is_varied(value: Any, varied: Mapping[Param, int]) -> bool:
    """Whether a value is one of the variables of a loop."""
    return isinstance(value, Param) and value in varied


def _row(value: Any) -> Verbatim:
    return Verbatim(config_value(value))


def parameters(found: Signature) -> list[str]:
    """The parameters of a function, tensors apart, as they stand in its head."""
    return [
        name if default is REQUIRED else f"{name}={config_value(default)}"
        for _, name, default in found.parameters
    ]
