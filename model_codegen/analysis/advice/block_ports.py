"""Blocks that are given other values than their inputs hold: Keras casts them without a word."""

from __future__ import annotations

from collections.abc import Iterator

from model_codegen.analysis.advice.graph_facts import GraphFacts
from model_codegen.design.block_calls import as_declared
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import ModelGraph, Op, SubModel, TensorRef, TensorSpec
from model_codegen.design.traversal import flattened
from model_codegen.design.wording import quote


def values_cast(facts: GraphFacts) -> Iterator[Diagnostic]:
    """Warn of tensors that a block casts so that values are lost.

    Source: findings/keras_block_casts_its_inputs.sh.
    """
    for node_id in facts.sequence if facts.design.models else ():
        operation = facts.operation(node_id)
        if not isinstance(operation, SubModel) or operation.model not in facts.analyses:
            continue
        definition = facts.design.models[operation.model]
        for input_id, ref in _pairs(facts, definition, node_id):
            wanted = facts.analyses[operation.model].nodes[input_id].outputs
            given = facts.spec(ref)
            loss = None if wanted is None or given is None else _lost(given, wanted[0])
            if wanted is not None and given is not None and loss is not None:
                called = definition.operations[definition.nodes[input_id].operation]
                name = input_id if isinstance(called, Op) else called.name
                message = (
                    f"{facts.words.node(node_id)} is given {given.dtype} by "
                    f"{facts.words.node(ref.node)}, and casts it to the {wanted[0].dtype} of its "
                    f"input {quote(name)}: {loss}"
                )
                yield facts.found("values-cast", "warning", message, node_id, ref.node)


def _pairs(
    facts: GraphFacts, definition: ModelGraph, node_id: str
) -> Iterator[tuple[str, TensorRef]]:
    """The inputs of a block, each with the tensor that a call gives for it."""
    node = as_declared(definition, facts.node(node_id))
    inputs, given = flattened(definition.inputs), flattened(list(node.args[:1]))
    if len(inputs) == len(given):
        for input_id, ref in zip(inputs, given, strict=True):
            if isinstance(ref, TensorRef) and input_id in definition.nodes:
                yield input_id, ref


def _lost(given: TensorSpec, wanted: TensorSpec) -> str | None:
    """What is lost in a cast, if anything is."""
    before, after = _kind(given.dtype), _kind(wanted.dtype)
    if before == after or (after == "float" and before != "string"):
        return None
    if "string" in (before, after):
        return "no number is made of text, nor text of one: give it what its input is"
    if after == "bool":
        return "every value but 0 becomes True"
    if before == "float":
        return "what is behind the point is cut off"
    return None


def _kind(dtype: str) -> str:
    """Whether a dtype holds texts, truths, whole or other numbers."""
    if dtype in ("string", "bool"):
        return dtype
    return "whole" if dtype.startswith(("int", "uint")) else "float"
