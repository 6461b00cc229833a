"""Folded statements as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial
from itertools import groupby
from textwrap import wrap
from typing import Any

from model_codegen.emitters.calls import arguments_text, constructor_text, op_text
from model_codegen.emitters.collect import Body
from model_codegen.emitters.folding import Folding
from model_codegen.emitters.folding.arguments import WIDTHS
from model_codegen.emitters.folding.defaults import REQUIRED
from model_codegen.emitters.folding.steps import (
    NAME,
    Call,
    Function,
    Loop,
    Step,
    Use,
    turn,
    walk_steps,
)
from model_codegen.emitters.folding.texts import (
    Params,
    bare,
    inside,
    is_varied,
    loop_head,
    parameters,
    placed,
    with_slots,
)
from model_codegen.emitters.folding.titles import docstring, function_titles
from model_codegen.emitters.folding.values import (
    ABSENT,
    Param,
    condition_text,
    value_text,
    with_texts,
)
from model_codegen.emitters.folding.variables import Assigned, Assignment
from model_codegen.emitters.folding.wording import (
    Signature,
    result_name,
    signature,
    variable_name,
)
from model_codegen.emitters.freezing import frozen_by_argument
from model_codegen.emitters.literals import (
    Verbatim,
    call_text,
    config_value,
    is_object,
    literal,
)
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.placeholders import placeholder_text
from model_codegen.emitters.plan import Plan
from model_codegen.emitters.source import Mark, Source
from model_codegen.emitters.tensors import RUN
from model_codegen.graph import Layer, Node, Op, SubModel, TensorRef

_HOISTED_FROM = 3
"""How often an object has to be written for a function of its own."""

_COMMENT = 74
"""The longest comment on one line."""

_LONG_OBJECT = 45
"""The least length of its text."""


class Writer:
    """Writes what folding found in a graph.

    Args:
        source: Where to.
        plan: The names.
        body: The graph.
        folding: What was found.
    """

    def __init__(self, source: Source, plan: Plan, body: Body, folding: Folding) -> None:
        self.source = source
        self.plan = plan
        self.body = body
        self.folding = folding
        self.titles = function_titles(body, folding.functions)
        self.signatures: dict[int, Signature] = {}
        self.functions: dict[int, str] = {}
        self.objects: dict[str, str] = {}

    def write_functions(self) -> None:
        """Write the functions, and those that make an object that is written often."""
        self._hoist()
        for function in self.folding.functions:
            self._write_function(function)

    def write_steps(
        self,
        steps: Sequence[Step],
        made: Assigned,
        params: Params,
        names: Namespace,
        leave: Callable[[Step], bool],
    ) -> None:
        """Write statements.

        Args:
            steps: The statements.
            made: Their variables.
            params: What the parameters are called that they depend on.
            names: The names of the function they are in.
            leave: Writes a statement by itself, or says that it does not.
        """
        index = 0
        for condition, group in groupby(steps, key=lambda step: step.when):
            members = list(group)
            if condition is None:
                for step in members:
                    if not leave(step):
                        self._write_step(step, index, made, params, names)
                    index += 1
                continue
            # Steps of two conditions in a row with the same text are taken apart by `otherwise`.
            if index in made.copies:
                target, origin = made.copies[index]
                self.source.line(f"{target} = {origin}")
            with self.source.block(f"if {condition_text(condition, params)}:"):
                for step in members:
                    self._assign(step, made, params)
                    index += 1

    def _write_step(
        self, step: Step, index: int, made: Assigned, params: Params, names: Namespace
    ) -> None:
        if index in made.copies:
            target, origin = made.copies[index]
            self.source.line(f"{target} = {origin}")
        if isinstance(step.form, Loop):
            self._write_loop(step, made, params, names)
        elif made.returned == index:
            self.source.line(f"return {self._text(step, made.tensors, params)}", self._marks(step))
        else:
            self._assign(step, made, params)

    def _assign(self, step: Step, made: Assigned, params: Params) -> None:
        text = self._text(step, made.tensors, params)
        self.source.line(f"{made.tensors[step.results[0]]} = {text}", self._marks(step))

    def _marks(self, step: Step) -> list[Mark]:
        return [(self.body.graph_id, node_id) for node_id in step.nodes]

    def _write_function(self, function: Function) -> None:
        name = self.plan.names.name(self.titles[function.key])
        names = Namespace({RUN}, self.plan.names)
        found = signature(self.body, function, names)
        self.functions[function.key] = name
        self.signatures[function.key] = found
        with self.source.block(f"def {name}({', '.join([*found.tensors, *parameters(found)])}):"):
            self.source.line(f'"""{docstring(self.body, function)}"""')
            self._write_inside(function, found, names)

    def _write_inside(self, function: Function, found: Signature, names: Namespace) -> None:
        (result,) = function.steps[-1].results
        assignment = Assignment(
            function.steps,
            [result],
            dict(enumerate(found.tensors)),
            RUN,
            names,
            partial(result_name, self.body),
        )
        made = assignment.assign(ends=function.steps[-1].when is None)
        self.write_steps(function.steps, made, found.names, names, lambda _: False)
        if made.returned is None:
            self.source.line(f"return {made.tensors[result]}")

    def _write_loop(self, step: Step, made: Assigned, params: Params, names: Namespace) -> None:
        form = step.form
        assert isinstance(form, Loop)
        if form.starred:
            target = made.tensors[step.results[0]]
            tensors = {index: made.tensors[ref] for index, ref in enumerate(step.refs)}
            self._write_starred(step, tensors | {0: target}, f"{target} = ", params, names)
            return
        names = Namespace((), names)  # another loop may use the same names again
        known = self._known(step, params, names, {v.param for v in form.variables})
        with self.source.block(f"for {loop_head(step, form, params, known)}:"):
            target = made.tensors[step.results[0]]
            steps = turn(step)
            tensors = {index: made.tensors[ref] for index, ref in enumerate(step.refs)}
            tensors[0] = target
            result = steps[-1].results[0]
            variables = Assignment(
                steps, [result], tensors, target, names, partial(result_name, self.body)
            )
            inner = variables.assign({result: target})
            inner.tensors[result] = target
            self.write_steps(steps, inner, known, names, lambda _: False)

    def _known(
        self, step: Step, params: Params, names: Namespace, needed: Set[Param]
    ) -> dict[Param, str]:
        """What parameters and the variables of a loop are called inside it."""
        assert isinstance(step.form, Loop)
        known = dict(params)
        for variable in step.form.variables:
            if variable.param in needed:
                level = int(variable.param.key.split(",")[0].split()[1])
                wanted = variable_name(variable, level, turn(step), self.signatures)
                known[variable.param] = names.name(wanted, "value")
        return known

    def _write_starred(
        self,
        step: Step,
        tensors: Mapping[int, str],
        target: str,
        params: Params,
        names: Namespace,
    ) -> None:
        """A table of all arguments of a call, handed on as they are."""
        form = step.form
        assert isinstance(form, Loop)
        (inner,) = turn(step)
        assert isinstance(inner.form, Use)
        found = self.signatures[inner.form.function.key]
        varied = {variable.param: place for place, variable in enumerate(form.variables)}
        values = [inner.slots.get(("argument", index), ABSENT) for index, _, _ in found.parameters]
        last = max(place for place, value in enumerate(values) if is_varied(value, varied))
        rows = []
        for row in step.slots["rows",]:
            texts = []
            for value, (index, _, default) in zip(
                values[: last + 1], found.parameters, strict=False
            ):
                parameter = inner.form.function.parameters[index]
                given = row[varied[value]] if is_varied(value, varied) else value
                shown = default if given is ABSENT else bare(parameter, given)
                texts.append(Verbatim(value_text(shown, params)))
            rows.append(tuple(texts))
        rest = replace(
            inner,
            slots={
                ("argument", index): value
                for value, (index, _, _) in zip(
                    values[last + 1 :], found.parameters[last + 1 :], strict=True
                )
                if value is not ABSENT
            },
        )
        arguments = Namespace((), names).name("arguments")
        for line in wrap(", ".join(n for _, n, _ in found.parameters[: last + 1]), _COMMENT):
            self.source.line(f"# {line}")
        with self.source.block(f"for {arguments} in {literal(tuple(rows))}:"):
            text = self._use(inner.form.function, rest, tensors, params, arguments)
            self.source.line(target + text, self._marks(inner))

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
            return placeholder_text(layer, self.plan.placeholders[operation.class_name])
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

    def _hoist(self) -> None:
        """Objects that are written often get a function; one object must not serve two layers."""
        counts: Counter[str] = Counter()
        paths: dict[str, str] = {}
        everywhere = [*self.folding.steps, *(s for f in self.folding.functions for s in f.steps)]
        for step in walk_steps(everywhere):
            for slot, value in step.slots.items():
                if slot[0] == "config" and is_object(value):
                    text = config_value(value)
                    counts[text] += 1
                    paths[text] = value["class_name"]
        for text, count in counts.items():
            if count >= _HOISTED_FROM and len(text) >= _LONG_OBJECT:
                kind = paths[text].split(".")[-2].removesuffix("s")
                name = self.plan.names.name(f"make_{kind}")
                self.objects[text] = name
                with self.source.block(f"def {name}():"):
                    self.source.line(f"return {text}")
