"""Data that models are trained with: what there is, what is known of it, its values, its wiring.

Data are described by `Data` in the design; nothing here knows a model. Whatever is read from a file
is read as data: nothing in it is executed.
"""

from __future__ import annotations

from model_codegen.datasets.entry import DataEntry
from model_codegen.datasets.fed_facts import fed_facts, used_fields
from model_codegen.datasets.feeds import Prepared, complete_samples, prepared
from model_codegen.datasets.reading import describe, entries, read
from model_codegen.datasets.splitting import split

__all__ = [
    "DataEntry",
    "Prepared",
    "complete_samples",
    "describe",
    "entries",
    "fed_facts",
    "prepared",
    "read",
    "split",
    "used_fields",
]
