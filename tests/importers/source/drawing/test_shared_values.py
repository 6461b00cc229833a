"""Which layers and models of a text stand in several places."""

from __future__ import annotations

from model_codegen.importers.source.drawing.shared_values import (
    COPIES,
    held_model,
    model_calls,
    shared_values,
)
from model_codegen.importers.source.values import Call, LayerMade, Model, Tensor


def made(path: str, **config: object) -> LayerMade:
    return LayerMade(f"keras.layers.{path}", path.lower(), True, config, "float32")


def model(*operations: LayerMade | Model) -> Model:
    """A model that calls these one after the other."""
    first = Call(LayerMade("keras.Input", "i", True, {}, "float32"), (), {}, 1, 0)
    tensor = given = Tensor(first)
    for number, operation in enumerate(operations, 1):
        tensor = Tensor(Call(operation, (tensor,), {}, 1, number))
    return Model("functional", "model", True, given, tensor)


def test_a_layer_in_a_model_and_outside_is_shared_and_calls_in_one_model_are_not() -> None:
    dense, relu = made("Dense"), made("ReLU")
    inner = model(dense, relu)
    assert shared_values((), model(inner, dense)) == {dense: "dense"}
    assert shared_values((), model(dense, dense)) == {}
    assert shared_values((), model(inner, model(inner))) == {inner: "model"}


def test_arguments_count_as_often_as_they_stand_there() -> None:
    cell = made("GRUCell")
    assert shared_values((), model(made("RNN", cell=[cell, cell]))) == {cell: "grucell"}
    assert shared_values((), model(made("RNN", cell=cell))) == {}
    copied = LayerMade(COPIES, "b", True, {"layer": made("RNN", cell=[cell, cell])}, "float32")
    assert shared_values((), model(copied)) == {}


def test_two_of_one_name_have_ids_of_their_own() -> None:
    one, other = made("GRUCell"), made("GRUCell")
    rnn = made("RNN", cell=[one, other, one, other])
    assert sorted(shared_values((), model(rnn)).values()) == ["grucell", "grucell_2"]


def test_a_models_calls_are_those_behind_its_outputs() -> None:
    dense = made("Dense")
    whole = model(dense)
    assert [call.operation for call in model_calls(whole)] == [dense]
    assert held_model(whole) is whole
    assert held_model(dense) is None
