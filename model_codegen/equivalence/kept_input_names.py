"""Inputs that were read anew, called as they were where source cannot say their names.

In a class an input is named by a variable of a method, and a variable cannot have every name: none
is `class`, and generated source calls other things `x` and `training`. It calls such an input
`x_1`, which may be the name of another one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from model_codegen.analysis import Analysis
from model_codegen.design.by_identity import by_identity
from model_codegen.design.errors import LayerloomError
from model_codegen.design.graph import Design, Layer, ModelGraph
from model_codegen.design.traversal import leaves
from model_codegen.emitters.naming.tensor_variables import is_automatic
from model_codegen.emitters.styles.class_inputs import input_names
from model_codegen.emitters.training.script import reserved_names
from model_codegen.emitters.unfinished_source import program_of
from model_codegen.importers.source.keras.tracing import NAMELESS

Words = Mapping[str, Mapping[str, str]]
"""By graph and input: the word by which source names it."""


@by_identity(8)
def words_of(design: Design, analysis: Analysis) -> tuple[Words, ...]:
    """What source calls the inputs of classes: folded and not, and where it trains the model.

    Args:
        design: Any design.
        analysis: Its analysis.
    """
    try:
        program = program_of(design, analysis)
    except LayerloomError:
        return ()
    programs = [program]
    if design.training is not None:
        programs.append(replace(program, reserved=reserved_names(design.training)))
    return tuple(input_names(each, folded=folded) for each in programs for folded in (False, True))


def are_told(known: ModelGraph, new: ModelGraph) -> bool:
    """Whether all inputs are called as they were, so that there is nothing to put right.

    Args:
        known: The graph that was there before.
        new: What was read.
    """
    return {*_inputs(known).values()} == {*_inputs(new).values()}


def with_kept_names(
    known: ModelGraph, new: ModelGraph, said: Sequence[Mapping[str, str]]
) -> ModelGraph:
    """A class that was read, with inputs called as they were if that is what source makes of it.

    Args:
        known: The graph that was there before.
        new: What was read.
        said: By input of the graph before: the word for it in source, in each way to write it.
    """
    before, after = _inputs(known), _inputs(new)
    if not said:
        return new
    words = max(said, key=lambda each: len({*each.values()} & {*after.values()}))
    left = [(word, before[node]) for node, word in words.items()]
    names = {}
    for node, name in after.items():
        # The first that is called so, as two are where source says nothing of one of them.
        for pair in left:
            if pair[0] == name or (_is_silent(pair[0]) and is_automatic(name, "input_layer")):
                left.remove(pair)
                names[node] = pair[1]
                break
    operations = {**new.operations}
    for node, name in names.items():
        operation = operations[new.nodes[node].operation]
        if isinstance(operation, Layer) and operation.name != name:
            operations[new.nodes[node].operation] = replace(operation, name=name)
    return replace(new, operations=operations)


def _is_silent(word: str) -> bool:
    return not word or word in NAMELESS


def _inputs(graph: ModelGraph) -> dict[str, str]:
    """The names of a graph's inputs, by node, in order."""
    found = {}
    for node in leaves(graph.inputs):
        call = graph.nodes.get(node)
        operation = None if call is None else graph.operations.get(call.operation)
        if isinstance(operation, Layer):
            found[node] = operation.name
    return found
