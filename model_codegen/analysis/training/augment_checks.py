"""Layers that change the training images: they have to be such, and there have to be images."""

from __future__ import annotations

from collections.abc import Iterator

from model_codegen import catalogue
from model_codegen.analysis.training.changes import retrained, with_data
from model_codegen.analysis.training.training_facts import TrainingFacts, found
from model_codegen.catalogue import ConfigError
from model_codegen.design.config_values import Config
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.wording import quote

_IMAGE = 4
"""Dimensions of a batch of images: the batch, height, width and channels."""


def check_augmentation(facts: TrainingFacts) -> Iterator[Diagnostic]:
    """Tell of layers that change no images, and of models that take none, or several."""
    augment = facts.data.augment if facts.data else ()
    if not augment:
        return
    for place, layer in enumerate(augment):
        if problem := _problem(layer):
            left = (*augment[:place], *augment[place + 1 :])
            change = retrained(facts, "Remove it", with_data(facts.training, augment=left))
            name = str(layer.get("class_name")).rpartition(".")[2]
            message = f"Augmentation with {quote(name)}: {problem}"
            alike = f"augmentation {name}"
            yield found(
                "training-object", "error", message, *facts.anywhere, fixes=[change], alike=alike
            )
    images = [one for one in facts.inputs if one.spec and len(one.spec.shape) == _IMAGE]
    if len(images) != 1 and all(one.spec for one in facts.inputs):
        change = retrained(facts, "Leave images as they are", with_data(facts.training, augment=()))
        message = (
            "Augmentation changes the images that the model takes, the one input of height, width "
            f"and channels, and this model has {'several' if images else 'none'}"
        )
        nodes = [one.node for one in images] or facts.anywhere
        yield found("feed-mismatch", "error", message, *nodes, fixes=[change], alike="augmentation")


def _problem(layer: Config) -> str | None:
    """Why a layer cannot change images; None if it can."""
    path = str(layer.get("class_name"))
    entry = catalogue.find(path)
    if entry is None:
        try:
            catalogue.resolve(path)
        except ConfigError as error:
            return error.message
    if entry is None or (entry.category, entry.group) != ("preprocessing", "image"):
        return "it is no layer that changes images, such as RandomFlip"
    problems = catalogue.check_config(entry, layer.get("config") or {})
    return problems[0].message if problems else None
