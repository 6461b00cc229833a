"""Random valid designs: what Keras can build, with everything a document can say.

Shapes are kept by a handful of rules of this file's own palette, so that the strategy knows what is
valid without asking the code under test.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from hypothesis import strategies as st

from model_codegen.design.graph import (
    Design,
    Layer,
    Missing,
    ModelGraph,
    Node,
    Op,
    Operation,
    Slice,
    SubModel,
    TensorRef,
)
from model_codegen.design.traversal import arguments

NAMES = (
    "dense", "x", "inputs", "layers", "keras", "class", "return", "model", "build_model", "print",
    "encoder", "Block", "_hidden", "2nd", "a-b", "a.b", "add", "merge", "main", "outputs", "call",
    "self", "training", "super", "None", "lambda", "relu", "head",
)  # fmt: skip

OUTSIDE_BLOCKS = ("_hidden",)
"""TensorFlow refuses such a name of a layer inside a layer of one's own, which a block can become:
"not a valid root scope name", in any code."""

DTYPES = ("float32", "mixed_float16", "mixed_bfloat16", "float16")
"""Not "bfloat16": TensorFlow cannot initialise recurrent weights in it."""

Shape = tuple[int, ...]
"""Without the batch."""


@dataclass(frozen=True)
class Tensor:
    """A tensor of the sketch; `ids` holds integers."""

    ref: TensorRef
    shape: Shape
    ids: bool = False


@dataclass
class Sketch:
    """A graph that grows call by call."""

    draw: Callable[[st.SearchStrategy[Any]], Any]
    dtypes: bool
    blocks: dict[str, tuple[ModelGraph, list[Shape], list[Shape]]]
    operations: dict[str, Operation] = field(default_factory=dict)
    nodes: dict[str, Node] = field(default_factory=dict)
    tensors: list[Tensor] = field(default_factory=list)
    built_with: dict[str, tuple[list[Shape], list[Shape]]] = field(default_factory=dict)
    block: bool = False
    common: dict[str, Operation] | None = None

    def name(self, stem: str) -> str:
        """A name that is not taken, sometimes a nasty one."""
        wanted = self.draw(st.sampled_from((stem, stem, *NAMES)))
        if self.block and wanted in OUTSIDE_BLOCKS:
            wanted = stem
        name, count = wanted, 0
        while name in self.operations or name in self.nodes:
            count += 1
            name = f"{wanted}_{count}"
        return name

    def input(self, shape: Shape, *, ids: bool = False) -> Tensor:
        name = self.name("ids" if ids else "input")
        dtype = "int32" if ids else None
        self.operations[name] = Layer("keras.Input", name, {"shape": list(shape)}, dtype=dtype)
        self.nodes[name] = Node(name)
        tensor = Tensor(TensorRef(name), shape, ids)
        self.tensors.append(tensor)
        return tensor

    def layer(self, class_name: str, config: dict[str, Any], *calls: Any, **kwargs: Any) -> str:
        """Add a layer and its call; return the node's id."""
        name = self.name(class_name.lower())
        dtype = self.draw(st.sampled_from((None, None, None, *DTYPES))) if self.dtypes else None
        trainable = self.draw(st.sampled_from((True, True, True, False)))
        self.operations[name] = Layer(f"keras.layers.{class_name}", name, config, dtype, trainable)
        self.nodes[name] = Node(name, calls, kwargs)
        return name

    def op(self, function: str, *args: Any, **kwargs: Any) -> str:
        name = self.name(function)
        self.operations[name] = Op(f"keras.ops.{function}")
        self.nodes[name] = Node(name, args, kwargs)
        return name

    def out(self, node_id: str, *shapes: Shape) -> None:
        self.tensors += [Tensor(TensorRef(node_id, i), s) for i, s in enumerate(shapes)]

    def pick(self, suits: Callable[[Tensor], bool]) -> Tensor | None:
        """A tensor that suits, recent ones preferred."""
        found = [tensor for tensor in self.tensors if suits(tensor)]
        if not found:
            return None
        recent = found[-3:]
        return self.draw(st.sampled_from(recent + found))

    def like(self, other: Tensor) -> Tensor:
        """A tensor of the same shape, possibly the same one."""
        found = self.pick(lambda t: t.shape == other.shape and not t.ids)
        assert found is not None
        return found


