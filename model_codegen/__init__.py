"""Layerloom's library: a Keras model as a document, its analysis, its source code, its pictures.

    import model_codegen as mc

    design = mc.gallery.load("siamese_comparator")
    print(mc.emit(design, "functional").text)

Importing it is cheap: every name is looked up when it is first used, and what needs Keras imports
it when it is called.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from model_codegen import gallery
    from model_codegen.analysis import analyse
    from model_codegen.build import build
    from model_codegen.emitters import emit
    from model_codegen.errors import (
        BuildError,
        DesignError,
        LayerloomError,
        NotExpressible,
        RenderError,
    )
    from model_codegen.importers import (
        ImportResult,
        from_application,
        from_file,
        from_model,
        from_source,
        open_up,
    )
    from model_codegen.prove import prove
    from model_codegen.render import plot, summary
    from model_codegen.serialization import dumps, load, loads, save

__all__ = [
    "BuildError",
    "DesignError",
    "ImportResult",
    "LayerloomError",
    "NotExpressible",
    "RenderError",
    "analyse",
    "build",
    "dumps",
    "emit",
    "from_application",
    "from_file",
    "from_model",
    "from_source",
    "gallery",
    "load",
    "loads",
    "open_up",
    "plot",
    "prove",
    "save",
    "summary",
]

_HOMES = {
    "analyse": "analysis",
    "build": "build",
    "dumps": "serialization",
    "emit": "emitters",
    "from_application": "importers",
    "from_file": "importers",
    "from_model": "importers",
    "from_source": "importers",
    "load": "serialization",
    "loads": "serialization",
    "open_up": "importers",
    "plot": "render",
    "prove": "prove",
    "save": "serialization",
    "summary": "render",
    **dict.fromkeys((name for name in __all__ if name[0].isupper()), "errors"),
    "ImportResult": "importers",
}
"""The module that each public name comes from; `gallery` is a module itself."""


def __getattr__(name: str) -> Any:
    if name == "gallery":
        return importlib.import_module(f"{__name__}.gallery")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """Keeps `build` and `prove` functions.

    Python binds every submodule as an attribute of its package, in whatever order they are
    imported, and two of ours have the name of the function in them.
    """

    def __setattr__(self, name: str, value: Any) -> None:
        if not (isinstance(value, ModuleType) and name in _HOMES):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
