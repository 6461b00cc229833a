"""Python source of a design, in several styles.

Three phases: `collect` takes what reaches an output and orders it; `plan` names everything that the
source defines (`namespace`, `naming`); then a style renders it (`styles`), what repeats in it as
functions and loops if that is asked for (`folding`). Values become text in `literals` only, names
in `namespace` only.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Literal

from model_codegen.analysis import Analysis, analyse
from model_codegen.design.errors import LayerloomError, NotExpressible
from model_codegen.design.graph import Design
from model_codegen.emitters.collect import collect
from model_codegen.emitters.emission import Emission, too_deep_refused
from model_codegen.emitters.generated_code import GeneratedCode
from model_codegen.emitters.styles import STYLES
from model_codegen.emitters.training.notebook import notebook
from model_codegen.emitters.training.script import reserved_names, write_training
from model_codegen.emitters.unfinished_source import write_unfinished
from model_codegen.proposals import default_training

__all__ = ["GeneratedCode", "emit", "emit_notebook"]


def emit(
    design: Design,
    style: str,
    *,
    blocks: Literal["function", "layer"] = "function",
    fold: bool = False,
    analysis: Analysis | None = None,
    unfinished: bool = False,
    with_training: bool = False,
) -> GeneratedCode:
    """Write a design as Python source.

    Args:
        design: Any design.
        style: A name in `emitters.styles.STYLES`: `"sequential"`, `"functional"`, `"subclass"`.
        blocks: What a definition becomes: a function that returns a `keras.Model`, or a class that
            is a `keras.layers.Layer`; in subclass style it is always a class.
        fold: Whether structure that repeats becomes functions and loops. Where nothing does, or it
            would not be shorter, the source is the same as without.
        analysis: That of the design, where it is known already; else it is made here.
        unfinished: Whether to write whatever can be written of a design with errors, or of one that
            the style cannot express, which is then written in Functional style: `...` stands where
            a tensor is not connected yet.
        with_training: Whether to write a script that trains the model, as `Design.training` says,
            or as is proposed if it says nothing: it loads data, compiles, fits, saves, evaluates
            and draws the history. What is `unfinished` is written without.

    Raises:
        NotExpressible: With one diagnostic per reason, if the design has errors or the style cannot
            express it, and `unfinished` is not asked for; also if its training has errors, and it
            is to be written.
        LayerloomError: If there is no such style, or the training cannot be written.
    """
    if style not in STYLES:
        raise LayerloomError(f"There is no style {style!r}; choose from {', '.join(STYLES)}.")
    analysis = analysis or analyse(design)
    if unfinished:
        return write_unfinished(design, style, analysis, classes=blocks == "layer", fold=fold)
    if analysis.errors:
        raise NotExpressible(style, analysis.errors)
    with too_deep_refused(style):
        program = collect(design, analysis, drawn=True)
    classes = blocks == "layer"
    if with_training:
        if analysis.training_errors:
            raise NotExpressible(style, analysis.training_errors)
        training = design.training or default_training(design, analysis)
        program = replace(program, reserved=reserved_names(training))
        ending = partial(write_training, training=training, is_class=STYLES[style].always_classes)
        emission = Emission(program, STYLES[style], classes=classes, ending=ending)
    else:
        emission = Emission(program, STYLES[style], classes=classes)
    return emission.folded if fold else emission.flat


def emit_notebook(
    design: Design,
    style: str,
    *,
    blocks: Literal["function", "layer"] = "function",
    fold: bool = False,
    analysis: Analysis | None = None,
) -> str:
    """Write the script that trains a design as a notebook: JSON of nbformat 4.5.

    Args:
        design: As for `emit`, like the other arguments.
        style: The style of the model.
        blocks: What a definition becomes.
        fold: Whether structure that repeats becomes functions and loops.
        analysis: That of the design, where it is known already.

    Raises:
        NotExpressible: As `emit` does.
        LayerloomError: If there is no such style.
    """
    code = emit(design, style, blocks=blocks, fold=fold, analysis=analysis, with_training=True)
    return notebook(code.text, design.name)
