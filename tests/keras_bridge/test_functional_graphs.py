"""The calls of a model, as Keras records them."""

from __future__ import annotations

import keras
import pytest

from model_codegen.keras_bridge import functional_graphs as graphs

pytestmark = pytest.mark.keras


class Own(keras.Model):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__()
        self.dense = keras.layers.Dense(2, name="inner")

    def call(self, x: object) -> object:
        return self.dense(x)


def shared() -> tuple[keras.Model, keras.Model, keras.layers.Layer]:
    """Two models that call one layer: the first twice, the second once."""
    layer = keras.layers.Dense(3, name="shared")
    a, b = keras.Input((3,), name="a"), keras.Input((3,), name="b")
    first = keras.Model({"a": a, "b": b}, [layer(a), layer(b)])
    c = keras.Input((3,), name="c")
    return first, keras.Model(c, layer(c)), layer


def test_which_models_have_a_graph() -> None:
    first, _, _ = shared()
    assert graphs.has_graph(first)
    assert graphs.has_graph(keras.Sequential([keras.layers.Dense(1)]))
    assert not graphs.has_graph(Own())


def test_the_calls_of_a_shared_layer_are_those_of_the_model() -> None:
    first, second, layer = shared()
    assert len(graphs.calls_of(layer, first)) == 2
    (call,) = graphs.calls_of(layer, second)
    assert call.input_tensors[0] is second.inputs[0]
    assert graphs.arguments_of(layer)[0].args[0] is first.inputs[0]
    written = graphs.serialized_call(call, second)
    assert written["args"][0]["config"]["keras_history"] == ["c", 0, 0]


def test_where_a_tensor_comes_from_is_counted_in_the_model() -> None:
    first, second, _ = shared()
    inputs, outputs = graphs.ends_of(first)
    assert [graphs.origin_in(first, inputs[key]) for key in ("a", "b")] == [
        ("a", 0, 0),
        ("b", 0, 0),
    ]
    assert [graphs.origin_in(first, t) for t in outputs] == [("shared", 0, 0), ("shared", 1, 0)]
    assert graphs.origin_in(second, second.outputs[0]) == ("shared", 0, 0)


def test_calls_of_a_nested_functional_count_from_one() -> None:
    _, inner, _ = shared()
    x = keras.Input((3,))
    outer = keras.Model(x, inner(x))
    assert graphs.origin_in(outer, outer.outputs[0]) == (inner.name, 1, 0)
    assert outer.get_config()["output_layers"][1:] == [1, 0]


def test_what_a_model_of_ones_own_tells() -> None:
    model = Own()
    assert graphs.built_shapes(model) == {}
    model(keras.ops.ones((2, 5)))
    assert graphs.built_shapes(model)
    assert [layer.name for layer in graphs.layers_of(model)] == ["inner"]
    assert [layer.name for layer in graphs.all_layers(model)] == [model.name, "inner"]
    assert not graphs.owns_variables(model)
    assert graphs.owns_variables(model.dense)
    assert graphs.arguments_of(keras.layers.Dense(1)) == []


def test_weights_that_became_numbers_are_lost() -> None:
    embedding, inputs = keras.layers.Embedding(3, 2), keras.Input((3, 2))
    model = keras.Model(inputs, inputs + embedding(keras.ops.arange(3)))
    assert graphs.has_tensors(model)
    assert graphs.lost_weights(embedding, model) == [embedding.embeddings.path]
    plain = keras.Model(inputs, keras.layers.Dense(2)(inputs) * 2.0)
    assert not graphs.has_tensors(plain)
    assert graphs.lost_weights(plain, plain) == []


def test_weights_whose_numbers_a_call_takes_are_found_in_any_order() -> None:
    dense, inputs = keras.layers.Dense(2), keras.Input((3,))
    hidden = dense(inputs)
    for given in (keras.ops.transpose(dense.kernel), dense.kernel[:, ::-1], dense.kernel):
        shape = tuple(given.shape)
        made = keras.Model(inputs, (hidden if shape[0] == 2 else inputs) @ given)
        assert graphs.weights_as_numbers(dense, made) == [dense.kernel.path]
    plain = keras.Model(inputs, hidden + keras.ops.zeros((2,)))  # as the bias is
    assert graphs.weights_as_numbers(dense, plain) == []


def test_an_input_without_a_name_is_called_as_its_layer() -> None:
    image, unnamed = keras.Input((2,), name="image"), keras.Input((2,))
    model = keras.Model([image, unnamed], image + unnamed)
    assert graphs.input_names(model) == ["image", model.layers[1].name]
    assert "keras_tensor" not in graphs.input_names(model)[1]
