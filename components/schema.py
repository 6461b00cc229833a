"""JSON Schemas of everything that crosses between Python and the browser.

`npm run types` turns what `python -m components.schema` prints into `shared/types.gen.ts`, so that
the TypeScript side cannot drift from the Python side.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter

from model_codegen.analysis.result import Analysis
from model_codegen.wire import WireDesign


def schema() -> dict[str, Any]:
    """One JSON Schema whose properties are the documents that cross, with shared `$defs`."""
    roots: dict[str, TypeAdapter[Any]] = {
        "design": TypeAdapter(WireDesign),
        "analysis": TypeAdapter(Analysis),
    }
    properties: dict[str, Any] = {}
    definitions: dict[str, Any] = {}
    for name, adapter in roots.items():
        root = adapter.json_schema(mode="serialization")
        definitions |= root.pop("$defs", {})
        definitions[root["title"]] = root
        properties[name] = {"$ref": f"#/$defs/{root['title']}"}
    return {
        "title": "Crossing",
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
        "$defs": {name: _plain(definition) for name, definition in sorted(definitions.items())},
    }


def _plain(definition: dict[str, Any]) -> dict[str, Any]:
    """Fit one definition to what is really sent.

    Titles of properties are dropped, since each would become a type alias of its own; every field
    is required, because what Python writes leaves none out, and the browser writes what it read.
    """
    properties = {
        name: {key: value for key, value in entry.items() if key not in ("title", "default")}
        for name, entry in definition.get("properties", {}).items()
    }
    if definition.get("title") == "WireTensor":
        # Strict pydantic reads JSON arrays as lists only, so the pair is not spelled as a tuple.
        properties["tensor"] |= {"items": [{"type": "string"}, {"type": "integer"}]}
    if not properties:
        return definition
    return definition | {"properties": properties, "required": list(properties)}


if __name__ == "__main__":
    print(json.dumps(schema(), indent=2))
