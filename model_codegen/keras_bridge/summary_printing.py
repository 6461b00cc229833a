"""Keras' own summary, written of records."""

from __future__ import annotations

from types import FunctionType, SimpleNamespace
from typing import Any

from model_codegen.keras_bridge.model_records import ModelRecord


def print_summary(model: ModelRecord, rich: Any, columns: int, **options: Any) -> str:
    """Let Keras write the summary of a record.

    It is the function of `keras/src/utils/summary_utils.py` that runs, with another `rich` than the
    package of that name, and with no terminal whose width it would ask for. Nothing is changed for
    other threads.

    Args:
        model: The record.
        rich: What has `table`, `markup` and `console`, as far as Keras uses them.
        columns: The width of the terminal that there is not.
        **options: As for `keras.Model.summary`.

    Raises:
        Exception: Anything, where this version of Keras asks for more than there is.
    """
    from keras.src.utils import summary_utils

    written: list[str] = []
    own = {
        "rich": rich,
        "shutil": SimpleNamespace(get_terminal_size=lambda: SimpleNamespace(columns=columns)),
    }
    keras_own = summary_utils.print_summary
    there = FunctionType(
        keras_own.__code__,
        {**vars(summary_utils), **own},
        argdefs=keras_own.__defaults__,
    )
    there(model, print_fn=written.append, **options)
    return "".join(written)
