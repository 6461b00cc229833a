"""A function that calls layers on tensors and returns the model between them."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Op, TensorRef
from model_codegen.design.traversal import is_application, map_leaves
from model_codegen.emitters.block_parameters import signature
from model_codegen.emitters.body import Body
from model_codegen.emitters.call_text import argument_text, arguments_text, op_text
from model_codegen.emitters.folding.search.folding import Folding
from model_codegen.emitters.folding.text.folded_statements import Writer
from model_codegen.emitters.folding.text.graph_body import write_graph_body
from model_codegen.emitters.freezing import freeze_application
from model_codegen.emitters.literals import literal
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.naming.tensor_variables import RUN, Variables, name_calls, name_inputs
from model_codegen.emitters.plan import NUMBER, Plan, counting
from model_codegen.emitters.policy_scope import DEFAULT, policy_scope
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.styles.pretrained_layers import (
    Attributes,
    takes_weights,
    write_pretrained,
)
from model_codegen.emitters.styles.repeated_calls import Turn
from model_codegen.emitters.styles.shared_making import given_names, make_shared


def write_function(
    source: Source,
    plan: Plan,
    body: Body,
    function: str,
    model_name: str | None,
    folding: Folding | None = None,
    attributes: Attributes | None = None,
) -> None:
    """Write the function that builds a graph.

    Args:
        source: Where to.
        plan: The names.
        body: The graph.
        function: Name of the function.
        model_name: The model's name as source; None: it is an argument of the function.
        folding: What repeats in the graph; None: every call is written by itself.
        attributes: Of the main graph: what layers are called in the classes of definitions.
    """
    folded = None if folding is None else Writer(source, plan, body, folding)
    if folded is not None:
        folded.write_functions()
    names = Namespace({RUN} if model_name is not None else {RUN, "name"}, plan.names)
    given = given_names(plan, body, names)
    parameters = [*given.values()] if body.graph_id != MAIN else []
    if body.graph_id != MAIN:
        parameters += signature(body.graph.parameters)
    if model_name is None:
        parameters.append("name=None" if body.graph.parameters else "name")
    # The functions of definitions are called inside that of the main graph.
    policy = plan.program.design.dtype_policy if body.graph_id == MAIN else DEFAULT
    pretrained = attributes is not None and takes_weights(plan)
    model = names.name("model") if policy != DEFAULT or pretrained else None
    with source.block(f"def {function}({', '.join(parameters)}):"):
        with policy_scope(source, policy, names):
            if body.graph_id == MAIN:
                make_shared(source, plan, given, names)
            variables = name_inputs(body, names)
            for node_id in body.inputs:
                made = plan.make(body, body.node(node_id).operation)
                source.comment((body.graph_id, node_id))
                source.line(f"{variables.targets[node_id]} = {made}", [(body.graph_id, node_id)])
            layers = _standing(plan, body, names, given)
            calls = Calls(source, plan, body, variables, layers, names, given)
            if folded is None:
                name_calls(plan.program, body, names, variables, standing=layers)
                for node_id in body.calls:
                    calls.write(node_id)
            else:
                write_graph_body(
                    folded, names, variables, layers, calls.write, lambda step: step.shape is None
                )
            inputs = argument_text(map_leaves(body.graph.inputs, TensorRef), variables.tensors)
            outputs = argument_text(body.outputs, variables.tensors)
            if not (isinstance(body.graph.inputs, str) and isinstance(body.outputs, TensorRef)):
                inputs, outputs = f"inputs={inputs}", f"outputs={outputs}"
            result = "return" if model is None else f"{model} ="
            source.line(f"{result} keras.Model({inputs}, {outputs}, name={model_name or 'name'})")
        if model is not None:
            if attributes is not None:
                write_pretrained(source, plan, model, names, attributes)
            source.line(f"return {model}")


def shared_comment(body: Body, operation_id: str) -> str | None:
    """The comment above the only construction of an operation that is called more than once."""
    calls = len(body.operations[operation_id])
    if calls < 2:
        return None
    if operation_id in body.given:
        return None
    weights = body.analysis.operations[operation_id].params
    return f"# Shared: one {'set of weights' if weights else 'layer'}, called {calls} times"


def _standing(plan: Plan, body: Body, names: Namespace, given: Mapping[str, str]) -> dict[str, str]:
    """The operations that have or need a variable of their own, with its name."""
    found = {}
    for operation_id, calls in body.operations.items():
        operation = body.graph.operations[operation_id]
        if isinstance(operation, Op):
            continue
        if operation_id in body.given:
            found[operation_id] = given[operation_id]
            continue
        standing = len(calls) > 1 or plan.frozen_later(body, operation_id)
        if standing or is_application(operation):
            several = "s" if body.repeats(operation_id) > 1 else ""
            found[operation_id] = names.name(body.label(operation_id) + several)
    return found


class Calls:
    """Writes the calls of a graph, each operation made before its first call."""

    def __init__(
        self,
        source: Source,
        plan: Plan,
        body: Body,
        variables: Variables,
        layers: dict[str, str],
        names: Namespace,
        given: Mapping[str, str],
    ) -> None:
        self._source = source
        self._plan = plan
        self._body = body
        self._given = given
        self._made: set[str] = set(body.given)
        self._variables = variables
        self._layers = layers
        self._names = names
        self._members: dict[str, str] = {}

    def write(self, node_id: str) -> None:
        """Write a call, and before the first one of a layer that stands by itself its making."""
        body, tensors = self._body, self._variables.tensors
        mark = body.graph_id, node_id
        node, operation = body.node(node_id), body.operation(node_id)
        if body.repeats(node.operation) > 1:
            self._write_repeated(node_id)
            return
        if isinstance(operation, Op):
            stem, count = self._plan.auto.skipped.get(mark, ("", 0))
            if count:
                self._source.line("# Takes up a name that Keras would give to the operation below")
            for _ in range(count):
                self._source.line(f"keras.backend.get_uid({literal(stem)})", [mark])
            text = op_text(body, operation.function, node, tensors)
        else:
            text = self._callee(node.operation) + arguments_text(node, tensors)
        self._source.comment(mark)
        self._source.line(f"{self._variables.targets[node_id]} = {text}", [mark])
        if self._freezes(node_id):
            self._source.line(f"{self._layers[node.operation]}.trainable = False", [mark])

    def _freezes(self, node_id: str) -> bool:
        """Whether a statement after this call freezes what it calls."""
        operation_id = self._body.node(node_id).operation
        return (
            self._plan.frozen_later(self._body, operation_id)
            and self._body.operations[operation_id][0] == node_id
        )

    def _write_repeated(self, node_id: str) -> None:
        """Write the calls of several instances one after another, as a loop."""
        body, operation_id = self._body, self._body.node(node_id).operation
        marks = [(body.graph_id, node_id)]
        turn = Turn(self._plan.program, body, node_id, self._variables, self._names)
        if operation_id in self._layers:
            self._make(operation_id)
            each = self._member(operation_id)
            head = f"for {each} in {self._layers[operation_id]}:"
        else:
            number = self._names.name(NUMBER)
            each = self._plan.make(body, operation_id, self._given, number)
            head = f"{counting(body.repeats(operation_id), number)}:"
        turn.write(self._source, head, each, marks)
        if self._freezes(node_id):
            each = self._member(operation_id)
            with self._source.block(f"for {each} in {self._layers[operation_id]}:", marks):
                self._source.line(f"{each}.trainable = False", marks)

    def _member(self, operation_id: str) -> str:
        """What each of several instances is called in loops over their list."""
        if operation_id not in self._members:
            self._members[operation_id] = self._names.name(self._body.label(operation_id))
        return self._members[operation_id]

    def _callee(self, operation_id: str) -> str:
        if operation_id not in self._layers:
            return self._plan.make(self._body, operation_id, self._given)
        self._make(operation_id)
        return self._layers[operation_id]

    def _make(self, operation_id: str) -> None:
        if operation_id in self._made:
            return
        self._made.add(operation_id)
        comment = shared_comment(self._body, operation_id)
        if comment is not None:
            self._source.line(comment)
        marks = [(self._body.graph_id, call) for call in self._body.operations[operation_id]]
        made = self._plan.make(self._body, operation_id, self._given)
        variable = self._layers[operation_id]
        self._source.line(f"{variable} = {made}", marks)
        operation = self._body.graph.operations[operation_id]
        if is_application(operation):
            freeze_application(self._source, operation, variable, self._names, marks)
