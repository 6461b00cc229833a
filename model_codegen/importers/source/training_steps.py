"""What a text does to train its models: objects that it is done with, and the steps in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from model_codegen.importers.source.values import LayerMade, Made, Model, Unknown, Value

MOST_STEPS = 2_000
"""How many steps are kept."""

StepKind: TypeAlias = Literal["complete", "compile", "fit", "trainable"]


@dataclass(frozen=True)
class Trained(Unknown):
    """An optimizer, a loss, a metric or a callback: for the graph, something that is not known.

    Attributes:
        made: Its class and its arguments.
    """

    made: Made = field(default_factory=lambda: Made(""))


@dataclass(frozen=True)
class Flags:
    """Whether a layer or a model was trained at some moment.

    Attributes:
        owner: The layer or model.
        trainable: Its own flag.
        frozen: Of an application: which of its layers were frozen one by one.
    """

    owner: LayerMade | Model
    trainable: bool
    frozen: tuple[bool, ...] | None

    @classmethod
    def of(cls, owner: LayerMade | Model) -> Flags:
        """The flags as they are now."""
        frozen = owner.frozen if isinstance(owner, LayerMade) else None
        return cls(owner, owner.trainable, None if frozen is None else tuple(frozen))

    def restore(self) -> None:
        """Set them to what they were."""
        self.owner.trainable = self.trainable
        if isinstance(self.owner, LayerMade):
            self.owner.frozen = None if self.frozen is None else [*self.frozen]


@dataclass(frozen=True, eq=False)
class TrainingStep:
    """One step.

    Attributes:
        kind: A model is made, with all its layers; it is compiled or trained; or `trainable` of
            something is set.
        model: The model; None where `trainable` is set.
        given: Of `compile` and `fit`: the arguments by name.
        line: Where it stands.
        before: Where `trainable` is set: what was set before, of all that it concerns.
        owners: Likewise: what it was set of by the text.
    """

    kind: StepKind
    model: Model | None = None
    given: Mapping[str, Value] = field(default_factory=dict)
    line: int = 0
    before: tuple[Flags, ...] = ()
    owners: tuple[LayerMade | Model, ...] = ()


@dataclass(eq=False)
class TrainingLog:
    """Everything that a text does to train, in order.

    Attributes:
        steps: The steps.
        seed: What random numbers begin with, if the text says.
        own: Whether the text is a script as we write them, whose data say nothing of the model.
        loop: Whether it trains in a loop of its own that stands for `fit`.
    """

    steps: list[TrainingStep] = field(default_factory=list)
    seed: int | None = None
    own: bool = False
    loop: bool = False

    def add(self, step: TrainingStep) -> None:
        """Note a step, unless there are too many."""
        if len(self.steps) < MOST_STEPS:
            self.steps.append(step)

    def changes(
        self, owner: LayerMade | Model, concerned: Iterable[LayerMade | Model] = ()
    ) -> None:
        """Note that `trainable` is about to be set.

        Args:
            owner: Of what the text sets it.
            concerned: What else that sets.
        """
        last = self.steps[-1] if self.steps else None
        before: tuple[Flags, ...] = ()
        owners: tuple[LayerMade | Model, ...] = ()
        if last is not None and last.kind == "trainable":  # one loop sets that of many
            before, owners = last.before, last.owners
        known = {flags.owner for flags in before}
        new = [each for each in dict.fromkeys((owner, *concerned)) if each not in known]
        if owner not in owners:
            owners = (*owners, owner)
        elif not new:
            return
        step = TrainingStep("trainable", before=(*before, *map(Flags.of, new)), owners=owners)
        if before:
            self.steps[-1] = step
        else:
            self.add(step)
