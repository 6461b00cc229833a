"""Live models, described as a file would have them."""

from __future__ import annotations

from typing import Any

import keras
import pytest

from model_codegen.analysis import analyse
from model_codegen.design.errors import DesignError
from model_codegen.importers import from_model
from model_codegen.importers.saved.live_models import describe, followed, traced

pytestmark = pytest.mark.keras


class Twice(keras.layers.Layer):  # type: ignore[misc]
    """A layer that only calls another one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.dense = keras.layers.Dense(4, name="inner")

    def call(self, x: Any) -> Any:
        return self.dense(self.dense(x))


class Own(keras.Model):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__(name="own")
        self.dense = keras.layers.Dense(3, name="add")

    def call(self, x: Any) -> Any:
        return keras.ops.add(self.dense(x), 1.0)


def test_a_functional_model_is_told_as_keras_writes_it_and_with_its_shapes() -> None:
    x = keras.Input((4,), name="x")
    model = keras.Model({"x": x}, [keras.layers.Dense(2, name="d")(x)], name="m")
    told = describe(model)
    written = model.get_config()
    assert told["class_name"] == "Functional"
    assert told["config"]["input_layers"] == {"x": ["x", 0, 0]}
    assert told["config"]["output_layers"] == [["d", 0, 0]]
    _, dense = told["config"]["layers"]
    assert len(dense["inbound_nodes"]) == len(written["layers"][1]["inbound_nodes"]) == 1
    assert dense["outputs"] == [[{"shape": [None, 2], "dtype": "float32"}]]
    assert dense["params"] == 10


def test_the_calls_of_a_subclassed_model_are_followed() -> None:
    model = Own()
    with pytest.raises(DesignError, match="has not been built"):
        traced(model)
    model(keras.ops.ones((2, 5)))
    found = traced(model)
    assert [o.name for o in found.operations][-2:] == ["add", "add_1"]  # not `add` once more
    assert found.output_shape == (None, 3)


def test_a_layer_that_only_calls_others_is_a_graph() -> None:
    x = keras.Input((4,))
    layer = Twice(name="twice", trainable=False)
    layer(x)
    inner = followed(layer)
    assert inner is not None
    assert not inner.trainable
    assert [o.name for o in inner.operations][1:] == ["inner"]
    assert followed(keras.layers.Dense(3)) is None
    assert followed(Twice()) is None  # never called


class Positions(keras.layers.Layer):  # type: ignore[misc]
    """As in Keras' example of text classification: one layer is called with numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.token, self.position = keras.layers.Embedding(20, 4), keras.layers.Embedding(7, 4)

    def call(self, inputs: Any) -> Any:
        numbers = keras.ops.arange(start=0, stop=keras.ops.shape(inputs)[-1], step=1)
        return self.token(inputs) + self.position(numbers)


def test_a_layer_whose_weights_became_numbers_is_no_graph() -> None:
    inputs = keras.Input((7,))
    layer = Positions()
    live = keras.Model(inputs, layer(inputs))
    assert followed(layer) is None
    found = from_model(live, keep_code=True).design
    assert analyse(found).total_params == live.count_params() == 108

    class Whole(keras.Model):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.both = Positions()

        def call(self, inputs: Any) -> Any:
            return self.both.call(inputs)

    with pytest.raises(DesignError, match="it makes numbers of the weight"):
        from_model(Whole(), keras.Input((7,)))


class Tied(keras.layers.Layer):  # type: ignore[misc]
    """A language model's embedding, which makes logits as well."""

    def __init__(self) -> None:
        super().__init__()
        self.token = keras.layers.Embedding(20, 4)

    def call(self, inputs: Any, reverse: bool = False) -> Any:
        if reverse:
            return keras.ops.matmul(inputs, keras.ops.transpose(self.token.embeddings))
        return self.token(inputs)


def test_a_layer_that_is_called_with_other_arguments_later_is_no_graph() -> None:
    tied, inputs = Tied(), keras.Input((7,))
    live = keras.Model(inputs, tied(keras.layers.Dense(4)(tied(inputs)), reverse=True))
    assert followed(tied) is None
    assert analyse(from_model(live).design).total_params == live.count_params() == 100


def test_a_model_without_a_graph_is_refused() -> None:
    with pytest.raises(DesignError, match="no graph of calls"):
        describe(Own())


@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword")
@pytest.mark.filterwarnings("ignore:Layer .* does not have a `quantize` method")
def test_quantized_layers_inside_are_told_where_the_config_does_not() -> None:
    x = keras.Input((8, 16))
    attention = keras.layers.MultiHeadAttention(2, 8)
    model = keras.Model(x, keras.layers.TimeDistributed(keras.layers.Dense(4))(attention(x, x)))
    model.quantize("int8")
    _, told, wrapper = describe(model)["config"]["layers"]
    names = ["query", "key", "value", "attention_output"]
    assert told["quantized_inside"] == dict.fromkeys(names, "int8_from_float32")
    assert "quantized_inside" not in wrapper  # whose config holds its Dense
    (note,) = from_model(model).diagnostics
    assert note.code == "left-out"
    assert "`query`, `key`, `value`, `attention_output` inside it have" in note.message
    params = model.layers[1].count_params()
    assert f"where Keras counts {params:,} parameters" in note.message


class Language(keras.Model):  # type: ignore[misc]
    """A language model whose logits come of its embedding."""

    def __init__(self) -> None:
        super().__init__()
        self.token = keras.layers.Embedding(20, 4)

    def call(self, inputs: Any) -> Any:
        return keras.ops.matmul(self.token(inputs), keras.ops.transpose(self.token.embeddings))


def test_a_live_model_that_uses_a_weight_directly_is_refused() -> None:
    with pytest.raises(DesignError, match=r"it makes numbers of the weight .*embeddings"):
        from_model(Language(), keras.Input((7,)))
