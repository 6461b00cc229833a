"""Shapes, dtypes, weights and mistakes of a design, worked out by Keras on symbolic tensors.

Nothing here allocates a weight. The result of one call depends only on the operation's class,
configuration and dtype policy, the tensors it was first called with and the arguments of this call;
so it is worked out once and looked up from then on, whatever design it stands in.
"""

from __future__ import annotations

from model_codegen.analysis.analysis_json import AnalysisWriter, json_schema, to_json
from model_codegen.analysis.analysis_result import (
    Analysis,
    GraphAnalysis,
    NodeAnalysis,
    OperationAnalysis,
    TensorSpec,
    Weight,
)
from model_codegen.analysis.design_analysis import DesignAnalyser, analyse

__all__ = [
    "Analysis",
    "AnalysisWriter",
    "DesignAnalyser",
    "GraphAnalysis",
    "NodeAnalysis",
    "OperationAnalysis",
    "TensorSpec",
    "Weight",
    "analyse",
    "json_schema",
    "to_json",
]
