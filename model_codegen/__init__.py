"""Layerloom's library: a Keras model as a document, its analysis, its source code, its pictures.

    import model_codegen as mc

    design = mc.gallery.load("siamese_comparator")
    print(mc.emit(design, "functional").text)

Importing it is cheap: every name is looked up when it is first used, and what needs Keras imports
it when it is called.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from model_codegen import blocks, gallery
    from model_codegen.analysis import analyse
    from model_codegen.comparison.comparing import compare
    from model_codegen.costing import Cost, CostError, cost
    from model_codegen.design.errors import (
        BuildError,
        DesignError,
        LayerloomError,
        NotExpressible,
        RenderError,
    )
    from model_codegen.design.fileformat.serialization import dumps, load, loads, save
    from model_codegen.emitters import emit, emit_notebook
    from model_codegen.execution.build import build
    from model_codegen.importers import (
        ImportResult,
        from_application,
        from_file,
        from_model,
        from_source,
        open_up,
    )
    from model_codegen.render import plot, summary
    from model_codegen.verify.prove import prove

__all__ = [
    "BuildError",
    "Cost",
    "CostError",
    "DesignError",
    "ImportResult",
    "LayerloomError",
    "NotExpressible",
    "RenderError",
    "analyse",
    "blocks",
    "build",
    "compare",
    "cost",
    "dumps",
    "emit",
    "emit_notebook",
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
    "build": "execution.build",
    "compare": "comparison.comparing",
    "cost": "costing",
    "dumps": "design.fileformat.serialization",
    "emit": "emitters",
    "emit_notebook": "emitters",
    "from_application": "importers",
    "from_file": "importers",
    "from_model": "importers",
    "from_source": "importers",
    "load": "design.fileformat.serialization",
    "loads": "design.fileformat.serialization",
    "open_up": "importers",
    "plot": "render",
    "prove": "verify.prove",
    "save": "design.fileformat.serialization",
    "summary": "render",
    **dict.fromkeys((name for name in __all__ if name[0].isupper()), "design.errors"),
    "Cost": "costing",
    "CostError": "costing",
    "ImportResult": "importers",
}
"""The module that each public name comes from; `blocks` and `gallery` are modules themselves."""


def __getattr__(name: str) -> Any:
    if name in ("blocks", "gallery"):
        return importlib.import_module(f"{__name__}.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
