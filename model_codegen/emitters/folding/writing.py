"""Folded statements as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from typing import Any

from model_codegen.emitters.calls import arguments_text, constructor_text, op_text
from model_codegen.emitters.collect import Body
from model_codegen.emitters.folding import Folding
from model_codegen.emitters.folding.columns import WIDTHS
from model_codegen.emitters.folding.defaults import REQUIRED
from model_codegen.emitters.folding.steps import (
    NAME,
    Call,
    Function,
    Loop,
    Parameter,
    Step,
    Use,
    turn,
    walk_steps,
)
from model_codegen.emitters.folding.values import (
    ABSENT,
    Param,
    Text,
    condition_text,
    value_text,
    with_texts,
)
from model_codegen.emitters.folding.variables import Assigned, Assignment
from model_codegen.emitters.folding.wording import (
    Signature,
    docstring,
    function_name,
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
from model_codegen.emitters.plan import Plan
from model_codegen.emitters.source import Mark, Source
from model_codegen.emitters.tensors import RUN
from model_codegen.graph import Layer, Node, Op, SubModel, TensorRef
from model_codegen.traversal import map_leaves

_HOISTED_FROM = 3
"""How often an object has to be written for a function of its own."""

_LONG_OBJECT = 45
"""The least length of its text."""

Params = Mapping[Param, str]


@dataclass(frozen=True)
class _At(TensorRef):
    """A tensor at a place among the arguments of a call."""

    place: int = 0


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
        self.signatures: dict[int, Signature] = {}
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
        function.name = self.plan.names.name(function_name(self.body, function))
        names = Namespace({RUN}, self.plan.names)
        found = signature(self.body, function, names)
        self.signatures[function.key] = found
        written = list(found.tensors)
        for _, name, default in found.parameters:
            written.append(name if default is REQUIRED else f"{name}={config_value(default)}")
        with self.source.block(f"def {function.name}({', '.join(written)}):"):
            self.source.line(f'"""{docstring(self.body, function)}"""')
            tensors = dict(enumerate(found.tensors))
            (result,) = function.steps[-1].results
            variables = Assignment(
                function.steps, [result], tensors, RUN, names, partial(result_name, self.body)
            )
            made = variables.assign(ends=function.steps[-1].when is None)
            self.write_steps(function.steps, made, found.names, names, lambda _: False)
            if made.returned is None:
                self.source.line(f"return {made.tensors[result]}")

    def _write_loop(self, step: Step, made: Assigned, params: Params, names: Namespace) -> None:
        form = step.form
        assert isinstance(form, Loop)
        if form.starred:
            self._write_starred(step, made, params, names)
            return
        known = dict(params)
        names = Namespace((), names)  # another loop may use the same names again
        for variable in form.variables:
            level = int(variable.param.key.split(",")[0].split()[1])
            wanted = variable_name(variable, level, turn(step), self.signatures)
            # A variable that is called `name` hides no name of the module.
            known[variable.param] = names.name(wanted, "value")
        with self.source.block(f"for {_head(step, form, params, known)}:"):
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

    def _write_starred(self, step: Step, made: Assigned, params: Params, names: Namespace) -> None:
        """A table of all arguments of a call, handed on as they are."""
        form = step.form
        assert isinstance(form, Loop)
        (inner,) = turn(step)
        assert isinstance(inner.form, Use)
        found = self.signatures[inner.form.function.key]
        varied = {variable.param: place for place, variable in enumerate(form.variables)}
        values = [inner.slots.get(("argument", index), ABSENT) for index, _, _ in found.parameters]
        last = max(place for place, value in enumerate(values) if _is_varied(value, varied))
        rows = []
        for row in step.slots["rows",]:
            texts = []
            for value, (index, _, default) in zip(
                values[: last + 1], found.parameters, strict=False
            ):
                parameter = inner.form.function.parameters[index]
                given = row[varied[value]] if _is_varied(value, varied) else value
                shown = default if given is ABSENT else _bare(parameter, given)
                texts.append(Verbatim(value_text(shown, params)))
            rows.append(tuple(texts))
        target = made.tensors[step.results[0]]
        tensors = {index: made.tensors[ref] for index, ref in enumerate(step.refs)} | {0: target}
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
        self.source.line(f"# {', '.join(name for _, name, _ in found.parameters[: last + 1])}")
        with self.source.block(f"for {arguments} in {literal(tuple(rows))}:"):
            text = self._use(inner.form.function, rest, tensors, params, arguments)
            self.source.line(f"{target} = {text}", self._marks(inner))

    def _text(self, step: Step, tensors: Mapping[int, str], params: Params) -> str:
        form = step.form
        if isinstance(form, Use):
            return self._use(form.function, step, tensors, params)
        assert isinstance(form, Call)
        node, operation = self.body.node(form.node_id), self.body.operation(form.node_id)
        placed, texts = _placed(node, [tensors[ref] for ref in step.refs])
        if isinstance(operation, Op):
            return op_text(self.body, operation.function, _with_slots(placed, step, params), texts)
        return self._made(step, node.operation, operation, params) + arguments_text(placed, texts)

    def _made(
        self, step: Step, operation_id: str, operation: Layer | SubModel, params: Params
    ) -> str:
        name = with_texts(step.slots.get(NAME, operation.name), params)
        if isinstance(operation, SubModel):
            arguments = [("trainable", "False")] if self.plan.hands_on(operation) else []
            if NAME in step.slots:
                arguments.append(("name", literal(name)))
            return f"{self.plan.blocks[operation.model]}{call_text(arguments)}"
        config = self._config(step, params)
        return constructor_text(
            replace(operation, config=config, name=name),
            self.plan.program.design.dtype_policy,
            frozen=frozen_by_argument(self.body, operation_id),
            spelled=NAME in step.slots,
        )

    def _config(self, step: Step, params: Params) -> dict[str, Any]:
        config: dict[str, Any] = {}
        assert isinstance(step.shape, tuple)
        for path, class_name in step.shape[-1]:
            _inside(config, path)[str(path[-1])] = {"class_name": class_name, "config": {}}
        for slot, value in step.slots.items():
            if slot[0] == "config":
                hoisted = self.objects.get(config_value(value)) if is_object(value) else None
                text = Verbatim(f"{hoisted}()") if hoisted else with_texts(value, params)
                _inside(config, slot)[str(slot[-1])] = text
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
            text = value_text(_bare(function.parameters[index], value), params)
            positional = positional and ((usual and default is REQUIRED) or text == name)
            written.append((None if positional else name, text))
        return f"{function.name}{call_text(written)}"

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


def _placed(node: Node, texts: Sequence[str]) -> tuple[Node, dict[TensorRef, str]]:
    """A call in which every tensor is known by its place, and the text of each."""
    tensors: dict[TensorRef, str] = {}

    def place(leaf: Any) -> Any:
        if not isinstance(leaf, TensorRef):
            return leaf
        at = _At(leaf.node, leaf.index, len(tensors))
        tensors[at] = texts[len(tensors)]
        return at

    args = tuple(map_leaves(argument, place) for argument in node.args)
    kwargs = {name: map_leaves(argument, place) for name, argument in node.kwargs.items()}
    return Node(node.operation, args, kwargs), tensors


def _with_slots(node: Node, step: Step, params: Params) -> Node:
    args, kwargs = list(node.args), dict(node.kwargs)
    for slot, value in step.slots.items():
        if slot[0] == "argument":
            written = with_texts(value, params)
            if isinstance(slot[1], int):
                args[slot[1]] = written
            else:
                kwargs[str(slot[1])] = written
    return Node(node.operation, tuple(args), kwargs)


def _inside(config: dict[str, Any], slot: Sequence[str | int]) -> dict[str, Any]:
    """The config, maybe of a layer inside, in which a slot has its value."""
    for key in slot[1:-1]:
        config = config[str(key)]["config"]
    return config


def _head(step: Step, form: Loop, outer: Params, known: Params) -> str:
    """What stands between `for` and the colon."""
    names = [known[variable.param] for variable in form.variables]
    if not form.ranged:
        rows = step.slots["rows",]
        if len(names) == 1:
            return f"{names[0]} in {literal(tuple(_row(row[0]) for row in rows))}"
        return f"{', '.join(names)} in {literal(tuple(tuple(map(_row, row)) for row in rows))}"
    first, last = step.slots["first",], step.slots["last",]
    end = str(last + 1) if type(last) is int else f"{value_text(last, outer)} + 1"
    begin = "" if first == 0 else f"{value_text(first, outer)}, "
    return f"{names[0] if names else '_'} in range({begin}{end})"


def _bare(parameter: Parameter, value: Any) -> Any:
    """A number that names are made of, as a number."""
    if parameter.param.kind != "number":
        return value
    if isinstance(value, Text) and len(value.parts) == 1:
        return value.parts[0]
    return int(value) if isinstance(value, str) else value


def _is_varied(value: Any, varied: Mapping[Param, int]) -> bool:
    return isinstance(value, Param) and value in varied


def _row(value: Any) -> Verbatim:
    return Verbatim(config_value(value))
