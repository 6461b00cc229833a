"""In which precision is computed."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field, StrictStr

from app.core.lessons.facts import Facts
from app.core.lessons.predicates.argument import Argument, Pattern
from app.core.lessons.predicates.predicate import predicate
from app.core.lessons.predicates.selection import all_python, chosen, none
from app.core.lessons.verdict import Finding
from model_codegen.design.wording import listing, quote


def _policy_python(wanted: str) -> Iterator[str]:
    yield f"{wanted!r} in policies_of(model)"


@predicate("dtype_policy", _policy_python)
def dtype_policy(facts: Facts, wanted: StrictStr) -> Finding:
    """The dtype policy of the whole design, as it is set for the canvas.

    Example:
        dtype_policy: mixed_float16
    """
    here = facts.design.dtype_policy
    asked = f"The dtype policy is {quote(wanted)}."
    if here == wanted:
        return Finding(asked, True, asked)
    text = f"The dtype policy is {quote(here)}; {quote(wanted)} is asked for."
    return Finding(asked, False, text)


class Dtype(Argument):
    """Which layers, and what they return."""

    layer: Pattern
    is_: StrictStr = Field(alias="is")


def _dtype_python(wanted: Dtype) -> Iterator[str]:
    return all_python(wanted.layer, f"layer.compute_dtype == {wanted.is_!r}")


@predicate("dtype", _dtype_python)
def dtype(facts: Facts, wanted: Dtype) -> Finding:
    """What layers return is of this dtype.

    `layer` is a name or class, or a pattern of one; all that it means must be so.

    Example:
        dtype: {layer: head, is: float32}
    """
    asked = f"What {quote(wanted.layer)} returns is {wanted.is_}."
    found = chosen(facts, wanted.layer)
    if not found:
        return Finding(asked, False, none(wanted.layer))
    for layer in found:
        here = facts.dtypes(layer)
        if here != {wanted.is_}:
            are = listing(sorted(here)) or "not known yet"
            text = f"What {quote(layer.path)} returns is {are}; asked for is {wanted.is_}."
            return Finding(asked, False, text)
    return Finding(asked, True, asked)


PREDICATES = (dtype_policy, dtype)
