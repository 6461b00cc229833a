"""The steps by which a sketch grows: one call each, of a layer, a function or a block.

Shapes are kept by a handful of rules of this file's own palette, so that the strategy knows what is
valid without asking the code under test.
"""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from model_codegen.design.graph import (
    Layer,
    Node,
    Slice,
    SubModel,
    TensorRef,
)
from tests.sketches import Sketch


def dense(s: Sketch) -> None:
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


def embedding(s: Sketch) -> None:
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


def op(s: Sketch) -> None:
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
    repeat = s.draw(st.sampled_from((1, 1, 2, 3))) if given == returned else 1
    said = s.draw(st.sampled_from(sorted(graph.parameters))) if graph.parameters else None
    arguments = {} if said is None else {said: graph.parameters[said]}
    s.operations[name] = SubModel(key, name, trainable, arguments, repeat)
    argument = refs[0] if isinstance(graph.inputs, str) else refs
    s.nodes[name] = Node(name, (argument,))
    s.built_with[name] = (given, returned)
    s.out(name, *returned)


def shared(s: Sketch) -> None:
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


STEPS = (dense, _same_shape, _merge, _concatenate, _flatten, embedding, _recurrent, _sequence,
         _image, op, _call_again, _block, shared)  # fmt: skip
