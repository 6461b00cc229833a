"""What an import has to tell, collected."""

from __future__ import annotations

from model_codegen.importers.import_result import Notes


def test_a_placeholder_is_told_with_its_reason() -> None:
    notes = Notes()
    notes.placeholder("main", "lambda_1", "lambda", "a Lambda carries code")
    (found,) = notes.found.values()
    assert (found.code, found.category, found.severity) == ("placeholder", "placeholder", "warning")
    assert found.message == "`lambda` is kept as a placeholder: a Lambda carries code"
    assert (found.nodes, found.graph, found.line) == (("lambda_1",), "main", None)


def test_what_is_left_out_is_told_of_its_subject() -> None:
    notes = Notes()
    notes.left_out("inner", "dense", "A call of `dense` is left open", "the argument is odd")
    (found,) = notes.found.values()
    assert (found.code, found.category) == ("left-out", "left-out")
    assert found.message == "A call of `dense` is left open: the argument is odd"
    assert (found.nodes, found.graph) == (("dense",), "inner")


def test_what_several_layers_lose_alike_is_known_to_be_alike() -> None:
    notes = Notes()
    for name in ("a", "b"):
        notes.left_out("main", name, f"`{name}`", "Keras 3 has no `x`, so it is left out")
    assert [found.message for found in notes.found.values()] == [
        "`a`: Keras 3 has no `x`, so it is left out",
        "`b`: Keras 3 has no `x`, so it is left out",
    ]
    assert len({found.alike for found in notes.found.values()}) == 1


def test_the_same_is_told_once_in_a_graph() -> None:
    notes = Notes()
    for graph in ("main", "main", "inner"):
        notes.placeholder(graph, "a", "a", "it is foreign")
    assert [found.graph for found in notes.found.values()] == ["main", "inner"]


def test_what_was_noted_of_a_node_can_be_taken_back() -> None:
    notes = Notes()
    for graph, node in (("main", "a"), ("main", "b"), ("inner", "a")):
        notes.placeholder(graph, node, node, "it is foreign")
    notes.forget("main", {"a", "c"})
    assert [(found.graph, found.nodes) for found in notes.found.values()] == [
        ("main", ("b",)),
        ("inner", ("a",)),
    ]
