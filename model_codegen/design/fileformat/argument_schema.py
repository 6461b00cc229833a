"""The arguments of calls in the file format: trees of JSON with tags.

Only argument trees need tags, since JSON has neither tensors nor tuples; lists and scalars stand
for themselves.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag
from typing_extensions import TypeAliasType

from model_codegen.design.fileformat.wire import Wire, form_error
from model_codegen.design.graph import Expression, Missing, Slice, TensorRef


def _tensor(value: Any) -> Any:
    match value:
        case [str(), int(index)] if index >= 0 and not isinstance(index, bool):
            return value
    raise form_error(
        'a tensor is written {"tensor": [node id, output number]}, such as {"tensor": ["dense", 0]}'
    )


def _slice(value: Any) -> Any:
    if isinstance(value, list) and len(value) == 3:
        for part in value:
            match part:
                case None | {"tensor": _}:
                    continue
                case int() if not isinstance(part, bool):
                    continue
            break
        else:
            return value
    raise form_error(
        'a slice is written {"slice": [start, stop, step]}, each a whole number, a tensor or null'
    )


_TAGS = frozenset(
    {"tensor", "missing", "ellipsis", "float", "slice", "tuple", "dict", "expression"}
)


def _form(value: Any) -> str | None:
    """Which form of an argument a JSON value has: only the errors of that form are reported."""
    if isinstance(value, list):
        return "<list>"
    if not isinstance(value, dict):
        return "<scalar>"
    tags = [*value]
    return f"<{tags[0]}>" if len(tags) == 1 and tags[0] in _TAGS else None


class WireTensor(Wire, becomes=lambda tensor: TensorRef(*tensor)):
    """Output `tensor[1]` of node `tensor[0]`."""

    tensor: Annotated[
        list[str | Annotated[int, Field(ge=0)]],
        Field(min_length=2, max_length=2),
        BeforeValidator(_tensor),
    ]


class WireMissing(Wire, becomes=lambda missing: Missing()):
    """An argument not filled yet."""

    missing: Literal[True]


class WireEllipsis(Wire, becomes=lambda ellipsis: ...):
    """Python's `...` inside an index."""

    ellipsis: Literal[True]


class WireFloat(Wire, becomes=lambda value: float(value)):
    """A float that JSON cannot say."""

    value: Annotated[Literal["nan", "inf", "-inf"], Field(alias="float")]


WireSlicePart = Annotated[
    Annotated[int | None, Tag("<scalar>")] | Annotated[WireTensor, Tag("<tensor>")],
    Discriminator(_form),
]


class WireSlice(Wire, becomes=lambda parts: Slice(*parts)):
    """`slice(start, stop, step)`."""

    parts: Annotated[
        list[WireSlicePart],
        Field(alias="slice", min_length=3, max_length=3),
        BeforeValidator(_slice),
    ]


class WireExpression(Wire, becomes=lambda expression: Expression(expression)):
    """Arithmetic over the parameters of a block."""

    expression: str


class WireTuple(Wire, becomes=lambda items: tuple(items)):
    """A Python tuple."""

    items: Annotated[list[WireArgument], Field(alias="tuple")]


class WireDict(Wire, becomes=lambda items: items):
    """A Python dict with string keys."""

    items: Annotated[dict[str, WireArgument], Field(alias="dict")]


_ARGUMENT_HINT = (
    "an object among arguments has one key, which says what it is: "
    "`tensor`, `missing`, `dict`, `tuple`, `slice`, `ellipsis`, `float` or `expression`"
)

WireArgument = TypeAliasType(
    "WireArgument",
    "Annotated["
    "Annotated[bool | int | float | str | None, Tag('<scalar>')]"
    "| Annotated[list[WireArgument], Tag('<list>')]"
    "| Annotated[WireTensor, Tag('<tensor>')]"
    "| Annotated[WireMissing, Tag('<missing>')]"
    "| Annotated[WireEllipsis, Tag('<ellipsis>')]"
    "| Annotated[WireFloat, Tag('<float>')]"
    "| Annotated[WireSlice, Tag('<slice>')]"
    "| Annotated[WireExpression, Tag('<expression>')]"
    "| Annotated[WireTuple, Tag('<tuple>')]"
    "| Annotated[WireDict, Tag('<dict>')],"
    "Discriminator(_form, custom_error_type='form', custom_error_message=_ARGUMENT_HINT)]",
)