def _dense(s: Sketch) -> None:
    if x := s.pick(lambda t: not t.ids):
        units = s.draw(st.integers(1, 5))
        config: dict[str, Any] = {"units": units}
        if s.draw(st.booleans()):
            config["activation"] = s.draw(st.sampled_from(("relu", "softmax", "gelu")))
        if s.draw(st.booleans()):
            config["use_bias"] = False
        if s.draw(st.booleans()):
            config["kernel_initializer"] = {
                "class_name": "keras.initializers.RandomNormal",
                "config": {"stddev": 0.5},
            }
        node = s.layer("Dense", config, x.ref)
        s.built_with[node] = ([x.shape], [(*x.shape[:-1], units)])
        s.out(node, (*x.shape[:-1], units))


def _same_shape(s: Sketch) -> None:
    if x := s.pick(lambda t: not t.ids):
        class_name, config = s.draw(
            st.sampled_from(
                (
                    ("Dropout", {"rate": 0.5}),
                    ("BatchNormalization", {"momentum": 0.9}),
                    ("LayerNormalization", {}),
                    ("Activation", {"activation": "tanh"}),
                    ("ReLU", {"max_value": 6.0}),
                    ("GaussianNoise", {"stddev": 0.1, "seed": 7}),
                )
            )
        )
        kwargs = {}
        if class_name in {"Dropout", "BatchNormalization"} and s.draw(st.booleans()):
            kwargs["training"] = False
        node = s.layer(class_name, config, x.ref, **kwargs)
        s.built_with[node] = ([x.shape], [x.shape])
        s.out(node, x.shape)


def _merge(s: Sketch) -> None:
    if x := s.pick(lambda t: not t.ids):
        others = [s.like(x).ref for _ in range(s.draw(st.integers(1, 2)))]
        kind = s.draw(st.sampled_from(("Add", "Multiply", "Average", "Maximum")))
        s.out(s.layer(kind, {}, [x.ref, *others]), x.shape)


def _concatenate(s: Sketch) -> None:
    if x := s.pick(lambda t: not t.ids):
        y = s.pick(lambda t: t.shape[:-1] == x.shape[:-1] and not t.ids)
        assert y is not None
        node = s.layer("Concatenate", {}, [x.ref, y.ref])
        s.out(node, (*x.shape[:-1], x.shape[-1] + y.shape[-1]))


def _flatten(s: Sketch) -> None:
    if x := s.pick(lambda t: len(t.shape) > 1 and not t.ids):
        size = 1
        for dimension in x.shape:
            size *= dimension
        s.out(s.layer("Flatten", {}, x.ref), (size,))


def _embedding(s: Sketch) -> None:
    if x := s.pick(lambda t: t.ids):
        config = {"input_dim": 11, "output_dim": s.draw(st.integers(1, 4))}
        if s.draw(st.booleans()):
            config["mask_zero"] = True
        s.out(s.layer("Embedding", config, x.ref), (*x.shape, config["output_dim"]))


def _recurrent(s: Sketch) -> None:
    if x := s.pick(lambda t: len(t.shape) == 2 and not t.ids):
        units = s.draw(st.integers(1, 3))
        steps = x.shape[0]
        kind = s.draw(st.sampled_from(("LSTM", "GRU", "SimpleRNN", "Bidirectional", "states")))
        if kind == "Bidirectional":
            inner = {"units": units, "name": "lstm"}  # else Keras numbers it across models
            cell = {"class_name": "keras.layers.LSTM", "config": inner}
            s.out(s.layer(kind, {"layer": cell}, x.ref), (2 * units,))
        elif kind == "states":
            config = {"units": units, "return_sequences": True, "return_state": True}
            node = s.layer("LSTM", config, x.ref)
            s.out(node, (steps, units), (units,), (units,))
            if s.draw(st.booleans()):
                again = s.layer(
                    "LSTM",
                    {"units": units},
                    x.ref,
                    initial_state=[TensorRef(node, 1), TensorRef(node, 2)],
                )
                s.out(again, (units,))
        else:
            s.out(s.layer(kind, {"units": units, "return_sequences": True}, x.ref), (steps, units))


def _sequence(s: Sketch) -> None:
    if x := s.pick(lambda t: len(t.shape) == 2 and not t.ids):
        steps, width = x.shape
        kind = s.draw(st.sampled_from(("pool", "conv", "attention", "distributed")))
        if kind == "pool":
            s.out(s.layer("GlobalAveragePooling1D", {}, x.ref), (width,))
        elif kind == "conv":
            config = {"filters": 3, "kernel_size": 2, "padding": "same"}
            s.out(s.layer("Conv1D", config, x.ref), (steps, 3))
        elif kind == "distributed":
            inner = {"class_name": "keras.layers.Dense", "config": {"units": 2, "name": "inner"}}
            s.out(s.layer("TimeDistributed", {"layer": inner}, x.ref), (steps, 2))
        else:
            other = s.pick(lambda t: len(t.shape) == 2 and not t.ids)
            assert other is not None
            config = {"num_heads": 2, "key_dim": 3}
            node = s.layer("MultiHeadAttention", config, x.ref, other.ref)
            s.out(node, (steps, width))


