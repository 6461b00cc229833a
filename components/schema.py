"""JSON Schemas of everything that crosses between Python and the browser.

`npm run types` turns what `python -m components.schema` prints into `shared/types.gen.ts`, so that
the TypeScript side cannot drift from the Python side.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import TypeAdapter
from typing_extensions import is_typeddict

from components import (
    cost_protocol,
    document_protocol,
    flow_protocol,
    live_protocol,
    protocol_fields,
    source_protocol,
    status_protocol,
)
from model_codegen.analysis.analysis_result import Analysis
from model_codegen.catalogue.entry import Catalogue
from model_codegen.design.fileformat.schema import WireDesign

_ROOTS: dict[str, Any] = {
    "design": WireDesign,
    "analysis": Analysis,
    "catalogue": Catalogue,
    "page_message": live_protocol.PageMessage,
    "server_message": live_protocol.ServerMessage,
}

_SENT = {"Catalogue": "CatalogueJson", "Entry": "EntryJson", "Port": "PortJson"}
"""Types whose sent form differs from their own and is read into one of the same name."""


_UNSAID = {
    "WireComment": ("node", "position", "size"),
    "WireDesign": ("operations", "code", "frames", "comments", "training"),
    "WireFrame": ("collapsed",),
    "WireGraph": ("output_order", "pretrained", "parameters"),
    "WireLayer": ("trainable_layers", "recorded"),
    "WireRecorded": ("inputs", "structure"),
    "WireSubModel": ("arguments", "repeat"),
}
"""Fields that are written only where they say something."""

_UNSAID_ALL = {
    "WireData": ("kind",),
    "WireFeed": ("fields",),
    "WireFieldFacts": (),
    "WireHead": (),
    "WireStage": ("name",),
    "WireTraining": ("optimizer",),
}
"""Types all of whose fields are, but for these."""

PROTOCOLS = (
    cost_protocol,
    document_protocol,
    flow_protocol,
    live_protocol,
    protocol_fields,
    source_protocol,
    status_protocol,
)
"""The modules that say what travels on the live channel."""

_MESSAGES = {
    one.__name__ for module in PROTOCOLS for one in vars(module).values() if is_typeddict(one)
}
"""Types of the live channel, which say themselves what may be left out."""


def schema() -> dict[str, Any]:
    """One JSON Schema whose properties are the documents that cross, with shared `$defs`."""
    properties: dict[str, Any] = {}
    definitions: dict[str, Any] = {}
    for name, root in _ROOTS.items():
        found = TypeAdapter(root).json_schema(mode="serialization")
        definitions |= found.pop("$defs", {})
        if "title" in found:
            definitions[found["title"]] = found
            properties[name] = {"$ref": f"#/$defs/{found['title']}"}
        else:
            properties[name] = {"anyOf": found.get("oneOf", found.get("anyOf"))}
    whole = {
        "title": "Crossing",
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "$defs": {name: _sent(definition) for name, definition in sorted(definitions.items())},
    }
    text = json.dumps(whole)
    for name, sent in _SENT.items():
        text = text.replace(f'"#/$defs/{name}"', f'"#/$defs/{sent}"')
        text = text.replace(f'"{name}": {{', f'"{sent}": {{')
        text = text.replace(f'"title": "{name}"', f'"title": "{sent}"')
    renamed: dict[str, Any] = json.loads(text)
    return renamed


def _sent(definition: dict[str, Any]) -> dict[str, Any]:
    """Fit one definition to what is really sent.

    Titles of properties are dropped, since each would become a type alias of its own. Every field
    is required, because what Python writes leaves none out and the browser writes what it read;
    only `_UNSAID` and a catalogue's ports are left out where they hold their default
    (`Catalogue.to_json`).
    """
    properties = {
        name: {key: value for key, value in entry.items() if key not in ("title", "default")}
        for name, entry in definition.get("properties", {}).items()
    }
    if definition.get("title") in _MESSAGES:
        return definition | {"properties": properties}
    required = list(properties)
    match definition.get("title"):
        case "WireTensor":
            # Strict pydantic reads JSON arrays as lists only: the pair is not spelled as a tuple.
            properties["tensor"] |= {"items": [{"type": "string"}, {"type": "integer"}]}
        case "Catalogue":
            required.remove("training")  # `Catalogue.drawable` is what is sent
            del properties["training"]
        case "Port":
            required = ["name"]
        case str(title) if title in _UNSAID:
            required = [name for name in required if name not in _UNSAID[title]]
        case str(title) if title in _UNSAID_ALL:
            required = [*_UNSAID_ALL[title]]
    if not properties:
        return definition
    return definition | {"properties": properties, "required": required}


if __name__ == "__main__":
    print(json.dumps(schema(), indent=2))
