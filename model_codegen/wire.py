"""The file format: pydantic models of a design's JSON, from which the TypeScript types are generated.

Only argument trees need tags, since JSON has neither tensors nor tuples; lists and scalars stand for
themselves.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypeAliasType

class Wire(BaseModel):
    """Base of all wire models: no coercion, no unknown keys."""

    model_config = ConfigDict(extra="forbid", strict=True)


class WireTensor(Wire):
    """Output `tensor[1]` of node `tensor[0]`."""

    tensor: Annotated[
        list[str | Annotated[int, Field(ge=0)]], Field(min_length=2, max_length=2)
    ]


class WireMissing(Wire):
    """An argument not filled yet."""

    missing: Literal[True]


class WireEllipsis(Wire):
    """Python's `...` inside an index."""

    ellipsis: Literal[True]


class WireFloat(Wire):
    """A float that JSON cannot say."""

    value: Annotated[Literal["nan", "inf", "-inf"], Field(alias="float")]


class WireSlice(Wire):
    """`slice(start, stop, step)`."""

    parts: Annotated[
        list[int | WireTensor | None], Field(alias="slice", min_length=3, max_length=3)
    ]


class WireTuple(Wire):
    """A Python tuple."""

    items: Annotated[list[WireArgument], Field(alias="tuple")]


class WireDict(Wire):
    """A Python dict with string keys."""

    items: Annotated[dict[str, WireArgument], Field(alias="dict")]


WireArgument = TypeAliasType(
    "WireArgument",
    "None | bool | int | float | str | list[WireArgument] | WireTensor | WireMissing | WireEllipsis"
    " | WireFloat | WireSlice | WireTuple | WireDict",
)


class WireLayer(Wire):
    """See `graph.Layer`."""

    kind: Literal["layer"]
    class_name: str
    name: str
    config: dict[str, Any] = {}
    dtype: str | None = None
    trainable: bool = True


class WireOp(Wire):
    """See `graph.Op`."""

    kind: Literal["op"]
    function: str


class WireSubModel(Wire):
    """See `graph.SubModel`."""

    kind: Literal["model"]
    model: str
    name: str
    trainable: bool = True


WireOperation = Annotated[WireLayer | WireOp | WireSubModel, Field(discriminator="kind")]


class WireNode(Wire):
    """See `graph.Node`."""

    operation: str
    args: list[WireArgument] = []
    kwargs: dict[str, WireArgument] = {}


class WireGraph(Wire):
    """See `graph.ModelGraph`. Leaves of `inputs` are node ids, leaves of `outputs` are tensors."""

    name: str
    operations: dict[str, WireOperation] = {}
    nodes: dict[str, WireNode] = {}
    inputs: WireArgument = []
    outputs: WireArgument = "auto"


class WireDesign(Wire):
    """See `graph.Design`."""

    schema_version: Literal[1]
    name: str
    dtype_policy: str = "float32"
    main: WireGraph
    models: dict[str, WireGraph] = {}
    positions: dict[
        str, dict[str, Annotated[list[float], Field(min_length=2, max_length=2)]]
    ] = {}
