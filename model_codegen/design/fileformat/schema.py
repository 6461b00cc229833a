"""The file format: pydantic models of a design's JSON, the source of the TypeScript types.

Only argument trees need tags, since JSON has neither tensors nor tuples; lists and scalars stand
for themselves. Each model names what it becomes in a graph, so that `WireDesign.model_validate`
returns a `Design`. Custom errors say how a thing is written; `schema_errors` says where it stands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    model_validator,
)
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

from model_codegen.design.graph import (
    Design,
    Layer,
    Missing,
    ModelGraph,
    Node,
    Op,
    Pretrained,
    Recorded,
    Slice,
    SubModel,
    TensorRef,
    TensorSpec,
)
from model_codegen.design.traversal import leaves


def _error(hint: str) -> PydanticCustomError:
    # Through a field, for the braces of JSON examples would be read as fields of the template.
    return PydanticCustomError("form", "{hint}", {"hint": hint})


def _tensor(value: Any) -> Any:
    match value:
        case [str(), int(index)] if index >= 0 and not isinstance(index, bool):
            return value
    raise _error(
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
    raise _error(
        'a slice is written {"slice": [start, stop, step]}, each a whole number, a tensor or null'
    )


def _point(value: Any) -> Any:
    if (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(x, int | float) and not isinstance(x, bool) for x in value)
    ):
        return value
    raise _error("a position is written [x, y], two numbers of pixels")


_TAGS = frozenset({"tensor", "missing", "ellipsis", "float", "slice", "tuple", "dict"})


def _form(value: Any) -> str | None:
    """Which form of an argument a JSON value has: only the errors of that form are reported."""
    if isinstance(value, list):
        return "<list>"
    if not isinstance(value, dict):
        return "<scalar>"
    tags = [*value]
    return f"<{tags[0]}>" if len(tags) == 1 and tags[0] in _TAGS else None


class Wire(BaseModel):
    """Base of all wire models: no coercion, no unknown keys.

    A subclass is given `becomes`: what it becomes in a graph, called with its fields by name.
    """

    model_config = ConfigDict(extra="forbid", strict=True)
    becomes: ClassVar[Callable[..., Any]]

    def __init_subclass__(cls, becomes: Callable[..., Any]) -> None:
        cls.becomes = staticmethod(becomes)

    @model_validator(mode="after")
    def _become(self) -> Any:
        return self.becomes(**vars(self))


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


class WireTuple(Wire, becomes=lambda items: tuple(items)):
    """A Python tuple."""

    items: Annotated[list[WireArgument], Field(alias="tuple")]


class WireDict(Wire, becomes=lambda items: items):
    """A Python dict with string keys."""

    items: Annotated[dict[str, WireArgument], Field(alias="dict")]


_ARGUMENT_HINT = (
    "an object among arguments has one key, which says what it is: "
    "`tensor`, `missing`, `dict`, `tuple`, `slice`, `ellipsis` or `float`"
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
    "| Annotated[WireTuple, Tag('<tuple>')]"
    "| Annotated[WireDict, Tag('<dict>')],"
    "Discriminator(_form, custom_error_type='form', custom_error_message=_ARGUMENT_HINT)]",
)


def _inputs(tree: Any) -> Any:
    if all(isinstance(leaf, str) for leaf in leaves(tree)):
        return tree
    raise _error('inputs are node ids: "input_layer", ["left", "right"] or {"dict": {"key": "id"}}')


def _outputs(tree: Any) -> Any:
    if tree == "auto" or all(isinstance(leaf, TensorRef) for leaf in leaves(tree)):
        return tree
    raise _error(
        'outputs are "auto", a tensor such as {"tensor": ["dense", 0]}, or a list or {"dict": …} '
        "of tensors"
    )


class WireSpec(Wire, becomes=lambda shape, dtype: TensorSpec(tuple(shape), dtype)):
    """See `graph.TensorSpec`."""

    shape: list[Annotated[int, Field(ge=0)] | None]
    dtype: str


WireStructure = TypeAliasType(
    "WireStructure",
    "Annotated[int, Field(ge=0)] | list[WireStructure] | dict[str, WireStructure]",
)


class WireRecorded(
    Wire,
    becomes=lambda outputs, inputs, **fields: Recorded(
        tuple(outputs), inputs=tuple(inputs), **fields
    ),
):
    """See `graph.Recorded`."""

    outputs: list[WireSpec]
    params: Annotated[int, Field(ge=0)] = 0
    reason: str = ""
    inputs: list[WireSpec] = []
    structure: WireStructure | None = None


class WireLayer(Wire, becomes=Layer):
    """See `graph.Layer`."""

    kind: Literal["layer"]
    class_name: str
    name: str
    config: dict[str, Any] = {}
    dtype: str | None = None
    trainable: bool = True
    trainable_layers: Annotated[int, Field(ge=0)] | None = None
    recorded: WireRecorded | None = None


class WireOp(Wire, becomes=Op):
    """See `graph.Op`."""

    kind: Literal["op"]
    function: str


class WireSubModel(Wire, becomes=SubModel):
    """See `graph.SubModel`."""

    kind: Literal["model"]
    model: str
    name: str
    trainable: bool = True


WireOperation = Annotated[WireLayer | WireOp | WireSubModel, Field(discriminator="kind")]


class WireNode(Wire, becomes=lambda args, **fields: Node(args=tuple(args), **fields)):
    """See `graph.Node`."""

    operation: str
    args: list[WireArgument] = []
    kwargs: dict[str, WireArgument] = {}


class WirePretrained(Wire, becomes=Pretrained):
    """See `graph.Pretrained`."""

    class_name: str
    config: dict[str, Any] = {}


class WireGraph(
    Wire,
    becomes=lambda output_order, pretrained, **fields: ModelGraph(
        output_order=tuple(output_order), pretrained=tuple(pretrained), **fields
    ),
):
    """See `graph.ModelGraph`. Leaves of `inputs` are node ids, leaves of `outputs` are tensors."""

    name: str
    operations: dict[str, WireOperation] = {}
    nodes: dict[str, WireNode] = {}
    inputs: Annotated[WireArgument, AfterValidator(_inputs)] = []
    outputs: Annotated[WireArgument, AfterValidator(_outputs)] = "auto"
    output_order: list[str] = []
    pretrained: list[WirePretrained] = []


class WireDesign(Wire, becomes=Design):
    """See `graph.Design`."""

    schema_version: Literal[1]
    name: str
    dtype_policy: str = "float32"
    main: WireGraph
    models: dict[str, WireGraph] = {}
    operations: dict[str, WireOperation] = {}
    code: str = ""
    positions: dict[
        str,
        dict[
            str,
            Annotated[
                list[float],
                Field(min_length=2, max_length=2),
                BeforeValidator(_point),
                AfterValidator(tuple),
            ],
        ],
    ] = {}
