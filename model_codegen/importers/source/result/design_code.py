"""The code of a text's own layers, put into the design that was made of it."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.design.code_edits import only_used
from model_codegen.design.custom_layers import names_in_use
from model_codegen.design.graph import Design, Layer
from model_codegen.importers.source.kept_code import KeptCode
from model_codegen.importers.source.result.keras_imports import from_keras


def with_code(design: Design, code: KeptCode) -> Design:
    """The design with the code that its layers need.

    Args:
        design: As it was drawn; what keeps its code is called by its bare name.
        code: What the text has.
    """
    graphs = (design.main, *design.models.values())
    operations = [*design.operations.values(), *(o for g in graphs for o in g.operations.values())]
    if not any(isinstance(each, Layer) and each.recorded is not None for each in operations):
        return design
    names = names_in_use(replace(design, code=code.code.text))
    # What only the old names needed goes.
    return replace(design, code=only_used(from_keras(code.text(names)), names)) if names else design
