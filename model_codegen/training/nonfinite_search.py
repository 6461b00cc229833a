"""Which layer made a loss that is no finite number: the run goes there again, and looks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np

from model_codegen.design.wording import quote
from model_codegen.keras_bridge.functional_graphs import input_names
from model_codegen.keras_bridge.layer_outputs import first_output
from model_codegen.training.failures import NotFinite
from model_codegen.training.prepared import Prepared
from model_codegen.training.program import RunProgram

What: TypeAlias = Literal["data", "output", "loss", "gradient", ""]

SECONDS = 120.0
"""After this long it is given up."""


@dataclass(frozen=True)
class Culprit:
    """What was the first to be no finite number.

    Attributes:
        what: What it is of a step; empty if that was not found.
        layer: The layer whose output or gradient it is, or the input whose data; else empty.
    """

    what: What = ""
    layer: str = ""

    def sentence(self, found: NotFinite) -> str:
        """What has happened, for a person."""
        begin = f"The loss is {found.loss} at step {found.step:,} (epoch {found.epoch + 1})"
        kept = f" The state after epoch {found.epoch} is kept." if found.epoch else ""
        name = quote(self.layer)
        cause, remedy = {
            "data": (
                f": the data of {name} are not all finite numbers",
                "Fill in or leave out what is missing in them.",
            ),
            "output": (
                f": the output of {name} was the first that is not finite",
                "A smaller learning rate, or clipnorm=1.0 in the optimizer, keeps weights bounded.",
            ),
            "loss": (
                ": all outputs are finite, and the loss of them is not",
                "Look for a logarithm of 0 or a division by 0 in it: from_logits=True, with a head "
                "without activation, avoids the first.",
            ),
            "gradient": (
                f": the gradient of {name} was the first that is not finite",
                "A smaller learning rate, or clipnorm=1.0 in the optimizer, keeps steps bounded.",
            ),
            "": ("", "A smaller learning rate, or clipnorm=1.0 in the optimizer, may help."),
        }[self.what]
        return f"{begin}{cause}. {remedy}{kept}"


class _FoundError(Exception):
    """What was looked for is there, or cannot be."""


def search(
    program: RunProgram, kept: Mapping[str, bytes] | None, found: NotFinite
) -> Culprit | None:
    """Train again from the last checkpoint up to the step that failed, and look into that one.

    A run that goes on does so with the same numbers, so that step fails again.

    Args:
        program: What was run; its directory and files are not made anew.
        kept: The files of the checkpoint at the beginning of the epoch; None: not at hand.
        found: What happened.

    Returns:
        None if it was not found out.
    """
    if kept is None:
        return None
    end = time.monotonic() + SECONDS
    prepared = Prepared(program.source, kept, lambda: _check(end))
    looking = _Look(prepared, found, end)
    try:
        prepared.train(looking.callback())
    except _FoundError:
        return looking.culprit
    return None


def _check(end: float) -> None:
    if time.monotonic() > end:
        raise _FoundError


class _Given:
    """A dataset, of which the batch that was last read is known."""

    def __init__(self, data: Any) -> None:
        self._data = data
        self.last: Any = None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._data, name)

    def __len__(self) -> int:
        return len(self._data)

    def __iter__(self) -> Iterator[Any]:
        for batch in self._data:
            self.last = batch
            yield batch


class _Look:
    """Stops at a step, and looks into it."""

    def __init__(self, prepared: Prepared, found: NotFinite, end: float) -> None:
        self.prepared = prepared
        self._found = found
        self._end = end
        self.culprit: Culprit | None = None
        self.given: _Given | None = None
        prepared.script.stand_in("batched", self.noted)
        if prepared.script.has_loop and not isinstance(prepared.train_data, tuple):
            prepared.train_data = self.given = _Given(prepared.train_data)

    def callback(self) -> Any:
        import keras

        looking = self

        class Looking(keras.callbacks.Callback):  # type: ignore[misc]
            """Hands on."""

            def on_train_begin(self, logs: Any = None) -> None:
                looking.prepared.restore()

            def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
                looking.batch_begins(self.model, batch)

            def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
                looking.batch_ends(batch)

        return Looking()

    def noted(self, batched: Callable[..., Any]) -> Callable[..., Any]:
        """The script's function that makes batches of arrays, noted for the training data."""

        def made(data: Any, shuffle: bool) -> Any:
            found = batched(data, shuffle)
            if self.given is None:
                self.given = _Given(found)
                return self.given
            return found

        return made

    def batch_begins(self, model: Any, batch: int) -> None:
        _check(self._end)
        if self.given is not None:  # a loop has read the batch before it says so
            if batch + 1 >= self._found.batch:
                self._look(model, [self.given.last])
        elif batch + max(1, model.steps_per_execution) >= self._found.batch:
            model.train_function = lambda iterator: self._look(model, iterator)

    def batch_ends(self, batch: int) -> None:
        if batch + 1 >= self._found.batch:
            raise _FoundError

    def _look(self, model: Any, batches: Iterable[Any]) -> None:
        import keras

        for data in batches:
            x, y, weight = keras.utils.unpack_x_y_sample_weight(data)
            self.culprit = _culprit(model, x, y, weight)
            if self.culprit is not None or model.steps_per_execution <= 1:
                break
            model.train_step(data)
        raise _FoundError


def _culprit(model: Any, x: Any, y: Any, weight: Any) -> Culprit | None:
    """What the first number is that is not finite, in one step of a model that is thrown away."""
    import keras
    import tensorflow as tf

    names = input_names(model)
    for place, part in enumerate(keras.tree.flatten(x)):
        if not _finite(part):
            return Culprit("data", names[place] if place < len(names) else "")
    if any(not _finite(part) for part in keras.tree.flatten(y)):
        return Culprit("data", "the targets")
    with tf.GradientTape() as tape:
        with first_output(model, lambda tensor: not _finite(tensor)) as first:
            y_pred = model(x, training=True)
        if first.layer:
            return Culprit("output", first.layer)
        loss = model.compute_loss(x, y, y_pred, weight, training=True)
    if not _finite(loss):
        return Culprit("loss")
    variables = model.trainable_variables
    gradients = tape.gradient(loss, [variable.value for variable in variables])
    # The gradient comes from the end: the first is that of the last layer.
    for variable, gradient in reversed([*zip(variables, gradients, strict=True)]):
        if gradient is not None and not _finite(gradient):
            return Culprit("gradient", str(variable.path).rpartition("/")[0])
    return None


def _finite(tensor: Any) -> bool:
    import keras

    if tensor is None or not keras.backend.is_float_dtype(
        keras.backend.standardize_dtype(tensor.dtype)
    ):
        return True
    return bool(np.all(np.isfinite(np.asarray(tensor).astype(np.float32))))