def _image(s: Sketch) -> None:
    if x := s.pick(lambda t: len(t.shape) == 3 and not t.ids):
        height, width, channels = x.shape
        kind = s.draw(st.sampled_from(("conv", "pool", "global")))
        if kind == "conv":
            config = {"filters": 3, "kernel_size": [3, 3], "padding": "same"}
            s.out(s.layer("Conv2D", config, x.ref), (height, width, 3))
        elif kind == "global" or min(height, width) < 2:
            s.out(s.layer("GlobalAveragePooling2D", {}, x.ref), (channels,))
        else:
            s.out(s.layer("MaxPooling2D", {}, x.ref), (height // 2, width // 2, channels))


def _op(s: Sketch) -> None:
    if x := s.pick(lambda t: not t.ids):
        kind = s.draw(st.sampled_from(("relu", "add", "multiply", "concatenate", "mean", "slice")))
        if kind == "relu":
            s.out(s.op("relu", x.ref), x.shape)
        elif kind == "add":
            s.out(s.op("add", x.ref, s.like(x).ref), x.shape)
        elif kind == "multiply":
            s.out(s.op("multiply", x.ref, 0.5), x.shape)
        elif kind == "concatenate":
            both = [x.ref, s.like(x).ref]
            s.out(s.op("concatenate", both, axis=-1), (*x.shape[:-1], 2 * x.shape[-1]))
        elif kind == "mean":
            s.out(s.op("mean", x.ref, axis=-1, keepdims=True), (*x.shape[:-1], 1))
        else:
            s.out(s.op("get_item", x.ref, (..., Slice(None, 1))), (*x.shape[:-1], 1))


def _call_again(s: Sketch) -> None:
    """A second call of a layer or block, on tensors of the shapes it was built with."""
    if not s.built_with:
        return
    first = s.draw(st.sampled_from(sorted(s.built_with)))
    given, returned = s.built_with[first]
    chosen = [s.pick(lambda t, shape=shape: t.shape == shape and not t.ids) for shape in given]
    refs = iter([tensor.ref for tensor in chosen if tensor is not None])
    node = s.name(f"{first}_again")

    def swap(argument: Any) -> Any:
        if isinstance(argument, TensorRef):
            return next(refs)
        if isinstance(argument, (list, tuple)):
            return type(argument)(swap(item) for item in argument)
        return argument

    call = s.nodes[first]
    s.nodes[node] = Node(call.operation, tuple(swap(a) for a in call.args), dict(call.kwargs))
    s.out(node, *returned)


def _block(s: Sketch) -> None:
    if not s.blocks:
        return
    key = s.draw(st.sampled_from(sorted(s.blocks)))
    graph, given, returned = s.blocks[key]
    chosen = [s.pick(lambda t, shape=shape: t.shape == shape and not t.ids) for shape in given]
    refs = [tensor.ref for tensor in chosen if tensor is not None]
    if len(refs) != len(given):
        return
    name = s.name(key)
    trainable = s.draw(st.sampled_from((True, True, True, False)))
    s.operations[name] = SubModel(key, name, trainable)
    argument = refs[0] if isinstance(graph.inputs, str) else refs
    s.nodes[name] = Node(name, (argument,))
    s.built_with[name] = (given, returned)
    s.out(name, *returned)


def _shared(s: Sketch) -> None:
    """A call of one of the design's layers, of which there is one for each width."""
    if s.common is not None and (x := s.pick(lambda t: len(t.shape) == 1 and not t.ids)):
        width = x.shape[0]
        key = f"common_{width}"
        if key not in s.common:
            trainable = s.draw(st.sampled_from((True, True, False)))
            kind, config = s.draw(
                st.sampled_from((("Dense", {"units": width}), ("BatchNormalization", {})))
            )
            s.common[key] = Layer(f"keras.layers.{kind}", key, config, None, trainable)
        node = s.name(f"call_{key}")
        s.nodes[node] = Node(key, (x.ref,))
        s.built_with[node] = ([x.shape], [x.shape])
        s.out(node, x.shape)


STEPS = (_dense, _same_shape, _merge, _concatenate, _flatten, _embedding, _recurrent, _sequence,
         _image, _op, _call_again, _block, _shared)  # fmt: skip


def _graph(
    draw: Callable[[st.SearchStrategy[Any]], Any],
    name: str,
    steps: int,
    blocks: dict[str, tuple[ModelGraph, list[Shape], list[Shape]]],
    *,
    dtypes: bool,
    ops: bool,
    block: bool,
    common: dict[str, Operation] | None = None,
) -> tuple[ModelGraph, list[Shape], list[Shape]]:
    sketch = Sketch(draw, dtypes, blocks, block=block, common=common)
    shapes = ((4,), (4,), (3,)) if block else ((4,), (4,), (3,), (5, 2), (4, 4, 2))
    given = [
        sketch.input(draw(st.sampled_from(shapes)))
        if block or draw(st.integers(0, 3))
        else sketch.input((5,), ids=True)
        for _ in range(draw(st.integers(1, 2 if block else 3)))
    ]
    choices = [step for step in STEPS if (ops or step is not _op)]
    if common is None:
        choices.remove(_shared)
    for step in draw(st.lists(st.sampled_from(choices), min_size=steps // 2, max_size=steps)):
        step(sketch)
    made = [t for t in sketch.tensors if t not in given]
    if not made:
        _dense(sketch) if not all(t.ids for t in given) else _embedding(sketch)
        made = [t for t in sketch.tensors if t not in given]
    ids = [tensor.ref.node for tensor in given]
    form = draw(st.sampled_from(("bare", "list", "dict")))
    inputs: Any = ids
    if len(ids) == 1 and form == "bare":
        inputs = ids[0]
    elif form == "dict" and not block:
        inputs = {sketch.operations[i].name: i for i in ids}  # type: ignore[union-attr]
    chosen = draw(st.lists(st.sampled_from(made), min_size=1, max_size=3, unique=True))
    outputs: Any = [tensor.ref for tensor in chosen]
    form = draw(st.sampled_from(("bare", "list", "dict", "auto")))
    if form == "bare" or (block and len(outputs) == 1):
        chosen, outputs = chosen[:1], outputs[0]
    elif form == "dict" and not block:
        outputs = {f"out_{i}": ref for i, ref in enumerate(outputs)}
    elif form == "auto" and not block:
        outputs = "auto"
    named = st.lists(st.sampled_from(sorted(sketch.nodes)), max_size=3, unique=True)
    order = tuple(draw(named)) if outputs == "auto" else ()
    graph = ModelGraph(name, sketch.operations, sketch.nodes, inputs, outputs, order)
    return graph, [t.shape for t in given], [t.shape for t in chosen]


@st.composite
def designs(
    draw: Any,
    *,
    max_calls: int = 10,
    blocks: bool = True,
    ops: bool = True,
    dtypes: bool = True,
    sharing: bool = False,
) -> Design:
    """Draw a design that Keras builds: merges, shared layers, several inputs and outputs.

    Args:
        draw: Hypothesis' own.
        max_calls: Most calls in one graph, inputs aside.
        blocks: With definitions, called once or more, shared or copied, also nested ones.
        ops: With calls of `keras.ops`.
        dtypes: With dtype policies, of the design and of single layers.
        sharing: With layers that several graphs call.
    """
    common: dict[str, Operation] | None = {} if sharing else None
    models: dict[str, tuple[ModelGraph, list[Shape], list[Shape]]] = {}
    for index in range(draw(st.integers(0, 2)) if blocks else 0):
        key = f"block_{index}"
        models[key] = _graph(
            draw, key, 4, dict(models), dtypes=dtypes, ops=ops, block=True, common=common
        )
    main, _, _ = _graph(
        draw, "model", max_calls, models, dtypes=dtypes, ops=ops, block=False, common=common
    )
    coordinate = st.floats(0, 1000, width=16)
    positions = {n: (draw(coordinate), draw(coordinate)) for n in main.nodes if draw(st.booleans())}
    return Design(
        name="random",
        main=main,
        models={key: graph for key, (graph, _, _) in models.items()},
        dtype_policy=draw(st.sampled_from(DTYPES)) if dtypes else "float32",
        positions={"main": positions} if positions else {},
        operations=common or {},
    )


@st.composite
def parts(draw: Any) -> tuple[ModelGraph, list[Shape], list[Shape]]:
    """Draw a graph that fits into others, with the shapes of its inputs and of its outputs."""
    return _graph(draw, "part", 6, {}, dtypes=True, ops=True, block=True)


@st.composite
def drafts(draw: Any, *, wounds: int = 3) -> Design:
    """Draw a design with something wrong or unfinished about it, as it is while one draws.

    Args:
        draw: Hypothesis' own.
        wounds: Most things that are wrong.
    """
    design: Design = draw(designs(max_calls=6))
    for _ in range(draw(st.integers(1, wounds))):
        design = draw(st.sampled_from(WOUNDS))(draw, design)
    return design


def _rewired(draw: Any, design: Design) -> Design:
    """One tensor argument comes from anywhere, or from nowhere."""
    main = design.main
    found = [
        (node_id, path)
        for node_id, node in main.nodes.items()
        for path, leaf in arguments(node)
        if isinstance(leaf, TensorRef)
    ]
    if not found:
        return design
    target, where = draw(st.sampled_from(found))
    anywhere = st.sampled_from([*main.nodes, "gone"])
    leaf = draw(st.builds(TensorRef, anywhere, st.integers(0, 2)) | st.just(Missing()))
    node = main.nodes[target]

    def swap(tree: Any, path: tuple[Any, ...]) -> Any:
        if path == where:
            return leaf
        if isinstance(tree, (list, tuple)):
            return type(tree)(swap(item, (*path, i)) for i, item in enumerate(tree))
        return tree

    args = swap(node.args, ("args",))
    kwargs = {name: swap(value, ("kwargs", name)) for name, value in node.kwargs.items()}
    nodes = {**main.nodes, target: Node(node.operation, args, kwargs)}
    return replace(design, main=replace(main, nodes=nodes))


def _without_node(draw: Any, design: Design) -> Design:
    if not design.main.nodes:
        return design
    gone = draw(st.sampled_from(sorted(design.main.nodes)))
    nodes = {key: node for key, node in design.main.nodes.items() if key != gone}
    return replace(design, main=replace(design.main, nodes=nodes))


def _without_operation(draw: Any, design: Design) -> Design:
    if not design.main.operations:
        return design
    gone = draw(st.sampled_from(sorted(design.main.operations)))
    operations = {key: o for key, o in design.main.operations.items() if key != gone}
    return replace(design, main=replace(design.main, operations=operations))


def _renamed(draw: Any, design: Design) -> Design:
    return _changed(draw, design, "name", draw(st.sampled_from(("dense", "", "a/b", "é", "x"))))


def _reconfigured(draw: Any, design: Design) -> Design:
    units = draw(st.sampled_from((-1, 0, 1.5, 10**12, "many", None, float("nan"), True, 7)))
    return _changed(draw, design, "config", {"units": units})


def _redefined(draw: Any, design: Design) -> Design:
    classes = ("Dense", "Add", "LSTM", "Conv2D", "Flatten", "Lambda", "Dnse", "Concatenate", "Dot")
    return _changed(draw, design, "class_name", f"keras.layers.{draw(st.sampled_from(classes))}")


def _retyped(draw: Any, design: Design) -> Design:
    return _changed(draw, design, "dtype", draw(st.sampled_from(("float16", "float17", "int8"))))


def _changed(draw: Any, design: Design, name: str, value: Any) -> Design:
    layers = sorted(k for k, o in design.main.operations.items() if isinstance(o, Layer))
    if not layers:
        return design
    key = draw(st.sampled_from(layers))
    layer = replace(design.main.operations[key], **{name: value})
    return replace(
        design, main=replace(design.main, operations={**design.main.operations, key: layer})
    )


def _other_inputs(draw: Any, design: Design) -> Design:
    anywhere = st.sampled_from([*design.main.nodes, "gone"])
    inputs = draw(st.lists(anywhere, max_size=3) | anywhere | st.just({"key": "gone"}))
    return replace(design, main=replace(design.main, inputs=inputs))


def _other_outputs(draw: Any, design: Design) -> Design:
    anywhere = st.builds(
        TensorRef, st.sampled_from([*design.main.nodes, "gone"]), st.integers(0, 1)
    )
    outputs = draw(st.lists(anywhere, max_size=3) | anywhere | st.just("auto"))
    return replace(design, main=replace(design.main, outputs=outputs))


def _other_block(draw: Any, design: Design) -> Design:
    if not design.models:
        return design
    key = draw(st.sampled_from(sorted(design.models)))
    found = draw(st.sampled_from([design.main, ModelGraph("empty"), *design.models.values()]))
    return replace(design, models={**design.models, key: found})


WOUNDS = (_rewired, _rewired, _without_node, _without_operation, _renamed, _reconfigured,
          _redefined, _retyped, _other_inputs, _other_outputs, _other_block)  # fmt: skip
