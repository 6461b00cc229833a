"""What a text makes is recorded, and can be taken back."""

from __future__ import annotations

import pytest

from model_codegen.importers.source.bounds import MOST_LAYERS, Budget, OutOfBounds
from model_codegen.importers.source.recording import Recording
from model_codegen.importers.source.values import LayerMade, Model, Tensor


def _layer() -> LayerMade:
    return LayerMade("keras.layers.Dense", "dense", True, {"units": 2}, "float32")


def test_a_call_is_numbered_and_noted_at_its_layer() -> None:
    recording, layer = Recording(Budget()), _layer()
    first = recording.call(layer, (), {}, 1)
    second = recording.call(layer, (Tensor(first),), {}, 2)
    assert [call.number for call in recording.calls] == [0, 1]
    assert layer.calls == [first, second]


def test_a_list_that_the_text_changes_afterwards_is_what_was_given() -> None:
    recording, given = Recording(Budget()), [1, 2]
    call = recording.call(_layer(), (given,), {}, 1)
    given.append(3)
    assert call.args == ([1, 2],)


def test_what_was_recorded_since_a_mark_is_taken_back() -> None:
    recording, layer = Recording(Budget()), _layer()
    kept = recording.call(layer, (), {}, 1)
    mark = recording.mark()
    recording.inputs.append(Tensor(recording.call(layer, (), {}, 2)))
    recording.models.append(Model("sequential", "model", True))
    recording.forget(mark)
    assert (recording.models, recording.inputs, recording.calls) == ([], [], [kept])
    assert layer.calls == [kept]


def test_more_calls_than_are_drawn_are_too_many() -> None:
    recording = Recording(Budget(steps=10**9, layers=MOST_LAYERS))
    with pytest.raises(OutOfBounds):
        recording.call(_layer(), (), {}, 1)
