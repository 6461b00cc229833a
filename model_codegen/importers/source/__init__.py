"""From Python source to a design, without running it.

The text is parsed with `ast`, and the part of Python that models are written in is followed
symbolically: `statements` and `expressions` over `values`, calls in `calls`, and what Keras would
do in `layers`, `models`, `operations`, `classes` and `tracing`. Nothing of the text is executed,
and everything is kept within `bounds`. `designs` makes the graphs; what could not be followed
becomes a diagnostic, and the rest is drawn.
"""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.errors import DesignError
from model_codegen.design.wording import listing
from model_codegen.importers.import_result import ImportResult
from model_codegen.importers.source.bounds import NotFollowed, OutOfBounds
from model_codegen.importers.source.drawing.design_drawing import Designer
from model_codegen.importers.source.interpreter import attributes
from model_codegen.importers.source.interpreter.calls import invoke
from model_codegen.importers.source.interpreter.statements import run_module
from model_codegen.importers.source.keras import tracing
from model_codegen.importers.source.pasted_text import Parsed, parse
from model_codegen.importers.source.result import model_choice
from model_codegen.importers.source.result.model_offers import offers
from model_codegen.importers.source.result.uncalled_models import find_models
from model_codegen.importers.source.session import Session
from model_codegen.importers.source.values import Model

__all__ = ["NO_PYTHON", "from_source"]

NO_PYTHON = "no-python"
"""The code of the diagnostic of a line that was passed over since it is no Python."""


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
    session = Session(invoke, attributes.attribute)
    parsed = parse(text)
    run_module(session, parsed.module, session.module)
    found = model_choice.candidates(session)
    if not found and not session.stopped:
        try:
            find_models(session)
        except (OutOfBounds, RecursionError, MemoryError):
            session.stopped = session.stopped or session.line
        found = model_choice.candidates(session)
    chosen = model_choice.choose(session, found, model)
    try:
        return _result(session, found, chosen, parsed)
    except OutOfBounds:
        raise DesignError("This text asks for more than is drawn.") from None
    except (RecursionError, MemoryError):
        raise DesignError("The model of this text is nested too deeply.") from None
    except NotFollowed as error:
        raise DesignError(f"The model of this text cannot be drawn: {error}.") from None


def _result(
    session: Session, found: dict[str, Model], chosen: Model | None, parsed: Parsed
) -> ImportResult:
    designer = Designer(session, session.policy)
    if chosen is None:
        if not session.calls:
            raise DesignError(_nothing(session, parsed.passed))
        design = designer.loose("model")
    else:
        session.budget.steps = max(session.budget.steps, 50_000)
        _complete(session, chosen)
        design = designer.design(chosen)
    diagnostics = [*_passed(parsed.passed), *designer.diagnostics, *_told(session)]
    told = offers(session, parsed.module, found, chosen) if len(found) > 1 else ()
    return ImportResult(design, tuple(diagnostics), tuple(found), designer.lines, told)


def _complete(session: Session, model: Model) -> None:
    """Draw a model also whose input the text does not tell."""
    from model_codegen.importers.source.keras.model_calls import build_sequential

    if model.kind == "sequential":
        build_sequential(session, model, None, model.line)
    instance = session.owners.get(id(model))
    if model.kind == "subclass" and instance is not None:
        tracing.build_model(session, instance, None, model.line)


def _nothing(session: Session, passed: Mapping[int, str]) -> str:
    for line, wrong in passed.items():
        return f"Line {line}: this is no Python: {wrong}."
    reason = next(iter(session.troubles.items()), None)
    if reason is not None:
        return f"There is no model in this text; line {reason[0]}: {reason[1]}."
    return "There is no model in this text: it makes no layers of Keras."


def _passed(passed: Mapping[int, str]) -> list[Diagnostic]:
    """Lines that are no Python, the first of those that stand together."""
    return [
        Diagnostic(NO_PYTHON, "warning", f"Line {line}: this is no Python, and passed over: {why}",
                   (), MAIN)
        for line, why in sorted(passed.items())
        if line - 1 not in passed
    ][:20]  # fmt: skip


def _told(session: Session) -> list[Diagnostic]:
    """What the text has besides its model, in one note; and what could not be followed."""
    found = [
        Diagnostic("not-followed", "warning", f"Line {line}: {reason}", (), MAIN)
        for line, reason in sorted(session.troubles.items())[:20]
    ]
    if session.stopped:
        text = (
            f"The text asks for more steps than are taken: it is read up to line {session.stopped}"
        )
        found.append(Diagnostic("not-followed", "warning", text, (), MAIN))
    if session.skipped:
        told = [*dict.fromkeys(session.skipped.values())]
        text = f"Not part of the model, and passed over: {listing(told, 8)}"
        found.append(Diagnostic("left-out", "advice", text, (), MAIN))
    return found
