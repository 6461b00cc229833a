"""What goes into a model and what comes out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import Field, StrictInt, StrictStr, model_validator

from app.core.lessons.facts import UNKNOWN, Facts, Tensor
from app.core.lessons.predicates.argument import Amount, Argument, Pattern, matches
from app.core.lessons.predicates.predicate import predicate
from app.core.lessons.values import same, shown
from app.core.lessons.verdict import Finding
from app.core.number_text import shape as shape_text
from model_codegen.design.graph import Layer
from model_codegen.design.shared_operations import operation_of
from model_codegen.design.wording import listing, quote

Shape = Annotated[
    list[Annotated[StrictInt, Field(ge=0, le=10**9)] | None], Field(min_length=1, max_length=12)
]
"""With the batch: `[null, 784]`."""

Dtype = Annotated[StrictStr, Field(min_length=1, max_length=30)]


class Ends(Argument):
    """How many, of which names and shapes."""

    count: Amount | None = None
    names: list[Pattern] = Field([], max_length=50)
    shapes: Annotated[list[Shape], Field(max_length=50)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _of_list(cls, value: Any) -> Any:
        return {"shapes": value} if isinstance(value, list) else value

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.count is None and not self.names and self.shapes is None:
            raise ValueError("say how many, which names, or which shapes")
        return self

    def python(self, side: str) -> Iterator[str]:
        """The same in Python, of `model.inputs` or `model.outputs`."""
        if self.count is not None:
            yield self.count.python(f"len(model.{side})")
        if self.shapes is not None:
            shapes = [tuple(shape) for shape in self.shapes]
            found = f"sorted((tuple(x.shape) for x in model.{side}), key=str)"
            yield f"{found} == sorted({shapes!r}, key=str)"
        if side == "outputs":
            for name in self.names:
                yield f"any(fnmatchcase(name, {name!r}) for name in model.output_names)"

    def judge(self, noun: str, found: tuple[Tensor, ...]) -> Finding:
        """Answer it of the inputs or outputs of a model."""
        asked: list[str] = []
        wrong: list[str] = []
        here = f"The model has {len(found)} {noun if len(found) != 1 else noun[:-1]}"
        if self.count is not None:
            asked.append(f"{self.count} {noun[:-1] if self.count.is_one else noun}")
            if not self.count.holds(len(found)):
                wrong.append(f"{here}; {self.count} {_are(self.count)} asked for.")
        if self.shapes is not None:
            shapes = [*map(shape_text, self.shapes)]
            if len(shapes) == 1:
                asked.append(f"one {noun[:-1]}, of the shape {shapes[0]}")
            else:
                asked.append(f"{noun} of the shapes {listing(shapes)}" if shapes else f"no {noun}")
            there = [t.shape for t in found]
            if sorted(map(str, there)) != sorted(str(tuple(s)) for s in self.shapes):
                each = listing([shape_text(s) if s is not None else "unknown" for s in there])
                has = f"{noun} have the shapes" if len(there) != 1 else f"{noun[:-1]} has the shape"
                are = "is" if len(shapes) == 1 else "are"
                wrong.append(f"The {has} {each or '–'}; asked for {are} {asked[-1]}.")
        missing = [name for name in self.names if not any(matches(name, t.name) for t in found)]
        if self.names:
            called = f"called {listing([*map(quote, self.names)])}"
            asked.append(called if asked else f"{noun} that are {called}")
        if missing:
            names = listing([quote(t.name) for t in found])
            are = f"are called {names}" if names else "are none"
            text = f"None of the {noun} is called {listing([*map(quote, missing)])}: they {are}."
            wrong.append(text)
        sentence = f"The model has {', '.join(asked)}."
        return Finding(sentence, not wrong, wrong[0] if wrong else f"{here}.")


def _inputs_python(wanted: Ends) -> Iterator[str]:
    yield from wanted.python("inputs")


@predicate("inputs", _inputs_python)
def inputs(facts: Facts, wanted: Ends) -> Finding:
    """What goes into the model: how many inputs (`count`), `names`, `shapes`.

    A list alone is the shapes of all inputs, in any order, each with the batch first, `null` where
    a size is open. Names may be patterns.

    Example:
        inputs: [[null, 784], [null, 784]]
        inputs: {count: 2, names: [left, right]}
    """
    return wanted.judge("inputs", facts.inputs)


def _outputs_python(wanted: Ends) -> Iterator[str]:
    yield from wanted.python("outputs")


@predicate("outputs", _outputs_python)
def outputs(facts: Facts, wanted: Ends) -> Finding:
    """What comes out of the model: how many outputs (`count`), `names`, `shapes`.

    An output is called like the layer that makes it. A list alone is the shapes of all outputs.

    Example:
        outputs: {count: 2, names: [price, "*_class"]}
        outputs: [[null, 1]]
    """
    return wanted.judge("outputs", facts.outputs)


class Output(Argument):
    """Which output, and what it is."""

    name: Pattern | None = None
    shape: Shape | None = None
    dtype: Dtype | None = None
    activation: StrictStr | None = None

    @model_validator(mode="after")
    def _some(self) -> Self:
        if self.shape is None and self.dtype is None and self.activation is None:
            raise ValueError("say its shape, dtype or activation")
        return self


def _output_python(wanted: Output) -> Iterator[str]:
    pattern = wanted.name or "*"
    found = f"outputs_of(model, {pattern!r})"
    if wanted.shape is not None:
        yield f"{tuple(wanted.shape)!r} in [tuple(x.shape) for x in {found}]"
    if wanted.dtype is not None:
        yield f"{wanted.dtype!r} in [x.dtype for x in {found}]"
    if wanted.activation is not None:
        yield f"{wanted.activation.lower()!r} in activations_of(model, {pattern!r})"


@predicate("output", _output_python)
def output(facts: Facts, wanted: Output) -> Finding:
    """One output of the model has this `shape`, `dtype` and `activation`.

    `name` is the output that is meant, or a pattern; any of them where it is left out. Shapes have
    the batch first. The activation is the one of the layer that makes it.

    Example:
        output: {shape: [null, 10], activation: softmax}
        output: {name: price, dtype: float32}
    """
    which = "An output" if wanted.name is None else f"The output {quote(wanted.name)}"
    parts = []
    if wanted.shape is not None:
        parts.append(f"the shape {shape_text(wanted.shape)}")
    if wanted.dtype is not None:
        parts.append(f"the dtype {wanted.dtype}")
    if wanted.activation is not None:
        parts.append(f"the activation {wanted.activation}")
    asked = f"{which} has {listing(parts)}."
    meant = [t for t in facts.outputs if wanted.name is None or matches(wanted.name, t.name)]
    if not meant:
        names = listing([quote(tensor.name) for tensor in facts.outputs])
        there = f": there is {names}" if names else ""
        text = f"The model has no output{'' if wanted.name is None else ' ' + quote(wanted.name)}"
        return Finding(asked, False, f"{text}{there}.")
    differences = [[*_differences(facts, tensor, wanted)] for tensor in meant]
    nearest = min(differences, key=len)
    if not nearest:
        return Finding(asked, True, asked)
    tensor = meant[differences.index(nearest)]
    return Finding(asked, False, f"The output {quote(tensor.name)} {nearest[0]}.")


def _differences(facts: Facts, tensor: Tensor, wanted: Output) -> Iterator[str]:
    if wanted.shape is not None and tensor.shape != tuple(wanted.shape):
        here = "no known shape" if tensor.shape is None else f"the shape {shape_text(tensor.shape)}"
        yield f"has {here}; asked for is {shape_text(wanted.shape)}"
    if wanted.dtype is not None and tensor.dtype != wanted.dtype:
        yield f"is {tensor.dtype or 'not known yet'}; asked for is {wanted.dtype}"
    if wanted.activation is not None:
        here = activation(facts, tensor)
        if not same(wanted.activation, here) and not (
            here is None and wanted.activation in ("linear", "none", "None")
        ):
            has = "no activation" if here is None else f"the activation {shown(here)}"
            yield f"has {has}; asked for is {wanted.activation}"


def activation(facts: Facts, tensor: Tensor) -> Any:
    """The activation of the layer that makes an output; None: it has none."""
    node = facts.design.main.nodes.get(tensor.node)
    operation = operation_of(facts.design, facts.design.main, node.operation) if node else None
    if not isinstance(operation, Layer):
        function = getattr(operation, "function", "")
        return function.rpartition(".")[2] or None
    kind = operation.class_name.rpartition(".")[2]
    found = operation.config.get("activation", UNKNOWN)
    if found is UNKNOWN:
        found = facts.default(operation.class_name, "activation")
    if found is UNKNOWN:  # a layer that is nothing else, such as Softmax, or has none
        return kind if "activations" in _category(facts, operation.class_name) else None
    return found


def _category(facts: Facts, class_name: str) -> str:
    entry = facts.catalogue.find(class_name) if facts.catalogue else None
    return entry.category if entry else ""


def _are(amount: Amount) -> str:
    return "is" if amount.is_one else "are"


PREDICATES = (inputs, outputs, output)
