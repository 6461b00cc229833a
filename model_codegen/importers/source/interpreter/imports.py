"""Import statements: what of Keras and TensorFlow they name; nothing is imported."""

from __future__ import annotations

import ast

from model_codegen.importers.source.keras import op_calls
from model_codegen.importers.source.keras_paths import canonical, is_home
from model_codegen.importers.source.python_values import Foreign
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.scope import Scope
from model_codegen.importers.source.values import Name, Value


def import_modules(reading: Reading, node: ast.Import, scope: Scope) -> None:
    """`import a.b as c`."""
    for alias in node.names:
        if alias.asname is not None:
            scope.bind(alias.asname, _module(alias.name))
        else:
            first = alias.name.partition(".")[0]
            scope.bind(first, _module(first))


def import_from(reading: Reading, node: ast.ImportFrom, scope: Scope) -> None:
    """`from a.b import c as d`, and `from a.b import *`."""
    module = node.module or ""
    if node.level:
        module = "custom_layers"
    for alias in node.names:
        if alias.name == "*":
            if is_home(canonical(module)):
                scope.module().stars.append(canonical(module))
            continue
        if module == "__future__":
            continue
        scope.bind(alias.asname or alias.name, _module(f"{module}.{alias.name}"))


_USUAL = {
    "KL": "keras.layers",
    "L": "keras.layers",
    "K": "keras.backend",
    "activations": "keras.activations",
    "applications": "keras.applications",
    "initializers": "keras.initializers",
    "keras": "keras",
    "layers": "keras.layers",
    "models": "keras.models",
    "np": "numpy",
    "ops": "keras.ops",
    "optimizers": "keras.optimizers",
    "regularizers": "keras.regularizers",
    "tf": "tensorflow",
    "tfk": "keras",
    "tfkl": "keras.layers",
}
"""What names stand for in the text of nearly everybody."""


def usually(name: str) -> Value:
    """What a text means by a name that it uses and does not import, as snippets often do.

    Args:
        name: A name.

    Returns:
        What nearly everybody imports by that name; None if it is nothing of that kind.
    """
    if name in _USUAL:
        return _module(_USUAL[name])
    for home in ("keras.layers", "keras"):
        path = canonical(f"{home}.{name}")
        if name[:1].isupper() and op_calls.is_something(path):
            return Name(path)
    if op_calls.merge_class(f"keras.layers.{name}") is not None:
        return Name(f"keras.layers.{name}")
    return None


def _module(path: str) -> Value:
    path = {"np": "numpy"}.get(path, path)
    own = canonical(path)
    return Name(own) if is_home(own) else Foreign(path)
