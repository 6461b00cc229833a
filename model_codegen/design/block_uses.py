"""With which arguments each definition of a design is used, and how often one after another."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, NamedTuple

from model_codegen.design.definition_order import making_order
from model_codegen.design.diagnostic_codes import Code
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.expressions import ExpressionError, expression, renamed, substituted
from model_codegen.design.graph import Design, ModelGraph, Operation, SubModel
from model_codegen.design.traversal import topological
from model_codegen.design.wording import quote

MAX_REPEAT = 1_000
"""How often a block may be repeated."""

MAX_USES = 1_000
"""With how many sets of arguments all blocks of a design may be used together."""

MAX_CALLS = 100_000
"""The most calls that repeats and arguments may make a model have; those in a block are counted
wherever it is called."""


class Flaw(NamedTuple):
    """Why an operation or a call cannot be worked out.

    Attributes:
        code: What kind of mistake it is.
        text: What is wrong, as the end of a sentence.
        argument: The argument that is wrong, if one is.
        better: What would do in its place, if there is an obvious thing.
    """

    code: Code
    text: str
    argument: str = ""
    better: Any = None


class GraphKey(NamedTuple):
    """A graph with values of its parameters."""

    graph_id: str
    values: str
    """As JSON; empty where it has none."""


class Instance(NamedTuple):
    """What an operation is an instance of.

    Attributes:
        key: The definition, with values.
        repeat: How many there are of it, one after another.
        flaws: What could not be worked out.
    """

    key: GraphKey
    repeat: int
    flaws: tuple[Flaw, ...]


class BlockUses:
    """Finds how the definitions of a design are used, from its main graph on.

    What is wrong is left out: an argument has its default then, and a block stands there once. What
    nothing uses is used once, with its defaults.

    Attributes:
        keys: The graphs with values, each once, the main one first; a definition's defaults may be
            among them or not.
        values: The values of each.
        instances: By graph with values, and by operation.
        shared: By id, the same of the design's own operations.
    """

    def __init__(self, design: Design) -> None:
        self._design = design
        self._endless = frozenset(making_order(design).endless)
        self._defaults = {
            graph_id: worked_out(graph.parameters, {})[0]
            for graph_id, graph in ((MAIN, design.main), *design.models.items())
        }
        self.keys: list[GraphKey] = []
        self.values: dict[GraphKey, Mapping[str, Any]] = {}
        self.instances: dict[GraphKey, dict[str, Instance]] = {}
        self._follow(self.default(MAIN))
        self.shared = dict(self._found({}, design.operations))
        for instance in self.shared.values():
            self._follow(instance.key)
        used = {key.graph_id for key in self.keys}
        for graph_id in design.models:
            if graph_id not in used:
                self._follow(self.default(graph_id))
        self._bound()

    def graph(self, key: GraphKey) -> ModelGraph:
        """The graph as it was drawn."""
        return self._design.main if key.graph_id == MAIN else self._design.models[key.graph_id]

    def default(self, graph_id: str) -> GraphKey:
        """A graph with the defaults of its parameters."""
        return self._key(graph_id, self._defaults[graph_id])

    def defaults(self, graph_id: str) -> Mapping[str, Any]:
        """These."""
        return self._defaults[graph_id]

    def ids(self) -> dict[GraphKey, str]:
        """The ids of all graphs in the expanded design, `"main"` first.

        The first use of a definition has its id, or that with the defaults if there is one.
        """
        first: dict[str, GraphKey] = {}
        for key in self.keys:
            if key.graph_id not in first or key == self.default(key.graph_id):
                first[key.graph_id] = key
        ids: dict[GraphKey, str] = {}
        taken = {*self._design.models}
        for key in self.keys:
            found = key.graph_id if first[key.graph_id] == key else made_id(key.graph_id, taken, 2)
            taken.add(found)
            ids[key] = found
        return ids

    def _key(self, graph_id: str, values: Mapping[str, Any]) -> GraphKey:
        try:
            text = json.dumps(values, sort_keys=True, default=repr) if values else ""
        except (RecursionError, TypeError, ValueError):  # what no file can hold
            text = repr({name: repr(value) for name, value in values.items()})
        key = GraphKey(graph_id, text)
        self.values.setdefault(key, values)
        return key

    def _follow(self, first: GraphKey) -> None:
        stack = [first]
        while stack:
            key = stack.pop()
            if key in self.instances:
                continue
            self.keys.append(key)
            graph = self.graph(key)
            found = self.instances[key] = dict(self._found(self.values[key], graph.operations))
            stack += [instance.key for instance in reversed(found.values())]

    def _found(
        self, values: Mapping[str, Any], operations: Mapping[str, Operation]
    ) -> Iterator[tuple[str, Instance]]:
        """What the operations of a graph are instances of, by the values of its parameters."""
        for operation_id, operation in operations.items():
            if isinstance(operation, SubModel) and operation.model in self._design.models:
                yield operation_id, self._instance(values, operation)

    def _instance(self, values: Mapping[str, Any], operation: SubModel) -> Instance:
        repeat, repeat_flaws = _repeat(operation.repeat)
        default = self.default(operation.model)
        if operation.model in self._endless:
            return Instance(default, 1, ())
        if not operation.arguments:
            return Instance(default, repeat, repeat_flaws)
        defaults = self._defaults[operation.model]
        given, flaws = worked_out(operation.arguments, values)
        odd = [name for name in operation.arguments if name not in defaults]
        flaws += [_not_taken(name, self._design.models[operation.model]) for name in odd]
        chosen = {name: given.get(name, value) for name, value in defaults.items()}
        key = self._key(operation.model, chosen)
        if key not in self.instances and len(self.keys) > MAX_USES:
            flaws.append(Flaw("invalid-repeat", _TOO_MANY_USES))
            key = default
        return Instance(key, repeat, (*flaws, *repeat_flaws))

    def _bound(self) -> None:
        """Take repeats back that make more calls than a model may have."""
        needs = {
            key: [instance.key for instance in found.values()]
            for key, found in self.instances.items()
        }
        sizes: dict[GraphKey, int] = {}
        for key in topological(needs)[0]:
            graph, found = self.graph(key), self.instances[key]
            size = len(graph.nodes)
            for node in graph.nodes.values():
                within = found if node.operation in graph.operations else self.shared
                instance = within.get(node.operation)
                if instance is None:
                    continue
                calls = 1 + sizes.get(instance.key, 0)
                if instance.repeat > 1 and size + calls * instance.repeat > MAX_CALLS:
                    flaw = Flaw("invalid-repeat", _TOO_MANY)
                    instance = Instance(instance.key, 1, (*instance.flaws, flaw))
                    within[node.operation] = instance
                size += calls * instance.repeat
            sizes[key] = size


_TOO_MANY_USES = f"gets one of more than {MAX_USES:,} sets of arguments: use fewer"

_TOO_MANY = f"makes more than the {MAX_CALLS:,} calls that a model may have: repeat it less often"


def made_id(base: str, taken: set[str], number: int) -> str:
    """An id of a part that is made of another: `BASE~NUMBER`, or with the next free number."""
    while (found := f"{base}~{number}") in taken:
        number += 1
    return found


def worked_out(
    config: Mapping[str, Any], values: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Flaw]]:
    """Arguments with values for expressions; those that come to nothing are left out.

    Args:
        config: By name.
        values: The parameters that expressions may name.

    Returns:
        The arguments; what is wrong with those that are left out.
    """
    found: dict[str, Any] = {}
    flaws: list[Flaw] = []
    for name, value in config.items():
        try:
            found[name] = substituted(value, values)
        except ExpressionError as error:
            text = expression(value)
            better = renamed(text, {error.unknown: error.near}) if text and error.near else None
            flaws.append(Flaw("invalid-expression", str(error), name, better))
        except RecursionError:
            flaws.append(Flaw("invalid-expression", "it is nested too deeply", name))
    return found, flaws


def _repeat(repeat: Any) -> tuple[int, tuple[Flaw, ...]]:
    whole = isinstance(repeat, int) and not isinstance(repeat, bool)
    if whole and 1 <= repeat <= MAX_REPEAT:
        return repeat, ()
    shown = f"{repeat:,}" if whole else repr(repeat)
    text = f"is repeated {shown} times: take a whole number from 1 to {MAX_REPEAT:,}"
    better = MAX_REPEAT if whole and repeat > MAX_REPEAT else 1
    return 1, (Flaw("invalid-repeat", text, "repeat", better),)


def _not_taken(name: str, graph: ModelGraph) -> Flaw:
    near = get_close_matches(name, graph.parameters, 1)
    more = f", did you mean {quote(near[0])}?" if near else ""
    text = f"{quote(graph.name)} has no parameter {quote(name)}{more}"
    return Flaw("unknown-parameter", text, name, near[0] if near else None)
