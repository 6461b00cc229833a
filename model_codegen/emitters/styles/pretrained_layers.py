"""Statements by which layers take the weights of a model of `keras.applications`.

They stand at the end of `build_model`, for every instance of a graph that begins with such weights:
so no class fetches anything when a saved model is loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from model_codegen import catalogue
from model_codegen.analysis import pretrained_weights
from model_codegen.design.graph import Layer, Op, Pretrained, SubModel
from model_codegen.emitters.body import Body
from model_codegen.emitters.call_text import constructor_text
from model_codegen.emitters.layer_order import layer_order
from model_codegen.emitters.literals import literal
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.plan import Plan
from model_codegen.emitters.source_text import Source

Attributes = Mapping[str, Mapping[str, str]]
"""By graph that is a class, by operation: the expression by which it is known in the class."""

LISTED = ""
"""Stands among the operations of a class for the list of those that have no attribute."""

Part = tuple[str, int, int]
"""Weights of a list: whose (`"pretrained"` or `"own"`), from where, up to where."""


def takes_weights(plan: Plan) -> bool:
    """Whether any graph begins with pretrained weights."""
    return any(body.graph.pretrained for body in plan.program.bodies())


def write_pretrained(
    source: Source, plan: Plan, model: str, names: Namespace, attributes: Attributes
) -> None:
    """Write the statements for a model that is made.

    Args:
        source: Where to.
        plan: The names.
        model: The variable that holds the model.
        names: The names of the function that is written.
        attributes: What layers are called in classes; a graph without is a `keras.Model`.
    """
    for body, owner in _owners(plan, plan.program.main, model, attributes):
        for pretrained in body.graph.pretrained:
            _write(source, plan, _Taking(body, pretrained), owner, names, attributes)


class _Taking:
    """What a graph takes of the weights of one model."""

    def __init__(self, body: Body, pretrained: Pretrained) -> None:
        self.body = body
        self.pretrained = pretrained
        theirs = pretrained_weights.owned(pretrained)
        self.parts: list[Part] = []
        self.taking: list[str] = []
        self.own = 0
        for key in layer_order(body.graph, body.outputs):
            if key not in body.operations:
                continue
            known = body.analysis.operations[key]
            found = pretrained_weights.fits(body.graph.operations[key], known, theirs)
            if found is not None:
                self.taking.append(key)
                self._add("pretrained", found.start, found.stop)
                self.own += len(found.shapes)
            elif known.weights:
                self._add("own", self.own, self.own + len(known.weights))
                self.own += len(known.weights)
        self.total = sum(len(owned.shapes) for owned in theirs.values())

    @property
    def is_whole(self) -> bool:
        """Whether the lists of weights are alike from end to end."""
        return self.parts == [("pretrained", 0, self.total)]

    def _add(self, whose: str, start: int, stop: int) -> None:
        if start == stop:
            return
        if self.parts and self.parts[-1][0] == whose and self.parts[-1][2] == start:
            start = self.parts.pop()[1]
        self.parts.append((whose, start, stop))


def _owners(
    plan: Plan, body: Body, owner: str, attributes: Attributes
) -> Iterator[tuple[Body, str]]:
    """The instances of graphs that begin with pretrained weights, each with how it is reached."""
    if body.graph.pretrained:
        yield body, owner
    for key in body.operations:
        operation = body.graph.operations[key]
        if isinstance(operation, SubModel):
            inner = plan.program.definitions[operation.model]
            yield from _owners(plan, inner, _inside(body, key, owner, attributes), attributes)


def _inside(body: Body, key: str, owner: str, attributes: Attributes) -> str:
    """The expression for an operation of a graph that `owner` is."""
    operation = body.graph.operations[key]
    name = "" if isinstance(operation, Op) else operation.name
    known = attributes.get(body.graph_id)
    if known is None:
        return f"{owner}.get_layer({literal(name)})"
    if key in known:
        return owner + known[key].removeprefix("self")
    blocks = owner + known[LISTED].removeprefix("self")
    return f"next(block for block in {blocks} if block.name == {literal(name)})"


def _write(
    source: Source,
    plan: Plan,
    taking: _Taking,
    owner: str,
    names: Namespace,
    attributes: Attributes,
) -> None:
    if not taking.taking:
        return
    policy = plan.program.design.dtype_policy
    layer = pretrained_weights.maker(taking.pretrained)
    made = constructor_text(layer, policy, frozen=False, spelled=False)
    pretrained = names.name("pretrained")
    if taking.is_whole:
        source.line("# The pretrained weights of the model that these layers come from")
        source.line(f"{pretrained} = {made}")
        source.line(f"{owner}.set_weights({pretrained}.get_weights())")
    else:
        own = names.name("own")
        source.line(
            "# Pretrained weights, for the layers that are still as in the model they come from"
        )
        source.line(f"{pretrained} = {made}.get_weights()")
        source.line(f"{own} = {owner}.get_weights()")
        variables = {"pretrained": pretrained, "own": own}
        ends = {"pretrained": taking.total, "own": taking.own}
        slices = ", ".join(
            f"*{variables[whose]}[{a or ''}:{'' if b == ends[whose] else b}]"
            for whose, a, b in taking.parts
        )
        source.line(f"{owner}.set_weights([{slices}])")
    for key in taking.taking:
        if _works_out_state(taking.body, key):
            layer_text = _inside(taking.body, key, owner, attributes)
            source.line("# What it computes with is worked out from its weights")
            source.line(f"{layer_text}.finalize_state()")


def _works_out_state(body: Body, key: str) -> bool:
    """Whether a layer keeps more than its weights, which `set_weights` alone does not renew."""
    operation = body.graph.operations[key]
    if not isinstance(operation, Layer) or operation.recorded is not None:
        return False
    return hasattr(catalogue.resolve(operation.class_name), "finalize_state")
