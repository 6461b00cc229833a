"""A graph of one call, to ask for shapes."""

from __future__ import annotations

from model_codegen.analysis.symbol import Symbol
from model_codegen.design.graph import Layer, Node, SubModel, TensorRef
from model_codegen.importers.source.drawing.trial_graph import CALLED, trial
from model_codegen.importers.source.values import Call, OpMade, Tensor


def test_a_model_is_called_on_inputs_in_its_own_tree() -> None:
    tensors = [Tensor(Call(OpMade("keras.ops.abs"), (), {}, 0, number)) for number in range(2)]
    specs = [Symbol((None, 4), "float32"), Symbol((2, 8), "int32")]
    found = trial(SubModel("inner", CALLED), {"a": tensors[0], "b": [tensors[1]]}, specs)
    assert found.nodes[CALLED] == Node(
        CALLED, ({"a": TensorRef("input_0"), "b": [TensorRef("input_1")]},)
    )
    assert found.operations["input_0"] == Layer("keras.Input", "input_0", {"shape": [4]}, "float32")
    config = {"shape": [8], "batch_size": 2}
    assert found.operations["input_1"] == Layer("keras.Input", "input_1", config, "int32")
    assert found.inputs == ["input_0", "input_1"]


def test_a_layer_is_called_on_one_tensor() -> None:
    layer = Layer("keras.layers.Dense", CALLED, {"units": 2})
    found = trial(layer, None, [Symbol((None, 4), "float32")])
    assert found.nodes[CALLED] == Node(CALLED, (TensorRef("input_0"),))
    assert found.operations[CALLED] == layer
