"""What a callback remembers goes on in another one."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np

from model_codegen.training import callback_state, packing


def test_plain_values_and_arrays_go_on_and_nothing_else() -> None:
    waiting = SimpleNamespace(
        params={"epochs": 3},
        _model=object(),
        monitor_op=min,
        wait=2,
        best=np.float32(0.25),
        best_weights=[np.ones(2), np.zeros(1)],
        monitor="val_loss",
    )
    state = packing.unpack(packing.pack(callback_state.read(waiting)))
    again = SimpleNamespace(params=None, wait=0, best=None, best_weights=None, monitor_op=max)
    callback_state.write(again, state)
    assert (again.wait, again.best, again.params, again.monitor_op) == (2, 0.25, None, max)
    assert isinstance(again.best, np.float32)
    assert [each.tolist() for each in again.best_weights] == [[1.0, 1.0], [0.0]]
