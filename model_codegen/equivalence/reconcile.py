"""`reconciled`: a design that was read anew, told in the ids of the one that it came from.

What both have keeps its id, its place on the canvas and the very way in which it was written; so a
difference between the two shows what was changed and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from model_codegen.analysis import Analysis, analyse
from model_codegen.design.config_references import KEY, held_ids, replaced
from model_codegen.design.custom_code import read_code
from model_codegen.design.custom_layers import own_names
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import (
    Design,
    Layer,
    ModelGraph,
    Operation,
    OutputTree,
    SubModel,
)
from model_codegen.design.model_names import follows
from model_codegen.design.shared_operations import expanded
from model_codegen.design.traversal import is_input
from model_codegen.equivalence.edited_code import code_with, with_record
from model_codegen.equivalence.frozen_models import always_frozen
from model_codegen.equivalence.kept_input_names import are_told, with_kept_names, words_of
from model_codegen.equivalence.kept_notes import Told, kept_comments, kept_frames, kept_words
from model_codegen.equivalence.kept_positions import kept_positions
from model_codegen.equivalence.kept_spelling import (
    kept_arguments,
    kept_spelling,
)
from model_codegen.equivalence.kept_stages import trainable_layers
from model_codegen.equivalence.kept_training import kept_training
from model_codegen.equivalence.open_places import OpenPlaces
from model_codegen.equivalence.pairing import Pairing, fresh_id
from model_codegen.equivalence.placeholder_records import with_placeholder_record
from model_codegen.equivalence.renumbered_results import renumbered
from model_codegen.equivalence.sameness import same_operation
from model_codegen.equivalence.shared_ids import shared_id
from model_codegen.equivalence.told_graph import in_order, told_calls, told_graph
from model_codegen.equivalence.traced_inputs import with_told_shape
from model_codegen.equivalence.unused_parts import (
    add_unused_calls,
    unused_models,
    unused_operations,
)


def reconciled(
    old: Design,
    new: Design,
    *,
    before: Analysis | None = None,
    after: Analysis | None = None,
    traced: Set[str] = frozenset(),
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
        traced: The graphs of the new design that are classes, see `ImportResult`.
    """
    known = before or analyse(old), after or analyse(new)
    return _Reconciler(old, new, *known, traced=traced).design()


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
        told: By graph of the result: where what is said about it comes from.
        common: By operation of the new design itself: its id in the result.
        operations: The operations of the result itself, by id.
        frozen: The definitions of the new design in which nothing is trained.
        traced: The graphs of the new design that are classes.
        open: What the source of the old design could not say.
    """

    old: Design
    new: Design
    before: Analysis
    after: Analysis
    models: dict[str, str] = field(default_factory=dict)
    made: dict[str, ModelGraph] = field(default_factory=dict)
    told: dict[str, Told] = field(default_factory=dict)
    common: dict[str, str] = field(default_factory=dict)
    operations: dict[str, Operation] = field(default_factory=dict)
    frozen: frozenset[str] = frozenset()
    traced: Set[str] = frozenset()
    open: OpenPlaces = field(init=False)

    def __post_init__(self) -> None:
        self._before, self._after = expanded(self.old), expanded(self.new)
        self.frozen = always_frozen(self._after)
        self.open = OpenPlaces(self.old, self.before)

    def design(self) -> Design:
        """The new design in the ids, positions and spellings of the old one."""
        main = self.graph(self._before.main, self._after.main, MAIN, MAIN)
        for key in self.new.models:
            self.define(key, None)
        graphs = [main, ModelGraph("", self.operations), *self.made.values()]
        unused = unused_models(self.old, self._before, graphs)
        self.made |= {key: graph for key, graph in unused.items() if key not in self.made}
        models = in_order(self.made, self.old.models)
        renamed = self.old.main.name != self.new.main.name and follows(self.old)
        told = {key: self.told.get(key) for key in (MAIN, *self.made)}
        return replace(
            self.new,
            name=self.new.name if renamed else self.old.name,
            main=main,
            models=models,
            operations=self.shared(),
            positions=kept_positions({MAIN: main, **self.made}, self.old, self.new, told),
            comments=kept_words(self.old.comments, self.new.comments, told, kept_comments),
            frames=kept_words(self.old.frames, self.new.frames, told, kept_frames),
            code=code_with(self.old, self.new),
            training=kept_training(self.old.training, self.new.training, trainable_layers(main)),
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
        if new_id in self.traced and old is not None and not are_told(known, new):
            words = words_of(self.old, self.before)
            new = with_kept_names(known, new, [each[kept] for each in words if kept in each])
        new = renumbered(known, new)
        unused: tuple[str, ...] = ()
        was: OutputTree = ()
        if old is not None:
            was = self.before.graphs[kept].outputs
            hidden = self.open.left_out.get(kept, ())
            unused = tuple(dict.fromkeys((*self.before.graphs[kept].unused, *hidden)))
        found = self.after.graphs[new_id]
        pair = Pairing(replace(known, outputs=was), replace(new, outputs=found.outputs), unused)
        operations: dict[str, Operation] = {}
        own = _own(self.old, kept), _own(self.new, new_id)
        for key, operation in new.operations.items():
            partner = pair.operations.get(key, "")
            before = known.operations.get(partner)
            if key not in own[1]:
                pair.keys[key] = self.share(key, "" if partner in own[0] else partner)
                continue
            if partner not in own[0] and before is not None:
                if partner not in self.operations and same_operation(
                    self.old, self.new, before, operation, inside=True
                ):
                    # Of the design it is still, though one place only has it left.
                    pair.keys[key] = partner
                    self.operations[partner] = before
                    continue
                taken = {*pair.keys.values(), *self.old.operations}
                pair.keys[key] = fresh_id(key, taken, set())
                before = None
            operation = self.referring(operation)
            if new_id in self.traced and new_id != MAIN and before is not None:
                operation = with_told_shape(before, operation)
            if isinstance(operation, SubModel):
                operation = self.instance(before, operation)
            if own_names(operation, read_code(self.new.code)):
                operation = with_record(self.old, self.new, before, operation)
            else:
                operation = with_placeholder_record(before, operation)
            operations[pair.keys[key]] = kept_spelling(
                self.old,
                self.new,
                before,
                operation,
                inside=kept != MAIN,
                frozen=new_id in self.frozen,
            )
        called = {**self.operations, **operations}
        put_back = partial(self.open.put_back, kept)
        nodes, said = told_calls(known, new, pair, called, put_back)
        if old is not None:
            matched = {*pair.nodes.values()}
            left = [key for key in unused if key not in matched]
            add_unused_calls(old, left, operations, nodes)
            for key in operations.keys() & self.old.operations.keys() - own[0]:
                self.operations.setdefault(key, operations.pop(key))
        unsaid = {*self.open.left_out.get(kept, ())}
        name = new.name if kept == MAIN else known.name  # no code and no canvas shows a block's own
        made = told_graph(
            known,
            new,
            pair,
            ModelGraph(name, operations, nodes),
            said={key: said.get(key, node) for key, node in nodes.items() if key not in unsaid},
            counts={key: len(node.outputs or [0]) for key, node in found.nodes.items()},
            was=was,
        )
        silent = {*unused, *(key for key in nodes if is_input(made, key))}
        self.told[kept] = Told(new_id, pair.ids, frozenset(nodes), frozenset(silent))
        return made

    def instance(self, before: Operation | None, after: SubModel) -> SubModel:
        """Reconcile a block of the new design with what stands in its place.

        Args:
            before: What stands there in the old design; None if there is nothing.
            after: The block.
        """
        if not isinstance(before, SubModel):
            return replace(after, model=self.define(after.model, None))
        made = self.new.models.get(after.model, ModelGraph(""))
        arguments = kept_arguments(before.arguments, after.arguments, made.parameters)
        return replace(after, model=self.define(after.model, before.model), arguments=arguments)

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
            if beside in taken and self.is_made(key, beside):
                self.models[key] = beside
                return beside
            free = beside is not None and beside in self.old.models and beside not in taken
            kept = beside if free and beside is not None else fresh_id(key, self.old.models, taken)
            self.models[key] = kept
            graph = self._after.models[key]
            self.made[kept] = self.graph(self._before.models.get(kept), graph, key, kept)
        return self.models.get(key, key)

    def is_made(self, key: str, beside: str) -> bool:
        """Whether a definition of the new design is one that was reconciled already.

        Source may write one definition as two, as where one of its instances is frozen.

        Args:
            key: Its id in the new design.
            beside: The id of the other, in the old design and in the result.
        """
        if beside not in self.made or beside not in self.old.models or self.old.operations:
            return False
        told = self.told[beside]
        found = self.graph(self._before.models[beside], self._after.models[key], key, beside)
        self.told[beside] = told
        return found == self.made[beside]

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
        taken = {*self.operations, *self.common.values()}
        kept = shared_id(self.old, key, operation, beside, self.operations, taken)
        self.common[key] = kept
        before = self.old.operations.get(kept)
        self.operations[kept] = operation  # taken while what it is made of is reconciled
        if isinstance(operation, SubModel):
            operation = self.instance(before, operation)
        operation = self.referring(operation)
        self.operations[kept] = kept_spelling(self.old, self.new, before, operation, inside=True)
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
        unused = unused_operations(self.old, self._before)
        return in_order({**unused, **self.operations}, self.old.operations)


def _own(design: Design, graph_id: str) -> Mapping[str, Operation]:
    """The operations that a graph of a design has itself."""
    graph = design.main if graph_id == MAIN else design.models.get(graph_id)
    return {} if graph is None else graph.operations
