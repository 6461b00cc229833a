"""`name=` is written exactly where Keras would choose another name."""

from __future__ import annotations

import pytest

from model_codegen.design.errors import NotExpressible
from model_codegen.design.graph import Design
from model_codegen.emitters import emit
from tests.emitters.draft import Draft, cell

pytestmark = pytest.mark.keras


def lines(design: Design, style: str = "functional", **options: str) -> list[str]:
    text = emit(design, style, **options).text  # type: ignore[arg-type]
    return [line.strip() for line in text.splitlines()]


def test_names_that_keras_gives_in_this_order_are_left_out() -> None:
    d = Draft("m")
    x = d.layer("Dense", "dense", d.input("input_layer", 4), units=4)
    x = d.layer("Dense", "dense_1", x, units=4)
    x = d.layer("ReLU", "re_lu", x)
    d.layer("Dense", "dense_2", x, units=4)
    assert "name=" not in "".join(lines(d.design("input_layer"))[:-5]).replace('name="m"', "")


def test_a_name_out_of_turn_is_written_and_takes_no_number() -> None:
    d = Draft("m")
    x = d.layer("Dense", "dense_1", d.input("input_layer", 4), units=4)
    x = d.layer("Dense", "dense", x, units=4)
    x = d.layer("Dense", "dense_3", x, units=4)
    d.layer("Dense", "dense_2", x, units=4)
    assert lines(d.design("input_layer"))[5:10] == [
        "inputs = keras.Input(shape=(4,))",
        'x = layers.Dense(4, name="dense_1")(inputs)',
        "x = layers.Dense(4)(x)",
        'x = layers.Dense(4, name="dense_3")(x)',
        'outputs = layers.Dense(4, name="dense_2")(x)',
    ]


def test_several_inputs_are_named_since_people_feed_them_by_name() -> None:
    d = Draft("m")
    a, b = d.input("input_layer", 4), d.input("input_layer_1", 4)
    d.layer("Add", "add", [a, b])
    text = lines(d.design(["input_layer", "input_layer_1"]))
    assert 'input_layer = keras.Input(shape=(4,), name="input_layer")' in text
    assert 'input_layer_1 = keras.Input(shape=(4,), name="input_layer_1")' in text
    d = Draft("m")
    d.layer("Flatten", "flatten", d.input("input_layer", 4))
    assert 'name="input_layer"' in "".join(lines(d.design({"input_layer": "input_layer"})))
    assert 'name="input_layer"' not in "".join(lines(d.design("input_layer")))


def test_layers_inside_others_make_a_name_unsure() -> None:
    d = Draft("m")
    x = d.input("input_layer", 3, 4)
    x = d.layer("Dropout", "dropout", x, rate=0.1)
    x = d.layer("MultiHeadAttention", "multi_head_attention", x, x, num_heads=1, key_dim=2)
    d.layer("LayerNormalization", "layer_normalization", x)
    text = lines(d.design("input_layer"))
    assert 'dropout = layers.Dropout(0.1, name="dropout")(inputs)' in text
    assert "outputs = layers.LayerNormalization()(x)" in text


def test_layers_written_as_arguments_take_their_number() -> None:
    d = Draft("m")
    x = d.input("input_layer", 3, 4)
    x = d.layer("TimeDistributed", "time_distributed", x, layer=cell("Dense", units=2))
    x = d.layer(
        "TimeDistributed", "time_distributed_1", x, layer=cell("Dense", units=2, name="dense_7")
    )
    d.layer("Dense", "dense_1", x, units=3)
    text = lines(d.design("input_layer"))
    assert "x = layers.TimeDistributed(layers.Dense(2))(inputs)" in text
    assert 'x = layers.TimeDistributed(layers.Dense(2, name="dense_7"))(x)' in text
    assert "outputs = layers.Dense(3)(x)" in text


