"""What a design cannot keep of a layer, as sentences."""

from __future__ import annotations

from model_codegen.importers.saved.layer_losses import losses


def test_a_layer_that_is_kept_whole_has_none() -> None:
    assert [*losses({"class_name": "Dense"}, [])] == []


def test_arguments_and_policies_inside_are_told_with_the_figure_where_it_is_known() -> None:
    inside = {"query": "int8_from_float32", "key": "int8_from_float32"}
    first, second = losses({"quantized_inside": inside, "params": 1152}, ["old", "older"])
    assert first == "Keras 3 has no `old`, `older`, so it is left out"
    assert second.startswith("`query`, `key` inside it have the dtype policy int8_from_float32, ")
    assert "Keras counts 1,152 parameters" in second
    (alone,) = losses({"quantized_inside": inside}, [])
    assert "counts" not in alone
