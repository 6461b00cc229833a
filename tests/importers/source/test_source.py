"""What people paste: pieces, mistakes, several models, code that is not read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from model_codegen.__main__ import main
from model_codegen.analysis import analyse
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import load
from model_codegen.design.graph import Layer, Missing, SubModel
from model_codegen.importers import ImportResult, from_source

pytestmark = pytest.mark.keras

HEAD = "import keras\nfrom keras import layers, ops\n"


def nodes(result: ImportResult) -> list[str]:
    return [*result.design.main.nodes]


def remarks(result: ImportResult) -> list[str]:
    return [d.message for d in result.diagnostics if d.severity != "advice"]


def layer(result: ImportResult, key: str) -> Layer:
    found = result.design.main.operations[key]
    assert isinstance(found, Layer)
    return found


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "import keras\nm = keras.Sequential(\n",
            "Line 2: this is no Python: '(' was never",
        ),
        ("def f(:\n  pass", "Line 1: this is no Python: invalid syntax"),
        ("print('hello')", "There is no model in this text: it makes no layers of Keras"),
        ("x = 3 + 'a'\nraise ValueError", "line 2: an exception is raised here"),
    ],
)
def test_a_text_without_a_model_is_refused_with_a_sentence(text: str, message: str) -> None:
    with pytest.raises(DesignError) as caught:
        from_source(text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("model", "units"), [(None, 3), ("big", 2), ("first", 1), ("second", 2), ("third", 3)]
)
def test_of_several_models_the_last_is_taken_or_the_one_asked_for(
    model: str | None, units: int
) -> None:
    text = HEAD + "\n".join(
        f"{name} = keras.Sequential([keras.Input((4,)), layers.Dense({count})], name={own!r})"
        for count, (name, own) in enumerate(
            [("first", "a"), ("second", "big"), ("third", "c")], start=1
        )
    )
    result = from_source(text, model)
    assert result.models == ("first", "second", "third")
    (dense,) = (o for o in result.design.main.operations.values() if "Dense" in str(o))
    assert isinstance(dense, Layer)
    assert dense.config == {"units": units}


def test_a_model_that_is_compiled_goes_before_a_later_one() -> None:
    text = f"""{HEAD}
a = keras.Sequential([keras.Input((4,)), layers.Dense(1)])
b = keras.Sequential([keras.Input((4,)), layers.Dense(2)])
a.compile("adam", "mse")
"""
    assert layer(from_source(text), "dense").config == {"units": 1}
    with pytest.raises(DesignError, match="no model `c`; it has `a` and `b`"):
        from_source(text, "c")


def test_a_piece_without_imports_and_model_is_drawn() -> None:
    result = from_source("x = Dense(4)(inputs)\nx = layers.Dense(5, activation=tf.nn.relu)(x)")
    assert nodes(result) == ["dense", "dense_1"]
    assert result.design.main.nodes["dense"].args == (Missing(),)
    assert layer(result, "dense_1").config == {"units": 5, "activation": "relu"}
    assert "line 1" in remarks(result)[0]
    assert result.models == ()


@pytest.mark.parametrize(
    ("callee", "kept"),
    [
        ("residual_block", "`residual_block` is not defined in this text"),
        ("tfa.layers.GroupNormalization(groups=2)", "code that is not in this text"),
        ("tf.image.per_image_standardization", "Keras has no function that does exactly"),
        ("layers.Lambda(lambda t: wild(t))", "`wild` is not defined in this text"),
    ],
)
def test_what_cannot_be_followed_is_a_placeholder_and_the_rest_goes_on(
    callee: str, kept: str
) -> None:
    text = f"""{HEAD}import tensorflow as tf, tensorflow_addons as tfa
x = keras.Input((4, 4, 2))
y = {callee}(x)
model = keras.Model(x, layers.Flatten()(y))
"""
    result = from_source(text)
    found = [o for o in result.design.main.operations.values() if isinstance(o, Layer)]
    (held,) = (each for each in found if each.recorded is not None)
    assert held.recorded is not None
    assert kept in held.recorded.reason
    assert "(line 5)" in held.recorded.reason
    (told,) = (d for d in result.diagnostics if d.code == "placeholder")
    assert told.nodes
    assert not analyse(result.design).errors


def test_a_layer_with_weights_of_its_own_is_a_placeholder_of_its_size() -> None:
    result = from_source(f"""{HEAD}
