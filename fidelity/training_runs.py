"""In which mode a layer runs, found by running Keras under the backend that it has.

One layer at a time is put into a model of each of `FORMS`, with each recorded `training=` and
`trainable`; the model is then fitted, asked and called, and the layer observed.
"""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable, Iterator, Sequence
from itertools import product
from typing import Any, NamedTuple

LAYERS = ("BatchNormalization", "SpectralNormalization", "Dropout", "GaussianNoise", "LSTM")
"""One of each kind of layer that has two modes; the LSTM has `dropout=0.5`."""

FORMS = {
    "functional": "`layer(x, training=…)` in a Functional model",
    "subclass": "`self.layer(x, training=…)` in `call(self, x, training=None)` of a subclass",
    "subclass without training": "the same in `call(self, x)`, which does not name `training`",
    "nested, at the layer": "`layer(x, training=…)` in a Functional model that another one calls",
    "nested, at the model": "`inner(x, training=…)` in a Functional model, a layer inside `inner`",
    "nested in a subclass": "`self.inner(x, training=…)` in `call(self, x, training=None)`",
    "application": "`base(x, training=…)` in a Functional model, `base` a MobileNetV2",
}
"""How the layer is put into the model."""

RUNS = ("fit", "predict", "call", "call training=True", "call training=False")
RECORDED = (None, True, False)


class Row(NamedTuple):
    """One layer in one model.

    Attributes:
        layer: One of `LAYERS`.
        form: A key of `FORMS`.
        recorded: The `training=` of the call; None where none is given.
        trainable: Of the layer, or of the nested model around it.
        training: For each of `RUNS`, whether the layer ran in training mode.
        changed: Whether `fit` changed the layer's weights (its statistics apart).
    """

    layer: str
    form: str
    recorded: bool | None
    trainable: bool
    training: tuple[bool, ...]
    changed: bool


def rows(layers: Sequence[str] = LAYERS, *, eager: bool = False) -> Iterator[Row]:
    """Run every combination under the backend that Keras has.

    Args:
        layers: Some of `LAYERS`.
        eager: Whether `fit` and `predict` run eagerly, and of the application only what leads to
            its first block, which takes a fraction of the time.
    """
    for layer, form, recorded, trainable in product(layers, FORMS, RECORDED, (True, False)):
        if form != "application" or layer == "BatchNormalization":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # that there is nothing to train is known
                yield _row(layer, form, recorded, trainable, eager)


def _row(name: str, form: str, recorded: bool | None, trainable: bool, eager: bool) -> Row:
    import keras
    import numpy as np

    seen: list[Any] = []
    layer, holder = _part(name, form, seen, eager)
    holder.trainable = trainable
    given = {} if recorded is None else {"training": recorded}
    model = _model(form, holder, given, name)
    x = np.random.default_rng(0).normal(3, 2, (8, *model.input_shape_here)).astype("float32")
    y = np.zeros(model(x).shape, "float32")
    model.compile(keras.optimizers.SGD(0.1), "mse", run_eagerly=eager)

    def ran(run: Callable[[], Any]) -> bool:
        """Whether the layer ran in training mode: by its statistics, or by what it was told."""
        seen.clear()
        before = _values(_statistics(layer))
        run()
        if before:
            return not _equal(before, _values(_statistics(layer)))
        return bool(seen[-1])

    before = _values(_weights(layer))
    training = [ran(lambda: model.fit(x, y, verbose=0))]
    changed = not _equal(before, _values(_weights(layer)))
    training.append(ran(lambda: model.predict(x, verbose=0)))
    training.append(ran(lambda: model(x)))
    training.append(ran(lambda: model(x, training=True)))
    training.append(ran(lambda: model(x, training=False)))
    return Row(name, form, recorded, trainable, tuple(training), changed)


def _part(name: str, form: str, seen: list[Any], eager: bool) -> tuple[Any, Any]:
    """The layer, and what the model calls: the layer itself, or a model around it."""
    import keras

    if form == "application":
        base = _application(short=eager)
        return base, base
    layer = _layer(name, seen)
    if not form.startswith("nested") or form == "nested, at the layer":
        return layer, layer
    inputs = keras.Input(_shape(name))
    return layer, keras.Model(inputs, layer(inputs))


@functools.cache
def _application(*, short: bool) -> Any:
    """One for all rows: to make it takes longer than all that is done with it."""
    import keras

    whole = keras.applications.MobileNetV2((32, 32, 3), 0.35, include_top=False, weights=None)
    if not short:
        return whole
    return keras.Model(whole.input, whole.get_layer("expanded_conv_project_BN").output)


def _layer(name: str, seen: list[Any]) -> Any:
    """A layer that notes the `training` that its `call` is given."""
    import keras

    base: Any = getattr(keras.layers, name)

    @functools.wraps(base.call)
    def call(self: Any, *args: Any, **kwargs: Any) -> Any:
        seen.append(kwargs.get("training"))
        return base.call(self, *args, **kwargs)

    spy = type(name, (base,), {"call": call})
    match name:
        case "SpectralNormalization":
            return spy(keras.layers.Dense(4))
        case "LSTM":
            return spy(4, dropout=0.5)
        case "Dropout" | "GaussianNoise":
            return spy(0.5)
    return spy()


def _shape(name: str) -> tuple[int, ...]:
    return (3, 4) if name == "LSTM" else (4,)


def _model(form: str, holder: Any, given: dict[str, bool], name: str) -> Any:
    import keras

    shape = (32, 32, 3) if form == "application" else _shape(name)
    if "subclass" in form:

        class Model(keras.Model):  # type: ignore[misc]
            def __init__(self) -> None:
                super().__init__()
                self.part = holder

            def call(self, inputs: Any, training: Any = None) -> Any:
                return self.part(inputs, **given)

        class Without(Model):
            def call(self, inputs: Any) -> Any:  # type: ignore[override]
                return self.part(inputs, **given)

        model = Without() if "without" in form else Model()
    elif form == "nested, at the layer":
        inner_inputs = keras.Input(shape)
        inner = keras.Model(inner_inputs, holder(inner_inputs, **given))
        inputs = keras.Input(shape)
        model = keras.Model(inputs, inner(inputs))
    else:
        inputs = keras.Input(shape)
        model = keras.Model(inputs, holder(inputs, **given))
    model.input_shape_here = shape
    return model


def _statistics(layer: Any) -> list[Any]:
    """Variables that only a run in training mode changes, and no gradient."""
    return [v for v in layer.variables if v.path.rpartition("/")[2] in _STATISTICS]


_STATISTICS = ("moving_mean", "moving_variance", "vector_u")


def _weights(layer: Any) -> list[Any]:
    kept = {id(v) for v in _statistics(layer)}
    return [v for v in layer.variables if id(v) not in kept and "float" in str(v.dtype)]


def _values(variables: list[Any]) -> list[Any]:
    from keras import ops

    return [ops.convert_to_numpy(variable).copy() for variable in variables]


def _equal(one: list[Any], other: list[Any]) -> bool:
    return all((a == b).all() for a, b in zip(one, other, strict=True))
