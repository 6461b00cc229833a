"""Large graphs open in collapsed frames around what repeats."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bench.designs import gpt3, residual_stack, resnet50
from model_codegen.design.graph import Design, Frame
from model_codegen.design.traversal import order, references
from model_codegen.importers.structure_frames import structure_frames, with_structure_frames


def outermost(design: Design) -> list[Frame]:
    """The frames that are drawn, in the order of their nodes."""
    frames = structure_frames(design, design.main).values()
    return [one for one in frames if not any(set(one.nodes) < set(other.nodes) for other in frames)]


def drawn(design: Design) -> int:
    """How many nodes are on the screen."""
    frames = outermost(design)
    return len(design.main.nodes) - sum(len(frame.nodes) for frame in frames) + len(frames)


def test_a_resnet_is_its_stages_of_blocks() -> None:
    design = resnet50()
    stages = [one for one in outermost(design) if one.title != "conv 1"]
    assert [stage.title for stage in stages] == ["conv 2", "conv 3", "conv 4", "conv 5"]
    frames = structure_frames(design, design.main).values()
    blocks = [
        [one.title for one in frames if set(one.nodes) < set(stage.nodes)] for stage in stages
    ]
    assert [len(inside) for inside in blocks] == [3, 4, 6, 3]
    assert blocks[0] == ["conv 2 block 1", "conv 2 block 2", "conv 2 block 3"]
    assert drawn(design) <= 12


def test_a_transformer_is_its_blocks() -> None:
    design = gpt3(blocks=24)
    assert [frame.title for frame in outermost(design)] == [f"block {k}" for k in range(24)]
    assert {len(frame.nodes) for frame in outermost(design)} == {7}
    assert len({frame.color for frame in outermost(design)}) == 1  # all of them are alike


def test_very_many_blocks_are_drawn_in_rows() -> None:
    design = gpt3(blocks=96)
    assert outermost(design)[0].title == "block 0 – block 9"
    assert drawn(design) < 20


def test_names_that_tell_nothing_leave_it_to_the_graph() -> None:
    design = residual_stack(160)
    assert drawn(design) < 40
    assert all(frame.collapsed for frame in outermost(design))


@pytest.mark.parametrize(
    "design", [resnet50(), gpt3(24), residual_stack(300)], ids=["resnet", "gpt", "stack"]
)
def test_no_path_leaves_a_frame_and_comes_back(design: Design) -> None:
    owner = {node: index for index, one in enumerate(outermost(design)) for node in one.nodes}
    left: dict[object, set[object]] = {}
    for node in order(design.main):
        here = owner.get(node, node)
        before: set[object] = set()
        for ref in references(design.main.nodes[node]):
            there = owner.get(ref.node, ref.node)
            if there != here:
                before |= {there} | left.get(there, set())
        left.setdefault(here, set()).update(before)
        assert here not in left[here]


def test_a_title_names_no_function_of_the_source() -> None:
    for frame in structure_frames(resnet50(), resnet50().main).values():
        assert not frame.title.isidentifier()


def test_small_graphs_are_left_alone() -> None:
    small = residual_stack(150)
    assert with_structure_frames(small) is small


def test_frames_that_are_there_are_collapsed() -> None:
    design = residual_stack(200)
    own = {"main": {"f": Frame("mine", tuple(design.main.nodes)[:5], "red")}}
    framed = with_structure_frames(replace(design, frames=own))
    assert framed.frames == {"main": {"f": replace(own["main"]["f"], collapsed=True)}}
