"""Data as source: the statements that read, split and prepare what `datasets` reads and prepares.

Run, they give the same arrays to the last bit.
"""

from __future__ import annotations

from model_codegen.emitters.data_text.data_text import DataText, data_text, module_names

__all__ = ["DataText", "data_text", "module_names"]
