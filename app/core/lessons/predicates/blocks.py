"""Blocks of a design."""

from __future__ import annotations

from app.core.lessons.facts import Facts
from app.core.lessons.layer_facts import kind_of
from app.core.lessons.predicates.argument import Amount, Argument, Pattern, matches
from app.core.lessons.predicates.predicate import predicate
from app.core.lessons.verdict import Finding
from app.core.number_text import counted
from model_codegen.design.graph import SubModel
from model_codegen.design.wording import quote


class Block(Argument):
    """Which, and of how many instances."""

    like: Pattern = "*"
    instances: Amount = Amount(at_least=1)
    calls: Amount | None = None


@predicate("block")
def block(facts: Facts, wanted: Block) -> Finding:
    """The model has so many instances of one block, each with weights of its own.

    `like` is the name of the block or of an instance, or a pattern; any block where it is left out.
    A block that is repeated is as many instances. With `calls`, they are called so often together:
    more often than there are instances, if some are shared.

    Example:
        block: {like: "residual*", instances: 3}
        block: {instances: 1, calls: 2}
    """
    named = "" if wanted.like == "*" else f" {quote(wanted.like)}"
    asked = f"A block{named} has {wanted.instances} instances"
    if wanted.instances.is_one:
        asked = asked.removesuffix("s")
    asked += "." if wanted.calls is None else f", called {wanted.calls} times."
    found: dict[str, list[int]] = {}
    for layer in facts.layers:
        if isinstance(layer.operation, SubModel):
            name = kind_of(layer.operation, facts.whole)
            definition = layer.operation.model.partition("~")[0]
            if matches(wanted.like, name, layer.name, definition):
                found.setdefault(definition, []).append(layer.times)
    if not found:
        return Finding(asked, False, f"The model has no block{named}.")
    for times in found.values():
        calls_fit = wanted.calls is None or wanted.calls.holds(sum(times))
        if wanted.instances.holds(len(times)) and calls_fit:
            return Finding(asked, True, asked)
    definition, times = max(found.items(), key=lambda item: len(item[1]))
    name = facts.design.models[definition].name if definition in facts.design.models else definition
    here = f"{counted(len(times), 'instance')}, called {counted(sum(times), 'time')}"
    wants = f"{wanted.instances}{'' if wanted.calls is None else f', called {wanted.calls} times'}"
    return Finding(asked, False, f"The block {quote(name)} has {here}; asked for is {wants}.")


PREDICATES = (block,)
