"""A class that makes layers once and calls them in `call`: a model or a block."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Op, SubModel, TensorRef
from model_codegen.design.traversal import is_application, map_leaves
from model_codegen.emitters.block_parameters import mentioned, signature
from model_codegen.emitters.body import Body
from model_codegen.emitters.call_text import argument_text, arguments_text, op_text
from model_codegen.emitters.dtype_conversions import Conversions
from model_codegen.emitters.folding.search.folding import Folding
from model_codegen.emitters.folding.steps import Call, Use, walk_steps
from model_codegen.emitters.folding.text.graph_body import write_graph_body
from model_codegen.emitters.folding.text.layer_lists import MADE, Caller, Maker, makes
from model_codegen.emitters.freezing import freeze_application
from model_codegen.emitters.generated_code import Mark
from model_codegen.emitters.literals import literal
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.naming.tensor_variables import Variables, name_calls
from model_codegen.emitters.plan import Plan
from model_codegen.emitters.policy_scope import policy_scope
from model_codegen.emitters.return_structure import pattern
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.styles.class_config import write_config
from model_codegen.emitters.styles.class_inputs import call_names, unpacked
from model_codegen.emitters.styles.keras_methods import (
    call_marks,
    input_marks,
    write_build,
    write_compute_mask,
    write_output_shape,
)
from model_codegen.emitters.styles.model_function import shared_comment
from model_codegen.emitters.styles.pretrained_layers import LISTED
from model_codegen.emitters.styles.repeated_calls import Turn
from model_codegen.emitters.styles.shared_making import given_names, make_shared
from model_codegen.keras_bridge.layer_internals import layer_arguments, model_attributes

MODEL = "keras.Model"
LAYER = "layers.Layer"


def write_class(
    source: Source,
    plan: Plan,
    body: Body,
    class_name: str,
    base: str,
    folding: Folding | None = None,
) -> Mapping[str, str]:
    """Write a graph as a class.

    Args:
        source: Where to.
        plan: The names.
        body: The graph.
        class_name: Name of the class.
        base: `MODEL` or `LAYER`.
        folding: What repeats in the graph; None: every layer has an attribute of its own.

    Returns:
        By operation: its attribute; and that of the list of those that have none of their own.
    """
    made = _Class(source, plan, body, base, folding)
    made.write(class_name)
    return {**made.attributes, LISTED: made.blocks}


class _Class:
    def __init__(
        self, source: Source, plan: Plan, body: Body, base: str, folding: Folding | None
    ) -> None:
        self.folding = folding
        self.source = source
        self.plan = plan
        self.body = body
        self.base = base
        self.conversions = Conversions(plan.program, body)
        names = Namespace(model_attributes())
        listed = set() if folding is None else _listed(body, folding)
        named = {
            operation_id: f"self.{names.name(body.label(operation_id))}"
            for operation_id in body.operations
            if operation_id not in listed
            and not isinstance(body.graph.operations[operation_id], Op)
        }
        self.attributes = {key: named[key] for key in body.made if key in named}
        # What is only handed on is kept for `get_config`.
        self.kept: dict[str, str] = {}
        if body.graph_id != MAIN:
            for key in plan.program.shared.needs[body.graph_id]:
                if key not in named:
                    self.kept[key] = f"self.{names.name(plan.label(key))}"
        self.parameters: dict[str, str] = {}
        if body.graph_id != MAIN:
            for variable in body.parameters.values():
                self.parameters[variable] = f"self.{names.name(variable)}"
        self.blocks = f"self.{names.name('blocks')}"
        self.maker = self.caller = None
        if folding is not None:
            self.maker = Maker(source, plan, body, folding, self.blocks)
            self.caller = Caller(source, plan, body, folding)

    def write(self, class_name: str) -> None:
        if self.maker is not None and self.caller is not None:
            self.maker.write_functions()
            self.caller.write_functions()
        package = literal(self.plan.package)
        self.source.line(f"@keras.saving.register_keras_serializable(package={package})")
        with self.source.block(f"class {class_name}({self.base}):"):
            self._init()
            write_build(self.source, self.plan, self.body, self.attributes)
            self._call()
            if self._is_held():
                write_output_shape(self.source, self.body)
            if self.base == LAYER and self.plan.masks:
                write_compute_mask(self.source)
            given = self.given if self.body.graph_id != MAIN else {}
            attributes = {**self.attributes, **self.kept}
            shared = {given[key]: attributes[key] for key in given}
            write_config(self.source, shared, self.parameters)

    def _init(self) -> None:
        takes = self.body.graph_id != MAIN and self.plan.program.shared.needs[self.body.graph_id]
        reserved = layer_arguments() if takes else frozenset()
        names = Namespace({"self", "kwargs", *reserved}, self.plan.names)
        defaults = signature(self.body.graph.parameters) if self.body.graph_id != MAIN else []
        policy = self.plan.program.design.dtype_policy
        self.given = given_names(self.plan, self.body, names)
        parameters = [*self.given.values()] if takes else []
        # Keras makes objects of a class by itself, where it loads a model.
        head = ", ".join(["self", *parameters, *defaults, "**kwargs"])
        with (
            self.source.block(f"def __init__({head}):"),
            policy_scope(self.source, policy, names),
        ):
            self._layers(names)
            for variable, attribute in self.parameters.items():
                self.source.line(f"{attribute} = {variable}")
            for key, attribute in self.kept.items():
                self.source.line(f"{attribute} = {self.given[key]}")

    def _layers(self, names: Namespace) -> None:
        if self.conversions.keeps_dtypes:
            self.source.line("# Tensors come in as they are; the layers inside convert them")
            self.source.line("super().__init__(autocast=False, **kwargs)")
        else:
            self.source.line("super().__init__(**kwargs)")
        if self.body.graph_id == MAIN:
            make_shared(self.source, self.plan, self.given, names)
        if self.maker is None or self.folding is None:
            for operation_id in self.attributes:
                self._attribute(operation_id)
            return
        done: set[str] = set()
        begun = False
        for step in self.folding.steps:
            operation_id = self.body.node(step.nodes[0]).operation
            if not isinstance(step.form, Call):
                if not begun and self._lists_layers():
                    self.source.line(f"{self.blocks} = []")
                    begun = True
                self.maker.write_layers([step], {}, Namespace({"self"}, names))
            elif operation_id in self.attributes and operation_id not in done:
                done.add(operation_id)
                self._attribute(operation_id)

    def _lists_layers(self) -> bool:
        """Whether something that repeats makes layers, or is a function, which takes from them."""
        folding = self.folding
        return folding is not None and any(
            isinstance(step.form, Use) or makes(step, self.body)
            for step in walk_steps(folding.steps)
            if not isinstance(step.form, Call)
        )

    def _attribute(self, operation_id: str) -> None:
        attribute = self.attributes[operation_id]
        comment = shared_comment(self.body, operation_id)
        if comment is not None:
            self.source.line(comment)
        if operation_id in self.body.given:
            made = self.given[operation_id]
            self.source.line(f"{attribute} = {made}", self._marks(operation_id))
            return
        made = self.plan.make(self.body, operation_id, self.given)
        self.source.line(f"{attribute} = {made}", self._marks(operation_id))
        operation = self.body.graph.operations[operation_id]
        if is_application(operation):
            marks = self._marks(operation_id)
            freeze_application(self.source, operation, attribute, Namespace(), marks)

    def _call(self) -> None:
        body = self.body
        names, parameter, variables = call_names(body, self.plan.names, self.folding is not None)
        parameters = ["self", parameter or variables.targets[body.inputs[0]]]
        if self.plan.trained[body.graph_id]:
            parameters.append("training=None")
        marks = self._inputs() if parameter is None else []
        with self.source.block(f"def call({', '.join(parameters)}):", marks):
            if parameter is not None:
                self._unpack(parameter, variables)
            for node_id, dtype in self.conversions.casts.items():
                name = variables.targets[node_id]
                self.source.line(f"{name} = ops.cast({name}, {literal(dtype)})")
            for variable in mentioned({n: body.node(n) for n in body.calls}, body.parameters):
                self.source.line(f"{variable} = {self.parameters[variable]}")
            if self.caller is not None:
                self._call_folded(self.caller, names, variables)
                return
            several = bool(body.calls) and body.repeats(body.node(body.calls[-1]).operation) > 1
            name_calls(self.plan.program, body, names, variables, returned=not several)
            for node_id in body.calls:
                if body.repeats(body.node(node_id).operation) > 1:
                    self._call_repeated(node_id, names, variables)
                    continue
                target = variables.targets.get(node_id)
                text = self._call_text(node_id, variables)
                self.source.comment((body.graph_id, node_id))
                self.source.line(
                    f"return {text}" if target is None else f"{target} = {text}",
                    [(body.graph_id, node_id)],
                )
            if not body.calls or body.calls[-1] in variables.targets:
                self.source.line(f"return {argument_text(body.outputs, variables.tensors)}")

    def _call_folded(self, caller: Caller, names: Namespace, variables: Variables) -> None:
        body = self.body

        def write(node_id: str) -> None:
            if body.repeats(body.node(node_id).operation) > 1:
                self._call_repeated(node_id, names, variables)
                return
            text = self._call_text(node_id, variables)
            mark = body.graph_id, node_id
            self.source.comment(mark)
            self.source.line(f"{variables.targets[node_id]} = {text}", [mark])

        if self._lists_layers():
            self.source.line(f"{MADE} = iter({self.blocks})")
        write_graph_body(
            caller, names, variables, (), write, lambda step: isinstance(step.form, Call)
        )
        self.source.line(f"return {argument_text(body.outputs, variables.tensors)}")

    def _call_repeated(self, node_id: str, names: Namespace, variables: Variables) -> None:
        """Call several instances one after another, in a loop."""
        operation_id = self.body.node(node_id).operation
        extra = self._extra(node_id)
        turn = Turn(self.plan.program, self.body, node_id, variables, names, extra)
        each = names.name(self.body.label(operation_id))
        head = f"for {each} in {self.attributes[operation_id]}:"
        turn.write(self.source, head, each, [(self.body.graph_id, node_id)])

    def _unpack(self, parameter: str, variables: Variables) -> None:
        """Take the argument of `call` apart into the inputs."""
        for ref, steps in (found := unpacked(self.body)):
            if not self.body.uses.get(ref):
                continue
            path = "".join(f"[{literal(step)}]" for step in steps)
            mark = (self.body.graph_id, ref.node)
            self.source.line(f"{variables.tensors[ref]} = {parameter}{path}", [mark])
        if not found:
            tree = map_leaves(self.body.graph.inputs, TensorRef)
            self.source.line(f"{pattern(tree, variables.tensors)} = {parameter}", self._inputs())

    def _call_text(self, node_id: str, variables: Variables) -> str:
        node, operation = self.body.node(node_id), self.body.operation(node_id)
        if isinstance(operation, Op):
            return op_text(self.body, operation.function, node, variables.tensors)
        extra = self._extra(node_id)
        return self.attributes[node.operation] + arguments_text(node, variables.tensors, extra)

    def _extra(self, node_id: str) -> dict[str, str]:
        """What a call is given besides its own arguments."""
        node = self.body.node(node_id)
        takes = self.plan.takes_training(self.body, node.operation)
        return {"training": "training"} if takes and "training" not in node.kwargs else {}

    def _is_held(self) -> bool:
        """Whether a layer has an instance as an argument, as `TimeDistributed` may."""
        held = self.plan.program.held
        return any(isinstance(o, SubModel) and o.model == self.body.graph_id for o in held)

    def _marks(self, operation_id: str) -> list[Mark]:
        return call_marks(self.body, operation_id)

    def _inputs(self) -> list[Mark]:
        return input_marks(self.body)


def _listed(body: Body, folding: Folding) -> set[str]:
    """The operations that have no attribute of their own."""
    return {
        body.node(node_id).operation
        for step in folding.steps
        if not isinstance(step.form, Call)
        for node_id in step.nodes
    }
