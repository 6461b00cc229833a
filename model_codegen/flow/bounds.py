"""What is too large to be kept alive and looked at, number by number."""

from __future__ import annotations

from model_codegen.analysis import Analysis
from model_codegen.costing import cost
from model_codegen.costing.dimensions import open_dimensions
from model_codegen.design.errors import BuildError
from model_codegen.design.graph import Design
from model_codegen.execution.build import size
from model_codegen.flow.flow_settings import MOST_BATCH
from model_codegen.flow.input_values import LENGTH, PICTURE_SIDE

MOST_PARAMETERS = 20_000_000
"""Parameters of a model that is kept alive."""

MOST_BYTES = 512 * 1024**2
"""Memory of all tensors of a pass, by the estimate of their cost."""

MOST_FLOPS = 100 * 10**9
"""Float operations of a pass: some seconds on one core."""

MOST_WEIGHTS = 64
"""Weights of one layer that are shown; a model of `keras.applications` has hundreds."""


def most_samples(design: Design, analysis: Analysis) -> int:
    """How many samples may go through at once.

    Args:
        design: A design without errors.
        analysis: What is known of it.

    Raises:
        BuildError: With one sentence, if even one would be too much.
    """
    if analysis.total_params > MOST_PARAMETERS:
        raise BuildError(
            f"This model has {analysis.total_params:,} parameters; values are shown of models of "
            f"at most {MOST_PARAMETERS:,}. Make its layers smaller to look into it."
        )
    open_sizes = {
        one.name: PICTURE_SIDE if len(_shape(analysis, one.node)) >= 4 else LENGTH
        for one in open_dimensions(design, analysis)
    }
    counted = cost(
        design,
        1,
        open_sizes,
        training=True,
        analysis=analysis,
        partial=True,
        strict=False,
    )
    graph = counted.graphs["main"]
    kept = sum(node.output_bytes + node.inside_bytes for node in graph.nodes.values())
    needed = max(kept, graph.kept_bytes)
    if needed > MOST_BYTES:
        raise BuildError(
            f"The tensors of one pass take about {size(needed)}; values are shown up to "
            f"{size(MOST_BYTES)}. Give the inputs a smaller shape to look into it."
        )
    if graph.flops > MOST_FLOPS:
        raise BuildError(
            f"One pass takes about {graph.flops / 1e9:,.0f} billion float operations; values are "
            f"shown up to {MOST_FLOPS / 1e9:,.0f} billion. Give the inputs a smaller shape to look "
            "into it."
        )
    return max(1, min(MOST_BATCH, MOST_BYTES // max(1, needed)))


def _shape(analysis: Analysis, node_id: str) -> tuple[int | None, ...]:
    outputs = analysis.nodes[node_id].outputs
    return outputs[0].shape if outputs else ()
