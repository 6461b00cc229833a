"""Which objects of a text have the weights."""

from __future__ import annotations

from model_codegen.importers.source.drawing.weight_owners import cells_of, weights_of
from model_codegen.importers.source.values import LayerMade, OpMade, Value


def made(class_name: str, **config: Value) -> LayerMade:
    path = f"keras.layers.{class_name}"
    return LayerMade(path, class_name.lower(), True, config, "float32")


def test_a_wrapper_without_weights_stands_for_what_it_wraps() -> None:
    dense, op = made("Dense"), OpMade("keras.ops.add")
    inner = made("TimeDistributed", layer=made("TimeDistributed", layer=dense))
    assert weights_of(inner) is dense
    assert weights_of(op) is op
    cell = made("GRUCell")
    assert weights_of(made("RNN", cell=cell)) is cell


def test_a_wrapper_that_copies_or_wraps_nothing_known_stands_for_itself() -> None:
    both = made("Bidirectional", layer=made("LSTM"))
    stack = made("RNN", cell=[made("GRUCell")])
    unknown = made("TimeDistributed", layer=None)
    assert [weights_of(layer) for layer in (both, stack, unknown)] == [both, stack, unknown]


def test_the_cells_of_a_stack_are_found_however_it_is_given() -> None:
    one, other = made("LSTMCell"), made("GRUCell")
    assert cells_of(made("RNN", cell=[one, other, one])) == [one, other, one]
    assert cells_of(made("RNN", cell=made("StackedRNNCells", cells=(one, one)))) == [one, one]
    assert cells_of(made("TimeDistributed", layer=made("RNN", cell=[one, one]))) == [one, one]
    assert cells_of(made("RNN", cell=one)) == []
    assert cells_of(made("Bidirectional", layer=made("RNN", cell=[one, one]))) == []
    assert cells_of(made("Dense", kernel_size=(3, 3))) == []
