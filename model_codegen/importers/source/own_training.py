"""Scripts that `emit(…, with_training=True)` writes, and what people made of them."""

from __future__ import annotations

import ast

_FUNCTIONS = frozenset({"load_data", "compile_model", "make_callbacks", "train"})
"""What every such script defines."""


def is_own_script(module: ast.Module) -> bool:
    """Whether a text is such a script, or has been one.

    Args:
        module: The text.
    """
    return {node.name for node in module.body if isinstance(node, ast.FunctionDef)} >= _FUNCTIONS
