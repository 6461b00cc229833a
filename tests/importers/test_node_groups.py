"""Groups of nodes that are drawn as one."""

from __future__ import annotations

from model_codegen.importers.node_groups import NodeGroup, convex, with_loose

SOURCES = {
    "stem": [],
    "a1": ["stem"],
    "relu": ["a1"],
    "a2": ["relu"],
    "add_a": ["a2", "stem"],
    "short": ["add_a"],
    "b1": ["add_a"],
    "b2": ["b1"],
    "add_b": ["b2", "short"],
    "head": ["add_b"],
}


def test_what_has_no_name_joins_the_group_that_it_is_part_of() -> None:
    groups = [NodeGroup("a", ["a1", "a2"]), NodeGroup("b", ["b1", "b2"])]
    first, second = with_loose(groups, list(SOURCES), SOURCES)
    assert first.nodes == ["a1", "relu", "a2", "add_a"]
    assert second.nodes == ["short", "b1", "b2", "add_b"]


def test_a_group_has_what_joined_a_group_inside_of_it() -> None:
    inner = [NodeGroup("a", ["a1", "a2"]), NodeGroup("b", ["b1", "b2"])]
    [outer] = with_loose(
        [NodeGroup("all", ["a1", "a2", "b1", "b2"], inner)], list(SOURCES), SOURCES
    )
    assert outer.nodes == [node for node in SOURCES if node not in ("stem", "head")]


def test_a_group_that_a_path_leaves_and_comes_back_to_is_none() -> None:
    ring = NodeGroup("ring", ["a1", "add_b"], [NodeGroup("in", ["a1"])])
    good = NodeGroup("good", ["b1", "b2"])
    assert [group.title for group in convex([ring, good], SOURCES)] == ["in", "good"]
