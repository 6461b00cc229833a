"""One graph on its way: calls of a text become nodes."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Callable, Mapping

from model_codegen.design.graph import (
    INPUT_CLASS,
    Layer,
    Node,
    Op,
    Operation,
    SubModel,
    TensorRef,
    TensorSpec,
)
from model_codegen.design.wording import quote
from model_codegen.importers.saved.serialized_models import unique
from model_codegen.importers.source.drawing.call_nodes import Arranger
from model_codegen.importers.source.drawing.constant_operands import foreign_operand, stand_in
from model_codegen.importers.source.drawing.drawing_notes import DrawingNotes
from model_codegen.importers.source.drawing.layer_values import Hold, to_layer
from model_codegen.importers.source.value_trees import taken
from model_codegen.importers.source.values import (
    Call,
    LayerMade,
    Model,
    OpMade,
    Run,
    Tensor,
    Unknown,
)
from model_codegen.importers.source.values import Operation as Made
from model_codegen.keras_bridge.automatic_names import auto_name

Spec = Callable[[Tensor], TensorSpec | None]
"""Gives shape and dtype of a tensor; None if they are not known."""


class Drawing:
    """One graph on its way.

    Args:
        graph_id: The id that it will have.
        policy: The design's dtype policy.
        notes: Takes what cannot be kept, and the lines.
        spec: Gives the shapes of tensors.
        define: Gives the id of the definition of a model that is called.
        hold: Gives the id of the design's operation that an argument of a layer is, if it is one.
        shared: What is an operation of the design, with its id.
        common: The design's operations so far.
        run: The function that made the model of which it is the graph, if it is a definition.

    Attributes:
        written: By operation: its arguments that are arithmetic over that function's parameters.
        runs: By instance of a definition: the run that made it.
        nodes_of: By run of a function of the text: the calls that were made in it.
        lines: By instance of a definition: where it was made.
        made_at: By first call of a layer: where that was made.
    """

    def __init__(
        self,
        graph_id: str,
        policy: str,
        notes: DrawingNotes,
        spec: Spec,
        define: Callable[[Model], str],
        hold: Hold,
        shared: Mapping[Made, str],
        common: dict[str, Operation],
        run: Run | None = None,
    ) -> None:
        self.graph_id = graph_id
        self._run = run
        self._policy = policy
        self._notes = notes
        self._spec = spec
        self._define = define
        self._hold = hold
        self._shared = shared
        self._reserved = {*shared.values()}
        self._common = common
        self.operations: dict[str, Operation] = {}
        self.nodes: dict[str, Node] = {}
        self.ids: dict[int, str] = {}
        self.replaced: dict[tuple[int, int], str] = {}
        self.made: dict[Made, str] = {}
        self.taken = {*common} - self._reserved
        self.counts: Counter[str] = Counter()
        self.numbers: Counter[str] = Counter()
        self.automatic: set[str] = set()
        self.written: dict[str, Mapping[str, str]] = {}
        self.runs: dict[str, Run] = {}
        self.nodes_of: dict[Run, list[str]] = {}
        self.lines: dict[str, int] = {}
        self.made_at: dict[str, int] = {}
        notes.lines[graph_id] = {}

    def input(self, leaf: Tensor, model: Model) -> str:
        """The id of an input of the graph; what is no `keras.Input` is replaced by one."""
        operation = leaf.call.operation
        if isinstance(operation, LayerMade) and operation.path == INPUT_CLASS:
            return self.add_input(leaf, leaf.call)
        spec = self._spec(leaf)
        name = self._unique("input_layer")
        config = {} if spec is None else {"shape": list(spec.shape[1:])}
        dtype = None if spec is None or spec.dtype == "float32" else spec.dtype
        self.operations[name] = Layer(INPUT_CLASS, name, config, dtype)
        self.nodes[name] = Node(name)
        self.replaced[leaf.call.number, leaf.index] = name
        self._notes.lines[self.graph_id][name] = model.line
        return name

    def add_input(self, leaf: Tensor, call: Call) -> str:
        """Add a `keras.Input`; its id."""
        if call.number not in self.ids:
            self._place(call)
        return self.ids[call.number]

    def refer(self, tensor: Tensor) -> TensorRef:
        """The reference to a tensor whose call was added."""
        replaced = self.replaced.get((tensor.call.number, tensor.index))
        if replaced is not None:
            return TensorRef(replaced)
        return TensorRef(self.ids[tensor.call.number], tensor.index)

    def add(self, end: Call) -> None:
        """Add a call and all that it needs, what it needs first."""
        stack = [end]
        while stack:
            call = stack[-1]
            if call.number in self.ids:
                stack.pop()
                continue
            needed = [
                t.call
                for t in taken(call)
                if t.call.number not in self.ids and (t.call.number, t.index) not in self.replaced
            ]
            if needed:
                stack += reversed(needed)
                continue
            self._place(call)
            stack.pop()

    def _place(self, call: Call) -> None:
        made = call.operation
        key = self.made.get(made)
        if key is None:
            key = self._operation(call)
            self.made[made] = key
            node_id = unique(key, self.taken) if made in self._shared else key
            self.taken.add(node_id)
        else:
            node_id = unique(f"{key}_call_{self.counts[key] + 1}", self.taken)
            self.taken.add(node_id)
        self.counts[key] += 1
        if self.counts[key] == 1 and isinstance(made, (LayerMade, Model)):
            run = made.run if isinstance(made, Model) else None
            self.made_at[node_id] = made.line if run is None else run.line
        operation = self._common[key] if made in self._shared else self.operations[key]
        if isinstance(made, OpMade) and (cause := foreign_operand(call)) is not None:
            operation, call = stand_in(call, key, cause, self._spec)
            self.operations[key] = operation
            subject = f"{quote(key)} is kept as a placeholder"
            self._notes.caused("placeholder", self.graph_id, key, subject, cause)
        arranger = Arranger(self.refer)
        self.nodes[node_id] = arranger.node(call, key, operation)
        self.ids[call.number] = node_id
        run = call.run
        while run is not None and run is not self._run:
            self.nodes_of.setdefault(run, []).append(node_id)
            run = run.around
        self._notes.lines[self.graph_id][node_id] = call.line
        for problem in arranger.problems[:3]:
            reason = f"what {quote(node_id)} is given is left open: {problem}"
            self._notes.left_open(self.graph_id, node_id, reason, call.line, alike="a call")

    def _unique(self, name: str) -> str:
        found, count = name, self.numbers[name]
        while found in self.taken or found in self._reserved:
            count += 1
            found = f"{name}_{count + 1}"
        self.numbers[name] = count
        self.taken.add(found)
        return found

    def _operation(self, call: Call) -> str:
        made = call.operation
        shared = self._shared.get(made)
        if shared is not None and shared in self._common:
            return shared
        operation: Operation
        if isinstance(made, LayerMade):
            key = shared or self._unique(made.name)
            if made.written and made.run is not None and made.run is self._run:
                self.written[key] = made.written
            operation, problems = to_layer(made, self._policy, self._hold)
            automatic = made.automatic
            for problem in problems[:5]:
                reason, line = f"{quote(made.name)}: {problem}", made.line or call.line
                self._notes.left_open(self.graph_id, key, reason, line, alike=problem)
        elif isinstance(made, Model):
            key = shared or self._unique(made.name)
            automatic = made.automatic
            operation = model_operation(made, self._define)
            if made.run is not None:
                self.runs[key] = made.run
            self.lines[key] = made.line if made.run is None else made.run.line
        else:
            key = self._unique(auto_name(made.path.rpartition(".")[2]))
            operation, automatic = Op(made.path), False
        if shared is not None:
            self._common[key] = operation
        else:
            self.operations[key] = operation
            if automatic:
                self.automatic.add(key)
        if not isinstance(made, OpMade) and made.recorded is not None and not _keeps_code(made):
            cause = made.unread or Unknown(made.recorded.reason)
            subject = f"{quote(made.name)} is kept as a placeholder"
            self._notes.caused("placeholder", self.graph_id, key, subject, cause)
        return key


def model_operation(made: Model, define: Callable[[Model], str]) -> Layer | SubModel:
    """A model or layer of the text: an instance of its definition, or a placeholder.

    Args:
        made: The model.
        define: Gives the id of its definition.
    """
    if made.recorded is None:
        return SubModel(define(made), made.name, made.trainable)
    own = _class_name(made)
    path = own if made.keeps_code else f"custom_layers.{own}"
    return Layer(path, made.name, made.config, None, made.trainable, None, made.recorded)


def _keeps_code(made: LayerMade | Model) -> bool:
    return made.keeps_code if isinstance(made, Model) else made.given_own is not None


def _class_name(model: Model) -> str:
    return model.origin.name if isinstance(model.origin, ast.ClassDef) else "Layer"
