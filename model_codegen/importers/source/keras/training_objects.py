"""Calls that have to do with training: objects are kept as they are made, steps are noted."""

from __future__ import annotations

import inspect
from functools import lru_cache

from model_codegen import catalogue
from model_codegen.emitters.training.fit_part import LOOP
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.keras.constructor_arguments import by_name
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.text_definitions import Instance
from model_codegen.importers.source.training_steps import StepKind, Trained, TrainingStep
from model_codegen.importers.source.value_trees import snapshot
from model_codegen.importers.source.values import Made, Model, Unknown, Value

STEPS: dict[str, StepKind] = {"compile": "compile", "fit": "fit", "fit_generator": "fit"}
"""Methods of models that say how they are trained."""

FORMER = {"lr": "learning_rate", "nb_epoch": "epochs", "loss_weight": "loss_weights"}
"""Arguments by the names that they had in older versions of Keras."""

GONE = frozenset({"decay"})
"""Arguments of optimizers that Keras has no more."""


@lru_cache(maxsize=256)
def path_of(path: str) -> str | None:
    """The public path of an optimizer, a loss, a metric or a callback that a path names.

    Args:
        path: Such as `keras.losses.Huber`, or `keras.optimizers.legacy.Adam`.
    """
    if not path.startswith("keras."):
        return None
    known = catalogue.load().training
    parts = path.split(".")
    short = ".".join(part for part in parts if part not in ("legacy", "experimental"))
    return short if short in known else None


def make(
    reading: Reading, path: str, args: list[Value], kwargs: dict[str, Value], line: int
) -> Trained:
    """Make an optimizer, a loss, a metric or a callback.

    Args:
        reading: The reading.
        path: Its public path.
        args: Its arguments.
        kwargs: Its arguments by name.
        line: Where.

    Raises:
        NotFollowed: If there are too many arguments.
    """
    given = snapshot(reading.budget, by_name(path, args, kwargs))
    config = {FORMER.get(key, key): value for key, value in given.items() if key not in GONE}
    return Trained(f"`{path}` is not run", line, Made(path, config))


def note(
    reading: Reading,
    model: Model,
    name: str,
    args: list[Value],
    kwargs: dict[str, Value],
    line: int,
) -> bool:
    """Note that a model is compiled or trained.

    Args:
        reading: The reading.
        model: The model.
        name: The method.
        args: Its arguments.
        kwargs: Its arguments by name.
        line: Where.

    Returns:
        Whether the method is one that says how.
    """
    kind = STEPS.get(name)
    if kind is None:
        return False
    given = dict(zip(_parameters(kind), args, strict=False)) | kwargs
    given = {FORMER.get(key, key): value for key, value in given.items()}
    try:
        given = snapshot(reading.budget, given)
    except NotFollowed:  # data of the text, of which nothing is needed
        given = {key: value for key, value in given.items() if key not in ("x", "y")}
    reading.recording.training.add(TrainingStep(kind, model, given, line))
    return True


def is_loop(name: str, args: list[Value]) -> bool:
    """Whether a function of the text is the loop that our own source writes out instead of `fit`.

    Args:
        name: What it is called.
        args: What it is given.
    """
    return name == LOOP and bool(args) and _model(args[0]) is not None


def note_loop(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> Unknown:
    """Note that a model is trained by a loop that is written out; it has the arguments of `fit`.

    Args:
        reading: The reading.
        args: The model, the data to train and to validate with.
        kwargs: Its arguments by name.
        line: Where.
    """
    model = _model(args[0])
    if model is not None:
        model.compiled = True
        given = dict(zip(("x", "validation_data"), args[1:], strict=False)) | kwargs
        reading.recording.training.add(TrainingStep("fit", model, given, line))
        reading.recording.training.loop = True
    return Unknown(f"`{LOOP}` is not run", line)


def _model(value: Value) -> Model | None:
    if isinstance(value, Instance):
        return value.model
    return value if isinstance(value, Model) else None


def seed(reading: Reading, args: list[Value], kwargs: dict[str, Value], line: int) -> Value:
    """Call `keras.utils.set_random_seed`."""
    value = args[0] if args else kwargs.get("seed")
    if type(value) is int:
        reading.recording.training.seed = value
    return None


@lru_cache(maxsize=4)
def _parameters(method: str) -> tuple[str, ...]:
    """The parameters of a method of models, in order."""
    import keras

    return tuple(inspect.signature(getattr(keras.Model, method)).parameters)[1:]
