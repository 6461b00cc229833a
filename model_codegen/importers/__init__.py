"""From Keras' models to designs: live models, files, applications, Python source."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from model_codegen.design.diagnostics import MAIN
from model_codegen.design.errors import DesignError
from model_codegen.design.graph import Design
from model_codegen.design.wording import quote
from model_codegen.importers.application_designs import from_application, open_up
from model_codegen.importers.import_result import ImportResult, Notes
from model_codegen.importers.live_code import with_live_code
from model_codegen.importers.maybe_shared import maybe_shared
from model_codegen.importers.saved.containers import read_container
from model_codegen.importers.saved.keras2_files import described, is_keras2
from model_codegen.importers.saved.live_models import describe, traced
from model_codegen.importers.saved.masks import without_automatic_masks
from model_codegen.importers.saved.model_graphs import Reader
from model_codegen.importers.saved.saved_layers import design_policy
from model_codegen.importers.saved.serialized_models import MOST_LAYERS, all_layers, is_model
from model_codegen.importers.saved.shared_marks import shared_layers, tells_objects
from model_codegen.importers.source import from_source
from model_codegen.keras_bridge.functional_graphs import all_layers as live_layers
from model_codegen.keras_bridge.functional_graphs import has_graph

if TYPE_CHECKING:
    import keras

__all__ = [
    "ImportResult",
    "from_application",
    "from_config",
    "from_file",
    "from_model",
    "from_source",
    "open_up",
]


def from_model(model: keras.Model, inputs: Any = None, *, keep_code: bool = False) -> ImportResult:
    """Read a live model. Its weights' values are not read.

    A Functional or Sequential model is read as it is. A subclassed one is run on symbolic tensors,
    and the calls that it makes are read.

    Args:
        model: A model of Keras.
        inputs: For a subclassed model: what it is called with, as `keras.Input`s.
        keep_code: Whether the design shall have the source of layer classes that are the program's
            own, as far as Python knows the file that they are from.

    Raises:
        DesignError: If its calls cannot be known.
    """
    followed = model if has_graph(model) else traced(model, inputs)
    read = from_config(describe(followed))
    return with_live_code(read, live_layers(followed)) if keep_code else read


def from_file(source: str | os.PathLike[str] | bytes) -> ImportResult:
    """Read a `.keras` or `.h5` file, or the JSON of `model.to_json()`, as data.

    Args:
        source: The file's path, or its bytes. What it is is seen from its content.

    Raises:
        DesignError: With one sentence, if it cannot be read or holds no graph of layers.
    """
    return from_config(read_container(source))


def from_config(value: Any) -> ImportResult:
    """Read a serialized model, as `keras.saving.serialize_keras_object` and older Keras write it.

    TensorFlow.js' `model.json` is taken as well.

    Args:
        value: A JSON value.

    Raises:
        DesignError: With one sentence, if it is no model with a graph of layers.
    """
    try:
        value = described(value)
    except RecursionError:
        raise DesignError("This model is nested too deeply to be read.") from None
    if not isinstance(value, Mapping) or not isinstance(value.get("class_name"), str):
        raise DesignError("This is no Keras model: it names no class.")
    if not is_model(value):
        raise DesignError(
            f"This file holds the class {quote(value['class_name'])} and not its layers: what a "
            "subclassed model does is code, which no file holds. In Python, `from_model` reads it "
            "from the live model."
        )
    try:
        return _read(value)
    except RecursionError:
        raise DesignError("This model is nested too deeply to be read.") from None
    except (KeyError, TypeError, AttributeError, ValueError, IndexError) as error:
        raise DesignError(f"This model is damaged: {error}") from error


def _read(value: Mapping[str, Any]) -> ImportResult:
    listed = []
    for layer in all_layers(value):
        listed.append(layer)
        if len(listed) > MOST_LAYERS:
            raise DesignError(f"This model has more than {MOST_LAYERS:,} layers.")
    notes = Notes()
    reader = Reader(
        design_policy(listed),
        notes,
        keras2=is_keras2(value),
        value=value,
        shared=shared_layers(value),
    )
    main = reader.read(value, MAIN)
    reader.read_held()
    design = Design(
        main.name, main, reader.definitions.models, reader.policy, operations=reader.operations
    )
    design = without_automatic_masks(design, value)
    advice = [] if tells_objects(value) else maybe_shared(design)
    return ImportResult(design, (*notes.found.values(), *advice))
