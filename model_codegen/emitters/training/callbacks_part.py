"""`make_callbacks`: what watches the training."""

from __future__ import annotations

import posixpath
import re
from typing import Any

from model_codegen.datasets.file_name import file_name
from model_codegen.design.config_values import Config
from model_codegen.design.errors import LayerloomError
from model_codegen.design.training import READ_FROM_FILES, Data
from model_codegen.design.wording import quote
from model_codegen.emitters.literals import config_value
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.recipe import Recipe

PATHS = ("backup_dir", "filename", "filepath", "log_dir")
"""Arguments of callbacks that say where files are written."""

_ELSEWHERE = re.compile(r"[/\\~]|[A-Za-z]:|\w+://|(.*[/\\])?\.\.([/\\]|$)|.*[\x00\\]", re.S)


def write_callbacks(source: Source, recipe: Recipe) -> None:
    """Write the function that makes the callbacks.

    Raises:
        LayerloomError: If one would write files anywhere but below the working directory, or over
            the data.
    """
    with source.block("def make_callbacks():"):
        callbacks = recipe.training.callbacks
        if not callbacks:
            source.line("return []")
            return
        with source.block("return ["):
            for callback in callbacks:
                _check_paths(callback, recipe.training.data)
                source.line(f"{config_value(callback)},")
        source.line("]")


def _check_paths(callback: Config, data: Data | None) -> None:
    config: dict[str, Any] = callback.get("config") or {}
    name = callback["class_name"].rpartition(".")[2]
    read = file_name(data) if data is not None and data.kind in READ_FROM_FILES else None
    for argument in PATHS:
        path = config.get(argument)
        if isinstance(path, str) and _ELSEWHERE.match(path):
            raise LayerloomError(
                f"{name} would write to {quote(path)}: give it a path below the working "
                "directory, such as 'best.keras'."
            )
        if isinstance(path, str) and posixpath.normpath(path) == read:
            raise LayerloomError(
                f"{name} would write to {quote(path)}, which the data are read from: give it "
                "another file."
            )
