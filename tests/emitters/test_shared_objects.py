"""Which objects are made once for several places, and who is given them."""

from __future__ import annotations

import pytest

from model_codegen.analysis import analyse
from model_codegen.design.graph import Design
from model_codegen.emitters.collect import collect
from model_codegen.emitters.shared_objects import SharedObjects
from tests.drafting import block, design, graph, inp
from tests.emitters import block_drafts
from tests.sharing import DENSE, one_cell_twice, three_levels, two_copies_around_one

pytestmark = pytest.mark.keras


def shared(drawn: Design) -> SharedObjects:
    return collect(drawn, analyse(drawn)).shared


def test_what_is_needed_inside_is_made_first_and_handed_on() -> None:
    found = shared(block_drafts.shared_across())
    assert found.made == ("projection", "encoder")
    assert found.needs == {
        "main": ("projection", "encoder"),
        "encoder": ("projection",),
        "outer": ("encoder",),
    }
    assert found.called["projection"] == ("main", "encoder")
    assert found.instances["encoder"] == 1


def test_two_copies_of_a_block_share_what_it_calls() -> None:
    found = shared(two_copies_around_one())
    assert (found.made, found.instances["b"]) == (("shared",), 2)
    assert shared(three_levels()).made == ("part",)


def test_what_one_place_needs_is_written_there() -> None:
    assert shared(one_cell_twice()).made == ("cell",)  # and not the stack around it
    inner = graph({"a": (inp(4),), "call": ("own", "a")}, "a", name="inner")
    drawn = design(
        {"x": (inp(4),), "b": (block("m"), "x")}, models={"m": inner}, operations={"own": DENSE}
    )
    assert shared(drawn) == SharedObjects(
        (), {"main": 1, "m": 1}, {"main": (), "m": ()}, {"own": ("m",)}, {}
    )
