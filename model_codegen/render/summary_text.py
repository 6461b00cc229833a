"""`summary`: the table of layers, as `keras.Model.summary` prints it."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator

from model_codegen.design.errors import RenderError
from model_codegen.design.graph import Design
from model_codegen.execution.disguised_names import unmask
from model_codegen.execution.symbolic import symbolic_model

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
    written: list[str] = []
    with symbolic_model(design) as model, _wide_console():
        model.summary(
            line_length=line_length,
            expand_nested=expand_nested,
            show_trainable=show_trainable,
            print_fn=written.append,
        )
    return unmask("".join(written))


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
