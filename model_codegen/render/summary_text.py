"""`summary`: the table of layers, as `keras.Model.summary` prints it."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from typing import TypedDict

from model_codegen.design.errors import RenderError
from model_codegen.design.graph import Design
from model_codegen.execution.disguised_names import unmask
from model_codegen.execution.model_outline import model_outline
from model_codegen.execution.symbolic import in_disguise, recursion_for, symbolic_model
from model_codegen.keras_bridge.summary_printing import print_summary
from model_codegen.render.plain_table import plain_rich

NARROWEST, WIDEST = 40, 1000
"""Limits of a summary's `line_length`."""


def summary(
    design: Design,
    *,
    expand_nested: bool = False,
    show_trainable: bool = False,
    line_length: int | None = None,
) -> str:
    """Return Keras' own summary of a design, computed without weight memory.

    Args:
        design: A design without errors.
        expand_nested: Whether to list the layers of blocks, too.
        show_trainable: Whether to say which layers training changes.
        line_length: Width of the table in columns; Keras chooses if it is None.

    Raises:
        RenderError: If the design has errors, one line for each, or Keras cannot build it.
    """
    if line_length is not None and not NARROWEST <= line_length <= WIDEST:
        raise RenderError(
            f"A summary is {NARROWEST} to {WIDEST} columns wide, {line_length:,} were asked for."
        )
    options = Options(
        expand_nested=expand_nested, show_trainable=show_trainable, line_length=line_length
    )
    text = _of_records(design, options)
    return unmask(_of_model(design, options) if text is None else text)


class Options(TypedDict):
    """As for `summary`."""

    expand_nested: bool
    show_trainable: bool
    line_length: int | None


def _of_records(design: Design, options: Options) -> str | None:
    """The summary of records of the model; None where these do not do and it has to be made.

    They do not where it says so (`UntoldError`), and where Keras asks them for something that they
    have not: whatever comes of that, a real model has it.
    """
    try:
        with recursion_for(design):
            model = model_outline(in_disguise(design), layers_inside=options["expand_nested"])
            return print_summary(model, plain_rich(WIDEST), WIDEST, **options)
    except Exception:
        return None


def _of_model(design: Design, options: Options) -> str:
    """The summary of the model that the design's source makes, without weight memory.

    Raises:
        RenderError: As `summary`.
    """
    written: list[str] = []
    with symbolic_model(design) as model, _wide_console():
        model.summary(print_fn=written.append, **options)
    return "".join(written)


@contextlib.contextmanager
def _wide_console() -> Iterator[None]:
    """Let the text be the same wherever it is made: rich crops and draws as the terminal allows."""
    size = {"COLUMNS": str(WIDEST), "LINES": "100"}
    kept = {name: os.environ.get(name) for name in size}
    os.environ.update(size)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        for name, value in kept.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
