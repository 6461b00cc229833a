"""Folded source of a class: its `__init__` lists the layers of what repeats, its `call` takes them.

The layers of functions and loops stand in one list, in the order in which they are made, so that
Keras tracks and saves them. Of every function there are two: one that returns the layers it needs,
and one that takes as many from an iterator over the list and calls them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby, takewhile

from model_codegen.design.graph import Layer, Node, Op, SubModel, TensorRef
from model_codegen.emitters.body import Body
from model_codegen.emitters.call_text import arguments_text
from model_codegen.emitters.folding.search.conditions import params_in
from model_codegen.emitters.folding.search.folding import Folding
from model_codegen.emitters.folding.slot_values import Param, condition_text
from model_codegen.emitters.folding.steps import Call, Function, Loop, Step, Use, turn
from model_codegen.emitters.folding.text.folded_statements import Writer
from model_codegen.emitters.folding.text.statement_parts import Params, loop_head, parameters
from model_codegen.emitters.folding.wording.function_titles import docstring
from model_codegen.emitters.folding.wording.parameter_names import (
    Signature,
    signature,
)
from model_codegen.emitters.folding.wording.result_variables import Assigned
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.plan import Plan
from model_codegen.emitters.source_text import Source

MADE = "made"
"""The list that a function fills, and the iterator from which another one takes."""


def makes(step: Step, body: Body) -> bool:
    """Whether a statement makes layers."""
    form = step.form
    if isinstance(form, Use):
        return any(makes(inner, body) for inner in form.function.steps)
    if isinstance(form, Loop):
        return any(makes(inner, body) for inner in form.steps)
    return not isinstance(body.operation(form.node_id), Op)


def needed(steps: Sequence[Step], body: Body, *, calls: bool) -> set[Param]:
    """The parameters that statements depend on, as far as they make layers, or call them.

    Args:
        steps: The statements.
        body: The graph.
        calls: Whether it is about calls.
    """
    found: set[Param] = set()
    for step in steps:
        form = step.form
        if not (calls or makes(step, body)):
            continue
        if step.when is not None:
            found.add(step.when.param)
        if isinstance(form, Use):
            inner = needed(form.function.steps, body, calls=calls)
            for index, parameter in enumerate(form.function.parameters):
                if parameter.param in inner:
                    found |= params_in(step.slots.get(("argument", index)))
        elif isinstance(form, Loop):
            found |= needed(turn(step), body, calls=calls)
            found |= params_in(step.slots.get(("first",))) | params_in(step.slots.get(("last",)))
        elif calls == isinstance(body.operation(form.node_id), Op):
            for value in step.slots.values():
                found |= params_in(value)
    return found


def _stands_alone(step: Step) -> bool:
    return step.when is None and not isinstance(step.form, Loop)


def _is_one_layer(function: Function, body: Body) -> bool:
    """Whether a function only makes and calls one layer."""
    (first, *others) = function.steps
    return not others and isinstance(first.form, Call) and makes(first, body)


class _Half(Writer):
    """Writes one of two functions for each: that which makes its layers, or that which calls them.

    Attributes:
        calls: Whether it is the one that calls them.
    """

    calls: bool

    def _signature(self, function: Function, names: Namespace) -> Signature:
        found = signature(self.body, function, names)
        wanted = needed(function.steps, self.body, calls=self.calls)
        kept = [p for p in found.parameters if function.parameters[p[0]].param in wanted]
        self.signatures[function.key] = found = replace(found, parameters=tuple(kept))
        return found


class Maker(_Half):
    """Writes what makes the layers."""

    calls = False

    def __init__(
        self, source: Source, plan: Plan, body: Body, folding: Folding, attribute: str
    ) -> None:
        super().__init__(source, plan, body, folding)
        self.attribute = attribute
        self.target = attribute

    def write_layers(self, steps: Sequence[Step], params: Params, names: Namespace) -> None:
        """Write statements that add layers to the list.

        Args:
            steps: The statements that call them.
            params: What the parameters are called that they depend on.
            names: The names of the function they are in.
        """
        for when, group in groupby(steps, key=lambda step: step.when):
            members = [step for step in group if makes(step, self.body)]
            if members and when is not None:
                with self.source.block(f"if {condition_text(when, params)}:"):
                    self._write_parts(members, params, names)
            else:
                self._write_parts(members, params, names)

    def _write_parts(self, steps: Sequence[Step], params: Params, names: Namespace) -> None:
        """Statements under one condition: loops, and between them lists."""
        for loops, group in groupby(steps, key=lambda step: isinstance(step.form, Loop)):
            members = list(group)
            if loops:
                for step in members:
                    self._write_loop_of_layers(step, params, names)
            elif len(members) == 1 and isinstance(members[0].form, Use):
                text = self._use(members[0].form.function, members[0], {}, params)
                self.source.line(f"{self.target} += {text}", self._marks(members[0]))
            elif len(members) == 1:
                text = self._element(members[0], params)
                self.source.line(f"{self.target}.append({text})", self._marks(members[0]))
            else:
                self._write_list(f"{self.target} += [", members, params)

    def _write_list(self, head: str, steps: Sequence[Step], params: Params) -> None:
        with self.source.block(head):
            for step in steps:
                self.source.line(f"{self._element(step, params)},", self._marks(step))
        self.source.line("]")

    def _element(self, step: Step, params: Params) -> str:
        form = step.form
        if isinstance(form, Use):
            return f"*{self._use(form.function, step, {}, params)}"
        assert isinstance(form, Call)
        operation_id = self.body.node(form.node_id).operation
        operation = self.body.graph.operations[operation_id]
        assert not isinstance(operation, Op)
        return self._made(step, operation_id, operation, params)

    def _use(
        self,
        function: Function,
        step: Step,
        tensors: Mapping[int, str],
        params: Params,
        starred: str | None = None,
    ) -> str:
        return super()._use(function, replace(step, refs=()), tensors, params, starred)

    def _write_loop_of_layers(self, step: Step, params: Params, names: Namespace) -> None:
        form = step.form
        assert isinstance(form, Loop)
        if form.starred:
            self._write_starred(step, {}, f"{self.target} += ", params, names)
            return
        inner = Namespace((), names)
        wanted = needed(turn(step), self.body, calls=False)
        known = self._known(step, params, inner, wanted)
        with self.source.block(f"for {loop_head(step, form, params, known)}:"):
            self.write_layers(turn(step), known, inner)

    def _write_function(self, function: Function) -> None:
        if not any(makes(step, self.body) for step in function.steps):
            return
        name = self.plan.names.name(f"{self.titles[function.key]}_layers")
        self.functions[function.key] = name
        names = Namespace({MADE}, self.plan.names)
        found = self._signature(function, names)
        with self.source.block(f"def {name}({', '.join(parameters(found))}):"):
            self.source.line(f'"""{docstring(self.body, function)}"""')
            steps = [step for step in function.steps if makes(step, self.body)]
            first = list(takewhile(_stands_alone, steps))
            if len(first) == len(steps):
                self._write_list("return [", steps, found.names)
                return
            self.target = MADE
            if first:
                self._write_list(f"{MADE} = [", first, found.names)
            else:
                self.source.line(f"{MADE} = []")
            self.write_layers(steps[len(first) :], found.names, names)
            self.target = self.attribute
            self.source.line(f"return {MADE}")


class Caller(_Half):
    """Writes what calls the layers."""

    calls = True

    def _hoist(self) -> None:
        """Calls make no objects."""

    def _write_function(self, function: Function) -> None:
        if _is_one_layer(function, self.body):
            return
        name = self.plan.names.name(f"call_{self.titles[function.key]}")
        self.functions[function.key] = name
        names = Namespace({"x", MADE, "training"}, self.plan.names)
        found = self._signature(function, names)
        written = [MADE, *found.tensors, *parameters(found)]
        if self._is_trained(function):
            written.append("training=None")
        with self.source.block(f"def {name}({', '.join(written)}):"):
            title = self.titles[function.key].replace("_", " ")
            article = "an" if title[0] in "aeio" else "a"
            self.source.line(f'"""Call the next layers as {article} {title}."""')
            self._write_inside(function, found, names)

    def _write_loop(self, step: Step, made: Assigned, params: Params, names: Namespace) -> None:
        assert isinstance(step.form, Loop)
        super()._write_loop(
            replace(step, form=replace(step.form, starred=False)), made, params, names
        )

    def _known(self, step: Step, params: Params, names: Namespace, _: object) -> dict[Param, str]:
        return super()._known(step, params, names, needed(turn(step), self.body, calls=True))

    def _layer(
        self,
        step: Step,
        operation_id: str,
        operation: Layer | SubModel,
        params: Params,
        placed: Node,
        texts: Mapping[TensorRef, str],
    ) -> str:
        takes = self.plan.takes_training(self.body, operation_id)
        extra = {"training": "training"} if takes and "training" not in placed.kwargs else {}
        return f"next({MADE}){arguments_text(placed, texts, extra)}"

    def _use(
        self,
        function: Function,
        step: Step,
        tensors: Mapping[int, str],
        params: Params,
        starred: str | None = None,
    ) -> str:
        if _is_one_layer(function, self.body):
            (inner,) = function.steps
            return self._text(inner, {i: tensors[ref] for i, ref in enumerate(step.refs)}, params)
        text = super()._use(function, step, tensors, params, starred)
        head, _, rest = text.partition("(")
        training = ", training=training)" if self._is_trained(function) else ")"
        return f"{head}({MADE}, {rest[:-1]}{training}"

    def _is_trained(self, function: Function) -> bool:
        return self._trains(function.steps)

    def _trains(self, steps: Sequence[Step]) -> bool:
        for step in steps:
            form = step.form
            if isinstance(form, Use):
                found = self._trains(form.function.steps)
            elif isinstance(form, Loop):
                found = self._trains(form.steps)
            else:
                node = self.body.node(form.node_id)
                takes = self.plan.takes_training(self.body, node.operation)
                found = takes and "training" not in node.kwargs
            if found:
                return True
        return False