class Linear(layers.Layer):
    def __init__(self, units=32):
        super().__init__()
        self.units = units
    def build(self, shape):
        self.w = self.add_weight(shape=(shape[-1], self.units))
        self.b = self.add_weight(shape=(self.units,))
    def call(self, x):
        return ops.matmul(x, self.w) + self.b
inputs = keras.Input((8,))
model = keras.Model(inputs, layers.Dense(2)(Linear(4)(inputs)))
""")
    held = layer(result, "linear")
    assert held.recorded is not None
    assert (held.recorded.outputs[0].shape, held.recorded.params) == ((None, 4), 36)
    assert held.config == {"units": 4}
    assert analyse(result.design).total_params == 36 + 10


def test_two_objects_of_one_class_are_instances_of_one_definition() -> None:
    result = from_source(f"""{HEAD}
class Block(layers.Layer):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(4)
    def call(self, x):
        return x + self.dense(x)
x = inputs = keras.Input((4,))
for i in range(3):
    x = Block(name=f"block_{{i}}")(x)
model = keras.Model(inputs, x)
""")
    blocks = [o for o in result.design.main.operations.values() if isinstance(o, SubModel)]
    assert [block.name for block in blocks] == ["block_0", "block_1", "block_2"]
    assert {block.model for block in blocks} == {"block"}
    assert [*result.design.models] == ["block"]


def test_what_is_done_besides_is_told_in_one_note() -> None:
    result = from_source(f"""{HEAD}import numpy as np
data = np.load("x.npz")
model = keras.Sequential([keras.Input((4,)), layers.Dense(1)])
model.compile(optimizer=keras.optimizers.Adam(), loss="mse")
model.summary()
print(model)
model.fit(data["x"], data["y"], epochs=3)
for epoch in range(10 ** 9):
    model.train_on_batch(data)
""")
    note, data = result.diagnostics
    assert (note.code, note.severity) == ("left-out", "advice")
    assert data.message == "The data of this text stay outside: choose them in Train"
    told = "`numpy` and training steps"
    assert note.message == f"Not part of the model, and passed over: {told}"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("def build(vocab):\n  i = Input((7,))\n  return keras.Model(i, Embedding(vocab, 8)(i))",
         "`input_dim` is left open: `vocab` is not given in this text"),
        ("n = len(open('x').read())\nm = keras.Sequential([keras.Input((3,)), layers.Dense(n)])",
         "`units` is left open: `open` is not run (line 3)"),
        ("m = keras.Sequential([keras.Input((3,)), layers.Dense(3, activation=lambda x: x)])",
         "a function of the text stands here"),
        ("m = keras.Sequential([keras.Input((3,))])\nfor i in unheard:\n  m.add(layers.Dense(i))\n"
         "if unheard:\n  k = 3\nelse:\n  k = 4\nm.add(layers.Dense(k))",
         "Line 6: it is taken that this does not hold: `unheard` is not defined"),
        ("keras.config.set_dtype_policy('float99')\nm = keras.Sequential([layers.Dense(1)])",
         "Keras has no dtype policy `float99`"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_left_open_with_the_reason(text: str, message: str) -> None:
    assert any(message in remark for remark in remarks(from_source(HEAD + text)))


def test_a_model_whose_input_is_not_told_is_drawn_all_the_same() -> None:
    result = from_source(f"""{HEAD}
class MyModel(keras.Model):
    def __init__(self):
        super().__init__()
        self.one = layers.Dense(3)
        self.two = layers.Dense(4)
    def call(self, x):
        return self.two(self.one(x))
""")
    assert nodes(result) == ["input_layer", "dense", "dense_1"]
    assert [d.nodes for d in analyse(result.design).errors] == [("input_layer",)]


@pytest.mark.parametrize(
    "built", ["model(keras.ops.zeros((1, 5)))", "model.build((None, 5))", "model.build((32, 5))"]
)
def test_a_subclassed_model_has_the_input_that_it_is_built_with(built: str) -> None:
    result = from_source(f"""{HEAD}
