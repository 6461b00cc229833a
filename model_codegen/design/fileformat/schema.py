"""The file format: pydantic models of a design's JSON, the source of the TypeScript types.

Each model names what it becomes in a graph, so that `WireDesign.model_validate` returns a `Design`.
Custom errors say how a thing is written; `schema_errors` says where it stands.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field
from typing_extensions import TypeAliasType

from model_codegen.design.fileformat.argument_schema import WireArgument
from model_codegen.design.fileformat.training_schema import WireTraining
from model_codegen.design.fileformat.wire import Wire, form_error
from model_codegen.design.graph import (
    COLORS,
    Comment,
    Design,
    Frame,
    Layer,
    ModelGraph,
    Node,
    Op,
    Pretrained,
    Recorded,
    SubModel,
    TensorRef,
    TensorSpec,
)
from model_codegen.design.traversal import leaves

FARTHEST = 10**9
"""How far out a position may lie, and how large a size may be, in pixels.

Far beyond it a browser's numbers overflow in the sums of a layout, and nothing is drawn any more.
"""


def _point(value: Any) -> Any:
    if (
        isinstance(value, list)
        and len(value) == 2
        and all(isinstance(x, int | float) and not isinstance(x, bool) for x in value)
    ):
        if not all(abs(x) <= FARTHEST for x in value):
            raise form_error(f"a position is at most {FARTHEST:,} pixels from the origin")
        return value
    raise form_error("a position is written [x, y], two numbers of pixels")


def _color(value: Any) -> Any:
    if value in COLORS:
        return value
    raise form_error(f"a color is one of {', '.join(COLORS)}")


def _inputs(tree: Any) -> Any:
    if all(isinstance(leaf, str) for leaf in leaves(tree)):
        return tree
    raise form_error(
        'inputs are node ids: "input_layer", ["left", "right"] or {"dict": {"key": "id"}}'
    )


def _outputs(tree: Any) -> Any:
    if tree == "auto" or all(isinstance(leaf, TensorRef) for leaf in leaves(tree)):
        return tree
    raise form_error(
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
    arguments: dict[str, Any] = {}
    repeat: int = 1


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
    parameters: dict[str, Any] = {}


WirePosition = Annotated[
    list[float],
    Field(min_length=2, max_length=2),
    BeforeValidator(_point),
    AfterValidator(tuple),
]


WireColor = Annotated[str, BeforeValidator(_color)]


class WireFrame(Wire, becomes=lambda nodes, **fields: Frame(nodes=tuple(nodes), **fields)):
    """See `graph.Frame`."""

    title: str
    nodes: list[str] = []
    color: WireColor = "gray"
    collapsed: bool = False


class WireComment(Wire, becomes=Comment):
    """See `graph.Comment`."""

    text: str
    node: str | None = None
    position: WirePosition | None = None
    size: WirePosition | None = None
    color: WireColor = "yellow"


class WireDesign(Wire, becomes=Design):
    """See `graph.Design`."""

    schema_version: Literal[2]
    name: str
    dtype_policy: str = "float32"
    main: WireGraph
    models: dict[str, WireGraph] = {}
    operations: dict[str, WireOperation] = {}
    code: str = ""
    positions: dict[str, dict[str, WirePosition]] = {}
    frames: dict[str, dict[str, WireFrame]] = {}
    comments: dict[str, dict[str, WireComment]] = {}
    training: WireTraining | None = None
