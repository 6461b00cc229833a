"""What folded functions are called, and what their docstrings say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from model_codegen.design.graph import Op, SubModel
from model_codegen.emitters.body import Body
from model_codegen.emitters.folding.slot_values import Text
from model_codegen.emitters.folding.steps import NAME, Call, Function, Step, Use, walk_steps
from model_codegen.emitters.namespace import class_identifier

ADDING = ("Add", "add")
"""What joins the branches of a residual block."""

_LONGEST_DOCSTRING = 76
_MOST_PIECES = 3
"""Most layers that a function is called after one by one: `bn_relu_conv`."""

_GENERAL = frozenset({"act", "activation", "add", "block", "bn", "conv", "dense", "layer", "name"})
"""Words of layers' names that say nothing about what a function is for."""

_ABBREVIATED = {"BatchNormalization": "bn", "LayerNormalization": "norm", "ReLU": "relu"}
_ATTENTION = ("MultiHeadAttention", "GroupedQueryAttention")


def function_titles(body: Body, functions: Iterable[Function]) -> dict[int, str]:
    """What functions are called, each by a name of its own, by their keys.

    Args:
        body: The graph.
        functions: Its functions.
    """
    titles: dict[int, str] = {}
    for function in functions:
        wanted = list(dict.fromkeys(_titles(body, function, titles)))
        free = [title for title in wanted if title not in titles.values()]
        count = 1
        while not free:
            count += 1
            free = [f"{wanted[0]}_{count}"]
            free = [title for title in free if title not in titles.values()]
        titles[function.key] = free[0]
    return titles


def _titles(body: Body, function: Function, known: dict[int, str]) -> Iterator[str]:
    """What a function may be called, the best first: by what it is for, as far as that is seen."""
    if function.title:
        yield function.title
    if len(function.steps) == 1 and (piece := _piece(body, function.steps[0], known)):
        yield piece
    words = shared_words(function)
    if words:
        yield f"{words}_block"
    kind = _kind(body, function)
    if kind != "block":
        yield kind
    pieces = [_piece(body, step, known) for step in function.steps]
    if all(pieces) and len(pieces) <= _MOST_PIECES and not any(s.when for s in function.steps):
        yield "_".join(pieces)
    stage = _shared_stage(function)
    if stage:
        yield stage
    yield kind


def _kind(body: Body, function: Function) -> str:
    found = set(_classes(body, function))
    merges = [step for step in function.steps if class_name(body, step) in ADDING]
    own = {result for step in function.steps for result in step.results}
    residual = any(not own.issuperset(step.refs) for step in merges) or (
        bool(merges) and any(step.otherwise == 0 for step in function.steps)
    )
    if found.intersection(_ATTENTION):
        return "transformer_block" if {"Dense", "Conv1D"} & found else "attention_block"
    if residual and "DepthwiseConv2D" in found:
        return "inverted_residual"
    if residual:
        return "residual_block"
    if {"Multiply", "GlobalAveragePooling2D"} <= found:
        return "squeeze_excite"
    if "DepthwiseConv2D" in found:
        return "separable_block"
    kinds = [stem for stem in ("Conv", "Dense", "LSTM", "GRU") if any(stem in c for c in found)]
    if "Concatenate" in found and kinds:
        return "concatenated_block" if kinds == ["Conv"] else "block"
    if kinds:
        return {"Conv": "conv_block", "Dense": "dense_block"}.get(kinds[0], "recurrent_block")
    return "block"


def shared_words(function: Function) -> str:
    """The words that the names of all layers of a function hold: `squeeze_excite`."""
    found = [_words(step) for step in walk_steps(function.steps) if _has_name(step)]
    if len(found) < 2:
        return ""
    shared = [w for w in found[0] if all(w in words for words in found[1:])]
    return "_".join(dict.fromkeys(shared)) if set(shared) - _GENERAL else ""


def _shared_stage(function: Function) -> str:
    """The word that all names begin with which a function is given: `block17`."""
    names = [p.values for p in function.parameters if p.hint == "name"]
    given = [value for values in names[:1] for value in values]
    words = {re.split(r"[^a-z0-9]", v)[0] if isinstance(v, str) else "" for v in given}
    word = words.pop() if len(words) == 1 else ""
    return word if word.isidentifier() and word not in _GENERAL else ""


def _has_name(step: Step) -> bool:
    return any(_is_name(step, slot) for slot in step.slots)


def _words(step: Step) -> list[str]:
    """The words of the name of a layer, or of what a function is given as its name."""
    return [
        word.lower()
        for slot, value in step.slots.items()
        if isinstance(value, Text) and _is_name(step, slot)
        for part in value.parts
        if isinstance(part, str)
        for word in re.findall(r"[^\W\d_]{2,}", part)
        if word.isascii()
    ]


def _is_name(step: Step, slot: Sequence[str | int]) -> bool:
    if isinstance(step.form, Use):
        return step.form.function.parameters[int(slot[1])].hint == "name"
    return slot == NAME


def _piece(body: Body, step: Step, known: dict[int, str]) -> str:
    """What a step adds to the name of a function: `conv`, `bn`, `relu`."""
    if isinstance(step.form, Use):
        return known[step.form.function.key].removesuffix("_block")
    name = class_name(body, step)
    activation = step.slots.get(("config", "activation"))
    if name == "Activation" and isinstance(activation, str) and activation.isidentifier():
        return activation
    return _ABBREVIATED.get(name) or re.sub(r"_?\d+_?d$", "", snake(name))


def docstring(body: Body, function: Function) -> str:
    """One line that says which layers a function makes."""
    distinct = list(dict.fromkeys(name for name in _classes(body, function) if name))
    if not distinct:
        return "A part that occurs several times."
    kept = list(distinct)
    while len(kept) > 1 and len(", ".join(kept)) > _LONGEST_DOCSTRING - 12:
        kept.pop()
    if len(kept) < len(distinct):
        return f"{', '.join(kept)} and more."
    *first, last = kept
    return f"{', '.join(first)} and {last}." if first else f"{last}."


def _classes(body: Body, function: Function) -> Iterator[str]:
    """The classes of all that a function calls, in functions that it uses, too."""
    for step in walk_steps(function.steps):
        if isinstance(step.form, Use):
            yield from _classes(body, step.form.function)
        else:
            yield class_name(body, step)


def class_name(body: Body, step: Step) -> str:
    """The class of the layer, or the function, that a step calls; empty of other steps."""
    if not isinstance(step.form, Call):
        return ""
    operation = body.operation(step.form.node_id)
    if isinstance(operation, SubModel):
        return class_identifier(body.label(body.node(step.form.node_id).operation), "Block")
    path = operation.function if isinstance(operation, Op) else operation.class_name
    return path.rpartition(".")[2]


def snake(name: str) -> str:
    """The name of a class as that of a variable."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
