"""Where a model is built: what several of its places share is made first, once."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import SubModel
from model_codegen.design.traversal import is_application
from model_codegen.emitters.body import Body
from model_codegen.emitters.freezing import freeze_application
from model_codegen.emitters.generated_code import Mark
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.plan import Plan
from model_codegen.emitters.source_text import Source


def given_names(plan: Plan, body: Body, names: Namespace) -> dict[str, str]:
    """The variables of what a graph shares with others, by id, in the order in which it is made.

    Args:
        plan: The names.
        body: The graph; the main one has all of it.
        names: The names of the function that is written.
    """
    shared = plan.program.shared
    needed = shared.made if body.graph_id == MAIN else shared.needs[body.graph_id]
    return {key: names.name(plan.label(key)) for key in needed}


def make_shared(source: Source, plan: Plan, given: Mapping[str, str], names: Namespace) -> None:
    """Write the making of all that is shared.

    Args:
        source: Where to.
        plan: The names.
        given: The variables.
        names: The names of the function that is written.
    """
    for key, variable in given.items():
        marks = _marks(plan, key)
        source.line(_comment(plan, key))
        source.line(f"{variable} = {plan.make_shared(key, given)}", marks)
        operation = plan.program.design.operations[key]
        if is_application(operation):
            freeze_application(source, operation, variable, names, marks)
        elif plan.frozen_as_made(key):
            source.line(f"{variable}.trainable = False", marks)


def _comment(plan: Plan, operation_id: str) -> str:
    """Who shares it. Only names that the source defines or Keras has stand in it."""
    shared = plan.program.shared
    called = shared.called.get(operation_id, ())
    places = [f"in {plan.blocks[graph_id]}" for graph_id in called if graph_id != MAIN]
    if MAIN in called:
        places.append("here")
    is_model = isinstance(plan.program.design.operations[operation_id], SubModel)
    what = "one model" if is_model else "one layer"
    said = [f"called {_listing(places)}"] if places else []
    if holders := shared.holders.get(operation_id, ()):
        kinds = [*dict.fromkeys(kind.rpartition(".")[2] for kind in holders)]
        times = f" {len(holders)} times" if len(holders) > 1 and len(kinds) == 1 else ""
        said.append(f"an argument of {_listing(kinds)}{times}")
    return f"# Shared: {what}, {', '.join(said)}"


def _listing(items: list[str], most: int = 3) -> str:
    if len(items) > most:
        items = [*items[: most - 1], f"{len(items) - most + 1} more"]
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else items[0]


def _marks(plan: Plan, operation_id: str) -> list[Mark]:
    """The calls of a shared operation, in all graphs."""
    bodies = [body for body in plan.program.bodies() if operation_id in body.given]
    return [(body.graph_id, n) for body in bodies for n in body.operations[operation_id]]
