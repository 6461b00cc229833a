"""What a training is, in one line each: what a student reads before anything is opened."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.number_text import code, count, counted
from app.core.training.held_object import class_name
from model_codegen.design.training import READ_FROM_FILES, Data, Head, Stage, Training


def data_line(training: Training, titles: Mapping[tuple[str, str], str]) -> str:
    """`Digit pairs · 8,000 samples, 20 % to validate`.

    Args:
        training: How a design is trained.
        titles: Of the data that can be chosen, by kind and name.
    """
    data = training.data
    if data is None:
        return "not chosen yet"
    samples = f" · {counted(data.samples, 'sample')}" if data.samples else ""
    split = training.validation_split
    kept = f", {split * 100:.3g} % to validate" if split else ", none to validate"
    return f"{data_title(data, titles)}{samples}{kept}"


def data_title(data: Data, titles: Mapping[tuple[str, str], str]) -> str:
    """What data are called: their title, or the name of a file."""
    if data.kind == "random":
        return "random numbers"
    found = titles.get((data.kind, data.name), data.name or data.kind)
    return code(found) if data.kind in READ_FROM_FILES else found


def learning_line(training: Training) -> str:
    """`same_digit` by BinaryCrossentropy · Adam · 20 epochs of batches of 64."""
    heads = {name: head for name, head in training.heads.items() if head.loss is not None}
    return " · ".join(
        (
            heads_text(heads) or "no loss yet",
            class_name(training.optimizer),
            f"{epochs_text(training)} of batches of {count(training.batch_size)}",
        )
    )


def heads_text(heads: Mapping[str, Head]) -> str:
    """What heads learn: `same_digit` by BinaryCrossentropy, … and 2 more."""
    told = [f"{code(name)} by {class_name(head.loss)}" for name, head in heads.items()]
    if len(told) > 2:
        told = [told[0], f"{len(told) - 1} more"]
    return " and ".join(told)


def epochs_text(training: Training) -> str:
    """`20 epochs`; of stages all of theirs."""
    stages = training.stages
    if not stages:
        return counted(training.epochs, "epoch")
    return f"{counted(len(stages), 'stage')}, {counted(total_epochs(training), 'epoch')}"


def total_epochs(training: Training) -> int:
    """How many epochs a whole run has."""
    return sum(stage.epochs for stage in training.stages) or training.epochs


def stage_line(stage: Stage) -> str:
    """`3 epochs; mobilenet frozen; learning rate 1e-05`."""
    frozen = [name for name, free in stage.trainable.items() if free is False]
    whole = [name for name, free in stage.trainable.items() if free is True]
    some = [f"the last {n} of {name}" for name, n in stage.trainable.items() if type(n) is int]
    parts = [counted(stage.epochs, "epoch")]
    if frozen:
        parts.append(f"{', '.join(frozen)} frozen")
    if whole or some:
        parts.append(f"{', '.join([*whole, *some])} free")
    if stage.learning_rate is not None:
        parts.append(f"learning rate {stage.learning_rate:g}")
    return "; ".join(parts)
