"""All graphs of a design in functions and loops, with names that are right with these."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from model_codegen.design.graph import TensorRef
from model_codegen.design.traversal import leaves
from model_codegen.emitters.body import Body
from model_codegen.emitters.folding.lowering import lower, tensor_numbers
from model_codegen.emitters.folding.search.folding import Folding, fold
from model_codegen.emitters.folding.search.named_functions import named_stretches
from model_codegen.emitters.folding.search.search_state import SearchState
from model_codegen.emitters.folding.steps import NAME
from model_codegen.emitters.naming.automatic_names import Key, Making
from model_codegen.emitters.plan import Plan, make_plan
from model_codegen.emitters.program import Program

_MOST_PLAYS = 4
"""How often it is tried whether the names that are left out are those that Keras gives."""


def fold_program(
    program: Program, style: str, making: Making, *, classes: bool
) -> tuple[Plan, Mapping[str, Folding]] | None:
    """Find what repeats in the graphs of a design.

    A line that stands for many layers spells all their names or none; where it has to spell one
    that Keras would give by itself, Keras gives that name to another layer, which has to be seen.

    Args:
        program: The design.
        style: The style, for messages.
        making: How the main graph's layers are made.
        classes: Whether definitions become classes, or else functions.

    Returns:
        The names, and by graph what repeats in it; None if nothing does.
    """
    search = SearchState(apart=program.main.reordered)
    spelled: frozenset[Key] = frozenset()
    for _ in range(_MOST_PLAYS):
        plan = make_plan(program, style, making, classes=classes, spelled=spelled)
        bodies = [body for body in program.bodies() if not (classes and body is not program.main)]
        foldings = {
            body.graph_id: found for body in bodies if (found := _folded(plan, body, search))
        }
        if not foldings:
            return None
        needed = {
            key
            for body in bodies
            if body.graph_id in foldings
            for key in _spelled(plan, body, foldings[body.graph_id])
        }
        if needed <= plan.auto.spelled:
            return plan, foldings
        spelled = plan.auto.spelled | needed
    return None


def _folded(plan: Plan, body: Body, search: SearchState) -> Folding | None:
    numbers = tensor_numbers(body)
    returned = [numbers[ref] for ref in leaves(body.outputs) if isinstance(ref, TensorRef)]
    steps = lower(plan, body)
    named = named_stretches(plan.program.design.frames.get(body.graph_id, {}))
    found = fold(steps, returned, search, named)
    return None if len(found.steps) == len(steps) else found


def _spelled(plan: Plan, body: Body, folding: Folding) -> Iterator[Key]:
    """The layers whose names folded lines spell."""
    for step in folding.everywhere():
        if NAME in step.slots:
            for node_id in step.nodes:
                operation_id = body.node(node_id).operation
                if not plan.spells(body, operation_id):
                    yield body.graph_id, operation_id
