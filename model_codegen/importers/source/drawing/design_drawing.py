"""From the models of a text to a design."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from model_codegen.analysis.pretrained_weights import asked
from model_codegen.analysis.symbol import Symbol
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import (
    INPUT_CLASS,
    Design,
    InputTree,
    ModelGraph,
    Op,
    Operation,
    OutputTree,
    Pretrained,
    SubModel,
)
from model_codegen.design.wording import quote
from model_codegen.importers.saved.serialized_models import unique
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.drawing.block_parameters import BlockParameters, Lift
from model_codegen.importers.source.drawing.call_comments import call_comments
from model_codegen.importers.source.drawing.call_nodes import why
from model_codegen.importers.source.drawing.definition_keys import Key, definition_key
from model_codegen.importers.source.drawing.drawing_notes import DrawingNotes
from model_codegen.importers.source.drawing.function_frames import frames
from model_codegen.importers.source.drawing.graph_drawing import Drawing, Spec, model_operation
from model_codegen.importers.source.drawing.graph_ends import ends, tree_of
from model_codegen.importers.source.drawing.layer_values import to_layer
from model_codegen.importers.source.drawing.repeated_blocks import with_repeats
from model_codegen.importers.source.drawing.shared_values import shared_values
from model_codegen.importers.source.drawing.trial_graph import CALLED, trial
from model_codegen.importers.source.recording import Recording
from model_codegen.importers.source.text_comments import TextComments
from model_codegen.importers.source.value_trees import flat, taken
from model_codegen.importers.source.values import (
    LayerMade,
    Model,
    Run,
    Tensor,
    Unknown,
)
from model_codegen.importers.source.values import Operation as Made

DEEPEST = 24
"""How deep models may be nested in models."""


@dataclass
class Designer:
    """Makes one design.

    Attributes:
        recording: What the text made.
        policy: The design's dtype policy.
        spec: Gives the shapes of tensors.
        notes: What could not be kept, and the lines that calls are from.
        models: The definitions so far.
        known: The definitions of models.
        keys: The definitions, by what two models share of which one is enough.
        open: The models whose graphs are being made, one inside the other.
        automatic: By graph: the operations that Keras named.
        operations: The design's operations: what stands in several places, and models that layers
            have as arguments.
        shared: What stands in several places, with its id.
        held: The ids of the models that layers have as arguments.
        drawings: The graphs on their way.
        drawn: The same by id, without those that came to be alike.
        parameters: What definitions are given.
    """

    recording: Recording
    policy: str
    spec: Spec
    notes: DrawingNotes = field(default_factory=DrawingNotes)
    models: dict[str, ModelGraph] = field(default_factory=dict)
    known: dict[Model, str] = field(default_factory=dict)
    keys: dict[Key, str] = field(default_factory=dict)
    open: list[Model] = field(default_factory=list)
    automatic: dict[str, frozenset[str]] = field(default_factory=dict)
    operations: dict[str, Operation] = field(default_factory=dict)
    shared: dict[Made, str] = field(default_factory=dict)
    held: dict[Model, str] = field(default_factory=dict)
    drawings: list[Drawing] = field(default_factory=list)
    drawn: dict[str, Drawing] = field(default_factory=dict)
    parameters: BlockParameters = field(default_factory=BlockParameters)

    def design(self, model: Model) -> Design:
        """The design of a model."""
        self.shared = shared_values((), model)
        graph = self.graph(model, MAIN)
        operations = self._common()
        if not model.trainable:
            graph = replace(graph, operations=_frozen(graph.operations))
            operations = _frozen(operations)
        return self._told(
            Design(graph.name, graph, self.models, self.policy, operations=operations)
        )

    def _told(self, design: Design) -> Design:
        """The design with what its functions and loops tell: parameters, repeats, frames."""
        design = self.parameters.applied(design)
        graphs = {MAIN: design.main, **design.models}
        framed = {}
        for key, graph in graphs.items():
            drawing = self.drawn[key]
            repeats = with_repeats(graph, design.models, drawing.lines)
            graphs[key] = repeats.graph
            lines = self.notes.lines.get(key, {})
            for gone, now in repeats.renamed.items():
                lines[now] = lines.pop(gone, 0)
                drawing.made_at[now] = drawing.made_at.get(gone, lines[now])
            if found := frames(drawing.nodes_of, repeats.renamed):
                framed[key] = found
        main = graphs.pop(MAIN)
        return replace(design, main=main, models=graphs, frames=framed)

    def loose(self, name: str) -> Design:
        """The design of everything that was called, where the text makes no model of it."""
        self.shared = shared_values(self.recording.calls)
        inputs = list(self.recording.inputs)
        found = self._drawing(MAIN)
        for tensor in inputs:
            found.add_input(tensor, tensor.call)
        for end in ends(self.recording.calls):
            found.add(end)
        ids = [found.ids[t.call.number] for t in inputs]
        tree: InputTree = ids[0] if len(ids) == 1 else [*ids]
        pretrained = self._pretrained(found, [])
        graph = ModelGraph(name, found.operations, found.nodes, tree, pretrained=pretrained)
        self.parameters.runs[MAIN] = found.runs
        return self._told(self._design(name, graph))

    def _common(self) -> dict[str, Operation]:
        """The design's operations, with those that no graph calls: arguments of layers."""
        for made, key in self.shared.items():
            if key in self.operations:
                continue
            if isinstance(made, LayerMade):
                self.operations[key] = to_layer(made, self.policy, self.hold)[0]
            elif isinstance(made, Model):
                self.operations[key] = model_operation(made, self.define)
        return self.operations

    def commented(self, design: Design, comments: TextComments) -> Design:
        """The design with what the text says about its calls.

        Args:
            design: The design, as it was drawn.
            comments: The text's comments.
        """
        made_at = {key: self.drawn[key].made_at for key in (MAIN, *design.models)}
        return replace(design, comments=call_comments(comments, self.notes.lines, made_at))

    def _drawing(self, graph_id: str, run: Run | None = None) -> Drawing:
        found = self.drawn[graph_id] = Drawing(
            graph_id,
            self.policy,
            self.notes,
            self.spec,
            self.define,
            self.hold,
            self.shared,
            self.operations,
            run,
        )
        self.drawings.append(found)
        return found

    def _design(self, name: str, main: ModelGraph) -> Design:
        return Design(name, main, self.models, self.policy, operations=self._common())

    def graph(self, model: Model, graph_id: str) -> ModelGraph:
        """The graph of a model.

        Args:
            model: The model; its ends are known.
            graph_id: The id that it will have.
        """
        if model in self.open or len(self.open) > DEEPEST:
            raise NotFollowed(f"`{model.name}` contains itself")
        self.open.append(model)
        found = self._drawing(graph_id, model.run)
        inputs = tree_of(model.inputs, lambda tensor: found.input(tensor, model))
        for tensor in flat(model.outputs):
            if isinstance(tensor, Tensor):
                found.add(tensor.call)
        outputs: OutputTree | Literal["auto"] = "auto"
        problems = [leaf for leaf in flat(model.outputs) if not isinstance(leaf, Tensor)]
        if not problems and model.outputs not in (None, [], ()):
            outputs = tree_of(model.outputs, found.refer)
        else:
            for problem in problems[:1]:
                cause = problem if isinstance(problem, Unknown) else Unknown(why(problem))
                subject = f"What {quote(model.name)} returns is left open"
                self.notes.caused("not-followed", graph_id, None, subject, cause)
            self._follow_inputs(found)
        self.open.pop()
        self.automatic[graph_id] = frozenset(found.automatic)
        if graph_id == MAIN:
            self.parameters.runs[MAIN] = found.runs
        name = model.name if graph_id == MAIN else model.title or model.name
        pretrained = self._pretrained(found, model.pretrained)
        return ModelGraph(
            name, found.operations, found.nodes, inputs, outputs, pretrained=pretrained
        )

    def _pretrained(self, found: Drawing, given: list[LayerMade]) -> tuple[Pretrained, ...]:
        """The models whose weights a graph takes: those that it was given, or is made of."""
        inside = [made.inside for made in found.made if isinstance(made, LayerMade)]
        owners = dict.fromkeys([*given, *(owner for owner in inside if owner is not None)])
        sources = [asked(to_layer(owner, self.policy)[0]) for owner in owners]
        return tuple(source for source in sources if source is not None)

    def calling(self, made: Model | LayerMade, specs: list[Symbol]) -> tuple[Design, str]:
        """A design in which a model is called on tensors of some shapes; and the id of the call.

        Args:
            made: The model, or a layer that takes one tensor and has a model as an argument.
            specs: Of its inputs, flattened.
        """
        if isinstance(made, Model):
            called: Operation = SubModel(self.define(made), CALLED)
        else:
            called = replace(to_layer(made, self.policy, self.hold)[0], name=CALLED)
        graph = trial(called, None if isinstance(made, LayerMade) else made.inputs, specs)
        return self._design("model", graph), CALLED

    def hold(self, made: LayerMade | Model) -> str | None:
        """The id of the design's operation that an argument of a layer is; None if it is none.

        A layer is one if it stands in several places, a model always.
        """
        if made in self.shared:
            return self.shared[made]
        return self._held(made) if isinstance(made, Model) else None

    def _held(self, model: Model) -> str:
        known = self.held.get(model)
        if known is None:
            operation = model_operation(model, self.define)
            # A graph's own operations would be meant in its place.
            taken = {key for drawing in self.drawings for key in drawing.taken}
            known = unique(model.name, taken | {*self.operations, *self.shared.values()})
            self.held[model] = known
            self.operations[known] = operation
            for drawing in self.drawings:
                drawing.taken.add(known)
        return known

    def _follow_inputs(self, found: Drawing) -> None:
        """Add every call that comes from the inputs, since the outputs are not known."""
        reached = set(found.ids)
        for call in self.recording.calls:
            needed = [t.call.number for t in taken(call)]
            if any(number in reached for number in needed) and call.number not in reached:
                reached.add(call.number)
                found.add(call)

    def define(self, model: Model) -> str:
        """The id of the definition that a model is an instance of."""
        known = self.known.get(model)
        if known is not None:
            return known
        own = re.sub(r"\W+", "_", model.title or model.name, flags=re.ASCII).strip("_") or "model"
        graph_id = unique(own, {*self.models, MAIN})
        self.models[graph_id] = ModelGraph(own)  # models inside may have the same name
        noted = len(self.notes.diagnostics)
        graph = self.graph(model, graph_id)
        drawn = self.drawn[graph_id]
        lifted = self.parameters.lifted(graph, drawn.written, drawn.runs)
        key = definition_key(model, lifted, self.automatic[graph_id])
        if key in self.keys:
            del self.drawn[graph_id]
            del self.models[graph_id]
            self.notes.lines.pop(graph_id, None)
            del self.notes.diagnostics[noted:]
            graph_id = self.keys[key]
        else:
            del self.models[graph_id]
            self.models[graph_id] = graph
            self.keys[key] = graph_id
            self.parameters.runs[graph_id] = drawn.runs
            if model.run is not None:
                lift = Lift(model.run, drawn.written, drawn.runs)
                self.parameters.lifts[graph_id] = lift
        if model.run is not None and graph_id in self.parameters.lifts:
            self.parameters.lifts[graph_id].given.append(model.run.given)
        self.known[model] = graph_id
        return graph_id


def _frozen(operations: Mapping[str, Operation]) -> dict[str, Operation]:
    return {
        key: operation
        if isinstance(operation, Op) or getattr(operation, "class_name", "") == INPUT_CLASS
        else replace(operation, trainable=False)
        for key, operation in operations.items()
    }
