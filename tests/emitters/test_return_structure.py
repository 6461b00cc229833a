"""The text that takes a result apart: Python finds by it what the paths lead to."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen.design.graph import TensorRef
from model_codegen.emitters.return_structure import paths, pattern

A, B, C = (TensorRef("lstm", index) for index in range(3))


def test_paths_lead_through_keys_and_indices() -> None:
    tree = {"states": [A, (B,)], "output": C}
    assert [*paths(tree)] == [(A, ("states", 0)), (B, ("states", 1, 0)), (C, ("output",))]
    assert [*paths(A)] == [(A, ())]


@pytest.mark.parametrize(
    ("tree", "text"),
    [
        (A, "a"),
        ((A, B), "a, b"),
        ([A], "[a]"),
        ((A, [B, C]), "a, [b, c]"),
        (([A], [[B], C]), "[a], [[b], c]"),
    ],
)
def test_python_takes_a_result_apart_as_the_paths_say(tree: Any, text: str) -> None:
    assert pattern(tree, {A: "a", B: "b", C: "c"}) == text
    values = {A: 1, B: 2, C: 3}

    def result(part: Any) -> Any:
        return [*map(result, part)] if isinstance(part, (list, tuple)) else values[part]

    found: dict[str, Any] = {"result": result(tree)}
    exec(f"{text} = result", found)
    for ref, path in paths(tree):
        value = found["result"]
        for step in path:
            value = value[step]
        assert found["abc"[ref.index]] == value == values[ref]
