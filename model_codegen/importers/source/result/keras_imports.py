"""Code that was written for `tf.keras`, with Keras' own names where these mean the same."""

from __future__ import annotations

import ast
from functools import lru_cache

_KEPT = tuple(f"keras.{part}" for part in ("backend", "preprocessing", "src", "wrappers"))
"""Parts of `tf.keras` that Keras has not, or has less of: they stay TensorFlow's."""


def from_keras(text: str) -> str:
    """Return code in which `tf.keras.layers.Dense` is `keras.layers.Dense`, imports included.

    What Keras does not have under the name stays TensorFlow's. The rest of the text stays as it
    is written.

    Args:
        text: Python that can be parsed.
    """
    if "tensorflow" not in text:
        return text
    tree = ast.parse(text)
    aliases = {
        each.asname or each.name
        for node in tree.body
        if isinstance(node, ast.Import)
        for each in node.names
        if each.name == "tensorflow"
    }
    edits = [edit for node in tree.body for edit in _imports(node)]
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    inside = {id(node.value) for node in found}
    chains = [node for node in found if id(node) not in inside]
    renamed = [edit for chain in chains for edit in _chain(chain, aliases)]
    text = _edited(text, [*edits, *renamed])
    return f"import keras\n{text}" if renamed else text


def _chain(node: ast.Attribute, aliases: set[str]) -> list[tuple[ast.expr, str]]:
    """`tf.keras` at the root of a chain of attributes, to be exchanged for `keras`."""
    names: list[str] = []
    inner: ast.expr = node
    parts: list[ast.Attribute] = []
    while isinstance(inner, ast.Attribute):
        names.insert(0, inner.attr)
        parts.insert(0, inner)
        inner = inner.value
    if not (isinstance(inner, ast.Name) and inner.id in aliases and names[0] == "keras"):
        return []
    return [(parts[0], "keras")] if len(names) > 1 and _is_same(".".join(names)) else []


def _imports(node: ast.stmt) -> list[tuple[ast.stmt, str]]:
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        module = node.module.removeprefix("tensorflow.python.")
        module = module.removeprefix("tensorflow.")
        names = [each.name for each in node.names]
        if node.module == "tensorflow" and names == ["keras"]:
            (alias,) = node.names
            return [(node, f"import keras as {alias.asname}" if alias.asname else "import keras")]
        if module != node.module and all(_is_same(f"{module}.{name}") for name in names):
            return [(node, ast.unparse(ast.ImportFrom(module, node.names, 0)))]
    if isinstance(node, ast.Import) and len(node.names) == 1:
        (alias,) = node.names
        path = alias.name.removeprefix("tensorflow.")
        if path != alias.name and alias.asname and _is_same(path):
            if path == "keras" and alias.asname == "keras":
                return [(node, "import keras")]
            return [(node, f"import {path} as {alias.asname}")]
    return []


@lru_cache(maxsize=1024)
def _is_same(path: str) -> bool:
    """Whether something of `tf.keras` is in Keras under the same name."""
    if path.split(".")[0] != "keras" or any(path.startswith(each) for each in _KEPT):
        return False
    import keras

    value: object = keras
    for name in path.split(".")[1:]:
        if name.startswith("_") or not hasattr(value, name):
            return False
        value = getattr(value, name)
        if isinstance(value, type):
            return True  # an attribute of a class is whatever that class has
    return True


def _edited(text: str, edits: list[tuple[ast.stmt, str] | tuple[ast.expr, str]]) -> str:
    """The text with some nodes exchanged, none of which is inside another."""
    lines = [line.encode() for line in text.split("\n")]
    for node, new in sorted(edits, key=lambda each: (each[0].lineno, each[0].col_offset))[::-1]:
        first, last = node.lineno - 1, (node.end_lineno or node.lineno) - 1
        head, tail = lines[first][: node.col_offset], lines[last][node.end_col_offset :]
        lines[first : last + 1] = [head + new.encode() + tail]
    return b"\n".join(lines).decode()
