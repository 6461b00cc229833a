"""Which calls and operations of two graphs are the same, whatever their ids."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from model_codegen.design.graph import Layer, ModelGraph, Recorded, TensorRef
from model_codegen.equivalence.pairing import Pairing, fresh_id
from tests.drafting import block, graph, inp, layer, op, ref

# Arguments by position or by name are one, as Keras' signatures have it.
pytestmark = pytest.mark.keras


def renamed(made: ModelGraph, **names: str) -> ModelGraph:
    """The graph with other names for some of its layers."""
    operations = dict(made.operations)
    for key, name in names.items():
        operations[key] = replace(operations[key], name=name)
    return replace(made, operations=operations)


def moved(made: ModelGraph, prefix: str = "n_") -> ModelGraph:
    """The graph in other ids, its layers called as before."""

    def tree(argument: Any) -> Any:
        if isinstance(argument, TensorRef):
            return TensorRef(prefix + argument.node, argument.index)
        return [*map(tree, argument)] if isinstance(argument, list) else argument

    operations = {f"{prefix}{key}": operation for key, operation in made.operations.items()}
    nodes = {
        f"{prefix}{key}": replace(
            node,
            operation=prefix + node.operation,
            args=tuple(map(tree, node.args)),
            kwargs={name: tree(argument) for name, argument in node.kwargs.items()},
        )
        for key, node in made.nodes.items()
    }
    inputs = [prefix + key for key in made.inputs]
    return ModelGraph(made.name, operations, nodes, inputs, tree(made.outputs))


BASE = graph(
    {
        "x": (inp(4),),
        "y": (inp(4),),
        "tower": (layer("Dense", units=3), "x"),
        "again": ("tower", "y"),
        "merge": (op("add"), "tower", "again"),
        "double": (op("add"), "merge", "merge"),
        "head": (layer("Dense", units=1), "double"),
    },
    ["x", "y"],
    ref("head"),
)


def test_a_graph_in_other_ids_is_the_same_call_by_call() -> None:
    pair = Pairing(BASE, moved(BASE))
    assert pair.nodes == {f"n_{key}": key for key in BASE.nodes}
    assert pair.operations == {f"n_{key}": key for key in BASE.operations}
    assert pair.ids == pair.nodes
    assert pair.keys == pair.operations


def test_of_two_calls_that_are_alike_source_has_the_one_that_is_used() -> None:
    calls = {"x": (inp(4),), "dense": (layer("Dense", units=3), "x")}
    old = graph({**calls, "again": ("dense", "x")}, ["x"], ref("again"))
    new = graph(calls, ["x"], ref("dense"))
    assert Pairing(old, new, ["dense"]).nodes["dense"] == "again"


def test_a_call_is_written_in_the_ids_of_the_old_graph() -> None:
    new = moved(BASE)
    pair = Pairing(BASE, new)
    assert {pair.ids[key]: pair.renamed_call(node) for key, node in new.nodes.items()} == BASE.nodes
    assert pair.renamed(ref("n_head", 2)) == ref("head", 2)
    assert pair.renamed("n_head") == "n_head"


def test_layers_are_known_by_their_names_before_their_ids() -> None:
    new = renamed(BASE, tower="head", head="tower")
    pair = Pairing(BASE, new)
    assert (pair.operations["tower"], pair.operations["head"]) == ("head", "tower")


def test_a_renamed_layer_is_known_by_what_it_is_called_on() -> None:
    pair = Pairing(BASE, moved(renamed(BASE, head="answer")))
    assert pair.operations["n_head"] == "head"
    assert pair.nodes["n_head"] == "head"


def test_functions_that_are_alike_are_told_apart_by_their_arguments() -> None:
    made = graph(
        {
            "x": (inp(4),),
            "y": (inp(4),),
            "first": (op("relu"), "x"),
            "second": (op("relu"), "y"),
            "third": (op("relu"), "second"),
        },
        ["x", "y"],
        [ref("first"), ref("third")],
    )
    pair = Pairing(made, moved(made, "a"))
    assert pair.nodes == {f"a{key}": key for key in made.nodes}


def test_inputs_whose_names_are_new_are_paired_by_their_order() -> None:
    new = renamed(moved(BASE), n_x="left", n_y="right")
    pair = Pairing(BASE, new)
    assert (pair.nodes["n_x"], pair.nodes["n_y"]) == ("x", "y")
    swapped = replace(new, inputs=["n_y", "n_x"])
    pair = Pairing(BASE, swapped)
    assert (pair.nodes["n_x"], pair.nodes["n_y"]) == ("y", "x")


def test_inputs_that_have_kept_their_names_are_paired_by_these() -> None:
    pair = Pairing(BASE, replace(moved(BASE), inputs=["n_y", "n_x"]))
    assert (pair.nodes["n_x"], pair.nodes["n_y"]) == ("x", "y")


def test_what_is_new_gets_an_id_that_nothing_has() -> None:
    new = graph(
        {
            "x": (inp(4),),
            "y": (inp(4),),
            "tower": (layer("Dense", units=3), "x"),
            "again": ("tower", "y"),
            "merge": (op("add"), "tower", "again"),
            "head": (layer("Conv1D", filters=2, kernel_size=1), "merge"),
        },
        ["x", "y"],
        ref("head"),
    )
    pair = Pairing(BASE, renamed(new, head="convolution"))
    assert "head" not in pair.operations
    assert "head" not in pair.nodes
    assert (pair.ids["head"], pair.keys["head"]) == ("head_2", "head_2")
    assert pair.ids["merge"] == "merge"


def test_a_shared_layer_stays_the_layer_of_one_of_its_copies() -> None:
    copied = graph(
        {
            "x": (inp(4),),
            "y": (inp(4),),
            "tower": (layer("Dense", units=3), "x"),
            "again": (layer("Dense", units=3), "y"),
            "merge": (op("add"), "tower", "again"),
        },
        ["x", "y"],
        ref("merge"),
    )
    pair = Pairing(BASE, copied)
    assert pair.operations["tower"] == "tower"
    assert "again" not in pair.operations
    assert pair.keys["again"] == "again"
    back = Pairing(copied, BASE)
    assert back.operations["tower"] == "tower"
    assert back.nodes["tower"] == "tower"
    assert "again" not in back.nodes


def test_calls_that_are_alike_in_all_are_told_apart_by_where_they_go() -> None:
    def twins(*ends: str) -> ModelGraph:
        calls = {key: (op("relu"), "x") for key in sorted(ends)}
        return graph({"x": (inp(4),), **calls}, ["x"], [ref(key) for key in ends])

    assert Pairing(twins("a", "b"), twins("d", "c")).nodes == {"x": "x", "d": "a", "c": "b"}
    many = [f"relu_{index}" for index in range(12)]  # relu_10 is before relu_2 in the alphabet
    assert Pairing(twins(*"abcdefghijkl"), twins(*many)).nodes == {
        "x": "x",
        **dict(zip(many, "abcdefghijkl", strict=True)),
    }


def test_an_operation_is_paired_once() -> None:
    twins = graph(
        {
            "x": (inp(4),),
            "a": (op("relu"), "x"),
            "b": (op("relu"), "x"),
        },
        ["x"],
        [ref("a"), ref("b")],
    )
    pair = Pairing(twins, moved(twins))
    assert sorted(pair.nodes.values()) == ["a", "b", "x"]
    assert sorted(pair.operations.values()) == ["a", "b", "x"]


def test_blocks_are_known_by_their_instances_names() -> None:
    made = graph(
        {"x": (inp(4),), "left": (block("m"), "x"), "right": (block("m"), "left")},
        ["x"],
        ref("right"),
    )
    pair = Pairing(made, moved(made))
    assert (pair.operations["n_left"], pair.operations["n_right"]) == ("left", "right")


def test_drafts_are_paired_too() -> None:
    draft = graph({"x": (inp(4),), "a": (layer("Dense"), "gone"), "b": (op("relu"), "a")}, ["x"])
    pair = Pairing(draft, draft)
    assert pair.nodes == {"x": "x", "a": "a", "b": "b"}
    nothing = Pairing(ModelGraph("empty"), draft)
    assert nothing.nodes == {}
    assert nothing.ids == {"x": "x", "a": "a", "b": "b"}
    unowned = replace(draft, operations={"x": draft.operations["x"]})
    assert Pairing(draft, unowned).ids.keys() == draft.nodes.keys()


def test_layers_of_one_name_are_not_known_by_it() -> None:
    twins = renamed(BASE, head="tower")
    pair = Pairing(twins, moved(twins))
    assert pair.operations["n_tower"] == "tower"
    assert pair.operations["n_head"] == "head"


def test_fresh_ids_are_new_to_both_and_never_main() -> None:
    taken = {"b"}
    assert fresh_id("a", ["x"], taken) == "a"
    assert fresh_id("a", ["x"], taken) == "a_2"
    assert fresh_id("b", ["b_2"], taken) == "b_3"
    assert fresh_id("main", [], taken) == "main_2"
    assert taken == {"a", "a_2", "b", "b_3", "main_2"}


def alike(*calls: tuple[str, Any]) -> ModelGraph:
    """Calls of softmax on one input: the id of each, and its axis."""
    made = {key: (op("softmax"), "x", {"axis": axis}) for key, axis in calls}
    return graph({"x": (inp(4, 4),), **made}, ["x"], [ref(key) for key, _ in calls])


def test_calls_on_the_same_tensor_are_told_apart_by_what_they_are_given() -> None:
    pair = Pairing(alike(("a", 1), ("b", 2)), alike(("c", 2), ("d", 1)))
    assert pair.nodes == {"x": "x", "c": "b", "d": "a"}
    pair = Pairing(alike(("a", 1), ("b", 2)), alike(("c", 1)))
    assert pair.nodes == {"x": "x", "c": "a"}


def test_calls_whose_arguments_are_new_are_known_by_all_that_they_are_called_on() -> None:
    def joined(axis: int, *pairs: tuple[str, str]) -> ModelGraph:
        inputs = {key: (inp(4, 4),) for key in "xyz"}
        calls = {key: (op("concatenate"), ["x", other], {"axis": axis}) for key, other in pairs}
        return graph({**inputs, **calls}, ["x", "y", "z"], [ref(key) for key, _ in pairs])

    pair = Pairing(joined(1, ("a", "y"), ("b", "z")), joined(2, ("c", "z"), ("d", "y")))
    assert (pair.nodes["c"], pair.nodes["d"]) == ("b", "a")


def test_which_output_of_a_call_is_meant_tells_calls_apart() -> None:
    def halves(**calls: int) -> ModelGraph:
        nodes = {key: (op("relu"), ref("s", index)) for key, index in calls.items()}
        split = (op("split"), "x", {"indices_or_sections": 2})
        return graph({"x": (inp(4),), "s": split, **nodes}, ["x"], [ref(key) for key in calls])

    pair = Pairing(halves(a=0, b=1), halves(c=1, d=0))
    assert (pair.nodes["c"], pair.nodes["d"]) == ("b", "a")


def test_an_input_that_has_its_partner_takes_no_other() -> None:
    new = replace(renamed(moved(BASE), n_x="z"), inputs=["n_y", "n_x"])
    pair = Pairing(BASE, new)
    assert pair.nodes["n_y"] == "y"
    assert pair.nodes.get("n_x") != "y"
    assert len({*pair.ids.values()}) == len(new.nodes)


COPIES = graph(
    {
        "x": (inp(4),),
        "y": (inp(4),),
        "left": (layer("Dense", units=3), "x"),
        "right": (layer("Dense", units=3), "y"),
    },
    ["x", "y"],
    [ref("left"), ref("right")],
)


def test_no_two_operations_become_one_and_none_becomes_two() -> None:
    shared = graph(
        {
            "x": (inp(4),),
            "y": (inp(4),),
            "both": (layer("Dense", units=3), "x"),
            "b": ("both", "y"),
        },
        ["x", "y"],
        [ref("both"), ref("b")],
    )
    copied = Pairing(shared, COPIES)
    assert copied.operations["left"] == "both"
    assert "right" not in copied.operations
    assert "right" not in copied.nodes
    again = Pairing(COPIES, shared)
    assert again.operations["both"] == "left"
    assert "b" not in again.nodes


def test_two_calls_of_one_layer_on_one_tensor_stay_two() -> None:
    made = graph({"x": (inp(4),), "t": (layer("Dense"), "x"), "u": ("t", "x")}, ["x"])
    assert sorted(Pairing(made, moved(made)).nodes.values()) == ["t", "u", "x"]


def test_another_function_or_class_in_the_same_place_is_another_call() -> None:
    def last(made: Any, name: str = "end") -> ModelGraph:
        return graph({"x": (inp(4),), name: (made, "x")}, ["x"], ref(name))

    for one, other in [
        (op("relu"), op("tanh")),
        (layer("Dense"), layer("ReLU")),
        (layer("Dense"), block("m")),
    ]:
        assert Pairing(last(one), last(other, "other")).nodes == {"x": "x"}, (one, other)
    # A name is one of a layer or of a block.
    assert Pairing(last(layer("Dense")), last(block("m"))).nodes == {"x": "x"}
    # A block is known by what it is called on, whatever it and its definition are called.
    assert Pairing(last(block("m")), last(block("n"), "other")).nodes["other"] == "end"


def test_placeholders_are_known_wherever_their_class_is_from() -> None:
    def scaled(path: str, name: str) -> ModelGraph:
        own = Layer(path, name, {}, recorded=Recorded((), 0, "code of its own"))
        made = graph({"x": (inp(4),), "end": (layer("ReLU"), "x")}, ["x"], ref("end"))
        return replace(made, operations={**made.operations, "end": own})

    old = scaled("package.module.Scale", "scale")
    assert Pairing(old, moved(scaled("custom_layers.Scale", "other"))).nodes["n_end"] == "end"
    assert "n_end" not in Pairing(old, moved(scaled("custom_layers.Shift", "other"))).nodes


def test_of_layers_of_one_name_the_order_in_the_document_decides_nothing() -> None:
    twins = renamed(BASE, head="tower")
    new = moved(twins)
    backwards = replace(new, operations=dict(reversed(new.operations.items())))
    assert Pairing(twins, backwards).operations["n_tower"] == "tower"


def test_layers_whose_names_have_moved_on_are_known_by_what_they_are() -> None:
    def chain(*units: int) -> ModelGraph:
        calls: dict[str, Any] = {"x": (inp(4),)}
        for index, size in enumerate(units):
            before = [*calls][-1]
            calls[f"dense_{index}" if index else "dense"] = (layer("Dense", units=size), before)
        return graph(calls, ["x"], ref([*calls][-1]))

    pair = Pairing(chain(8, 2), chain(9, 8, 2))
    assert pair.operations == {"x": "x", "dense_1": "dense", "dense_2": "dense_1"}


def test_tensors_by_name_are_written_in_the_ids_of_the_old_graph() -> None:
    made = graph(
        {
            "x": (inp(4, 4),),
            "a": (layer("Attention"), ["x", "x"]),
            "b": (op("where"), "x", {"x1": ref("a"), "x2": 0.0}),
        },
        ["x"],
        ref("b"),
    )
    new = moved(made)
    pair = Pairing(made, new)
    assert pair.renamed_call(new.nodes["n_b"]) == made.nodes["b"]
