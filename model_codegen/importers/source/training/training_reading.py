"""A design's training, of what its text does with the model."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from model_codegen.analysis import analyse
from model_codegen.catalogue.store import load
from model_codegen.catalogue.training_names import optimizer_named
from model_codegen.design.config_values import Config
from model_codegen.design.graph import Design
from model_codegen.design.head_names import head_names
from model_codegen.design.training import Stage, Training
from model_codegen.importers.source.pasted_text import Parsed
from model_codegen.importers.source.plain_values import is_listed
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.training.data_reading import own_split, read_data
from model_codegen.importers.source.training.head_reading import HeadReading, Output, Shape
from model_codegen.importers.source.training.held_values import held, left_open
from model_codegen.importers.source.training.stage_reading import Fitted
from model_codegen.importers.source.values import Array, Value
from model_codegen.proposals.ends import input_ends, output_ends

Backend = Literal["tensorflow", "jax", "torch"]

RATE = "learning_rate"

STAGE = re.compile(r"^\s*# Stage \d+: (.+)$", re.MULTILINE)
"""How our own source names a stage."""

ALL_DEVICES = frozenset({"MirroredStrategy", "DataParallel"})

LONGEST_NAME = 80


@dataclass(frozen=True)
class TrainingRead:
    """How a model is trained.

    Attributes:
        training: As a document has it.
        lost: What of it is left out, each as it is to be called.
        needs_data: Whether the text trains on data that it has outside.
    """

    training: Training
    lost: tuple[str, ...] = ()
    needs_data: bool = False


def read_training(
    reading: Reading, parsed: Parsed, design: Design, found: Sequence[Fitted]
) -> TrainingRead | None:
    """How a design is trained; None if its text does not say.

    Args:
        reading: The reading of the text.
        parsed: The text.
        design: The design.
        found: How its model is compiled and trained, in order.
    """
    if not found:
        return None
    last = found[-1]
    writer = _Writer(reading, parsed)
    fitted = next((each.fitted for each in reversed(found) if each.fitted), {})
    heads = HeadReading(_outputs(design, last.compiled, fitted))
    learnt = heads.heads(last.compiled, fitted)
    staged = _is_staged(found)
    optimizer = writer.optimizer((found[0] if staged else last).compiled.get("optimizer"))
    training = Training(
        optimizer=_without_default_rate(optimizer) if staged else optimizer,
        heads=learnt,
        callbacks=writer.callbacks(fitted.get("callbacks")),
        epochs=Training().epochs if staged or not fitted else _epochs(fitted, 1),
        batch_size=writer.batch_size(fitted),
        validation_split=own_split(parsed.module) or _split(fitted),
        shuffle=not (fitted.get("shuffle") is False and "y" in fitted),
        stages=writer.stages(found, optimizer) if staged else (),
        loop="custom" if reading.recording.training.loop else "fit",
        backend=_backend(parsed.module),
        devices="all" if _names(parsed.module) & ALL_DEVICES else "one",
        steps_per_execution=_whole(last.compiled.get("steps_per_execution"), 1),
        jit_compile=_jit(last.compiled.get("jit_compile")),
        seed=reading.recording.training.seed or 0,
    )
    lost = tuple(dict.fromkeys([*heads.lost, *writer.lost]))
    analysis = analyse(design)
    ends = input_ends(design, analysis), output_ends(design, analysis)
    hot = [name for name, head in learnt.items() if head.loss and _is_hot(head.loss)]
    data = read_data(parsed.module, *ends, hot) if fitted else None
    needs_data = bool(fitted) and data is None
    return TrainingRead(replace(training, data=data), lost, needs_data)


@dataclass(eq=False)
class _Writer:
    """What is read of a text's values; `lost` takes what could not be."""

    reading: Reading
    parsed: Parsed
    lost: list[str] = field(default_factory=list)

    def optimizer(self, value: Value) -> Config:
        """What `compile` is given as its optimizer."""
        if value is None:
            value = "rmsprop"
        found = optimizer_named(value) if type(value) is str else held(value)
        self.lost += [f"`{part}` of the optimizer" for part in left_open(value)]
        if found is None:
            self.lost.append("the optimizer, which is not known")
            return Training().optimizer
        return found

    def callbacks(self, value: Value) -> tuple[Config, ...]:
        """What `fit` is given as its callbacks."""
        given = [] if value is None else [*value] if is_listed(value) else [value]
        found = []
        for each in given:
            callback = held(each)
            self.lost += [f"`{part}` of a callback" for part in left_open(each)]
            if callback is None:
                self.lost.append("a callback that is none of Keras")
            else:
                found.append(callback)
        return tuple(found)

    def batch_size(self, fitted: Mapping[str, Value]) -> int:
        """How many samples a step takes, of `fit` or of the constant that is called so."""
        module = self.reading.program.module
        for value in (
            fitted.get("batch_size"),
            module.find("BATCH_SIZE"),
            module.find("batch_size"),
        ):
            if type(value) is int and value > 0:
                return value
        return Training().batch_size

    def stages(self, found: Sequence[Fitted], first: Config) -> tuple[Stage, ...]:
        """The stages, named as the comments of our own source name them."""
        names = STAGE.findall(self.parsed.text)
        if len(names) != len(found):
            names = [f"stage {number}" for number in range(1, len(found) + 1)]
        base = _rate(first)
        stages = []
        for name, each in zip(names, found, strict=True):
            rate = _rate(self.optimizer(each.compiled.get("optimizer")))
            own = rate if rate != base and isinstance(rate, (int, float)) else None
            epochs = _epochs(each.fitted, 1)
            stages.append(Stage(name.strip()[:LONGEST_NAME], epochs, dict(each.trainable), own))
        return tuple(stages)


