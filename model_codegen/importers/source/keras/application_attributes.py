"""Attributes of models of `keras.applications`, and of the layers inside."""

from __future__ import annotations

from model_codegen.analysis.application_models import application
from model_codegen.catalogue import ConfigError
from model_codegen.design.diagnostics import MAIN
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.drawing.layer_values import to_layer
from model_codegen.importers.source.keras import model_calls, op_calls, opened_applications
from model_codegen.importers.source.keras.inputs import input_like
from model_codegen.importers.source.keras_paths import canonical
from model_codegen.importers.source.python_values import Method
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.values import Inner, LayerMade, Tensor, Value

UNTOLD = frozenset({
    "weights", "trainable_weights", "non_trainable_weights", "variables", "trainable_variables",
    "losses", "metrics", "metrics_names", "history", "optimizer", "loss", "stop_training",
})  # fmt: skip
"""Attributes that only a model that was trained has."""


def of_application(reading: Reading, owner: LayerMade, name: str, line: int) -> Value:
    """An attribute of a model of `keras.applications`.

    Raises:
        NotFollowed: If it has none that is known.
    """
    if name == "layers":
        return inside(reading, owner)
    if name in ("input", "output", "inputs", "outputs"):
        tensor = (
            virtual_input(reading, owner, line)
            if name.startswith("input")
            else virtual(reading, owner, line)
        )
        return [tensor] if name.endswith("s") else tensor
    if name in ("input_shape", "output_shape"):
        tensor = (
            virtual(reading, owner, line)
            if name == "output_shape"
            else virtual_input(reading, owner, line)
        )
        return op_calls.shape(reading, tensor)
    if name in UNTOLD:
        raise NotFollowed(f"the {name} of a model are not here")
    return Method(owner, name)


def inside(reading: Reading, owner: LayerMade) -> list[Inner]:
    """The layers inside a model of `keras.applications`.

    Raises:
        NotFollowed: If Keras cannot make it.
    """
    layer, problems = to_layer(owner, reading.policy)
    if problems:
        raise NotFollowed(problems[0])
    try:
        found = application(layer, reading.policy).model.layers
    except ConfigError as error:
        raise NotFollowed(error.message) from None
    reading.budget.spend(len(found))
    if owner.frozen is None:
        owner.frozen = [not owner.trainable] * len(found)
    return [
        Inner(owner, index, each.name, canonical(f"keras.layers.{type(each).__name__}"))
        for index, each in enumerate(found)
    ]


def virtual_input(reading: Reading, owner: LayerMade, line: int) -> Tensor:
    """The tensor that stands for the input of a model of `keras.applications`."""
    if owner.virtual is None and owner.opened is not None:
        inputs = [
            tensor
            for tensor in owner.opened.values()
            if isinstance(tensor, Tensor) and model_calls.is_input(tensor)
        ]
        return inputs[0]
    if owner.virtual is None:
        virtual(reading, owner, line)
    assert owner.virtual is not None
    return opened_applications.own_input(owner.virtual)


def virtual(reading: Reading, owner: LayerMade, line: int) -> Tensor:
    """The tensor that a model of `keras.applications` returns for its own input."""
    if owner.opened is not None and isinstance(output := owner.opened[MAIN], Tensor):
        return output
    if owner.virtual is None:
        spec, name = model_calls.application_input(reading, owner)
        tensor = input_like(reading, name, spec, line, nameless=False)
        owner.virtual = Tensor(reading.recording.call(owner, (tensor,), {}, line))
    return owner.virtual


def of_inner(reading: Reading, owner: Inner, name: str, line: int) -> Value:
    """An attribute of a layer inside a model of `keras.applications`.

    Raises:
        NotFollowed: If it is not known.
    """
    if name == "name":
        return owner.name
    if name == "output":
        return opened_applications.output_of(reading, owner.owner, owner.name, line)
    if name == "output_shape":
        tensor = opened_applications.output_of(reading, owner.owner, owner.name, line)
        return op_calls.shapes(reading, tensor)
    if name == "trainable":
        return not (owner.owner.frozen or [False])[owner.index]
    raise NotFollowed(f"the {name} of a layer inside `{owner.owner.name}` is not known")
