"""The design document: a graph of calls.

Call nodes are the truth and edges are a view. A `Node` is one call of an operation, with a tree of
arguments in which a `TensorRef` stands wherever a tensor goes. What owns weights (the operation)
and where it is called (the node) are two things: a shared layer is one operation with several
nodes. A draft is legal: nothing here checks that a graph makes sense, `analyse` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import EllipsisType
from typing import Literal, TypeAlias

from model_codegen.design.config_values import Config
from model_codegen.design.training import Training

SCHEMA_VERSION = 2

INPUT_CLASS = "keras.Input"
"""The `class_name` of the layer whose call is a model input."""

APPLICATIONS = "keras.applications."
"""How the `class_name` of a layer begins that is a whole model of `keras.applications`."""


@dataclass(frozen=True, order=True)
class TensorRef:
    """Output `index` of node `node`, counted over the flattened outputs of the call."""

    node: str
    index: int = 0


@dataclass(frozen=True)
class Missing:
    """A place for an argument that has not been filled yet."""


@dataclass(frozen=True)
class Slice:
    """A Python `slice(start, stop, step)` inside an index."""

    start: int | TensorRef | None = None
    stop: int | TensorRef | None = None
    step: int | TensorRef | None = None


@dataclass(frozen=True)
class Expression:
    """An argument that is worked out of the parameters of its block, such as `4 * filters`.

    In configs, which are JSON, it is written `{"expression": "4 * filters"}`.
    """

    text: str


Scalar: TypeAlias = "bool | int | float | str | EllipsisType | None"
Argument: TypeAlias = (
    "TensorRef | Missing | Slice | Expression | Scalar"
    " | list[Argument] | tuple[Argument, ...] | dict[str, Argument]"
)
InputTree: TypeAlias = "str | list[InputTree] | tuple[InputTree, ...] | dict[str, InputTree]"
OutputTree: TypeAlias = (
    "TensorRef | list[OutputTree] | tuple[OutputTree, ...] | dict[str, OutputTree]"
)
Structure: TypeAlias = "int | list[Structure] | dict[str, Structure]"
"""How a call returns its tensors: each by its number among the flattened ones."""


@dataclass(frozen=True)
class TensorSpec:
    """A symbolic tensor: its shape (None where a dimension is unknown) and dtype name."""

    shape: tuple[int | None, ...]
    dtype: str


@dataclass(frozen=True)
class Recorded:
    """What a file tells of a layer whose class it does not hold, such as `Lambda` or an own class.

    Attributes:
        outputs: The tensors that its call returned, flattened; empty if nothing tells them.
        params: Number of scalars in its weights, as far as it is known.
        reason: Why only this is known, as a sentence.
        inputs: The tensors that it was recorded with, flattened; empty if nothing tells them.
        structure: How its call returns them: a tree of their numbers, such as `[0, [1, 2]]`; None
            for a single tensor and for a flat tuple or list of several.
    """

    outputs: tuple[TensorSpec, ...]
    params: int = 0
    reason: str = ""
    inputs: tuple[TensorSpec, ...] = ()
    structure: Structure | None = field(default=None, hash=False)


@dataclass(frozen=True)
class Layer:
    """An operation that owns weights, or at least a configuration.

    Attributes:
        class_name: Public dotted path: `"keras.layers.Dense"`, `"keras.Input"` for an input, or
            `"keras.applications.ResNet50"` for a whole model as one operation. Of a placeholder,
            any dotted path, `"my_project.layers.Antirectifier"`.
        name: The Keras name of the layer, as shown on the canvas.
        config: Constructor arguments that were set explicitly, without `name`, `dtype` and
            `trainable`. JSON values; an object argument (initializer, regularizer, wrapped layer,
            cell …) is `{"class_name": dotted path, "config": {…}}`, or `{"operation": id}` for
            one of `Design.operations`; tuples are lists. Any value may be `{"expression": text}`,
            Python arithmetic over the `parameters` of the graph.
        dtype: Own dtype policy, or None to follow the design's. For an input: the tensor's dtype.
        trainable: As in Keras.
        trainable_layers: Of an application: only its last so many layers train, the others are
            frozen. None: what `trainable` says goes for all.
        recorded: Makes it a placeholder: a layer that cannot be made here, of which a file recorded
            this. Its `config` is kept as the file has it.
    """

    class_name: str
    name: str
    config: Config = field(default_factory=dict)
    dtype: str | None = None
    trainable: bool = True
    trainable_layers: int | None = None
    recorded: Recorded | None = None
    kind: Literal["layer"] = "layer"


@dataclass(frozen=True)
class Op:
    """A function without weights: `Op("keras.ops.add")`."""

    function: str
    kind: Literal["op"] = "op"


@dataclass(frozen=True)
class SubModel:
    """An instance of a definition in `Design.models`; its nodes share one set of weights.

    Attributes:
        model: Id of the definition.
        name: The Keras name of the instance.
        trainable: As in Keras.
        arguments: Values of the definition's parameters, as JSON; what is not named has its
            default. May be expressions over the parameters of the graph that this stands in.
        repeat: Number of instances one after another: the outputs of one are the inputs of the
            next. Each has weights of its own, and its number in its name.
    """

    model: str
    name: str
    trainable: bool = True
    arguments: Config = field(default_factory=dict)
    repeat: int = 1
    kind: Literal["model"] = "model"


Operation: TypeAlias = Layer | Op | SubModel


@dataclass(frozen=True)
class Node:
    """One call of an operation.

    Attributes:
        operation: Key in the graph's `operations`, or in those of the design.
        args: Positional arguments. The required tensor ports of a layer come here, in the order of
            its `call` signature, `Missing()` where unfilled; a merge takes one list.
        kwargs: Keyword arguments: optional tensor ports and literals such as `training=False`.
    """

    operation: str
    args: tuple[Argument, ...] = ()
    kwargs: Mapping[str, Argument] = field(default_factory=dict)


@dataclass(frozen=True)
class Pretrained:
    """A model of `keras.applications` whose weights a graph takes over, layer by layer.

    A layer of the graph takes the weights of the layer that has its name in that model, made in a
    fresh interpreter, if they have the same shapes; every other keeps its own.

    Attributes:
        class_name: Its public path, `"keras.applications.ResNet50"`.
        config: Arguments of the function that makes it.
    """

    class_name: str
    config: Config = field(default_factory=dict)


@dataclass(frozen=True)
class ModelGraph:
    """A graph of calls with its inputs and outputs, as `keras.Model(inputs=, outputs=)` takes them.

    Attributes:
        name: The Keras name of the model.
        operations: By id. Ids are opaque; the canvas makes them from names.
        nodes: By id.
        inputs: Tree of ids of input nodes; keeps order or keys.
        outputs: Tree of tensors, or `"auto"`: every tensor that nothing consumes (see
            `outputs.resolve_outputs`).
        output_order: The calls that come first among automatic outputs, in this order. The canvas
            keeps it, so that outputs stand in the order in which they came to be; empty where the
            order of the calls says the same. May name calls that are no outputs, or are gone.
        pretrained: The models whose weights its layers begin with, if not with random ones: it was
            opened up from them.
        parameters: Of a definition: what its instances may differ in, by name, with the defaults,
            as JSON.
    """

    name: str
    operations: Mapping[str, Operation] = field(default_factory=dict)
    nodes: Mapping[str, Node] = field(default_factory=dict)
    inputs: InputTree = field(default_factory=list)
    outputs: OutputTree | Literal["auto"] = "auto"
    output_order: tuple[str, ...] = ()
    pretrained: tuple[Pretrained, ...] = ()
    parameters: Config = field(default_factory=dict)


@dataclass(frozen=True)
class Frame:
    """A coloured frame around calls of a graph. It means nothing to Keras.

    Attributes:
        title: What it says. Where it is an identifier, a function of that name in the source.
        nodes: Ids of the calls in it; may name calls that are gone.
        color: One of `COLORS`.
        collapsed: Drawn as one, with the tensors that cross its border as ports.
    """

    title: str
    nodes: tuple[str, ...] = ()
    color: str = "gray"
    collapsed: bool = False


@dataclass(frozen=True)
class Comment:
    """Words on the canvas, or about one call: then they stand in the source, too.

    Attributes:
        text: The words, of one or more lines.
        node: Id of the call that it is about; None where it lies on the canvas by itself.
        position: Where it lies, in canvas pixels; relative to nothing. None: beside its node.
        size: Width and height in canvas pixels; None: as the text needs it.
        color: One of `COLORS`.
    """

    text: str
    node: str | None = None
    position: tuple[float, float] | None = None
    size: tuple[float, float] | None = None
    color: str = "yellow"


COLORS = ("gray", "blue", "green", "yellow", "orange", "red", "purple", "pink")
"""What frames and comments may be coloured with."""


@dataclass(frozen=True)
class Design:
    """A whole document.

    Attributes:
        name: What the user calls it; the file name and the title come from it.
        main: The graph that is built.
        models: Definitions that `SubModel` operations instantiate, by id (never `"main"`).
        dtype_policy: The global Keras dtype policy.
        positions: Canvas data apart from meaning: `{graph id: {node id: (x, y)}}` in canvas pixels,
            may be partial; the main graph's id is `"main"`.
        operations: By id, the operations that calls in several graphs share, or that are arguments
            of other layers: each is one object with one set of weights. An id that a graph has in
            its own `operations`, too, means the graph's own there.
        code: Python that defines the layers of this design's own: classes, and the imports,
            constants and functions that they need. A placeholder whose class is one of these keeps
            its code. It is data: nothing here runs it.
        frames: By graph id as in `positions`, and by an id of their own, what frames calls.
        comments: By graph id and an id of their own, what was written on the canvas.
        training: How it is trained; None: it is only drawn.
        schema_version: Version of the file format.
    """

    name: str
    main: ModelGraph
    models: Mapping[str, ModelGraph] = field(default_factory=dict)
    dtype_policy: str = "float32"
    positions: Mapping[str, Mapping[str, tuple[float, float]]] = field(default_factory=dict)
    operations: Mapping[str, Operation] = field(default_factory=dict)
    code: str = ""
    frames: Mapping[str, Mapping[str, Frame]] = field(default_factory=dict)
    comments: Mapping[str, Mapping[str, Comment]] = field(default_factory=dict)
    training: Training | None = None
    schema_version: int = SCHEMA_VERSION


def without_pretrained(design: Design) -> Design:
    """The design with random weights everywhere, as models have them of which no values are known.

    Args:
        design: Any design.
    """
    graphs = {key: replace(graph, pretrained=()) for key, graph in design.models.items()}
    return replace(design, main=replace(design.main, pretrained=()), models=graphs)
