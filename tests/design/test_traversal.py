"""The walks every part of the library shares."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from model_codegen.design.graph import (
    Design,
    Layer,
    Missing,
    ModelGraph,
    Node,
    Op,
    Slice,
    TensorRef,
)
from model_codegen.design.traversal import (
    MAX_DEPTH,
    Edge,
    arguments,
    calls,
    count_calls,
    edges,
    flow,
    is_input,
    leaves,
    map_leaves,
    order,
    reach,
    references,
    walk,
)
from tests.strategies import designs


def ref(node: str, index: int = 0) -> TensorRef:
    return TensorRef(node, index)


def graph(nodes: dict[str, list[str]], inputs: Any = (), outputs: Any = "auto") -> ModelGraph:
    """A graph from `{node: its sources}`; those in `inputs` are Inputs, the others ops."""
    declared = leaves(inputs)
    return ModelGraph(
        "model",
        {
            n: Layer("keras.Input", n, {"shape": [4]}) if n in declared else Op("keras.ops.add")
            for n in nodes
        },
        {n: Node(n, tuple(ref(s) for s in sources)) for n, sources in nodes.items()},
        inputs,
        outputs,
    )


SIAMESE = graph(
    {
        "merge": ["left_2", "right_2"],
        "right_2": ["right_1"],
        "left_2": ["left_1"],
        "left_1": ["left"],
        "right_1": ["right"],
        "left": [],
        "right": [],
        "head": ["merge"],
    },
    ["right", "left"],
)


def test_walk_yields_leaves_in_order_with_their_paths() -> None:
    tree = [ref("a"), {"k": (1, Missing())}, Slice(None, ref("b"), 2)]
    assert list(walk(tree, ("args",))) == [
        (("args", 0), ref("a")),
        (("args", 1, "k", 0), 1),
        (("args", 1, "k", 1), Missing()),
        (("args", 2, "start"), None),
        (("args", 2, "stop"), ref("b")),
        (("args", 2, "step"), 2),
    ]


def test_a_bare_leaf_has_the_path_it_was_given() -> None:
    assert list(walk("x", ("kwargs", "k"))) == [(("kwargs", "k"), "x")]


def test_what_lies_too_deep_is_one_leaf() -> None:
    tree: Any = ref("a")
    for _ in range(200_000):
        tree = [tree]
    ((path, leaf),) = walk(tree)
    assert len(path) == MAX_DEPTH
    assert isinstance(leaf, list)
    assert references(Node("x", (tree,))) == []
    assert isinstance(map_leaves(tree, lambda found: found), list)


@given(designs())
def test_map_leaves_keeps_the_tree_and_reaches_every_leaf(design: Design) -> None:
    for node in design.main.nodes.values():
        assert map_leaves(node.args, lambda leaf: leaf) == node.args
        found: list[Any] = []
        map_leaves((node.args, node.kwargs), lambda leaf, found=found: found.append(leaf))
        assert found == [leaf for _, leaf in arguments(node)]


def test_references_keep_order_and_repetition() -> None:
    node = Node("mha", (ref("x"), [ref("y"), ref("x", 2)]), {"key": ref("x"), "training": False})
    assert references(node) == [ref("x"), ref("y"), ref("x", 2), ref("x")]


@given(designs())
def test_edges_are_the_references_with_their_places(design: Design) -> None:
    main = design.main
    assert [e.source for e in edges(main)] == [
        r for node in main.nodes.values() for r in references(node)
    ]


def test_an_edge_says_where_its_tensor_is_used() -> None:
    assert edges(graph({"a": [], "b": ["a"]}, ["a"])) == [Edge(ref("a"), "b", ("args", 0))]


def test_inputs_come_first_as_declared_then_branch_by_branch() -> None:
    assert order(SIAMESE) == [
        "right", "left", "right_1", "right_2", "left_1", "left_2", "merge", "head",
    ]  # fmt: skip


def test_the_order_does_not_depend_on_how_the_document_is_stored() -> None:
    nodes = {n: SIAMESE.nodes[n] for n in sorted(SIAMESE.nodes, reverse=True)}
    shuffled = ModelGraph("model", SIAMESE.operations, nodes, SIAMESE.inputs)
    assert order(shuffled) == order(SIAMESE)


@given(designs())
def test_producers_come_before_consumers(design: Design) -> None:
    for each in (design.main, *design.models.values()):
        place = {node_id: i for i, node_id in enumerate(order(each))}
        assert place.keys() == each.nodes.keys()
        assert all(place[e.source.node] < place[e.target] for e in edges(each))
        assert flow(each).cycles() == []


def test_a_cycle_is_a_closed_walk_along_the_tensors() -> None:
    looped = graph({"a": ["c"], "b": ["a"], "c": ["b"], "behind": ["c"], "x": []}, ["x"])
    assert flow(looped).cycles()[0] in (["a", "b", "c"], ["b", "c", "a"], ["c", "a", "b"])
    assert order(looped)[0] == "x"
    assert flow(looped).pending == {"a", "b", "c", "behind"}


def test_every_cycle_apart_from_the_others_is_found() -> None:
    looped = graph({"a": ["a"], "b": ["c"], "c": ["b"], "d": ["c", "a"]})
    assert sorted(sorted(cycle) for cycle in flow(looped).cycles()) == [["a"], ["b", "c"]]


def test_a_graph_without_cycles_has_none() -> None:
    assert flow(SIAMESE).cycles() == []
    assert flow(SIAMESE).cycles() == []


def test_dangling_references_are_kept_and_ignored() -> None:
    broken = graph({"a": [], "b": ["a", "gone"]}, ["a"])
    assert order(broken) == ["a", "b"]
    assert reach(broken, ["b", "nowhere"]) == {"a", "b"}
    assert [e.source.node for e in edges(broken)] == ["a", "gone"]


def test_reach_follows_tensors_back() -> None:
    assert reach(SIAMESE, ["left_2"]) == {"left", "left_1", "left_2"}


def test_calls_are_counted_in_all_graphs() -> None:
    assert count_calls(Design("d", SIAMESE, {"block": SIAMESE, "empty": graph({})})) == 2 * len(
        SIAMESE.nodes
    )


def test_calls_are_listed_by_operation_in_order() -> None:
    shared = ModelGraph(
        "model",
        {"x": Layer("keras.Input", "x"), "dense": Layer("keras.layers.Dense", "dense")},
        {
            "again": Node("dense", (ref("dense"),)),
            "dense": Node("dense", (ref("x"),)),
            "x": Node("x"),
            "stray": Node("gone"),
        },
        "x",
    )
    assert calls(shared) == {"x": ["x"], "dense": ["dense", "again"], "gone": ["stray"]}
    assert is_input(shared, "x")
    assert not is_input(shared, "dense")
    assert not is_input(shared, "nowhere")


@pytest.mark.parametrize("length", [20_000])
def test_no_graph_is_too_deep(length: int) -> None:
    chain = graph({f"n{i:05}": [f"n{i - 1:05}"] if i else [] for i in range(length)}, "n00000")
    assert order(chain) == sorted(chain.nodes)
    assert len(reach(chain, [f"n{length - 1:05}"])) == length
    ring = graph({f"n{i}": [f"n{(i + 1) % length}"] for i in range(length)})
    assert len(flow(ring).cycles()[0]) == length
