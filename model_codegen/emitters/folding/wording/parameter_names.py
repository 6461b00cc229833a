"""What the parameters of folded functions and the variables in them and in loops are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model_codegen import catalogue
from model_codegen.design.graph import Op, SubModel
from model_codegen.emitters.body import Body
from model_codegen.emitters.folding.search.argument_columns import WIDTHS
from model_codegen.emitters.folding.search.conditions import FLAG, params_in
from model_codegen.emitters.folding.search.parameter_defaults import REQUIRED, usual_value
from model_codegen.emitters.folding.slot_values import Param, Part, Text
from model_codegen.emitters.folding.steps import (
    NAME,
    Call,
    Function,
    Parameter,
    Step,
    Use,
    walk_steps,
)
from model_codegen.emitters.folding.wording.function_titles import (
    ADDING,
    class_name,
    shared_words,
    snake,
)
from model_codegen.emitters.namespace import Namespace
from model_codegen.emitters.naming.tensor_variables import RUN

_RANKS = {"kernel_size": 0, "name": 2}
_PLAIN = frozenset({"conv", "dense", "bn"})
"""Words of layers' names that say nothing beside `filters` or `units`."""


@dataclass(frozen=True)
class Signature:
    """How a function is called.

    Attributes:
        tensors: The names of the tensors it takes.
        parameters: Its parameters in order, each with its index in the function, name and default.
        names: What each parameter is called.
    """

    tensors: tuple[str, ...]
    parameters: tuple[tuple[int, str, Any], ...]
    names: Mapping[Param, str]


def signature(body: Body, function: Function, names: Namespace) -> Signature:
    """Name the parameters of a function.

    Args:
        body: The graph.
        function: The function.
        names: The names of the function's scope.
    """
    uses = [step.refs.count(0) + (step.otherwise == 0) for step in function.steps]
    once = sum(uses) == 1 and uses[0] == 1
    tensors = [RUN if once and function.inputs == 1 else names.name("inputs")]
    for index in range(1, function.inputs):
        tensors.append(names.name(_input_name(body, function, index)))
    counts = Counter(parameter.hint for parameter in function.parameters)
    wanted = [
        _parameter_name(body, function, parameter, counts) for parameter in function.parameters
    ]
    repeated = Counter(wanted)
    known: dict[Param, str] = {}
    ordered: list[tuple[int, int, str, Any]] = []
    for index, parameter in enumerate(function.parameters):
        text = wanted[index]
        if repeated[text] > 1 and parameter.hint in counts and wanted.index(text) != index:
            text = f"{text}_{wanted[: index + 1].count(text)}"
        name = known[parameter.param] = names.name(text, "value")
        default = usual_value(parameter)
        rank = 3 if default is not REQUIRED else _RANKS.get(parameter.hint, 1)
        rank = 0 if parameter.hint in WIDTHS and default is REQUIRED else rank
        ordered.append((rank, index, name, default))
    ordered.sort(
        key=lambda item: (item[0], function.parameters[item[1]].hint not in WIDTHS, item[1])
    )
    return Signature(tuple(tensors), tuple((i, n, d) for _, i, n, d in ordered), known)


def result_name(body: Body, step: Step, users: Sequence[Step]) -> str:
    """What the variable of a result is called inside a function.

    Args:
        body: The graph.
        step: What returns it.
        users: The steps that use it if all of them come later than the next one.
    """
    form = step.form
    if users and all(class_name(body, user) in ADDING for user in users):
        return "shortcut"
    words = _name_words(step)
    if words:
        return words
    if isinstance(form, Call):
        operation = body.operation(form.node_id)
        if isinstance(operation, Op):
            return operation.function.rpartition(".")[2]
        if not isinstance(operation, SubModel):
            entry = catalogue.find(operation.class_name)
            if entry is not None:
                return entry.auto_name
    return "branch"


def variable_name(
    parameter: Parameter,
    level: int,
    steps: Sequence[Step],
    signatures: Mapping[int, Signature],
) -> str:
    """What a variable of a loop is called: like the parameter that it is passed for.

    Args:
        parameter: The variable.
        level: How many loops it is in, and how many are in it.
        steps: One turn.
        signatures: By function: how it is called.
    """
    if parameter.param.kind == "number":
        return "index" if level < 2 else "stage"
    for step in steps:
        if isinstance(step.form, Use):
            for slot, value in step.slots.items():
                if value == parameter.param:
                    function = step.form.function
                    names = signatures[function.key].names
                    return names[function.parameters[int(slot[1])].param]
    return "blocks" if parameter.hint == "count" else parameter.hint


def _name_words(step: Step) -> str:
    """The words that the name of a layer, or of what a function makes, ends with."""
    for slot, value in step.slots.items():
        if isinstance(value, Text):
            named = isinstance(step.form, Use) and step.form.function.parameters[int(slot[1])]
            if slot == NAME or (named and named.hint == "name"):
                return _words(value.parts[-1])
    return ""


def _words(part: Part) -> str:
    return "_".join(re.findall(r"[^\W\d_]{2,}", part)).lower() if isinstance(part, str) else ""


def _input_name(body: Body, function: Function, index: int) -> str:
    users = [class_name(body, step) for step in function.steps if index in step.refs]
    if users and all(name in ("Add", "add", "Concatenate", "concatenate") for name in users):
        return "skip"
    return "context" if "MultiHeadAttention" in users else "other"


def _parameter_name(
    body: Body, function: Function, parameter: Parameter, counts: Mapping[str, int]
) -> str:
    if parameter.param.kind == "number":
        return "index"
    if parameter.hint == FLAG:
        return _flag_name(body, function, parameter.param)
    if parameter.hint == "name" or counts[parameter.hint] == 1:
        return parameter.hint
    shared = set(shared_words(function).split("_"))
    for step, slot in _slots_with(function, parameter.param):
        words = _name_words(step)
        hint = parameter.hint if parameter.hint != "target_shape" else "filters"
        kept = [word for word in words.split("_") if word not in _PLAIN | shared]
        if kept and slot:
            return "_".join([*kept, hint])
    return parameter.hint


def _slots_with(function: Function, param: Param) -> Iterator[tuple[Step, Any]]:
    """The steps that depend on a parameter, those that have it as it is first."""
    steps = list(walk_steps(function.steps))
    for bare in (True, False):
        for step in steps:
            for slot, value in step.slots.items():
                if value == param if bare else param in params_in(value):
                    yield step, slot


def _flag_name(body: Body, function: Function, flag: Param) -> str:
    members = [s for s in function.steps if s.when is not None and s.when.param == flag]
    classes = [class_name(body, step) for step in members]
    if not set(classes).isdisjoint(ADDING):
        return "residual"
    if any(name.startswith("ZeroPadding") for name in classes):
        return "pad"
    ending = members[-1].results[0] if members else -1
    merged = [s for s in function.steps if ending in s.refs]
    if any(class_name(body, step) in ADDING for step in merged):
        return "project"
    for step in members:
        kept = [word for word in _name_words(step).split("_") if word not in _PLAIN]
        if "".join(kept):
            return "_".join(kept)
    return snake(classes[0]) if classes and classes[0] else "extended"
