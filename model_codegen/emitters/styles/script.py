"""What stands around a style's own part: the definitions, the script's end."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.emitters.folding.search.folding import Folding
from model_codegen.emitters.literals import literal
from model_codegen.emitters.placeholders import write_imports
from model_codegen.emitters.plan import Plan
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.styles.model_class import LAYER, write_class
from model_codegen.emitters.styles.model_function import write_function
from model_codegen.emitters.styles.pretrained_layers import Attributes


def write_head(source: Source, plan: Plan, foldings: Mapping[str, Folding]) -> Attributes:
    """Write every definition.

    Args:
        source: Where to.
        plan: The names.
        foldings: By definition: what repeats in it.

    Returns:
        By definition that is a class: the attributes of its layers.
    """
    attributes: dict[str, Mapping[str, str]] = {}
    write_imports(source, plan.placeholders)
    source.foreign(plan.program.needed_code)
    for model, body in plan.program.definitions.items():
        if plan.are_classes:
            attributes[model] = write_class(source, plan, body, plan.blocks[model], LAYER)
        else:
            names = plan.instances[model]
            only = literal(names[0]) if len(names) == 1 else None
            folding = foldings.get(model)
            write_function(source, plan, body, plan.blocks[model], only, folding)
    return attributes


def write_script(source: Source, plan: Plan) -> None:
    """Write the lines that make the module a script: it shows what the model is.

    Args:
        source: Where to.
        plan: The names.
    """
    with source.block('if __name__ == "__main__":'):
        source.line(f"{plan.build}().summary()")
