"""`Recording`: the models, inputs and calls that a text makes, in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from model_codegen.importers.source.bounds import Budget
from model_codegen.importers.source.training_steps import TrainingLog
from model_codegen.importers.source.value_trees import snapshot
from model_codegen.importers.source.values import (
    Call,
    LayerMade,
    Model,
    Operation,
    Run,
    Tensor,
    Value,
)


class Mark(NamedTuple):
    """How much was recorded at some moment."""

    models: int
    inputs: int
    calls: int


@dataclass(eq=False)
class Recording:
    """What a text makes of Keras.

    Attributes:
        budget: What it may still cost.
        models: Every model that was made, in order.
        inputs: Every `keras.Input`, in order.
        calls: Every call of a layer, in order.
        runs: The functions of the text that run, innermost last.
        training: What it does to train its models.
    """

    budget: Budget
    models: list[Model] = field(default_factory=list)
    inputs: list[Tensor] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    training: TrainingLog = field(default_factory=TrainingLog)

    def call(
        self, operation: Operation, args: tuple[Value, ...], kwargs: dict[str, Value], line: int
    ) -> Call:
        """Record a call.

        Args:
            operation: What is called.
            args: With tensors.
            kwargs: Likewise.
            line: Where it stands.

        Raises:
            NotFollowed: If the arguments are too large.
            OutOfBounds: If there are too many calls.
        """
        self.budget.make()
        args, kwargs = snapshot(self.budget, args), snapshot(self.budget, kwargs)
        call = Call(
            operation, args, kwargs, line, len(self.calls), self.runs[-1] if self.runs else None
        )
        self.calls.append(call)
        if isinstance(operation, LayerMade):
            operation.calls.append(call)
        return call

    def mark(self) -> Mark:
        """How much there is by now, to go back to."""
        return Mark(len(self.models), len(self.inputs), len(self.calls))

    def forget_calls(self, mark: Mark) -> None:
        """Take back the calls that were recorded since."""
        for call in self.calls[mark.calls :]:
            if isinstance(call.operation, LayerMade):
                call.operation.calls.remove(call)
        del self.calls[mark.calls :]

    def forget(self, mark: Mark) -> None:
        """Take back all that was recorded since."""
        self.forget_calls(mark)
        del self.models[mark.models :]
        del self.inputs[mark.inputs :]
