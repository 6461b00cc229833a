"""One input instead of several: where it is offered, what it keeps, and that it can be built."""

from __future__ import annotations

from typing import Any

import pytest

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.analysis.advice.chain_repairs import chain_repairs
from model_codegen.analysis.advice.joined_inputs import Joined, joined
from model_codegen.design.graph import Design, TensorRef
from model_codegen.design.outputs import resolve_outputs
from model_codegen.design.traversal import flattened
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras

D = layer("Dense", units=4)
CAT = layer("Concatenate")


def _joined(drawn: Design) -> Joined | None:
    outputs = flattened(resolve_outputs(drawn.main, {}))
    return joined(drawn.main, [ref for ref in outputs if isinstance(ref, TensorRef)])


def _two(a: Any, b: Any, **calls: Any) -> Design:
    return design({"a": (a,), "b": (b,), **calls}, ["a", "b"])


def test_inputs_that_meet_further_down_go_through_the_longest_way() -> None:
    drawn = gallery.load("two_headed_mlp")
    (reason,) = [one for one in analyse(drawn).chain_reasons if one.alike == "inputs"]
    repair = next(iter(chain_repairs(drawn, reason)))
    found = analyse(repair.design)
    assert not found.errors
    assert "inputs" not in [one.alike for one in found.chain_reasons]
    assert repair.title == "Flatten to one input of 792"
    assert repair.loses == (
        "`dense_2` is gone, and `dense` and `dense_1` see all inputs. Whoever calls the model has "
        "to put the inputs side by side, in this order."
    )


def test_inputs_that_are_only_flattened_lose_nothing() -> None:
    drawn = _two(
        inp(2, 3),
        inp(5),
        f=(layer("Flatten"), "a"),
        m=(CAT, ["f", "b"]),
        d=(D, "m"),
    )
    found = _joined(drawn)
    assert found is not None
    assert (found.size, found.kept, found.gone) == ("11", (), ())
    assert [*found.graph.nodes] == ["d", "inputs"]


def test_pictures_of_one_size_become_one_of_all_channels() -> None:
    conv = layer("Conv2D", filters=2, kernel_size=3)
    drawn = _two(
        inp(8, 8, 1),
        inp(8, 8, 3),
        c=(conv, "a"),
        e=(layer("Conv2D", filters=2, kernel_size=3), "b"),
        m=(CAT, ["c", "e"]),
    )
    found = _joined(drawn)
    assert found is not None
    assert (found.size, found.kept, found.gone) == ("(8, 8, 4)", ("c",), ("e",))


@pytest.mark.parametrize(
    "drawn",
    [
        # of unlike rank
        _two(inp(8, 8, 1), inp(5), f=(layer("Conv2D", filters=1, kernel_size=8), "a"),
             g=(layer("Flatten"), "f"), m=(CAT, ["g", "b"])),
        # they are added, which is something else
        _two(inp(3), inp(3), m=(layer("Add"), ["a", "b"])),
        # one layer sees both
        _two(inp(3), inp(3), l=(D, "a"), r=("l", "b"), m=(CAT, ["l", "r"])),
        # one of them is needed further down
        _two(inp(3), inp(3), l=(D, "a"), m=(CAT, ["l", "b"]), d=(layer("Dense", units=3), "m"),
             s=(layer("Add"), ["d", "b"])),
        # words of one list are none of another
        _two(inp(3, dtype="int32"), inp(3, dtype="int32"),
             l=(layer("Embedding", input_dim=5, output_dim=2), "a"),
             r=(layer("Embedding", input_dim=9, output_dim=2), "b"), m=(CAT, ["l", "r"])),
        _two(inp(3), inp(3, dtype="float64"), m=(CAT, ["a", "b"])),
        _two(inp(None, 3), inp(4, 3), m=(layer("Concatenate", axis=1), ["a", "b"])),
    ],
)  # fmt: skip
def test_where_it_would_be_another_model_it_is_not_offered(drawn: Design) -> None:
    assert _joined(drawn) is None
