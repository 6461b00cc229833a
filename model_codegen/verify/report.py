"""`Report`: what came of building a design from its source in every style."""

from __future__ import annotations

from dataclasses import dataclass

from model_codegen.analysis import TensorSpec
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.wording import listing
from model_codegen.emitters.styles import STYLES

_TOLERANCE = 1e-6
"""Outputs that differ by no more than this count as the same numbers."""


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
        difference: Largest absolute difference of an output value from the first style's.
        values: How many output values were compared.
        seconds: Time to write the source, build the model and run it.
        folds: Whether it has folded source, too, which was built as well: `as_analysed`,
            `difference` and `seconds` are about both.
    """

    style: str
    reasons: tuple[Diagnostic, ...] = ()
    params: int = 0
    trainable_params: int = 0
    outputs: tuple[TensorSpec, ...] = ()
    as_analysed: bool = False
    difference: float = 0.0
    values: int = 0
    seconds: float = 0.0
    folds: bool = False

    @property
    def expressible(self) -> bool:
        """Whether the design has this form."""
        return not self.reasons

    @property
    def title(self) -> str:
        """What was built: `Functional, flat and folded`."""
        return f"{STYLES[self.style].title}{', flat and folded' if self.folds else ''}"


@dataclass(frozen=True)
class Report:
    """All styles.

    Attributes:
        styles: One for each style.
        peak_memory: Most bytes of memory that this process ever held; None if it can't be told.
        pretrained: Names of the layers that were built with random weights instead of imagenet's,
            since nothing is fetched here.
    """

    styles: tuple[StyleProof, ...]
    peak_memory: int | None
    pretrained: tuple[str, ...] = ()

    @property
    def built(self) -> tuple[StyleProof, ...]:
        """The styles that the design has."""
        return tuple(proof for proof in self.styles if proof.expressible)

    @property
    def difference(self) -> float:
        """Largest absolute difference between any style and the first."""
        return max((proof.difference for proof in self.built), default=0.0)

    @property
    def agrees(self) -> bool:
        """Whether every style is what the analysis says and computes the same numbers."""
        return all(proof.as_analysed for proof in self.built) and self.difference <= _TOLERANCE

    def __str__(self) -> str:
        names = " = ".join(proof.title for proof in self.built)
        values = self.built[0].values if self.built else 0
        text = f"{names}, largest difference {self.difference} over {values:,} values"
        return f"{text}, {self.remark}" if self.pretrained else text

    @property
    def remark(self) -> str:
        """What is otherwise than where the code is run; empty if nothing is."""
        if not self.pretrained:
            return ""
        return f"{listing(list(self.pretrained))} with random weights instead of imagenet's"
