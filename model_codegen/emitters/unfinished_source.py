"""Source of a design that is unfinished, or that a style cannot express: never none."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.analysis import Analysis
from model_codegen.design.errors import LayerloomError, NotExpressible
from model_codegen.design.graph import Design, Layer, SubModel
from model_codegen.design.shared_operations import expanded
from model_codegen.design.traversal import arguments
from model_codegen.emitters.collect import collect
from model_codegen.emitters.emission import Emission, too_deep_refused
from model_codegen.emitters.generated_code import GeneratedCode
from model_codegen.emitters.program import Program
from model_codegen.emitters.styles import STYLES
from model_codegen.emitters.styles.functional import FUNCTIONAL
from model_codegen.emitters.unfinished import OPEN, Unfinished, writable

LEFT_OUT = "# Not written yet: "
"""How a comment begins on what the source lacks; it is no comment of the design."""


def write_unfinished(
    design: Design, style: str, analysis: Analysis, *, classes: bool, fold: bool
) -> GeneratedCode:
    """Write what can be written.

    Args:
        design: Any design.
        style: A name of a style; where it cannot express the design, Functional is taken.
        analysis: The design's analysis.
        classes: Whether blocks become classes.
        fold: Whether what repeats becomes functions and loops.
    """
    if not any(graph.nodes for graph in (design.main, *design.models.values())):
        return GeneratedCode("", {}, style)
    found = _writable(design, analysis)
    for name, folded in ((style, fold), (FUNCTIONAL.name, fold), (FUNCTIONAL.name, False)):
        if STYLES[name].reasons_against is not None and _has_gaps(found.design):
            continue  # a list of layers says nothing of what each of them takes
        try:
            with too_deep_refused(name):
                program = _program(found)
            emission = Emission(program, STYLES[name], classes=classes)
            code = emission.folded if folded else emission.flat
        except (NotExpressible, LayerloomError):
            continue
        return replace(code, text=code.text + _left_out(design, found))
    return GeneratedCode(f"{LEFT_OUT}this drawing\n", {}, style)


def program_of(design: Design, analysis: Analysis) -> Program:
    """What of any design can be written, as far as it can be.

    Args:
        design: The design.
        analysis: The design's analysis.

    Raises:
        LayerloomError: If nothing can.
    """
    with too_deep_refused(""):
        return _program(_writable(design, analysis))


def _writable(design: Design, analysis: Analysis) -> Unfinished:
    return writable(design, analysis) if analysis.errors else Unfinished(design, analysis, {})


def _program(found: Unfinished) -> Program:
    return replace(collect(found.design, found.analysis, drawn=True), unfinished=True)


def _has_gaps(design: Design) -> bool:
    """Whether a call of the main graph has an open place."""
    found = (leaf for node in design.main.nodes.values() for _, leaf in arguments(node))
    return any(leaf is OPEN for leaf in found)


def _left_out(design: Design, found: Unfinished) -> str:
    """Comments on calls that have no Python, below all other lines, which stay where they are."""
    filled = expanded(design)
    graphs = {"main": filled.main, **filled.models}
    lines = []
    for graph_id, nodes in found.left_out.items():
        graph = graphs[graph_id]
        for node_id in nodes:
            operation = graph.operations.get(graph.nodes[node_id].operation)
            name = operation.name if isinstance(operation, Layer | SubModel) else node_id
            lines.append(f"{LEFT_OUT}{name!r}\n")
    return "\n\n" + "".join(lines) if lines else ""
