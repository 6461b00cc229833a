"""A callback of Keras that hands on what it is told to a `Watch`."""

from __future__ import annotations

from typing import Any

from model_codegen.training.watch import Watch


def as_callback(watch: Watch) -> Any:
    """A `keras.callbacks.Callback`, to stand behind all others.

    It reads, and changes nothing that training depends on: no weight, no seed, no metric, no log.

    Args:
        watch: Who is told.
    """
    import keras

    class Watching(keras.callbacks.Callback):  # type: ignore[misc]
        """Hands on."""

        def on_train_begin(self, logs: Any = None) -> None:
            watch.train_begins(self.model, self.params or {})

        def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
            watch.epoch_begins(self.model)

        def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
            watch.batch_ends(batch, logs or {})

        def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
            watch.epoch_ends(self.model, self.params or {}, logs or {})

    return Watching()
