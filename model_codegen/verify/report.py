"""`Report`: what came of building a design from its source in every style."""

from __future__ import annotations

from dataclasses import dataclass, replace

from model_codegen.analysis import TensorSpec
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.wording import listing
from model_codegen.emitters.styles import STYLES
from model_codegen.verify.comparison import NOTHING, Comparison

_ROUNDING = 1e-5
"""How far apart steps of the same training may be, as a part of the largest value. Gradients that
meet at a tensor are added in the order of the calls under JAX and PyTorch, and what a sum of
float32 loses depends on the order."""


@dataclass(frozen=True)
class Training:
    """A style's training step beside the first style's.

    Attributes:
        compared: The loss, every gradient, and every weight after the step.
        gradients: How many gradients there are.
        weights: How many weights, moving statistics included.
        reason: Why no step was made; empty if one was.
        fails: Whether the first style made one all the same.
    """

    compared: Comparison = NOTHING
    gradients: int = 0
    weights: int = 0
    reason: str = ""
    fails: bool = False

    @property
    def same(self) -> bool:
        """Whether it trains as the first style does, as far as this can be told."""
        return not self.fails and (bool(self.reason) or self.compared.within(_ROUNDING))

    def beside(self, other: Training) -> Training:
        """The worse of two steps of one style."""
        if self.reason or other.reason:
            return self if self.fails or not other.fails else other
        return replace(self, compared=self.compared.beside(other.compared))


_UNTRAINED = Training()


@dataclass(frozen=True)
class StyleProof:
    """One style.

    Attributes:
        style: Its name.
        reasons: Why the design has no such form; all else is empty then.
        params: Parameters of the built model, of which `trainable_params` are trained.
        trainable_params: See `params`.
        outputs: Its output tensors on the random input, flattened.
        as_analysed: Whether figures and outputs are what the analysis says.
        inference: Its outputs.
        training: Its training step.
        seconds: Time to write the source, build the model and run it.
        folds: Whether it has folded source, too, which was built as well; then all else is about
            both.
    """

    style: str
    reasons: tuple[Diagnostic, ...] = ()
    params: int = 0
    trainable_params: int = 0
    outputs: tuple[TensorSpec, ...] = ()
    as_analysed: bool = False
    inference: Comparison = NOTHING
    training: Training = _UNTRAINED
    seconds: float = 0.0
    folds: bool = False

    @property
    def expressible(self) -> bool:
        """Whether the design has this form."""
        return not self.reasons

    @property
    def values(self) -> int:
        """How many output values were compared."""
        return self.inference.values

    @property
    def difference(self) -> float:
        """Largest absolute difference of an output value from the first style's."""
        return self.inference.difference

    @property
    def title(self) -> str:
        """What was built: `Functional, flat and folded`."""
        return f"{STYLES[self.style].title}{', flat and folded' if self.folds else ''}"

    def beside(self, folded: StyleProof) -> StyleProof:
        """The proof of a style whose folded source was built as well."""
        return replace(
            self,
            as_analysed=self.as_analysed and folded.as_analysed,
            inference=self.inference.beside(folded.inference),
            training=self.training.beside(folded.training),
            folds=True,
        )


@dataclass(frozen=True)
class Report:
    """All styles.

    Attributes:
        styles: One for each style.
        peak_memory: Most bytes of memory that this process ever held; None if it can't be told.
        pretrained: Names of the layers that were built with random weights instead of imagenet's,
            since nothing is fetched here.
        told: What the analysis says of calls that `fit` runs otherwise in a Functional model than
            they record; the training step kept to what they record.
    """

    styles: tuple[StyleProof, ...]
    peak_memory: int | None
    pretrained: tuple[str, ...] = ()
    told: tuple[Diagnostic, ...] = ()

    @property
    def built(self) -> tuple[StyleProof, ...]:
        """The styles that the design has."""
        return tuple(proof for proof in self.styles if proof.expressible)

    @property
    def difference(self) -> float:
        """Largest absolute difference between any style's outputs and the first's."""
        return max((proof.difference for proof in self.built), default=0.0)

    @property
    def agrees(self) -> bool:
        """Whether every style is what the analysis says, computes and learns the same numbers.

        At least one is built, and at least one value compared.
        """
        return bool(self.built) and all(
            proof.as_analysed and proof.inference.same and proof.training.same
            for proof in self.built
        )

    def __str__(self) -> str:
        names = " = ".join(proof.title for proof in self.built)
        values = self.built[0].values if self.built else 0
        text = f"{names}, largest difference {self.difference} over {values:,} values"
        return f"{text}, {self.remark}" if self.pretrained else text

    @property
    def training(self) -> str:
        """What one step of training came to, as a line; empty if nothing was built."""
        if not self.built:
            return ""
        steps = [proof.training for proof in self.built]
        if failed := [proof for proof in self.built if proof.training.fails]:
            names = listing([proof.title for proof in failed])
            return f"{names} cannot make the training step: {failed[0].training.reason}"
        if steps[0].reason:
            return f"Training was not compared: {steps[0].reason}"
        what = f"the loss, {_count(steps[0].gradients, 'gradient')} and "
        what += f"{_count(steps[0].weights, 'weight')} after one step of training"
        apart = max(step.compared.difference for step in steps)
        line = f"{what[0].upper()}{what[1:]}, largest difference {apart}"
        if not self.told:
            return line
        messages = "; ".join(found.message for found in self.told)
        return f"{line}, each call in the mode that it records; but {messages}"

    @property
    def remark(self) -> str:
        """What is otherwise than where the code is run; empty if nothing is."""
        if not self.pretrained:
            return ""
        return f"{listing(list(self.pretrained))} with random weights instead of imagenet's"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
