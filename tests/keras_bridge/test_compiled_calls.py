"""A recurrent layer as a graph is the layer itself, bit by bit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from model_codegen.keras_bridge import compiled_calls
from model_codegen.keras_bridge.compiled_calls import CompiledCalls
from model_codegen.keras_bridge.tensors import attach_mask, mask_of

pytestmark = pytest.mark.keras

STEPS = 6


@pytest.fixture(autouse=True)
def _any_sequence_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled_calls, "FEW_STEPS", 0)


@pytest.fixture
def traced(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The layers of which a graph was traced."""
    seen: list[Any] = []
    plain = compiled_calls.trace

    def noted(layer: Any, *rest: Any) -> Any:
        seen.append(layer)
        return plain(layer, *rest)

    monkeypatch.setattr(compiled_calls, "trace", noted)
    return seen


def _layers() -> dict[str, Callable[[], Any]]:
    from keras import layers

    return {
        # Of this one Grappler would change the last bits.
        "dropout": lambda: layers.LSTM(32, dropout=0.3, recurrent_dropout=0.2),
        "states": lambda: layers.GRU(5, return_sequences=True, return_state=True),
        "penalty": lambda: layers.SimpleRNN(4, activity_regularizer="l2", go_backwards=True),
        "half": lambda: layers.Bidirectional(
            layers.GRU(4, return_sequences=True, dtype="mixed_float16"), dtype="mixed_float16"
        ),
    }


@pytest.mark.parametrize("name", ["dropout", "states", "penalty", "half"])
def test_it_is_the_layer_itself(name: str, traced: list[Any]) -> None:
    import keras

    keras.utils.set_random_seed(1)
    layer = _layers()[name]()
    sequence = _sequence(masked=name in ("states", "half"))
    layer(sequence)
    calls = CompiledCalls()
    plain, mine = (
        [_called(layer, sequence, call) for _ in range(2)] for call in (_plainly, calls.call)
    )
    for one, other in zip(plain, mine, strict=True):
        for numbers, same in zip(one, other, strict=True):
            np.testing.assert_array_equal(numbers, same)
    assert traced == [layer]


def test_another_shape_and_another_mode_are_another_graph(traced: list[Any]) -> None:
    layer = _layers()["dropout"]()
    calls = CompiledCalls()
    for count, training in ((2, True), (2, False), (3, True), (2, True)):
        sequence = _sequence(count)
        layer(sequence)
        found = _called(layer, sequence, calls.call, training)[0]
        np.testing.assert_array_equal(found, _called(layer, sequence, _plainly, training)[0])
    assert len(traced) == 3


def test_what_is_no_long_loop_of_keras_own_is_called_plainly(traced: list[Any]) -> None:
    import keras

    class Own(keras.layers.LSTM):  # type: ignore[misc]
        pass

    made = [
        Own(3),
        keras.layers.LSTM(3, unroll=True),
        keras.layers.LSTM(3, stateful=True),
        keras.layers.Dense(3),
    ]
    for layer in made:
        sequence = _sequence()
        layer(sequence)
        _called(layer, sequence, CompiledCalls().call)
    assert traced == []


def test_a_call_that_fails_fails_as_it_does_by_itself() -> None:
    import keras

    layer = keras.layers.LSTM(3)
    layer(_sequence())
    calls = CompiledCalls()
    for _ in range(2):
        with pytest.raises(IndexError):
            _called(layer, _sequence(), calls.call, initial_state=[keras.ops.zeros((2, 3))])


def _sequence(count: int = 2, *, masked: bool = False) -> Any:
    import keras

    numbers = np.random.default_rng(3).normal(size=(count, STEPS, 4)).astype(np.float32)
    tensor = keras.ops.convert_to_tensor(numbers)
    if masked:
        attach_mask(tensor, keras.ops.convert_to_tensor(np.arange(STEPS) < [[2], [5]]))
    return tensor


def _plainly(layer: Any, args: Any, kwargs: Any, scope: Any) -> Any:
    return layer(*args, **kwargs)


def _called(
    layer: Any, sequence: Any, call: Callable[..., Any], training: bool = True, **more: Any
) -> list[Any]:
    """What a call returns, with its masks, what becomes of variables, and losses."""
    import keras

    with keras.StatelessScope(collect_losses=True) as scope:
        result = call(layer, [sequence], {"training": training, **more}, scope)
    outputs = keras.tree.flatten(result)
    masks = [mask for mask in map(mask_of, outputs) if mask is not None]
    later = [scope.get_current_value(variable) for variable in layer.variables]
    changed = [value for value in later if value is not None]
    return [np.asarray(each) for each in (*outputs, *masks, *changed, *scope.losses)]
