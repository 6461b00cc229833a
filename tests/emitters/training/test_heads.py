"""The losses, metrics and targets of heads, as Keras is told of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from model_codegen.design.errors import LayerloomError
from model_codegen.emitters import emit
from tests.emitters.training.running import CLASSES, NUMBER, A, B, held, train, two_headed

pytestmark = pytest.mark.keras

ACCURATE = replace(CLASSES, metrics=(held("metrics.SparseCategoricalAccuracy", name="accuracy"),))


@pytest.mark.parametrize(
    ("outputs", "names"),
    [([A, B], ("a", "b")), ({"kind": A, "size": B}, ("kind", "size"))],
)
def test_heads_are_told_by_name_in_every_style(outputs: Any, names: tuple[str, str]) -> None:
    first, second = names
    design = two_headed(outputs, {first: ACCURATE, second: replace(NUMBER, weight=0.5)})
    histories = [
        train(emit(design, style, with_training=True).text, eagerly=True)[1]
        for style in ("functional", "subclass")
    ]
    logs = {"loss", f"{first}_loss", f"{second}_loss", f"{first}_accuracy"}
    assert histories[0].keys() == logs | {f"val_{name}" for name in logs}
    assert histories[0] == histories[1]
    loss, one, other = (histories[0][n][0] for n in ("loss", f"{first}_loss", f"{second}_loss"))
    assert loss == pytest.approx(one + 0.5 * other)


def test_an_output_without_loss_is_not_trained() -> None:
    design = two_headed([A, B], {"b": NUMBER})
    text = emit(design, "functional", with_training=True).text
    assert '"a": None' in text
    with pytest.warns(UserWarning, match="Gradients do not exist"):
        model, history = train(text, eagerly=True)
    assert history.keys() == {"loss", "val_loss"}
    assert not model.get_layer("a").bias.numpy().any()
    assert model.get_layer("b").bias.numpy().any()


def test_two_outputs_of_one_layer_have_two_names() -> None:
    design = two_headed([B, A], {"b": NUMBER, "b_1": NUMBER})
    nodes = {**design.main.nodes, "a": replace(design.main.nodes["b"])}
    design = replace(design, main=replace(design.main, nodes=nodes))
    text = emit(design, "functional", with_training=True).text
    assert 'model.output_names = ["b", "b_1"]' in text
    assert {"b_loss", "b_1_loss"} < train(text, eagerly=True)[1].keys()


def test_a_single_output_needs_no_name() -> None:
    text = emit(two_headed(A, {"a": ACCURATE}), "subclass", with_training=True).text
    assert "loss=keras.losses.SparseCategoricalCrossentropy(),\n" in text
    assert "output_names" not in text


def test_outputs_that_keras_cannot_train_are_refused() -> None:
    design = two_headed([A, {"deep": B}], {"a": CLASSES})
    with pytest.raises(LayerloomError, match="make the outputs one dict"):
        emit(design, "functional", with_training=True)
