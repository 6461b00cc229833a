"""Phase two, a part: what a module calls the functions and classes that it defines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from model_codegen.design.custom_layers import own_names
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.program import Program


@dataclass(frozen=True)
class ModuleNames:
    """The names of a module.

    Attributes:
        names: All of them.
        build: The function that makes the model.
        blocks: The function or class of each definition.
        placeholders: By class of a layer that cannot be made here: the name that it is imported by.
    """

    names: Namespace
    build: str
    blocks: Mapping[str, str]
    placeholders: Mapping[str, str]


def module_names(program: Program, *, classes: bool) -> ModuleNames:
    """Name what a module defines.

    Args:
        program: The design.
        classes: Whether definitions become classes, or else functions.
    """
    parameters = {v for body in program.bodies() for v in body.parameters.values()}
    names = Namespace({*program.needed_code.names, *parameters, *program.reserved})
    build = names.name("build_model")
    blocks = {
        model: names.class_name(body.graph.name)
        if classes
        else names.name(_function_name(body.graph.name))
        for model, body in program.definitions.items()
    }
    return ModuleNames(names, build, blocks, _placeholders(program, names))


def _placeholders(program: Program, names: Namespace) -> dict[str, str]:
    found = program.placeholders
    foreign = [layer for layer in found if not own_names(layer, program.code)]
    classes = dict.fromkeys(layer.class_name for layer in foreign)
    return {path: names.name(path.rpartition(".")[2], "Placeholder") for path in classes}


def _function_name(name: str) -> str:
    return name if name.startswith("build_") else f"build_{name}"
