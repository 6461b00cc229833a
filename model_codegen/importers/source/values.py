"""What the names of a text stand for.

Plain values of Python (numbers, texts, tuples, lists, dicts …) stand for themselves. All else is
one of these: things of Keras that a design can hold, things of the text, and what is not known.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from model_codegen.design.graph import Recorded, TensorSpec

Value: TypeAlias = object
"""What anything in a text comes to.

It is one of:

- a plain value of Python (see `plain_values`: numbers, texts, lists …), whose items are values;
- a tensor: `Tensor`, `Array` (a constant), or `Dim` (one size of it); `Weights`, a list of them;
- something of Keras: `Name`, `LayerMade`, `Model`, `Lambda`, `Inner`, `Made`;
- something of Python or of a library (see `python_values`): `Builtin`, `Method`, `Partial`,
  `Cursor`, `Foreign`;
- something that the text defines: `Function`, `Class`, `Instance`, `Bound`, `Super`;
- `Unknown`, with a reason.

It is narrowed by `isinstance` or `match`, never by trying. Plain values are asked for by their
exact type (`type(value) is int`) where a bool is not meant; that narrows as well.
"""


@dataclass(frozen=True)
class Unknown:
    """A value that cannot be known without running the text.

    Attributes:
        reason: Why, as the end of a sentence.
        line: Where it comes from.
    """

    reason: str
    line: int = 0


@dataclass(frozen=True)
class Open(Unknown):
    """A place for a tensor where nothing is connected yet, which source writes as `...`."""

    reason: str = "nothing is connected here yet"


@dataclass(frozen=True)
class Name:
    """Something of Keras or TensorFlow that is referred to: `keras.layers.Dense`, `keras.ops`."""

    path: str


@dataclass(eq=False)
class Lambda:
    """A `Lambda` layer.

    Attributes:
        function: What it calls.
        arguments: What it gives to that by name.
        name: Its name.
        line: Where it is made.
        output_shape: What it says that it returns.
    """

    function: Value
    arguments: Mapping[str, Value]
    name: str
    line: int
    output_shape: Value = None


@dataclass(frozen=True)
class Array:
    """A constant tensor, of which only shape and dtype are known: data, random numbers, weights.

    Attributes:
        spec: Its shape and dtype.
        reason: What it is, for messages.
        classes: Of labels: how many classes there are; 0 if that is not known.
    """

    spec: TensorSpec
    reason: str = "a constant"
    classes: int = 0


@dataclass(frozen=True, eq=False)
class Weights:
    """What `get_weights` gives, or a part of it.

    Attributes:
        owner: Whose weights they are.
    """

    owner: Value


@dataclass(frozen=True)
class Dim:
    """A size that is known only when a batch comes: `tf.shape(x)[0]`."""

    axis: int


@dataclass(eq=False)
class Run:
    """One run of a function of the text.

    Attributes:
        name: The function's name.
        node: Its code.
        given: Its arguments.
        written: Those that are arithmetic over the parameters of the function around, as text.
        around: The run of the function that called it; None of one that the module calls.
        is_method: Whether it is a method of a class.
        takes_tensors: Whether a tensor is among its arguments.
        line: Where it is called.
    """

    name: str
    node: ast.AST
    given: Mapping[str, Value]
    written: Mapping[str, str] = field(default_factory=dict)
    around: Run | None = None
    is_method: bool = False
    takes_tensors: bool = False
    line: int = 0


@dataclass(eq=False)
class Call:
    """One call of an operation.

    Attributes:
        operation: What is called.
        args: As in `graph.Node`, with `Tensor`s; also what is not known.
        kwargs: Likewise.
        line: Where it stands.
        number: Calls are counted in the order in which they are made.
        run: The function that it is made in.
    """

    operation: Operation
    args: tuple[Value, ...]
    kwargs: dict[str, Value]
    line: int
    number: int
    run: Run | None = None


@dataclass(eq=False)
class Tensor:
    """One output of a call, counted as in `graph.TensorRef`."""

    call: Call
    index: int = 0


@dataclass(eq=False)
class LayerMade:
    """A layer, an input, or a model of `keras.applications`.

    Attributes:
        path: As in `graph.Layer.class_name`.
        name: Its name.
        automatic: Whether Keras chose the name.
        config: The arguments that were given; also what is not known.
        policy: The global dtype policy when it was made.
        dtype: Its own, if it was given one.
        line: Where it was made.
        trainable: As in `graph.Layer`.
        recorded: Makes it a placeholder.
        unread: Why it is one, where the text is the cause.
        frozen: Of an application: which of its layers were frozen one by one.
        given: The shape of its input, batch included, if it was given that, as in Keras 2.
        calls: Its calls.
        nameless: Of an input: it is to be called like the variable that it is put into.
        virtual: Of an application: its own output, where the text asks for it.
        constant: Whether it was called on a constant, which no graph shows.
        params: How many weights it has, as far as Keras was asked.
        given_own: The arguments as they were given, where they are of the text's own code, which
            the design keeps; `config` has them as the design does.
        opened: Of an application: what its layers return, where the text asks for that.
        inside: The application that it is a layer of, which was opened.
        run: The function that it was made in.
        written: The arguments that are arithmetic over the parameters of that function, as text.
    """

    path: str
    name: str
    automatic: bool
    config: dict[str, Value]
    policy: str
    dtype: Value = None
    line: int = 0
    trainable: bool = True
    recorded: Recorded | None = None
    unread: Unknown | None = None
    frozen: list[bool] | None = None
    given: tuple[Value, ...] | Unknown | None = None
    calls: list[Call] = field(default_factory=list)
    nameless: bool = False
    virtual: Tensor | None = None
    constant: bool = False
    params: int = 0
    given_own: dict[str, Value] | None = None
    opened: dict[str, Value] | None = None
    inside: LayerMade | None = None
    run: Run | None = None
    written: Mapping[str, str] = field(default_factory=dict)


@dataclass(eq=False)
class OpMade:
    """A function of `keras.ops`, in one call of it."""

    path: str


ModelKind: TypeAlias = Literal["functional", "sequential", "subclass"]
"""How a model is made: between tensors, as a list of layers, or by a class of the text."""


@dataclass(eq=False)
class Model:
    """A model, or a layer of the text that calls others.

    Attributes:
        kind: How it was made.
        name: Its name.
        automatic: Whether Keras chose the name.
        inputs: Tree of input `Tensor`s; None as long as they are not known.
        outputs: Tree of `Tensor`s.
        layers: What a Sequential holds, its input first if it has one.
        trainable: As in Keras.
        origin: The function or class of the text that makes it.
        title: What a definition of it is called.
        line: Where it was made.
        recorded: Makes its calls placeholders.
        unread: Why it does, where the text is the cause.
        config: What it was made with, for a placeholder.
        compiled: Whether the text compiles or trains it.
        is_layer: Whether it is a layer of the text.
        keeps_code: Whether the design keeps the code of its class, if it is a placeholder.
        maker: What was called to make it, a function or class that the text itself does not call.
        pretrained: The applications whose weights it was given.
        run: The function, or the `__init__` of the class, that made it.
    """

    kind: ModelKind
    name: str
    automatic: bool
    inputs: Value = None
    outputs: Value = None
    layers: list[Value] = field(default_factory=list)
    trainable: bool = True
    origin: ast.AST | None = None
    title: str = ""
    line: int = 0
    recorded: Recorded | None = None
    unread: Unknown | None = None
    config: dict[str, Value] = field(default_factory=dict)
    compiled: bool = False
    is_layer: bool = False
    keeps_code: bool = False
    maker: str = ""
    pretrained: list[LayerMade] = field(default_factory=list)
    run: Run | None = None


Operation = LayerMade | OpMade | Model


@dataclass(eq=False)
class Inner:
    """One layer inside a model of `keras.applications`."""

    owner: LayerMade
    index: int
    name: str
    class_path: str


@dataclass(frozen=True)
class Made:
    """An object of Keras that is an argument of layers: an initializer, a regularizer …"""

    path: str
    config: Mapping[str, Value] = field(default_factory=dict, hash=False)