def test_ops_take_numbers_where_they_are_called_on_symbols() -> None:
    d = Draft("m")
    x = d.input("input_layer", 4)
    y = d.op("add", "sum", x, x)
    d.layer("Add", "add_1", [y, x])
    design = d.design("input_layer")
    assert "outputs = layers.Add()([sum_, inputs])" in lines(design)
    # In a class nothing is called before all layers are made.
    assert 'self.add_1 = layers.Add(name="add_1")' in lines(design, "subclass")


def test_a_layer_keeps_its_name_from_an_op() -> None:
    d = Draft("m")
    x = d.input("input_layer", 4)
    y = d.op("relu", "activate", x)
    d.layer("Dense", "relu", y, units=2)
    assert lines(d.design("input_layer"))[6:10] == [
        "# Takes up a name that Keras would give to the operation below",
        'keras.backend.get_uid("relu")',
        "x = ops.relu(inputs)",
        'relu = layers.Dense(2, name="relu")(x)',
    ]


def test_a_name_that_nobody_can_foretell_is_refused() -> None:
    d = Draft("m")
    x = d.input("input_layer", 4)
    x = d.op("dot", "product", x, d.op("transpose", "turned", x))
    d.layer("Multiply", "multiply", [x, x])
    with pytest.raises(NotExpressible) as caught:
        emit(d.design("input_layer"), "functional")
    (found,) = caught.value.diagnostics
    assert (found.code, found.nodes) == ("duplicate-name", ("product",))
    assert "keras.ops.dot" in found.message
    assert emit(d.design("input_layer"), "subclass").text


def test_masks_are_worked_out_by_ops_that_take_names() -> None:
    d = Draft("m")
    ids = d.input("input_layer", 5, dtype="int32")
    x = d.layer("Embedding", "embedding", ids, input_dim=9, output_dim=2, mask_zero=True)
    x = d.layer("Concatenate", "concatenate", [x, x])
    d.layer("GRU", "gru", x, units=2)
    assert 'x = layers.Concatenate(name="concatenate")([embedding, embedding])' in lines(
        d.design("input_layer")
    )


def test_blocks_are_made_where_they_are_first_called() -> None:
    inner = Draft("block")
    inner.layer("Dense", "dense_1", inner.input("input_layer_1", 4), units=4)
    d = Draft("m")
    x = d.layer("Dense", "dense", d.input("input_layer", 4), units=4)
    x = d.block("block", "block", x)
    d.layer("Dense", "dense_2", x, units=4)
    design = d.design("input_layer", block=inner.graph("input_layer_1"))
    for style in ("functional", "sequential"):
        assert "layers.Dense(4)" in "".join(lines(design, style))
        assert "name=" not in "".join(lines(design, style)).replace('name="m"', "").replace(
            'name="block"', ""
        ).replace("__name__", "")
    # As an attribute of the model it is made with all the others, in the same order.
    assert "self.dense_2 = layers.Dense(4)" in lines(design, "subclass")


def test_a_definition_with_two_instances_names_everything() -> None:
    inner = Draft("block")
    inner.layer("Dense", "dense", inner.input("input_layer", 4), units=4)
    d = Draft("m")
    x = d.block("block", "block", d.input("input_layer", 4))
    d.block("block", "block_1", x)
    design = d.design("input_layer", block=inner.graph("input_layer"))
    text = lines(design)
    assert "def build_block(name):" in text
    assert 'outputs = layers.Dense(4, name="dense")(inputs)' in text
    assert 'x = build_block(name="block")(inputs)' in text
    assert "self.block_1 = Block()" in lines(design, "subclass")


def test_a_single_instance_with_a_name_of_its_own() -> None:
    inner = Draft("block")
    inner.layer("Dense", "dense", inner.input("input_layer_1", 4), units=4)
    d = Draft("m")
    d.block("block", "encoder", d.input("input_layer", 4))
    design = d.design("input_layer", block=inner.graph("input_layer_1"))
    assert 'return keras.Model(inputs, outputs, name="encoder")' in lines(design)
    assert 'self.encoder = Block(name="encoder")' in lines(design, "subclass")
    assert 'encoder = Block(name="encoder")(inputs)' in lines(design, blocks="layer")
