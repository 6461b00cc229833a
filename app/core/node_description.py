"""What a node is, what goes in and out, and what it has to do with chains, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from app.core import layer_table, number_text
from app.core.number_text import code, sentence
from model_codegen.design import traversal
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design
from model_codegen.design.shared_operations import operation_of


def lines(
    design: Design, result: Mapping[str, Any], node_id: str, reasons: Sequence[Mapping[str, Any]]
) -> list[str]:
    """Paragraphs in Markdown.

    Args:
        design: The design.
        result: Its analysis as JSON.
        node_id: A node of the main graph.
        reasons: Why the design is no chain, as JSON diagnostics.
    """
    graph, analysis = design.main, result["graphs"][MAIN]
    node = graph.nodes[node_id]
    operation = operation_of(design, graph, node.operation)
    if operation is None:
        return ["This call names a layer that the design does not have."]
    known = analysis["operations"].get(node.operation, {})
    calls = known.get("calls", [])
    found = [f"**{code(layer_table.name(operation))}** · {layer_table.kind(operation, design)}"]
    sources = [
        number_text.shapes(analysis["nodes"].get(reference.node, {}).get("outputs"))
        for reference in traversal.references(node)
    ]
    outputs = number_text.shapes(analysis["nodes"][node_id]["outputs"])
    found.append(f"{' and '.join(sources)} → {outputs}" if sources else outputs)
    if known.get("params"):
        once = f", counted once for its {len(calls)} calls" if len(calls) > 1 else ""
        found.append(f"{number_text.counted(known['params'], 'parameter')}{once}")
    found += [
        f":orange-badge[why] {sentence(reason['reason'])}"
        for reason in reasons
        if node_id in reason["nodes"]
    ]
    return found
