"""How a model is trained, and how well it has learnt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, Self

from pydantic import Field, StrictFloat, StrictInt, StrictStr, model_validator

from app.core.lessons.facts import Facts
from app.core.lessons.predicates.argument import Amount, Argument, Name, Pattern, matches
from app.core.lessons.predicates.predicate import predicate
from app.core.lessons.values import same, shown
from app.core.lessons.verdict import Finding
from model_codegen.design.training import Training as DesignTraining
from model_codegen.design.wording import listing, quote

Number = StrictInt | StrictFloat


class Training(Argument):
    """What is asked of the training; what is left out may be anything."""

    optimizer: Name | None = None
    learning_rate: Number | None = None
    epochs: Amount | None = None
    batch_size: Amount | None = None
    loop: Literal["fit", "custom"] | None = None
    callbacks: list[Name] = Field([], max_length=20)
    loss: dict[Pattern, Name] = Field({}, max_length=30)
    loss_weight: dict[Pattern, Number] = Field({}, max_length=30)
    metrics: list[Name] = Field([], max_length=20)
    stages: Amount | None = None
    data: Name | None = None

    @model_validator(mode="before")
    @classmethod
    def _for_all(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        plain = {key: value[key] for key in ("loss", "loss_weight") if key in value}
        every = {k: {"*": v} for k, v in plain.items() if not isinstance(v, dict)}
        return value | every

    @model_validator(mode="after")
    def _some(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("say what is asked of the training: `optimizer: Adam`")
        return self


def _training_python(wanted: Training) -> Iterator[str]:
    """Expressions of `trains`, what `how_it_trains` has found out."""
    stages = wanted.stages
    if wanted.data is not None or (stages is not None and stages.holds(0) != stages.holds(1)):
        return  # a script does not say so
    arguments = "" if wanted.learning_rate is None else f", learning_rate={wanted.learning_rate!r}"
    if wanted.optimizer is not None:
        yield f"is_a(trains.compiled['optimizer'], {wanted.optimizer!r}{arguments})"
    elif wanted.learning_rate is not None:
        yield f"is_value(float(trains.model.optimizer.learning_rate), {wanted.learning_rate!r})"
    for amount, number in (
        (wanted.epochs, "trains.epochs"),
        (wanted.batch_size, "trains.batch_size"),
        (stages, "len(trains.fits)"),
    ):
        if amount is not None:
            yield amount.python(number)
    if wanted.loop is not None:
        yield "trains.is_custom" if wanted.loop == "custom" else "not trains.is_custom"
    for name in wanted.callbacks:
        yield f"has_callback(trains, {name!r})"
    for name in wanted.metrics:
        yield f"has_metric(trains, {name!r})"
    for head, loss in wanted.loss.items():
        yield f"has_loss(trains, {head!r}, {loss!r})"
    for head, weight in wanted.loss_weight.items():
        yield f"has_weight(trains, {head!r}, {weight!r})"


@predicate("training", _training_python)
def training(facts: Facts, wanted: Training) -> Finding:
    """How the design is to be trained, as the Train tab has it.

    Any of `optimizer`, `learning_rate`, `epochs`, `batch_size`, `loop` (`fit` or `custom`),
    `callbacks` (these are among them), `metrics` (likewise, of any head), `loss` and `loss_weight`
    (one for all heads, or by the head's name), `stages` (how many), `data` (its name). Numbers may
    be `at_least` and `at_most`.

    Example:
        training: {optimizer: Adam, epochs: {at_least: 5}, callbacks: [EarlyStopping]}
        training: {loss: {price: MeanSquaredError, kind: SparseCategoricalCrossentropy}}
        training: {loop: custom, loss_weight: {price: 0.5}, stages: 2}
    """
    here = facts.design.training
    parts = [*_asked(wanted)]
    asked = f"The training has {listing(parts, 12)}."
    if here is None:
        return Finding(asked, False, "The Train tab is empty yet: open it.")
    wrong = next(_wrong(wanted, here), "")
    return Finding(asked, not wrong, wrong or asked)


def _asked(wanted: Training) -> Iterator[str]:
    for name in ("optimizer", "learning_rate", "epochs", "batch_size", "loop", "stages", "data"):
        value = getattr(wanted, name)
        if value is not None:
            yield f"{name.replace('_', ' ')} {value}"
    for name in ("callbacks", "metrics"):
        if getattr(wanted, name):
            yield f"the {name} {listing([*map(quote, getattr(wanted, name))])}"
    for name in ("loss", "loss_weight"):
        for head, value in getattr(wanted, name).items():
            of = "" if head == "*" else f" for {quote(head)}"
            yield f"the {name.replace('_', ' ')} {shown(value)}{of}"


def _wrong(wanted: Training, here: DesignTraining) -> Iterator[str]:
    """What is not so, one sentence each."""
    if wanted.optimizer and not same(wanted.optimizer, here.optimizer):
        yield f"The optimizer is {shown(here.optimizer)}; asked for is {wanted.optimizer}."
    if wanted.learning_rate is not None:
        config = here.optimizer.get("config", {})
        rate = config.get("learning_rate") if isinstance(config, dict) else None
        if not same(wanted.learning_rate, rate):
            said = "not set" if rate is None else shown(rate)
            yield f"The learning rate is {said}; asked for is {wanted.learning_rate}."
    epochs = sum(stage.epochs for stage in here.stages) if here.stages else here.epochs
    for noun, amount, number in (
        ("epochs", wanted.epochs, epochs),
        ("samples to a batch", wanted.batch_size, here.batch_size),
        ("stages", wanted.stages, len(here.stages)),
    ):
        if amount is not None and not amount.holds(number):
            yield f"The training has {number:,} {noun}; asked for are {amount}."
    if wanted.loop and wanted.loop != here.loop:
        names = {"fit": "`fit`", "custom": "a loop that is written out"}
        yield f"It is trained by {names[here.loop]}; asked for is {names[wanted.loop]}."
    yield from _missing("callback", wanted.callbacks, [*here.callbacks])
    metrics = [metric for head in here.heads.values() for metric in head.metrics]
    yield from _missing("metric", wanted.metrics, metrics)
    for pattern, loss in wanted.loss.items():
        for name, head in _heads(here, pattern):
            if not same(loss, head.loss):
                said = "no loss" if head.loss is None else f"the loss {shown(head.loss)}"
                yield f"{quote(name)} has {said}; asked for is {loss}."
    for pattern, weight in wanted.loss_weight.items():
        for name, head in _heads(here, pattern):
            if not same(weight, head.weight):
                yield f"The loss of {quote(name)} has the weight {head.weight:g}, not {weight:g}."
    for pattern in (*wanted.loss, *wanted.loss_weight):
        if not _heads(here, pattern):
            yield f"The Train tab has no head {quote(pattern)}."
    if wanted.data and not (here.data and same(wanted.data, here.data.name or here.data.kind)):
        said = "nothing" if here.data is None else quote(here.data.name or here.data.kind)
        yield f"It is trained with {said}; asked for is {quote(wanted.data)}."


def _missing(noun: str, wanted: list[str], there: list[Any]) -> Iterator[str]:
    for name in wanted:
        if not any(same(name, one) for one in there):
            yield f"The {noun} {quote(name)} is missing."


def _heads(here: DesignTraining, pattern: str) -> list[tuple[str, Any]]:
    return [(name, head) for name, head in here.heads.items() if matches(pattern, name)]


class Trained(Argument):
    """Which metric, and what it has to reach."""

    metric: StrictStr
    at_least: Number | None = None
    at_most: Number | None = None

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise ValueError("say `at_least` or `at_most`")
        return self


@predicate("trained")
def trained(facts: Facts, wanted: Trained) -> Finding:
    """The newest training of this model that has finished reached so much, in one of its epochs.

    `metric` as the curves have it: `loss`, `val_accuracy`. A model that has changed since has to be
    trained again.

    Example:
        trained: {metric: val_accuracy, at_least: 0.9}
    """
    low = "" if wanted.at_least is None else f"at least {wanted.at_least:g}"
    high = "" if wanted.at_most is None else f"at most {wanted.at_most:g}"
    reach = " and ".join(part for part in (low, high) if part)
    asked = f"In training, {quote(wanted.metric)} reaches {reach}."
    here = facts.trained
    if here is None:
        return Finding(asked, False, "No training has finished yet: press *Start* in Train.")
    if not here.current:
        text = "The model has changed since it was trained: train it again."
        return Finding(asked, False, text)
    values = [log[wanted.metric] for log in here.logs if wanted.metric in log]
    if not values:
        names = listing(sorted({name for log in here.logs for name in log}))
        text = f"The training has no {quote(wanted.metric)}; it has {names or 'no epoch'}."
        return Finding(asked, False, text)
    if any(
        (wanted.at_least is None or value >= wanted.at_least)
        and (wanted.at_most is None or value <= wanted.at_most)
        for value in values
    ):
        return Finding(asked, True, asked)
    best = max(values) if wanted.at_least is not None else min(values)
    text = f"{quote(wanted.metric)} came to {best:.4g}; asked for is {reach}."
    return Finding(asked, False, text)


PREDICATES = (training, trained)
