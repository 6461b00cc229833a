"""Scripts with a loop written out, of samples that are arrays or come out of `tf.data`."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import Any

from model_codegen import gallery
from model_codegen.emitters import emit
from model_codegen.proposals import default_training


def script(backend: Any, pipeline: Any) -> str:
    """A model of several heads, with its own data."""
    design = gallery.load("multi_task")
    training = default_training(design)
    assert training.data is not None
    data = replace(training.data, pipeline=pipeline)
    written = replace(training, data=data, backend=backend, loop="custom")
    return emit(replace(design, training=written), "functional", with_training=True).text


def of_tensorflow(text: str) -> set[str]:
    """The parts of a script that use TensorFlow."""
    return {
        part.name
        for part in ast.parse(text).body
        if isinstance(part, ast.FunctionDef | ast.ClassDef)
        for name in ast.walk(part)
        if isinstance(name, ast.Name) and name.id == "tf"
    }
