"""Inputs that were read anew, called as they were where source cannot say their names.

In subclass source an input is named by a variable of a method.
"""

from __future__ import annotations

from dataclasses import replace

from model_codegen.design.graph import INPUT_CLASS, Layer
from model_codegen.emitters.namespace import Namespace, identifier
from model_codegen.emitters.naming.tensor_variables import RUN, is_automatic
from model_codegen.importers.source.keras.tracing import NAMELESS

_INPUTS = "inputs"
"""What a variable is called for an input whose name says nothing that could stand in one."""

_TAKEN = (RUN, "training", "build_model")
"""What generated source calls other things than inputs."""


def with_kept_name(before: Layer, after: Layer) -> Layer:
    """An input as it was called, if the new name is what source makes of the old one.

    No variable can be called `class`, and generated source calls none `x` or `training`. Where an
    input is called `inputs`, source says no more than where it has no name.

    Args:
        before: The layer that stood in its place.
        after: What was read.
    """
    name = before.name
    if {before.class_name, after.class_name} != {INPUT_CLASS}:
        return after
    # Of several inputs none is `inputs`: that is what all of them are.
    alone, among = Namespace(_TAKEN), Namespace([*_TAKEN, _INPUTS])
    has_its_own = name not in among and identifier(name, _INPUTS) == name
    called = {names.name(name, _INPUTS) for names in (alone, among)}
    stands_for_it = not has_its_own and after.name in called
    says_nothing = bool({name, *called} & {*NAMELESS}) and is_automatic(after.name, "input_layer")
    return replace(after, name=name) if stands_for_it or says_nothing else after