class MyModel(keras.Model):
    def __init__(self):
        super().__init__()
        self.one = layers.Dense(3)
    def call(self, features):
        return self.one(features)
model = MyModel()
{built}
""")
    assert layer(result, "features").config["shape"] == [5]
    assert analyse(result.design).total_params == 18


def test_arguments_that_a_list_held_then_are_kept() -> None:
    result = from_source(f"""{HEAD}
x = keras.Input((3,))
both = [x, x]
y = layers.Add()(both)
both.append(y)
both.append(both)
model = keras.Model(x, y)
""")
    assert len(result.design.main.nodes["add"].args[0]) == 2  # type: ignore[arg-type]


OLD = [
    ("layers.Dense(2, input_dim=4)", {"shape": [4]}),
    ("layers.Dense(2, input_shape=(4,))", {"shape": [4]}),
    ("layers.Dense(2, batch_input_shape=(8, 4))", {"shape": [4], "batch_size": 8}),
    ("layers.InputLayer(input_shape=(4,))", {"shape": [4]}),
]


@pytest.mark.parametrize(("first", "config"), OLD)
def test_shapes_as_older_keras_has_them(first: str, config: dict[str, Any]) -> None:
    result = from_source(f"{HEAD}m = keras.Sequential([{first}, layers.Dense(2)])")
    assert layer(result, "input_layer").config == config
    assert not analyse(result.design).errors


@pytest.mark.parametrize(
    ("written", "function", "rest"),
    [
        ("tf.concat([x, x], 1)", "concatenate", {"axis": 1}),
        ("tf.reduce_mean(x, axis=[1])", "mean", {"axis": [1]}),
        ("tf.reshape(x, [-1, 4])", "reshape", {"newshape": [-1, 4]}),
        ("tf.transpose(x, perm=[1, 0])", "transpose", {"axes": [1, 0]}),
        ("K.sum(x, axis=-1)", "sum", {"axis": -1}),
        ("tf.nn.relu(x)", "relu", {}),
        ("tf.nn.gelu(x)", "gelu", {"approximate": False}),
        ("keras.activations.gelu(x)", "gelu", {"approximate": False}),
        ("tf.nn.leaky_relu(x, alpha=0.1)", "leaky_relu", {"negative_slope": 0.1}),
        ("tf.gather(x, [0, 2])", "take", {"axis": 0}),
        ("tf.nn.l2_normalize(x, -1)", "normalize", {"epsilon": 1e-6}),
        ("x[:, 1:]", "get_item", None),
        ("x @ tf.linalg.matmul(x, x)", "matmul", None),
        ("-x", "negative", {}),
        ("2 ** x", "power", {}),
        ("ops.max(x, keepdims=True)", "max", {"keepdims": True}),
    ],
)
def test_functions_and_operators_are_those_of_keras(
    written: str, function: str, rest: dict[str, Any] | None
) -> None:
    text = f"""{HEAD}import tensorflow as tf
from keras import backend as K
x = keras.Input((4,), batch_size=4)
model = keras.Model(x, {written})
"""
    result = from_source(text)
    graph = result.design.main
    last = graph.nodes[graph.outputs.node]  # type: ignore[union-attr]
    assert graph.operations[last.operation].function == f"keras.ops.{function}"  # type: ignore[union-attr]
    if rest is not None:
        assert last.kwargs == rest
    assert not analyse(result.design).errors


def test_the_command_line_reads_source(tmp_path: Path, capsys: Any) -> None:
    source, target = tmp_path / "model.py", tmp_path / "design.json"
    source.write_text(
        f"{HEAD}a = keras.Sequential([keras.Input((4,)), layers.Dense(1)])\n"
        "b = keras.Sequential([keras.Input((4,)), layers.Dense(2)])\n",
        encoding="utf-8",
    )
    assert main(["import", str(source), "--model", "a", "-o", str(target)]) == 0
    assert analyse(load(target)).total_params == 5
    assert "several models: a, b" in capsys.readouterr().err
    assert main(["import", str(source), "--model", "c"]) == 1
    assert main(["import", str(target), "--model", "a"]) == 1
