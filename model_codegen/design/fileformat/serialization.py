"""Design <-> JSON text and files. The format itself is in `schema`."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import pydantic_core
from pydantic import ValidationError

from model_codegen.design.diagnostics import MAIN
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat import files
from model_codegen.design.fileformat.json_text import check, describe, parse
from model_codegen.design.fileformat.migration import migrated
from model_codegen.design.fileformat.schema import WireDesign
from model_codegen.design.fileformat.schema_errors import sentence
from model_codegen.design.fileformat.training_json import training_to_json
from model_codegen.design.graph import (
    Comment,
    Design,
    Expression,
    Frame,
    Layer,
    Missing,
    ModelGraph,
    Node,
    Operation,
    Recorded,
    Slice,
    SubModel,
    TensorRef,
    TensorSpec,
)

_T = TypeVar("_T")

MAX_BYTES = 16 * 1024 * 1024
"""The largest design text that is read, in bytes of UTF-8."""


def dumps(design: Design) -> str:
    """Return a design as JSON: fields in a fixed order, ids sorted, two-space indent.

    Raises:
        DesignError: If it holds a value that JSON cannot say, such as a set or NaN in a config.
    """
    try:
        value = to_json(design)
    except RecursionError:
        raise DesignError("An argument of this design is nested too deeply for a file.") from None
    check(value)
    # Pydantic's writer, for the json module's is ten times slower as soon as it indents.
    return pydantic_core.to_json(value, indent=2).decode("utf-8") + "\n"


def loads(text: str | bytes) -> Design:
    """Read a design from JSON text.

    Raises:
        DesignError: With one sentence, if the text is no design of this format.
    """
    size = len(text.encode("utf-8", "surrogatepass")) if isinstance(text, str) else len(text)
    if size > MAX_BYTES:
        raise DesignError(
            f"This is more than the {MAX_BYTES // 2**20} MB that a design may have. "
            "Check that it is a Layerloom design and not data or weights."
        )
    return from_json(parse(text))


def load(path: str | os.PathLike[str]) -> Design:
    """Read a design file.

    Raises:
        DesignError: If the file cannot be opened or is no design.
    """
    return loads(files.read(path, MAX_BYTES))


def save(design: Design, path: str | os.PathLike[str]) -> None:
    """Write a design file; an existing one is replaced in one step or left as it was.

    Raises:
        DesignError: If the file cannot be written.
    """
    files.write(path, dumps(design))


def to_json(design: Design) -> dict[str, Any]:
    """Return a design as the JSON value that `dumps` writes."""
    value: dict[str, Any] = {
        "schema_version": design.schema_version,
        "name": design.name,
        "dtype_policy": design.dtype_policy,
        "main": _graph_to_json(design.main),
        "models": {key: _graph_to_json(graph) for key, graph in sorted(design.models.items())},
    }
    if design.operations:
        value["operations"] = _operations_to_json(design.operations)
    if design.code:
        value["code"] = design.code
    value["positions"] = _by_graph(design.positions, list)
    if design.frames:
        value["frames"] = _by_graph(design.frames, frame_to_json)
    if design.comments:
        value["comments"] = _by_graph(design.comments, comment_to_json)
    if design.training is not None:
        value["training"] = training_to_json(design.training)
    return value


def from_json(value: Any) -> Design:
    """Read a design from a JSON value, such as `to_json` returns.

    Raises:
        DesignError: With one sentence, if the value is no design of this format.
    """
    _check_kind(value)
    check(value)
    value = migrated(value)
    try:
        read: Any = WireDesign.model_validate(value)
    except ValidationError as error:
        raise DesignError(sentence(error, value)) from None
    design: Design = read
    if MAIN in design.models:
        raise DesignError("In models: the id `main` belongs to the main graph; choose another.")
    return design


def argument_to_json(argument: Any) -> Any:
    """Return one argument tree in the tagged form of the file format."""
    if isinstance(argument, TensorRef):
        return {"tensor": [argument.node, argument.index]}
    if isinstance(argument, Missing):
        return {"missing": True}
    if isinstance(argument, Expression):
        return {"expression": argument.text}
    if isinstance(argument, Slice):
        parts = (argument.start, argument.stop, argument.step)
        return {"slice": [argument_to_json(part) for part in parts]}
    if isinstance(argument, tuple):
        return {"tuple": [argument_to_json(item) for item in argument]}
    if isinstance(argument, Mapping):
        return {"dict": {key: argument_to_json(item) for key, item in argument.items()}}
    if isinstance(argument, list):
        return [argument_to_json(item) for item in argument]
    if argument is ...:
        return {"ellipsis": True}
    if isinstance(argument, float) and not math.isfinite(argument):
        return {"float": str(argument)}
    return argument


def _graph_to_json(graph: ModelGraph) -> dict[str, Any]:
    value: dict[str, Any] = {
        "name": graph.name,
        "operations": _operations_to_json(graph.operations),
        "nodes": {key: node_to_json(node) for key, node in sorted(graph.nodes.items())},
        "inputs": argument_to_json(graph.inputs),
        "outputs": argument_to_json(graph.outputs),
    }
    if graph.output_order:
        value["output_order"] = list(graph.output_order)
    if graph.pretrained:
        value["pretrained"] = [
            {"class_name": source.class_name, "config": source.config}
            for source in graph.pretrained
        ]
    if graph.parameters:
        value["parameters"] = graph.parameters
    return value


def _by_graph(
    things: Mapping[str, Mapping[str, _T]], to_json: Callable[[_T], Any]
) -> dict[str, dict[str, Any]]:
    return {
        graph: {key: to_json(thing) for key, thing in sorted(members.items())}
        for graph, members in sorted(things.items())
    }


def frame_to_json(frame: Frame) -> dict[str, Any]:
    """Return a frame in the form of the file format."""
    value: dict[str, Any] = {
        "title": frame.title,
        "nodes": list(frame.nodes),
        "color": frame.color,
    }
    if frame.collapsed:
        value["collapsed"] = True
    return value


def comment_to_json(comment: Comment) -> dict[str, Any]:
    """Return a comment in the form of the file format."""
    value: dict[str, Any] = {"text": comment.text}
    if comment.node is not None:
        value["node"] = comment.node
    if comment.position is not None:
        value["position"] = list(comment.position)
    if comment.size is not None:
        value["size"] = list(comment.size)
    return value | {"color": comment.color}


def _operations_to_json(operations: Mapping[str, Operation]) -> dict[str, Any]:
    return {key: operation_to_json(operation) for key, operation in sorted(operations.items())}


def node_to_json(node: Node) -> dict[str, Any]:
    """Return one call in the form of the file format."""
    return {
        "operation": node.operation,
        "args": [argument_to_json(argument) for argument in node.args],
        "kwargs": {name: argument_to_json(item) for name, item in node.kwargs.items()},
    }


def operation_to_json(operation: Operation) -> dict[str, Any]:
    """Return one operation in the form of the file format."""
    value: dict[str, Any] = {"kind": operation.kind} | {
        name: getattr(operation, name) for name in operation.__dataclass_fields__
    }
    if isinstance(operation, Layer):
        if operation.trainable_layers is None:
            del value["trainable_layers"]
        if operation.recorded is None:
            del value["recorded"]
        else:
            value["recorded"] = _recorded_to_json(operation.recorded)
    if isinstance(operation, SubModel):
        if not operation.arguments:
            del value["arguments"]
        if operation.repeat == 1:
            del value["repeat"]
    return value


def _recorded_to_json(recorded: Recorded) -> dict[str, Any]:
    value = {
        "outputs": [_spec_to_json(spec) for spec in recorded.outputs],
        "params": recorded.params,
        "reason": recorded.reason,
    }
    if recorded.inputs:
        value["inputs"] = [_spec_to_json(spec) for spec in recorded.inputs]
    if recorded.structure is not None:
        value["structure"] = recorded.structure
    return value


def _spec_to_json(spec: TensorSpec) -> dict[str, Any]:
    return {"shape": list(spec.shape), "dtype": spec.dtype}


def _check_kind(value: Any) -> None:
    """Tell other kinds of JSON, and other versions, from a broken design."""
    if not isinstance(value, dict):
        raise DesignError(
            f"This JSON is {describe(value)}, not a Layerloom design: "
            "a design is an object with a `main` graph."
        )
    if "main" not in value:
        if "class_name" in value and "config" in value:
            raise DesignError("This is a model in Keras' own JSON, not a Layerloom design.")
        if "nbformat" in value:
            raise DesignError("This is a Jupyter notebook, not a Layerloom design.")
        raise DesignError("This JSON has no `main` graph, so it is no Layerloom design.")
