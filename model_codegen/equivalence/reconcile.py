"""`reconciled`: a design that was read anew, told in the ids of the one that it came from.

What both have keeps its id, its place on the canvas and the very way in which it was written; so a
difference between the two shows what was changed and nothing else.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from model_codegen.analysis import Analysis, analyse, pretrained_weights
from model_codegen.design.config_references import KEY, held, held_ids, held_models, replaced
from model_codegen.design.custom_code import read_code
from model_codegen.design.custom_layers import own_names
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import (
    INPUT_CLASS,
    Design,
    Layer,
    Missing,
    ModelGraph,
    Node,
    Operation,
    Pretrained,
    SubModel,
    TensorRef,
)
from model_codegen.design.model_names import follows
from model_codegen.design.shared_operations import expanded, shared_calls
from model_codegen.design.traversal import leaves, map_leaves, resolve_outputs
from model_codegen.emitters.placeholders import imported_name, written_config
from model_codegen.equivalence.edited_code import code_with, is_other_code, with_record
from model_codegen.equivalence.normal_call import normal_call
from model_codegen.equivalence.normal_layer import normal_layer
from model_codegen.equivalence.pairing import Pairing, fresh_id
from model_codegen.equivalence.renumbered_results import covers, renumbered
from model_codegen.equivalence.untupled import untupled


def reconciled(
    old: Design,
    new: Design,
    *,
    before: Analysis | None = None,
    after: Analysis | None = None,
) -> Design:
    """The new design with the ids, positions and spellings of the old one where they mean the same.

    Layers and blocks are known by their names, inputs of blocks by their order, functions by what
    they are called on. Calls and definitions of the old design that no output depends on, which are
    in no source, stay. Imports Keras.

    Args:
        old: The design that was there before.
        new: What it is to become; its own positions are kept where the old design has none.
        before: The analysis of the old design, where it is known already; else it is made here.
        after: The same of the new one.
    """
    return _Reconciler(old, new, before or analyse(old), after or analyse(new)).design()


@dataclass
class _Reconciler:
    """Two designs on their way to one.

    Attributes:
        old: The design that was there before.
        new: What it is to become.
        before: The analysis of the old design.
        after: The analysis of the new design.
        models: By definition of the new design: its id in the result.
        made: The definitions of the result, by id.
        moved: By graph of the result: the node of the new design that each of its nodes was.
        common: By operation of the new design itself: its id in the result.
        operations: The operations of the result itself, by id.
    """

    old: Design
    new: Design
    before: Analysis
    after: Analysis
    models: dict[str, str] = field(default_factory=dict)
    made: dict[str, ModelGraph] = field(default_factory=dict)
    moved: dict[str, Mapping[str, str]] = field(default_factory=dict)
    common: dict[str, str] = field(default_factory=dict)
    operations: dict[str, Operation] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._before, self._after = expanded(self.old), expanded(self.new)

    def design(self) -> Design:
        """The new design in the ids, positions and spellings of the old one."""
        main = self.graph(self._before.main, self._after.main, MAIN, MAIN)
        for key in self.new.models:
            self.define(key, None)
        self.made |= self.unneeded(main)
        models = _ordered(self.made, self.old.models)
        renamed = self.old.main.name != self.new.main.name and follows(self.old)
        return replace(
            self.new,
            name=self.new.name if renamed else self.old.name,
            main=main,
            models=models,
            operations=self.shared(),
            positions=self.positions({MAIN: main, **self.made}),
            code=code_with(self.old, self.new),
        )

    def graph(self, old: ModelGraph | None, new: ModelGraph, new_id: str, kept: str) -> ModelGraph:
        """One graph of the new design in the ids of the one that stands in its place.

        Args:
            old: The graph in its place, with the operations of its design that it calls; None if
                there is none.
            new: The graph, likewise.
            new_id: Its id in the new design.
            kept: Its id in the result.
        """
        known = old or ModelGraph(new.name)
        new = renumbered(known, new)
        pair = Pairing(known, new)
        operations: dict[str, Operation] = {}
        own = _own(self.old, kept), _own(self.new, new_id)
        for key, operation in new.operations.items():
            partner = pair.operations.get(key, "")
            before = known.operations.get(partner)
            if key not in own[1]:
                pair.keys[key] = self.share(key, "" if partner in own[0] else partner)
                continue
            if partner not in own[0] and before is not None:
                if partner not in self.operations and self.same(before, operation, inside=True):
                    # Of the design it is still, though one place only has it left.
                    pair.keys[key] = partner
                    self.operations[partner] = before
                    continue
                taken = {*pair.keys.values(), *self.old.operations}
                pair.keys[key] = fresh_id(key, taken, set())
                before = None
            operation = self.referring(operation)
            if isinstance(operation, SubModel):
                beside = before.model if isinstance(before, SubModel) else None
                operation = replace(operation, model=self.define(operation.model, beside))
            if own_names(operation, read_code(self.new.code)):
                operation = with_record(self.old, self.new, before, operation)
            else:
                operation = _with_record(before, operation)
            if before is not None and self.same(before, operation, inside=kept != MAIN):
                operation = before
            operations[pair.keys[key]] = operation
        nodes: dict[str, Node] = {}
        for node_id, node in new.nodes.items():
            call = pair.renamed_call(node)
            written = known.nodes.get(pair.ids[node_id], call)
            there = {**self.operations, **operations}
            nodes[pair.ids[node_id]] = written if _alike(there, written, call) else call
        self.moved[kept] = {
            pair.ids[key]: key for key in self.new.positions.get(new_id, {}) if key in pair.ids
        }
        if old is not None:
            self.add_unused(kept, old, set(pair.nodes.values()), operations, nodes)
            for key in operations.keys() & self.old.operations.keys() - own[0]:
                self.operations.setdefault(key, operations.pop(key))
        made = ModelGraph(
            new.name if kept == MAIN else known.name,  # no code and no canvas shows a block's own
            _ordered(operations, known.operations),
            _ordered(nodes, known.nodes),
            map_leaves(new.inputs, lambda leaf: pair.ids.get(leaf, leaf)),
            new.outputs if new.outputs == "auto" else map_leaves(new.outputs, pair.renamed),
            tuple(pair.ids.get(key, key) for key in new.output_order),
            self.pretrained(known, new),
        )
        if untupled(known.inputs) == untupled(made.inputs):
            made = replace(made, inputs=known.inputs)
        outputs, order = known.outputs, known.output_order
        if outputs == "auto":
            found = self.after.graphs[new_id].nodes
            counts = {pair.ids[key]: len(node.outputs or [0]) for key, node in found.items()}
            outputs = resolve_outputs(replace(made, outputs="auto", output_order=order), counts)
            ends = tuple(dict.fromkeys(leaf.node for leaf in leaves(outputs)))
            was = leaves(self.before.graphs[kept].outputs) if kept in self.before.graphs else []
            if ends != tuple(dict.fromkeys(leaf.node for leaf in was)):
                order = ends  # said, so that the canvas does not put the new ones last
        if untupled(outputs) == untupled(made.outputs):
            made = replace(made, outputs=known.outputs, output_order=order)
        return made

    def pretrained(self, old: ModelGraph, new: ModelGraph) -> tuple[Pretrained, ...]:
        """Where the weights of a graph come from, as the old one tells it if it means the same."""
        normal = [
            [normal_layer(pretrained_weights.maker(source), "float32") for source in sources]
            for sources in (old.pretrained, new.pretrained)
        ]
        return old.pretrained if normal[0] == normal[1] else new.pretrained

    def add_unused(
        self,
        graph_id: str,
        old: ModelGraph,
        matched: Collection[str],
        operations: dict[str, Operation],
        nodes: dict[str, Node],
    ) -> None:
        """Add the calls of the old graph that reached no output, but for those that were matched.

        Args:
            graph_id: The old graph's id.
            old: The old graph.
            matched: Its calls that have a partner in the new graph.
            operations: The operations of the result so far.
            nodes: The calls of the result so far.
        """
        added = [key for key in self.before.graphs[graph_id].unused if key not in matched]
        there = {*nodes, *added}

        def kept(leaf: Any) -> Any:
            lost = isinstance(leaf, TensorRef) and leaf.node not in there
            return Missing() if lost else leaf

        for key in added:
            node = old.nodes[key]
            args = tuple(map_leaves(argument, kept) for argument in node.args)
            kwargs = {name: map_leaves(item, kept) for name, item in node.kwargs.items()}
            nodes[key] = Node(node.operation, args, kwargs)
            if node.operation in old.operations:
                operations.setdefault(node.operation, old.operations[node.operation])

    def unneeded(self, main: ModelGraph) -> dict[str, ModelGraph]:
        """The definitions of the old design that its main graph never used, or `main` still does.

        Args:
            main: The main graph of the result.
        """
        needed = self._needed(self._before.main)
        found = {key: graph for key, graph in self.old.models.items() if key not in needed}
        shared = ModelGraph("", self.operations)
        for graph in [main, shared, *self.made.values(), *found.values()]:
            for key in self._needed(graph):
                found[key] = self.old.models[key]
        return {key: graph for key, graph in found.items() if key not in self.made}

    def define(self, key: str, beside: str | None) -> str:
        """Reconcile a definition with the one that stands in its place, once.

        Args:
            key: Its id in the new design.
            beside: The id of the definition in its place in the old design, if there is one.

        Returns:
            Its id in the result.
        """
        if key not in self.models and key in self.new.models:
            graph = self.new.models[key]
            taken = {*self.models.values()}
            free = beside is not None and beside in self.old.models and beside not in taken
            kept = beside if free and beside is not None else fresh_id(key, self.old.models, taken)
            self.models[key] = kept
            graph = self._after.models[key]
            self.made[kept] = self.graph(self._before.models.get(kept), graph, key, kept)
        return self.models.get(key, key)

    def share(self, key: str, beside: str) -> str:
        """Reconcile an operation of the new design itself with one of the old design, once.

        Args:
            key: Its id in the new design.
            beside: The id of the one in its place in the old design; empty if there is none.

        Returns:
            Its id in the result.
        """
        if key in self.common:
            return self.common[key]
        operation = self.new.operations[key]
        name = getattr(operation, "name", None)
        alike = [k for k, o in self.old.operations.items() if getattr(o, "name", None) == name]
        near = [k for k in (beside, *alike) if k in self.old.operations]
        free = [k for k in near if k not in self.operations]
        taken = {*self.operations, *self.common.values()}
        others = [graph.operations for graph in (self.old.main, *self.old.models.values())]
        own = {k for operations in others for k in operations}
        kept = free[0] if free else fresh_id(key, {*self.old.operations, *own}, taken)
        self.common[key] = kept
        before = self.old.operations.get(kept)
        self.operations[kept] = operation  # taken while what it is made of is reconciled
        if isinstance(operation, SubModel):
            known = before.model if isinstance(before, SubModel) else None
            operation = replace(operation, model=self.define(operation.model, known))
        operation = self.referring(operation)
        if before is not None and self.same(before, operation, inside=True):
            operation = before
        self.operations[kept] = operation
        return kept

    def referring(self, operation: Operation) -> Operation:
        """An operation of the new design with references in the ids of the result."""
        if not isinstance(operation, Layer) or not held_ids(operation):
            return operation

        def named(key: str) -> Any:
            return {KEY: self.share(key, "") if key in self.new.operations else key}

        return replace(operation, config=replaced(operation.config, named))

    def shared(self) -> dict[str, Operation]:
        """The operations of the result itself, those included that the old design never used."""
        called = {key for key, places in shared_calls(self.old).items() if places}
        graphs = (self._before.main, *self._before.models.values())
        used = {*called, *held(self.old, [o for g in graphs for o in g.operations.values()])}
        spare = {key: o for key, o in self.old.operations.items() if key not in used}
        return _ordered({**spare, **self.operations}, self.old.operations)

    def _needed(self, graph: ModelGraph) -> set[str]:
        """The ids of the old definitions that a graph is made of, and those that they are."""
        found: set[str] = set()
        graphs = [graph]
        while graphs:
            for key in held_models(self.old, graphs.pop().operations.values()):
                if key in self._before.models and key not in found:
                    found.add(key)
                    graphs.append(self._before.models[key])
        return found

    def same(self, old: Operation, new: Operation, *, inside: bool) -> bool:
        """Whether two operations mean the same, in a block if `inside`."""
        if not isinstance(old, Layer) or not isinstance(new, Layer):
            return old == new
        if is_other_code(self.old, self.new, new):
            return False
        before = normal_layer(old, self.old.dtype_policy, read_code(self.old.code))
        after = normal_layer(new, self.new.dtype_policy, read_code(self.new.code))
        if inside and after.class_name == INPUT_CLASS:
            # No code and no canvas shows what the inputs of a block are called.
            after = replace(after, name=before.name)
        return before == after

    def positions(self, graphs: Mapping[str, ModelGraph]) -> dict[str, Any]:
        """Where the calls of the result stand: where they stood, or else as the new design says."""
        found = {}
        for kept, graph in graphs.items():
            before = self.old.positions.get(kept, {})
            source = next((key for key, value in self.models.items() if value == kept), MAIN)
            own = self.new.positions.get(source, {})
            moved = {now: own[key] for now, key in self.moved.get(kept, {}).items()}
            places = {key: at for key, at in {**moved, **before}.items() if key in graph.nodes}
            if places:
                found[kept] = places
        return found


def _with_record(old: Operation | None, new: Operation) -> Operation:
    """A layer that source can only import, with what was recorded of it, which no source tells.

    Where its arguments were changed, what it returned with the others says nothing any more.
    """
    if (
        not isinstance(old, Layer)
        or not isinstance(new, Layer)
        or not (old.recorded and new.recorded)
    ):
        return new
    if _imported(old) != _imported(new):
        return new
    alike = untupled(written_config(old)) == untupled(dict(new.config))
    recorded = old.recorded
    if not covers(recorded, new.recorded):
        recorded = replace(recorded, outputs=(), inputs=(), structure=new.recorded.structure)
    if not alike:
        recorded = replace(recorded, outputs=(), inputs=(), params=0)
    config = old.config if alike else new.config
    return replace(old, name=new.name, config=config, trainable=new.trainable, recorded=recorded)


def _imported(layer: Layer) -> str:
    return imported_name(layer.class_name)


def _own(design: Design, graph_id: str) -> Mapping[str, Operation]:
    """The operations that a graph of a design has itself."""
    graph = design.main if graph_id == MAIN else design.models.get(graph_id)
    return {} if graph is None else graph.operations


def _alike(operations: Mapping[str, Operation], old: Node, new: Node) -> bool:
    if old == new:
        return True
    if old.operation != new.operation or new.operation not in operations:
        return False
    try:
        return normal_call(operations, old) == normal_call(operations, new)
    except (TypeError, ValueError):  # a draft's arguments need not fit its function
        return False


def _ordered(found: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """In the order of before, what is new at the end."""
    return {**{key: found[key] for key in before if key in found}, **found}
