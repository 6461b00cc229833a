"""What of a design's own data a pass is given, and whether a gradient step may learn from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from model_codegen.design.errors import DataError
from model_codegen.design.wording import listing, quote
from model_codegen.flow.flow_result import Own
from model_codegen.flow.flow_settings import FlowSettings
from model_codegen.flow.own_data import OwnBatch, OwnData

if TYPE_CHECKING:
    from model_codegen.emitters.program import Program

_SHORT = 10
"""A target of so many numbers is told."""


class ChosenData:
    """What of a design's own data one pass is given.

    Args:
        program: The design, expanded.
        own: Its data.
        settings: The pass.
        batch: Samples in its batch.

    Attributes:
        fitting: The inputs that can be given them, each by id of its call with its name.
        inputs: What inputs are given of them, by id of their call.
        problem: A sentence, where they are asked for and cannot be read: then none is given any.
    """

    def __init__(self, program: Program, own: OwnData, settings: FlowSettings, batch: int) -> None:
        self._own = own
        self.fitting = own.fitting(program)
        asked = {
            node_id
            for node_id in self.fitting
            if node_id in settings.inputs and settings.inputs[node_id].kind == "data"
        }
        fixed = [program.main.specs(node_id)[0].shape for node_id in asked]
        count = next((shape[0] for shape in fixed if shape and shape[0]), batch)
        self.problem = ""
        self._batch: OwnBatch | None = None
        if asked:
            try:
                self._batch = own.batch(settings.sample, count)
            except DataError as error:
                self.problem, asked = str(error), set()
        self.inputs = {
            node_id: self._batch.inputs[self.fitting[node_id]]
            for node_id in asked
            if self._batch is not None
        }
        # Of an input that is given anything else, the data do not say what follows.
        self._others = [
            quote(program.main.input_layer(node_id).name)
            for node_id in program.main.inputs
            if node_id not in asked
        ]

    @property
    def learnt(self) -> OwnBatch | None:
        """What the heads are to say; None where that is made up."""
        return None if self._others else self._batch

    @property
    def why(self) -> str:
        """Why it is made up, in words."""
        if not self._own.name:
            return "the design has no data to learn from"
        if self.problem:
            return "the design's data cannot be read"
        if not self._others:
            return ""
        verb = "is" if len(self._others) == 1 else "are"
        return f"{listing(self._others)} {verb} not given its own data"

    def told(self) -> Own | None:
        """The data, as a page is told of them."""
        training = self._own.training
        if not self.fitting or training is None:
            return None
        name = str(training.optimizer.get("class_name", "")).rpartition(".")[2]
        targets = {} if self._batch is None else self._batch.targets
        said = {head: _said(values[0]) for head, values in targets.items()}
        return Own(
            self._own.name,
            self._own.samples,
            self._own.rate,
            name,
            {head: text for head, text in said.items() if text},
            self.problem,
        )


def _said(target: np.ndarray) -> str:
    """A target as text; empty if it is long."""
    flat = np.asarray(target).reshape(-1)
    if flat.size > _SHORT:
        return ""
    if flat.dtype.kind == "f":
        return ", ".join(f"{value:.4g}" for value in flat)
    return ", ".join(str(value) for value in flat)
