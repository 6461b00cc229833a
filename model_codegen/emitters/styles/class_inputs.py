"""The inputs of graphs that are classes: variables of a method, which name them."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.design.graph import TensorRef
from model_codegen.design.traversal import map_leaves
from model_codegen.emitters.body import Body
from model_codegen.emitters.folding.text.layer_lists import MADE
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.naming.module_names import module_names
from model_codegen.emitters.naming.tensor_variables import RUN, Variables, name_inputs
from model_codegen.emitters.program import Program
from model_codegen.emitters.return_structure import paths


def call_names(
    body: Body, module: Namespace, folded: bool
) -> tuple[Namespace, str | None, Variables]:
    """Name what `call` takes.

    Args:
        body: The graph.
        module: The names of the module.
        folded: Whether what repeats in the graph is written once.

    Returns:
        The names of the method, the parameter that the inputs are taken out of if it is none of
        them itself, and the variables of the inputs.
    """
    names = Namespace({RUN, MADE, "training"} if folded else {RUN, "training"}, module)
    parameter = None if isinstance(body.graph.inputs, str) else names.name("inputs")
    return names, parameter, name_inputs(body, names)


def unpacked(body: Body) -> list[tuple[TensorRef, tuple[str | int, ...]]]:
    """The inputs that are taken one by one, by keys, and the way to each; else it is a pattern."""
    found = list(paths(map_leaves(body.graph.inputs, TensorRef)))
    return found if any(isinstance(step, str) for _, steps in found for step in steps) else []


def model_name(body: Body, module: Namespace) -> str:
    """Name the class of the model, once those of all its blocks are written.

    Args:
        body: The main graph.
        module: The names of the module.
    """
    return module.class_name(body.graph.name, "Model")


def input_names(program: Program, *, folded: bool) -> dict[str, Mapping[str, str]]:
    """By graph and input: the word by which source names it, where all graphs are classes.

    That is its variable, or its key where nothing uses it. It is empty if there is neither.

    Args:
        program: The design.
        folded: Whether what repeats is written once.
    """
    module = module_names(program, classes=True).names
    found: dict[str, Mapping[str, str]] = {}
    for body in program.bodies():
        if body is program.main:
            model_name(body, module)
        _, _, variables = call_names(body, module, folded and body is program.main)
        words = {node: variables.targets[node] for node in body.inputs}
        for ref, steps in unpacked(body):
            if not body.uses.get(ref):
                words[ref.node] = str(steps[0]) if len(steps) == 1 else ""
        found[body.graph_id] = words
    return found
