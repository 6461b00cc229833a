"""How a design may be trained, proposed: data that fit it, wired, and what each head learns.

A proposal is a document like any other: people change it, and nothing here insists.
"""

from __future__ import annotations

from model_codegen.proposals.default_training import default_training
from model_codegen.proposals.wiring import wire

__all__ = ["default_training", "wire"]
