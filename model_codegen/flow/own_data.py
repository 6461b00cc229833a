"""The samples that a design is trained with: what its training wires to its inputs and heads."""

from __future__ import annotations

import math
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from model_codegen.catalogue import ConfigError
from model_codegen.catalogue.training_objects import make_object
from model_codegen.datasets import Prepared, fed_facts, prepared, read, split
from model_codegen.datasets.keras_data import is_fetched
from model_codegen.design.errors import DataError
from model_codegen.design.head_names import input_names
from model_codegen.design.training import Data, Training
from model_codegen.design.wording import quote
from model_codegen.keras_bridge.learning_rates import learning_rate

if TYPE_CHECKING:
    from model_codegen.emitters.program import Program

MOST_SAMPLES = 500
"""So many samples can be looked at: the first ones that a run would learn from."""

MOST_NUMBERS = 16_000_000
"""And at most so many numbers of each input."""


@dataclass(frozen=True)
class OwnBatch:
    """A few samples, one after another.

    Attributes:
        inputs: By the name of the input.
        targets: By the name of the head.
        weight: What each sample counts for; None: all the same.
        first: The number of the first of them.
        name: What the data are called.
    """

    inputs: Mapping[str, np.ndarray]
    targets: Mapping[str, np.ndarray]
    weight: np.ndarray | None
    first: int
    name: str


class OwnData:
    """The data of a training, read once they are looked at.

    Samples stand in the order in which a run first sees them: shuffled once, by the training's
    seed, without those that are kept to validate. Nothing augments them.

    Args:
        training: How a design is trained; None, or without data: there are none.
        path: Of a file, where it lies.
    """

    def __init__(self, training: Training | None, path: Path | None = None) -> None:
        self.training = training
        self._path = path

    @property
    def name(self) -> str:
        """What the data are called; empty if there are none."""
        data = self._data
        return "" if data is None else data.name or "random numbers"

    def fitting(self, program: Program) -> dict[str, str]:
        """The inputs that can be given their own data, each by id of its call with its name.

        Args:
            program: The design.
        """
        data, found = self._data, {}
        for name, node_id in input_names(program.design) if data is not None else []:
            if data is None or name not in data.inputs:
                continue
            try:
                facts = fed_facts(data.inputs[name], data.fields, data.samples)
            except DataError:
                continue
            spec = program.main.specs(node_id)[0]
            words = (facts.dtype == "str") == (spec.dtype == "string")
            if words and _fits(facts.shape, tuple(spec.shape or (None,))[1:]):
                found[node_id] = name
        return found

    @property
    def samples(self) -> int:
        """How many can be looked at, as far as that is known without reading them."""
        data, training = self._data, self.training
        if data is None or training is None:
            return 0
        sizes = []
        for feed in data.inputs.values():
            with suppress(DataError):
                sizes.append(math.prod(fed_facts(feed, data.fields, data.samples).shape))
        largest = max(sizes, default=1)
        learnt = len(split(data.samples, training.validation_split, training.seed)[0])
        return max(1, min(learnt, MOST_SAMPLES, MOST_NUMBERS // max(1, largest)))

    def batch(self, number: int, count: int) -> OwnBatch:
        """Some samples; after the last one comes the first.

        Args:
            number: Of the first.
            count: How many.

        Raises:
            DataError: If the data cannot be read.
        """
        found = self._read
        first = number % found.samples
        places = (first + np.arange(count)) % found.samples
        return OwnBatch(
            {name: values[places] for name, values in found.inputs.items()},
            {name: values[places] for name, values in found.targets.items()},
            None if found.sample_weight is None else found.sample_weight[places],
            first,
            self.name,
        )

    @cached_property
    def rate(self) -> float | None:
        """The learning rate with which the optimizer begins; None if it has none."""
        if self.training is None:
            return None
        try:
            rate = learning_rate(make_object(self.training.optimizer, "optimizer"))
        except ConfigError:
            return None
        # It is kept in float32, where 0.001 has more digits than anybody wrote.
        return None if rate is None else float(f"{rate:.6g}")

    @property
    def _data(self) -> Data | None:
        return None if self.training is None else self.training.data

    @cached_property
    def _read(self) -> Prepared:
        data, training = self._data, self.training
        if data is None or training is None:
            raise DataError("This design has no data: choose some in the Train tab.")
        if data.kind == "keras" and not is_fetched(data.name):
            raise DataError(
                f"The data {quote(data.name)} are fetched from the internet by the first run that "
                "trains with them; they can be shown once they are here."
            )

        def learnt(samples: int) -> np.ndarray:
            return split(samples, training.validation_split, training.seed)[0]

        most = self.samples
        return prepared(
            data, read(data, self._path), learnt, chosen=lambda count: learnt(count)[:most]
        )


def _fits(shape: tuple[int, ...], wanted: tuple[int | None, ...]) -> bool:
    return len(shape) == len(wanted) and all(
        theirs in (None, mine) for mine, theirs in zip(shape, wanted, strict=True)
    )
