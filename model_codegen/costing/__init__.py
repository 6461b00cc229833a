"""What a model costs to run and to train: float operations and memory, call by call.

Nothing is run and no weight is made. Rules by family (`rules/`) say what each class and function
does, operation by operation; `graph_cost` goes through the graphs, and `graph_tally` puts together
what it finds; `memory` finds the fullest moment; `docs/cost.md` holds the figures against
TensorFlow's profiler and JAX's compiler.
"""

from __future__ import annotations

from model_codegen.costing.cost_result import Cost, GraphCost, NodeCost
from model_codegen.costing.design_cost import SLOTS, cost
from model_codegen.costing.dimensions import CostError

__all__ = ["SLOTS", "Cost", "CostError", "GraphCost", "NodeCost", "cost"]
