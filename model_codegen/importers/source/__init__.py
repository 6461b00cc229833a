"""From Python source to a design, without running it.

The text is parsed with `ast` (`pasted_text`), and the part of Python that models are written in is
followed symbolically: by the `interpreter`, over `values`, with `python` for Python's own values
and `keras` for what Keras would do. Nothing of the text is executed, and everything is kept within
`bounds`. What is found goes into a `Reading`. `drawing` makes the graphs and asks Keras for shapes;
`result` chooses the model that is meant. What could not be followed becomes a diagnostic, and the
rest is drawn.
"""

from __future__ import annotations

from dataclasses import replace

from model_codegen.design.diagnostics import MAIN
from model_codegen.design.errors import DesignError
from model_codegen.importers.import_result import ImportResult
from model_codegen.importers.source.bounds import NotFollowed, OutOfBounds
from model_codegen.importers.source.drawing import tensor_shapes
from model_codegen.importers.source.interpreter.attributes import attribute
from model_codegen.importers.source.interpreter.calls import invoke
from model_codegen.importers.source.interpreter.expressions import evaluate
from model_codegen.importers.source.interpreter.statements import run_module
from model_codegen.importers.source.kept_code import KeptCode
from model_codegen.importers.source.keras import tracing
from model_codegen.importers.source.keras.model_calls import build_sequential
from model_codegen.importers.source.own_training import is_own_script
from model_codegen.importers.source.pasted_text import Parsed, parse
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.result import diagnostics, model_choice
from model_codegen.importers.source.result.design_code import with_code
from model_codegen.importers.source.result.model_offers import offers
from model_codegen.importers.source.result.uncalled_models import find_models
from model_codegen.importers.source.text_comments import read_comments
from model_codegen.importers.source.training.stage_reading import Fitted, stages_of
from model_codegen.importers.source.training.training_reading import read_training
from model_codegen.importers.source.values import Model

__all__ = ["from_source"]


def from_source(text: str, model: str | None = None) -> ImportResult:
    """Read Python source, without running any of it. Imports Keras.

    Args:
        text: Source, also as it is pasted from a notebook or a tutorial.
        model: Which of several models is meant: the variable that it stands in, or its name. By
            default it is the last one that the text compiles or trains, else the last one, of those
            that are not part of another.

    Raises:
        DesignError: With one sentence, if the text is no Python, or nothing in it is a model.
    """
    parsed = parse(text)
    reading = Reading(evaluate, invoke, attribute, code=KeptCode(parsed.text, parsed.module))
    reading.recording.training.own = is_own_script(parsed.module)
    run_module(reading, parsed.module, reading.program.module)
    found = model_choice.candidates(reading)
    if not found and not reading.report.stopped:
        try:
            find_models(reading)
        except (OutOfBounds, RecursionError, MemoryError):
            reading.report.stopped = reading.report.stopped or reading.position.line
        found = model_choice.candidates(reading)
    chosen = model_choice.choose(reading.recording, found, model)
    try:
        return _result(reading, found, chosen, parsed)
    except OutOfBounds:
        raise DesignError("This text asks for more than is drawn.") from None
    except (RecursionError, MemoryError):
        raise DesignError("The model of this text is nested too deeply.") from None
    except NotFollowed as error:
        raise DesignError(f"The model of this text cannot be drawn: {error}.") from None


def _result(
    reading: Reading, found: dict[str, Model], chosen: Model | None, parsed: Parsed
) -> ImportResult:
    designer = tensor_shapes.designer(reading)
    stages: list[Fitted] = []
    if chosen is None:
        if not reading.recording.calls:
            raise diagnostics.why_nothing(reading.report, parsed.passed)
        design = designer.loose("model")
    else:
        reading.budget.steps = max(reading.budget.steps, 50_000)
        _complete(reading, chosen)
        stages = stages_of(reading.recording.training.steps, chosen)
        design = designer.design(chosen)
    design = with_code(design, reading.code)
    comments = read_comments(parsed.text, parsed.module)
    design = designer.commented(design, comments)
    trained = read_training(reading, parsed, design, stages)
    if trained is not None:
        design = replace(design, training=trained.training)
    drawn = [*designer.known.items(), *([] if chosen is None else [(chosen, MAIN)])]
    traced = frozenset(key for model, key in drawn if model.kind == "subclass")
    loose = tuple(text for text in comments.left() if text not in design.code)
    if reading.recording.training.own:
        reading.report.skipped.clear()  # all of it is what belongs into such a script
    told = (
        *diagnostics.of_lines(parsed.passed),
        *designer.notes.diagnostics,
        *diagnostics.of_report(reading.report),
        *diagnostics.of_training(trained),
    )
    offered = offers(reading.program, parsed.module, found, chosen) if len(found) > 1 else ()
    return ImportResult(design, told, tuple(found), designer.notes.lines, offered, loose, traced)


def _complete(reading: Reading, model: Model) -> None:
    """Draw a model also whose input the text does not tell."""
    if model.kind == "sequential":
        build_sequential(reading, model, None, model.line)
    instance = reading.program.instances.get(model)
    if model.kind == "subclass" and instance is not None:
        tracing.build_model(reading, instance, None, model.line)
