"""The design as a live Keras model whose weights have shapes and no values."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from model_codegen.design.errors import BuildError, NotExpressible, RenderError
from model_codegen.design.expansion import expanded
from model_codegen.design.graph import Design, without_pretrained
from model_codegen.design.traversal import count_calls
from model_codegen.emitters import emit
from model_codegen.execution.build import run
from model_codegen.execution.disguised_names import mask, unmask
from model_codegen.execution.stand_ins import stand_ins
from model_codegen.keras_bridge.symbolic_scope import symbolic_scope


@contextmanager
def symbolic_model(design: Design) -> Iterator[Any]:
    """Build a design from its functional source without weight memory.

    No code of the design runs: its own layers are stand-ins, like all that cannot be made here.
    Names are in disguise (see `disguised_names`). The model is of use inside the context only.

    Args:
        design: A design without errors.

    Yields:
        The `keras.Model`.

    Raises:
        RenderError: If the design has errors, one line for each, or Keras cannot build it.
    """
    disguised = in_disguise(design)
    try:
        code = emit(disguised, "functional")
    except NotExpressible as error:
        raise RenderError(unmask(str(error))) from None
    with symbolic_scope(design.dtype_policy), recursion_for(design), stand_ins(disguised):
        try:
            model = run(code.text)
        except BuildError as error:
            raise RenderError(unmask(str(error))) from error
        yield model


def in_disguise(design: Design) -> Design:
    """The design as it is shown: blocks written out, names in disguise, no code, random weights.

    Args:
        design: Any design.
    """
    return without_pretrained(mask(replace(expanded(design), code="")))


@contextmanager
def recursion_for(design: Design) -> Iterator[None]:
    """Let Keras follow a model of any depth: it walks a graph by plain recursion."""
    allowed = sys.getrecursionlimit()
    sys.setrecursionlimit(allowed + 2 * count_calls(expanded(design)))
    try:
        yield
    finally:
        sys.setrecursionlimit(allowed)
