"""Design <-> JSON text and files. The format itself is in `wire`."""

from __future__ import annotations

import json
import math
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from model_codegen.diagnostics import MAIN
from model_codegen.errors import DesignError
from model_codegen.graph import (
    SCHEMA_VERSION,
    Design,
    Layer,
    Missing,
    ModelGraph,
    Node,
    Op,
    Operation,
    Slice,
    SubModel,
    TensorRef,
)
from model_codegen.wire import WireDesign

MAX_BYTES = 16 * 1024 * 1024
"""The largest design text that is read, in bytes of UTF-8."""

MAX_DEPTH = 64
"""The deepest nesting of lists and objects that is read."""


def dumps(design: Design) -> str:
    """Return a design as JSON: fields in a fixed order, ids sorted, two-space indent."""
    return json.dumps(to_json(design), indent=2, ensure_ascii=False) + "\n"


def loads(text: str | bytes) -> Design:
    """Read a design from JSON text.

    Raises:
        DesignError: With one sentence, if the text is no design of this format.
    """
    size = len(text.encode("utf-8", "surrogatepass")) if isinstance(text, str) else len(text)
    if size > MAX_BYTES:
        raise DesignError(
            f"This file has {size:,} bytes; a design has at most {MAX_BYTES:,}. "
            "Check that it is a Layerloom design and not data or weights."
        )
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise DesignError("This file is not text: a Layerloom design is JSON in UTF-8.") from None
    except json.JSONDecodeError as error:
        raise DesignError(
            f"This is not JSON: {error.msg} at line {error.lineno}, column {error.colno}."
        ) from None
    except RecursionError:
        raise DesignError("This JSON is nested too deeply for a design.") from None
    except ValueError as error:
        raise DesignError(f"This JSON holds a number that cannot be read: {error}.") from None
    return from_json(value)


def load(path: str | os.PathLike[str]) -> Design:
    """Read a design file.

    Raises:
        DesignError: If the file cannot be opened or is no design.
    """
    try:
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise DesignError(f"Cannot read {path}: {error.strerror}.") from None
    return loads(data)


def save(design: Design, path: str | os.PathLike[str]) -> None:
    """Write a design file; an existing one is replaced in one step or left as it was.

    Raises:
        DesignError: If the file cannot be written.
    """
    target = Path(path)
    try:
        with tempfile.NamedTemporaryFile(
            "w", dir=target.parent, prefix=f".{target.name}.", encoding="utf-8", delete=False
        ) as file:
            file.write(dumps(design))
        Path(file.name).replace(target)
    except OSError as error:
        raise DesignError(f"Cannot write {path}: {error.strerror}.") from None


def to_json(design: Design) -> dict[str, Any]:
    """Return a design as the JSON value that `dumps` writes."""
    return {
        "schema_version": design.schema_version,
        "name": design.name,
        "dtype_policy": design.dtype_policy,
        "main": _graph_to_json(design.main),
        "models": {key: _graph_to_json(graph) for key, graph in sorted(design.models.items())},
        "positions": {
            graph: {node: list(xy) for node, xy in sorted(places.items())}
            for graph, places in sorted(design.positions.items())
        },
    }


def from_json(value: Any) -> Design:
    """Read a design from a JSON value, such as `to_json` returns.

    Raises:
        DesignError: With one sentence, if the value is no design of this format.
    """
    if not isinstance(value, dict) or "main" not in value:
        raise DesignError(
            "This JSON is not a Layerloom design: a design is an object with a `main` graph."
        )
    if value.get("schema_version") != SCHEMA_VERSION:
        raise DesignError(
            f"This design has schema_version {value.get('schema_version')!r}; "
            f"this version of Layerloom reads {SCHEMA_VERSION}."
        )
    if _depth(value) > MAX_DEPTH:
        raise DesignError(
            f"This design is nested more than {MAX_DEPTH} levels deep; no Keras model needs that."
        )
    try:
        wire = WireDesign.model_validate(value)
    except ValidationError as error:
        raise DesignError(_sentence(error)) from None
    if MAIN in wire.models:
        raise DesignError("In models: the id `main` is taken by the main graph.")
    return Design(
        name=wire.name,
        main=_graph_from_json(value["main"]),
        models={key: _graph_from_json(graph) for key, graph in value.get("models", {}).items()},
        dtype_policy=wire.dtype_policy,
        positions={
            graph: {node: (xy[0], xy[1]) for node, xy in places.items()}
            for graph, places in wire.positions.items()
        },
        schema_version=wire.schema_version,
    )


