"""What folded statements call, as text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from model_codegen.design.graph import Layer, Node, Op, SubModel, TensorRef
from model_codegen.emitters.body import Body
from model_codegen.emitters.call_text import arguments_text, constructor_text, op_text
from model_codegen.emitters.folding.search.argument_columns import WIDTHS
from model_codegen.emitters.folding.search.folding import Folding
from model_codegen.emitters.folding.search.parameter_defaults import REQUIRED
from model_codegen.emitters.folding.slot_values import ABSENT, value_text, with_texts
from model_codegen.emitters.folding.steps import (
    NAME,
    Call,
    Function,
    Step,
    Use,
)
from model_codegen.emitters.folding.text.statement_parts import (
    Params,
    bare,
    inside,
    placed,
    with_slots,
)
from model_codegen.emitters.folding.wording.function_titles import function_titles
from model_codegen.emitters.folding.wording.parameter_names import Signature
from model_codegen.emitters.freezing import frozen_by_argument
from model_codegen.emitters.literals import (
    Verbatim,
    call_text,
    config_value,
    is_object,
    literal,
)
from model_codegen.emitters.plan import Plan


class Expressions:
    """Writes the calls in what folding found in a graph.

    Args:
        plan: The names.
        body: The graph.
        folding: What was found.
    """

    def __init__(self, plan: Plan, body: Body, folding: Folding) -> None:
        self.plan = plan
        self.body = body
        self.folding = folding
        self.titles = function_titles(body, folding.functions)
        self.signatures: dict[int, Signature] = {}
        self.functions: dict[int, str] = {}
        self.objects: dict[str, str] = {}

    def _text(self, step: Step, tensors: Mapping[int, str], params: Params) -> str:
        form = step.form
        if isinstance(form, Use):
            return self._use(form.function, step, tensors, params)
        assert isinstance(form, Call)
        node, operation = self.body.node(form.node_id), self.body.operation(form.node_id)
        arguments, texts = placed(node, [tensors[ref] for ref in step.refs])
        if isinstance(operation, Op):
            return op_text(
                self.body, operation.function, with_slots(arguments, step, params), texts
            )
        return self._layer(step, node.operation, operation, params, arguments, texts)

    def _layer(
        self,
        step: Step,
        operation_id: str,
        operation: Layer | SubModel,
        params: Params,
        placed: Node,
        texts: Mapping[TensorRef, str],
    ) -> str:
        """A layer, made and called."""
        return self._made(step, operation_id, operation, params) + arguments_text(placed, texts)

    def _made(
        self, step: Step, operation_id: str, operation: Layer | SubModel, params: Params
    ) -> str:
        name = with_texts(step.slots.get(NAME, operation.name), params)
        if isinstance(operation, SubModel):
            arguments = [("trainable", "False")] if self.plan.hands_on(operation) else []
            if NAME in step.slots:
                arguments.append(("name", literal(name)))
            return f"{self.plan.blocks[operation.model]}{call_text(arguments)}"
        layer = replace(operation, config=self._config(step, params), name=name)
        if operation.recorded is not None:
            return self.plan.placeholder(layer, spelled=NAME in step.slots)
        return constructor_text(
            layer,
            self.plan.program.design.dtype_policy,
            frozen=frozen_by_argument(self.body, operation_id),
            spelled=NAME in step.slots,
        )

    def _config(self, step: Step, params: Params) -> dict[str, Any]:
        config: dict[str, Any] = {}
        assert isinstance(step.shape, tuple)
        for path, class_name in step.shape[-1] if step.shape[0] != "placeholder" else ():
            inside(config, path)[str(path[-1])] = {"class_name": class_name, "config": {}}
        for slot, value in step.slots.items():
            if slot[0] == "config":
                hoisted = self.objects.get(config_value(value)) if is_object(value) else None
                text = Verbatim(f"{hoisted}()") if hoisted else with_texts(value, params)
                inside(config, slot)[str(slot[-1])] = text
        return config

    def _use(
        self,
        function: Function,
        step: Step,
        tensors: Mapping[int, str],
        params: Params,
        starred: str | None = None,
    ) -> str:
        found = self.signatures[function.key]
        written: list[tuple[str | None, str]] = [(None, tensors[ref]) for ref in step.refs]
        positional = starred is None
        if starred is not None:
            written.append((None, f"*{starred}"))
        for index, name, default in found.parameters:
            value = step.slots.get(("argument", index), ABSENT)
            if value is ABSENT or (default is not REQUIRED and repr(value) == repr(default)):
                positional = False
                continue
            usual = function.parameters[index].hint in (*WIDTHS, "kernel_size")
            text = value_text(bare(function.parameters[index], value), params)
            positional = positional and ((usual and default is REQUIRED) or text == name)
            written.append((None if positional else name, text))
        return f"{self.functions[function.key]}{call_text(written)}"
