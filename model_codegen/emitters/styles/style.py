"""`Style`: one way to write a model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from model_codegen.design.diagnostics import Diagnostic
from model_codegen.emitters.folding.search.folding import Folding
from model_codegen.emitters.naming.automatic_names import Making
from model_codegen.emitters.plan import Plan
from model_codegen.emitters.program import Program
from model_codegen.emitters.source_text import Source


@dataclass(frozen=True)
class Style:
    """One way to write a model.

    A value and not a class to inherit from: styles share how names are found, how repeats are
    found, and most of what is written, and differ in these few answers.

    Attributes:
        name: What `emit` is asked for: `"functional"`.
        title: What people call it.
        loses: What a design loses in this form, in Markdown.
        making: How the layers of the main graph are made, on which their automatic names depend.
        write: Writes the module up to the function that makes the model. Given the names, and by
            graph id what repeats in it; flat source is that of a design in which nothing does.
        reasons_against: Why a design has no such form, if it has none; None: every design has it.
        always_classes: Whether blocks are classes, whatever `emit` is asked for.
        folds: Whether what repeats may be written as functions and loops.
        reorder: Puts the calls of a design in the order that folded source makes them in.
    """

    name: str
    title: str
    loses: str
    making: Making
    write: Callable[[Plan, Mapping[str, Folding]], Source]
    reasons_against: Callable[[Program], Iterable[Diagnostic]] | None = None
    always_classes: bool = False
    folds: bool = True
    reorder: Callable[[Program], Program] | None = None
