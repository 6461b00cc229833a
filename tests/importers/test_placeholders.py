"""Layers that a design cannot hold: kept, told, analysed, written as an import, rendered."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import keras
import pytest
from keras import layers

from model_codegen import dumps, loads
from model_codegen.analysis import analyse
from model_codegen.design.errors import BuildError, RenderError
from model_codegen.design.graph import Layer
from model_codegen.emitters import STYLES, emit
from model_codegen.execution.build import build
from model_codegen.importers import from_config, from_file, from_model, from_source
from model_codegen.render import summary

pytestmark = pytest.mark.keras


@keras.saving.register_keras_serializable(package="tests_importers")
class Antirectifier(layers.Layer):  # type: ignore[misc]
    """A user's layer with weights of its own."""

    def __init__(self, scale: float = 1.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.scale = scale

    def build(self, shape: Any) -> None:
        self.kernel = self.add_weight((shape[-1], 2 * shape[-1]))

    def call(self, inputs: Any) -> Any:
        return keras.ops.matmul(inputs, self.kernel) * self.scale

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "scale": self.scale}


class Unspoken(layers.Layer):  # type: ignore[misc]
    """A user's layer that cannot say what it was made with."""

    def __init__(self, function: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.function = function

    def call(self, inputs: Any) -> Any:
        return self.function(inputs)


class Tower(layers.Layer):  # type: ignore[misc]
    """A user's layer that only calls others."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.first = layers.Dense(5, activation="relu", name="first")
        self.second = layers.Dense(3, name="second")

    def call(self, inputs: Any) -> Any:
        return self.second(self.first(inputs))


def model(*chain: Any) -> Any:
    """A model of layers called one after the other."""
    x = inputs = keras.Input((4,), name="features")
    for layer in chain:
        x = layer(x)
    return keras.Model(inputs, x, name="m")


def test_a_users_layer_is_kept_with_its_config_shape_and_size() -> None:
    result = from_model(model(Antirectifier(2.0, name="anti"), layers.Dense(1, name="head")))
    layer = result.design.main.operations["anti"]
    assert isinstance(layer, Layer)
    assert layer.recorded is not None
    assert layer.config == {"scale": 2.0}
    assert [(d.code, d.nodes) for d in result.diagnostics] == [("placeholder", ("anti",))]
    analysis = analyse(result.design)
    assert not analysis.errors
    assert analysis.nodes["head"].outputs
    assert analysis.total_params == 4 * 8 + 8 + 1
    (warning,) = (d for d in analysis.diagnostics if d.code == "placeholder")
    assert "`Antirectifier` is not one of Keras' own layers" in warning.message
    assert loads(dumps(result.design)) == result.design


def test_its_source_leaves_an_import_to_fill_in(tmp_path: Path, monkeypatch: Any) -> None:
    design = from_model(model(Antirectifier(2.0, name="anti"))).design
    code = emit(design, "functional").text
    assert "from custom_layers import Antirectifier\n" in code
    assert 'Antirectifier(scale=2.0, name="anti")' in code
    for style in ("sequential", "subclass"):
        assert "from custom_layers import Antirectifier\n" in emit(design, style).text
    with pytest.raises(BuildError, match="custom_layers, which is yours to write"):
        build(design)
    module = tmp_path / "custom_layers.py"
    module.write_text(f"from {__name__} import Antirectifier\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert build(design).count_params() == 32
    del sys.modules["custom_layers"]


def test_it_is_rendered_with_the_size_that_was_recorded() -> None:
    text = summary(from_model(model(Antirectifier(name="anti"), layers.Dense(1))).design)
    assert "anti (Antirectifier)" in text
    assert "Total params: 41" in text


@pytest.mark.filterwarnings("ignore:The object being serialized includes a `lambda`")
@pytest.mark.filterwarnings("ignore:__array__ implementation doesn't accept a copy keyword")
def test_a_lambda_is_never_read(tmp_path: Path) -> None:
    made = model(layers.Lambda(lambda x: x * 2, name="twice"), layers.Dense(1))
    made.save(tmp_path / "m.keras")
    for result in (from_model(made), from_file(tmp_path / "m.keras")):
        assert result.diagnostics[0].code == "placeholder"
        assert "carries code of its own" in result.diagnostics[0].message
        code = emit(result.design, "functional").text
        assert "from custom_layers import Lambda\n" in code
        assert "code" not in code.partition("import Lambda")[2]


def test_a_layer_that_cannot_be_serialized_does_not_spoil_the_rest() -> None:
    result = from_model(model(Unspoken(abs, name="own"), layers.Dense(2, name="head")))
    own, head = (result.design.main.operations[key] for key in ("own", "head"))
    assert isinstance(own, Layer)
    assert own.recorded is not None
    assert isinstance(head, Layer)
    assert head.config == {"units": 2}
    assert not analyse(result.design).errors


def test_a_layer_that_only_calls_others_is_opened() -> None:
    made = model(Tower(name="tower"))
    result = from_model(made)
    assert result.diagnostics == ()
    (inner,) = result.design.models.values()
    assert {"first", "second"} <= inner.operations.keys()
    assert analyse(result.design).total_params == made.count_params()


HOSTILE = ["os.system", "x); import os #", "builtins.exec", "é\n\x00", "class", "", "a" * 500]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_names_of_classes_stay_text(name: str) -> None:
    tensor = {"shape": [None, 4], "dtype": "float32", "keras_history": ["x", 0, 0]}
    call = {"args": [{"class_name": "__keras_tensor__", "config": tensor}], "kwargs": {}}
    value = {
        "class_name": "Functional",
        "config": {
            "name": "m",
            "layers": [
                {
                    "class_name": "InputLayer",
                    "module": "keras.layers",
                    "config": {"batch_shape": [None, 4], "name": "x"},
                    "name": "x",
                    "inbound_nodes": [],
                },
                {
                    "class_name": name,
                    "module": "os",
                    "registered_name": name,
                    "config": {"x); import os #": name, "name": "y"},
                    "name": "y",
                    "inbound_nodes": [call],
                },
            ],
            "input_layers": ["x", 0, 0],
            "output_layers": ["y", 0, 0],
        },
    }
    design = from_config(value).design
    code = emit(design, "functional").text
    imports = [line for line in code.splitlines() if "import" in line and line[:1] not in "# "]
    assert [line.split()[1] for line in imports] == ["keras", "keras", "custom_layers"][
        -len(imports) :
    ]
    compile(code, "<test>", "exec")


class Cut(layers.Layer):  # type: ignore[misc]
    """A user's layer whose output is of another rank than its input."""

    def call(self, inputs: Any) -> Any:
        return keras.ops.reshape(inputs, (-1, 4, 2))


def chain(*behind: Any) -> tuple[Any, Any]:
    """The same layers as a Functional and as a Sequential model."""
    made = [Cut(name="cut"), *behind]
    inputs = x = keras.Input((8,))
    for each in made:
        x = each(x)
    return keras.Model(inputs, x), keras.Sequential([keras.Input((8,)), *made])


def test_what_consumes_its_tensor_tells_the_shape() -> None:
    functional, sequential = chain(layers.LSTM(5), layers.Dense(3))
    for model in (functional, sequential):
        design = from_file(model.to_json().encode()).design
        analysis = analyse(design)
        assert analysis.errors == ()
        assert analysis.total_params == model.count_params() == 178
        cut = next(o for o in design.main.operations.values() if getattr(o, "recorded", None))
        assert isinstance(cut, Layer)
        assert cut.recorded is not None
        assert [spec.shape for spec in cut.recorded.outputs] == [(None, 4, 2)]


def test_what_nothing_tells_stays_unknown_and_is_no_error() -> None:
    functional, sequential = chain()
    value = json.loads(sequential.to_json())
    for each in value["config"]["layers"]:
        each.pop("build_config", None)
    behind = [
        {"class_name": "LSTM", "config": {"units": 5, "name": "lstm"}},
        {"class_name": "Dense", "config": {"units": 3, "name": "dense"}},
    ]
    value["config"]["layers"] += behind
    for design in (
        from_file(functional.to_json().encode()).design,
        from_file(json.dumps(value).encode()).design,
    ):
        analysis = analyse(design)
        assert analysis.errors == ()
        states = [node.state for node in analysis.nodes.values()]
        assert states == ["known", *["unknown"] * (len(states) - 1)]
        (told,) = [d for d in analysis.diagnostics if d.code == "placeholder"]
        assert "What it returns is not recorded" in told.message
        assert loads(dumps(design)) == design
        for style in STYLES:
            assert "Cut(" in emit(design, style).text
        with pytest.raises(RenderError, match="is not recorded"):
            summary(design)


UNTOLD = """
import keras
from keras import layers
import elsewhere

inputs = keras.Input((8,))
x = elsewhere.Cut()(inputs)
out, h, c = layers.LSTM(4, return_state=True)(x)
a = keras.Input((8,))
block = keras.Model(a, elsewhere.Other()(layers.Dense(8)(a)), name="block")
model = keras.Model(inputs, [out + h, layers.Dense(3)(c), layers.Dense(2)(block(inputs))])
"""


@pytest.mark.parametrize("style", ["functional", "subclass"])
def test_source_behind_an_unknown_tensor_runs_where_its_class_is(
    style: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    design = from_source(UNTOLD).design
    analysis = analyse(design)
    assert analysis.errors == ()
    assert analysis.total_params == 72
    module = ModuleType("custom_layers")
    monkeypatch.setattr(module, "Cut", Cut, raising=False)
    monkeypatch.setattr(module, "Other", layers.Identity, raising=False)
    monkeypatch.setitem(sys.modules, "custom_layers", module)
    assert build(design, style).count_params() == 72 + 112 + 15 + 18


HOLDING = """
import keras
from keras import layers, ops

class GatedCell(layers.Layer):
    def __init__(self, units, **kwargs):
        super().__init__(**kwargs)
        self.state_size = units
    def build(self, shape):
        self.kernel = self.add_weight(shape=(shape[-1], self.state_size))
    def call(self, inputs, states):
        h = ops.tanh(ops.matmul(inputs, self.kernel) + states[0])
        return h, [h]

a = keras.Input((3,))
encoder = keras.Model(a, layers.Dense(4)(a), name="encoder")
x = keras.Input((5, 3))
y = layers.TimeDistributed(encoder)(x)
z = layers.RNN([GatedCell(8), layers.GRUCell(2)], return_sequences=True)(y)
model = keras.Model(x, layers.Dense(2, kernel_initializer=own())(z))
"""


def test_a_wrapper_of_an_own_cell_keeps_its_code_where_what_it_returns_is_not_told() -> None:
    result = from_source(HOLDING)
    analysis = analyse(result.design)
    assert analysis.errors == ()
    assert not [d for d in result.diagnostics if d.code == "placeholder"]
    assert "class GatedCell" in result.design.code
    told = {d.nodes[0]: d.message for d in analysis.diagnostics if d.code == "custom-code"}
    assert told.keys() == {"rnn"}
    assert "is not known before its code has run" in told["rnn"]
    assert analysis.nodes["dense_1"].state == "unknown"


def test_a_file_and_a_live_model_tell_what_a_placeholder_was_called_with() -> None:
    live = model(layers.Dense(6), Antirectifier(), layers.Dense(2))
    for result in (from_model(live), from_file(live.to_json().encode())):
        (own,) = (
            operation
            for operation in result.design.main.operations.values()
            if isinstance(operation, Layer) and operation.recorded is not None
        )
        assert own.recorded is not None
        assert [spec.shape for spec in own.recorded.inputs] == [(None, 6)]
        assert [spec.shape for spec in own.recorded.outputs] == [(None, 12)]


@keras.saving.register_keras_serializable(package="tests_importers")
class Nested(layers.Layer):  # type: ignore[misc]
    """A user's layer with weights, that returns a tree."""

    def build(self, shape: Any) -> None:
        self.scale = self.add_weight(())

    def call(self, inputs: Any) -> Any:
        scaled = inputs * self.scale
        return scaled, {"sum": keras.ops.sum(scaled, -1), "all": (scaled, inputs + 1)}


def test_what_a_layer_returns_keeps_its_structure() -> None:
    inputs = keras.Input((4,), name="features")
    first, others = Nested(name="nested")(inputs)
    added = layers.Add(name="add")([first, others["all"][1]])
    live = keras.Model(inputs, [added, others["sum"]], name="m")
    design = from_model(live).design
    own = design.main.operations["nested"]
    assert isinstance(own, Layer)
    assert own.recorded is not None
    assert own.recorded.structure == [0, {"sum": 3, "all": [1, 2]}]
    assert analyse(design).errors == ()
    for style in ("functional", "subclass"):
        code = emit(design, style).text
        assert "([nested[0], nested[1][" in code
        assert '[1]["sum"]' in code
        read = from_source(code).design
        assert analyse(read).errors == ()
    assert "nested (Nested)" in summary(design)


def test_a_text_tells_how_a_layer_that_it_imports_returns_its_tensors() -> None:
    text = (
        "import keras\n"
        "from mine import Encoder\n"
        "inputs = keras.Input((5, 3))\n"
        "y, (h, c) = Encoder(name='encoder')(inputs)\n"
        "out = Splitter(h)\n"
        "model = keras.Model(inputs, [y, out['mean'], out['log']])\n"
    )
    design = from_source(text).design
    told = {
        operation.name: operation.recorded.structure
        for operation in design.main.operations.values()
        if isinstance(operation, Layer) and operation.recorded is not None
    }
    assert told == {"encoder": [0, [1, 2]], "splitter": {"mean": 0, "log": 1}}
    code = emit(design, "functional").text
    assert "encoder, [encoder_1, _] = Encoder(" in code
    assert '["mean"]' in code