def argument_to_json(argument: Any) -> Any:
    """Return one argument tree in the tagged form of the file format."""
    if isinstance(argument, TensorRef):
        return {"tensor": [argument.node, argument.index]}
    if isinstance(argument, Missing):
        return {"missing": True}
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


def argument_from_json(value: Any) -> Any:
    """Read one argument tree from the tagged form, which must be valid (see `wire`)."""
    if isinstance(value, list):
        return [argument_from_json(item) for item in value]
    if not isinstance(value, dict):
        return value
    ((tag, content),) = value.items()
    match tag:
        case "tensor":
            return TensorRef(*content)
        case "missing":
            return Missing()
        case "ellipsis":
            return ...
        case "float":
            return float(content)
        case "slice":
            return Slice(*(argument_from_json(part) for part in content))
        case "tuple":
            return tuple(argument_from_json(item) for item in content)
        case _:
            return {key: argument_from_json(item) for key, item in content.items()}


def _graph_to_json(graph: ModelGraph) -> dict[str, Any]:
    return {
        "name": graph.name,
        "operations": {key: _operation_to_json(o) for key, o in sorted(graph.operations.items())},
        "nodes": {
            key: {
                "operation": node.operation,
                "args": [argument_to_json(argument) for argument in node.args],
                "kwargs": {name: argument_to_json(item) for name, item in node.kwargs.items()},
            }
            for key, node in sorted(graph.nodes.items())
        },
        "inputs": argument_to_json(graph.inputs),
        "outputs": argument_to_json(graph.outputs),
    }


def _operation_to_json(operation: Operation) -> dict[str, Any]:
    return {"kind": operation.kind} | {
        name: getattr(operation, name) for name in operation.__dataclass_fields__
    }


def _graph_from_json(value: dict[str, Any]) -> ModelGraph:
    return ModelGraph(
        name=value["name"],
        operations={
            key: _operation_from_json(operation)
            for key, operation in value.get("operations", {}).items()
        },
        nodes={
            key: Node(
                operation=node["operation"],
                args=tuple(argument_from_json(item) for item in node.get("args", [])),
                kwargs={
                    name: argument_from_json(item) for name, item in node.get("kwargs", {}).items()
                },
            )
            for key, node in value.get("nodes", {}).items()
        },
        inputs=argument_from_json(value.get("inputs", [])),
        outputs=argument_from_json(value.get("outputs", "auto")),
    )


_OPERATIONS = {"layer": Layer, "op": Op, "model": SubModel}


def _operation_from_json(value: dict[str, Any]) -> Operation:
    operation: Operation = _OPERATIONS[value["kind"]](**value)
    return operation


def _no_constant(name: str) -> None:
    raise DesignError(f"This JSON holds {name}, which is not a JSON value; write a finite number.")


def _depth(value: Any) -> int:
    depth, level = 0, [value]
    while level and depth <= MAX_DEPTH:
        depth += 1
        level = [
            child
            for item in level
            if isinstance(item, (dict, list))
            for child in (item.values() if isinstance(item, dict) else item)
        ]
    return depth


_UNION_STEPS = ("Wire", "list[", "dict[", "str", "int", "float", "bool", "none", "nullable")


def _sentence(error: ValidationError) -> str:
    """Say the first problem of a validation in one sentence with its place in the file."""
    first = max(error.errors(include_url=False), key=lambda item: len(item["loc"]))
    place = ".".join(
        str(step)
        for step in first["loc"]
        if not (isinstance(step, str) and step.startswith(_UNION_STEPS[:3]))
        and step not in _UNION_STEPS
    )
    more = error.error_count() - 1
    return f"In {place or 'the design'}: {first['msg'].rstrip('.')}" + (
        " (and more)." if more else "."
    )
