"""What the lines of a call must say, in any style."""

from __future__ import annotations

from collections.abc import Iterable

from model_codegen.design.graph import INPUT_CLASS, Op, SubModel
from model_codegen.emitters.body import Body

SYMBOLS = {
    "add": "+", "subtract": "-", "negative": "-", "multiply": "*", "true_divide": "/",
    "floor_divide": "//", "mod": "%", "power": "**", "matmul": "@", "less": "<", "less_equal": "<=",
    "greater": ">", "greater_equal": ">=", "get_item": "[",
}  # fmt: skip
"""How functions of `keras.ops` are written that Python has an operator for."""


def check_lines(body: Body, node_id: str, ranges: Iterable[tuple[int, int]], text: str) -> None:
    """Hold the lines of a call to what they must say.

    Args:
        body: The graph that has the call.
        node_id: The call.
        ranges: Its first and last lines, counted from one.
        text: The whole source.
    """
    lines = text.splitlines()
    assert all(1 <= first <= last <= len(lines) for first, last in ranges), node_id
    told = "\n".join("\n".join(lines[first - 1 : last]) for first, last in ranges)
    assert any(said in told for said in mention(body, node_id)), (node_id, told)


def mention(body: Body, node_id: str) -> tuple[str, ...]:
    """What the lines of a call say, any of it: a class, a function, an operator, a block's name."""
    operation = body.operation(node_id)
    if isinstance(operation, Op):
        function = operation.function.rpartition(".")[2]
        return f"ops.{function}(", f"image.{function}(", SYMBOLS.get(function, f"ops.{function}(")
    if isinstance(operation, SubModel):
        return operation.name, operation.model, operation.model.title().replace("_", "")
    if operation.class_name == INPUT_CLASS:
        return "Input(", "KerasTensor(", "def call("
    return (operation.class_name.rpartition(".")[2],)
