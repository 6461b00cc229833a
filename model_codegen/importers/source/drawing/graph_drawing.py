"""One graph on its way: calls of a text become nodes."""

from __future__ import annotations

import ast
from collections import Counter
from typing import TYPE_CHECKING, Any

from model_codegen.design.graph import INPUT_CLASS, Layer, Node, Op, Operation, SubModel, TensorRef
from model_codegen.design.wording import quote
from model_codegen.importers.saved.model_graphs import unique
from model_codegen.importers.source.drawing import tensor_shapes
from model_codegen.importers.source.drawing.call_nodes import Arranger
from model_codegen.importers.source.drawing.layer_values import to_layer
from model_codegen.importers.source.value_trees import tensors_in
from model_codegen.importers.source.values import Call, LayerMade, Model, Tensor
from model_codegen.importers.source.values import Operation as Made
from model_codegen.keras_bridge.automatic_names import auto_name

if TYPE_CHECKING:
    from model_codegen.importers.source.drawing.design_drawing import Designer


class Drawing:
    """One graph on its way."""

    def __init__(self, designer: Designer, graph_id: str) -> None:
        self.designer = designer
        self.graph_id = graph_id
        self.operations: dict[str, Operation] = {}
        self.nodes: dict[str, Node] = {}
        self.ids: dict[int, str] = {}
        self.replaced: dict[tuple[int, int], str] = {}
        self.made: dict[Made, str] = {}
        self.taken: set[str] = set()
        self.counts: Counter[str] = Counter()
        self.numbers: Counter[str] = Counter()
        self.automatic: set[str] = set()
        designer.lines[graph_id] = {}

    def input(self, leaf: Any, model: Model) -> str:
        """The id of an input of the graph; what is no `keras.Input` is replaced by one."""
        if not isinstance(leaf, Tensor):
            return ""
        operation = leaf.call.operation
        if isinstance(operation, LayerMade) and operation.path == INPUT_CLASS:
            return self.add_input(leaf, leaf.call)
        spec = tensor_shapes.spec(self.designer.reading, leaf)
        name = self._unique("input_layer")
        config = {} if spec is None else {"shape": list(spec.shape[1:])}
        dtype = None if spec is None or spec.dtype == "float32" else spec.dtype
        self.operations[name] = Layer(INPUT_CLASS, name, config, dtype)
        self.nodes[name] = Node(name)
        self.replaced[leaf.call.number, leaf.index] = name
        self.designer.lines[self.graph_id][name] = model.line
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
                for t in tensors_in([list(call.args), call.kwargs])
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
            node_id = key
        else:
            node_id = unique(f"{key}_call_{self.counts[key] + 1}", self.taken)
            self.taken.add(node_id)
        self.counts[key] += 1
        operation = self.operations[key]
        arranger = Arranger(self.refer)
        self.nodes[node_id] = arranger.node(call, key, operation)
        self.ids[call.number] = node_id
        self.designer.lines[self.graph_id][node_id] = call.line
        for problem in arranger.problems[:3]:
            text = f"Line {call.line}: what {quote(node_id)} is given is left open: {problem}"
            self.designer.note(self.graph_id, node_id, text)

    def _unique(self, name: str) -> str:
        found, count = name, self.numbers[name]
        while found in self.taken:
            count += 1
            found = f"{name}_{count + 1}"
        self.numbers[name] = count
        self.taken.add(found)
        return found

    def _operation(self, call: Call) -> str:
        made, designer = call.operation, self.designer
        operation: Operation
        if isinstance(made, LayerMade):
            key = self._unique(made.name)
            operation, problems = to_layer(made, designer.policy)
            automatic = made.automatic
            for problem in problems[:5]:
                text = f"Line {made.line or call.line}: {quote(made.name)}: {problem}"
                designer.note(self.graph_id, key, text)
        elif isinstance(made, Model):
            key = self._unique(made.name)
            automatic = made.automatic
            if made.recorded is not None:
                path = f"custom_layers.{_class_name(made)}"
                operation = Layer(path, made.name, made.config, None, made.trainable,
                                  None, made.recorded)  # fmt: skip
            else:
                operation = SubModel(designer.define(made), made.name, made.trainable)
        else:
            key = self._unique(auto_name(made.path.rpartition(".")[2]))
            operation, automatic = Op(made.path), False
        self.operations[key] = operation
        if automatic:
            self.automatic.add(key)
        if isinstance(operation, Layer) and operation.recorded is not None:
            text = f"{quote(operation.name)} is kept as a placeholder: {operation.recorded.reason}"
            designer.note(self.graph_id, key, text, "placeholder")
        return key


def _class_name(model: Model) -> str:
    return model.origin.name if isinstance(model.origin, ast.ClassDef) else "Layer"