def _is_hot(loss: Config) -> bool:
    return str(loss["class_name"]).rpartition(".")[2].startswith("Categorical")


def _outputs(
    design: Design, compiled: Mapping[str, Value], fitted: Mapping[str, Value]
) -> list[Output]:
    told = {key: node.outputs or () for key, node in analyse(design).nodes.items()}
    named = head_names(design, {key: len(outputs) for key, outputs in told.items()})
    labels = fitted.get("y")
    found = []
    for name, ref in named:
        outputs = told.get(ref.node, ())
        shape: Shape | None = outputs[ref.index].shape if ref.index < len(outputs) else None
        own = labels.get(name) if isinstance(labels, dict) else labels if len(named) == 1 else None
        found.append(Output(name, shape, own.spec.shape if isinstance(own, Array) else None))
    return found


def _is_staged(found: Sequence[Fitted]) -> bool:
    """Whether several fits go on from each other, rather than try something else."""
    return len(found) > 1 and any(each.trainable for each in found)


def _rate(optimizer: Config) -> object:
    """The learning rate, with the default where nothing is said."""
    config = optimizer.get("config") or {}
    if RATE in config:
        return config[RATE]
    entry = load().training.get(str(optimizer.get("class_name")))
    return entry.schema["properties"].get(RATE, {}).get("default") if entry else None


def _without_default_rate(optimizer: Config) -> Config:
    """The same without a learning rate that goes without saying."""
    config = optimizer.get("config") or {}
    plain = {**optimizer, "config": {key: config[key] for key in config if key != RATE}}
    return plain if _rate(optimizer) == _rate(plain) else optimizer


def _epochs(fitted: Mapping[str, Value], default: int) -> int:
    epochs, begin = fitted.get("epochs"), fitted.get("initial_epoch")
    if type(epochs) is not int:
        return default
    return max(epochs - (begin if type(begin) is int else 0), 1)


def _split(fitted: Mapping[str, Value]) -> float:
    """The part that is kept to validate; the usual one where the text has other data for it."""
    split = fitted.get("validation_split")
    if isinstance(split, (int, float)) and 0 <= split < 1:
        return float(split)
    return Training().validation_split if fitted.get("validation_data") is not None else 0.0


def _whole(value: Value, default: int) -> int:
    return value if type(value) is int else default


def _jit(value: Value) -> Literal["auto"] | bool:
    return value if isinstance(value, bool) else "auto"


def _backend(module: ast.Module) -> Backend:
    """What `os.environ["KERAS_BACKEND"]` is set to."""
    for node in ast.walk(module):
        match node:
            case ast.Assign(
                targets=[ast.Subscript(slice=ast.Constant(value="KERAS_BACKEND"))],
                value=ast.Constant(value=("jax" | "torch") as found),
            ):
                return "jax" if found == "jax" else "torch"
    return "tensorflow"


def _names(module: ast.Module) -> set[str]:
    """The names of all attributes that a text mentions."""
    return {node.attr for node in ast.walk(module) if isinstance(node, ast.Attribute)}
