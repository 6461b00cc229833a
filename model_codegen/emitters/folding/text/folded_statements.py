"""Folded statements as text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial
from itertools import groupby
from textwrap import wrap

from model_codegen.emitters.body import Body
from model_codegen.emitters.folding.search.folding import Folding
from model_codegen.emitters.folding.slot_values import ABSENT, Param, condition_text, value_text
from model_codegen.emitters.folding.steps import (
    Function,
    Loop,
    Step,
    Use,
    depth,
    turn,
)
from model_codegen.emitters.folding.text.call_expressions import Expressions
from model_codegen.emitters.folding.text.statement_parts import (
    Params,
    bare,
    is_varied,
    loop_head,
    parameters,
)
from model_codegen.emitters.folding.wording.function_titles import docstring
from model_codegen.emitters.folding.wording.parameter_names import (
    Signature,
    result_name,
    signature,
    variable_name,
)
from model_codegen.emitters.folding.wording.result_variables import (
    Assigned,
    Assignment,
)
from model_codegen.emitters.generated_code import Mark
from model_codegen.emitters.literals import (
    Verbatim,
    config_value,
    is_object,
    literal,
)
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.naming.tensor_variables import RUN
from model_codegen.emitters.plan import Plan
from model_codegen.emitters.source_text import Source

_HOISTED_FROM = 3
"""How often an object has to be written for a function of its own."""

_COMMENT = 74
"""The longest comment on one line."""

_LONG_OBJECT = 45
"""The least length of its text."""


class Writer(Expressions):
    """Writes what folding found in a graph, statement by statement.

    Args:
        source: Where to.
        plan: The names.
        body: The graph.
        folding: What was found.
    """

    def __init__(self, source: Source, plan: Plan, body: Body, folding: Folding) -> None:
        super().__init__(plan, body, folding)
        self.source = source

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
                wanted = variable_name(variable, depth(step), turn(step), self.signatures)
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

    def _hoist(self) -> None:
        """Objects that are written often get a function; one object must not serve two layers."""
        counts: Counter[str] = Counter()
        paths: dict[str, str] = {}
        for step in self.folding.everywhere():
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
