"""Layers of Keras whose arguments are of the text's own code: cells, functions, initializers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from model_codegen.design.graph import Recorded, TensorSpec
from model_codegen.design.wording import quote
from model_codegen.importers.source.bounds import NotFollowed
from model_codegen.importers.source.drawing import tensor_shapes
from model_codegen.importers.source.drawing.layer_values import own_values
from model_codegen.importers.source.keras import held_models
from model_codegen.importers.source.keras.inputs import input_like
from model_codegen.importers.source.keras.traced_graphs import weights_of
from model_codegen.importers.source.plain_values import is_listed
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.recording import Mark
from model_codegen.importers.source.text_definitions import Bound, Function, Instance
from model_codegen.importers.source.value_trees import LEAVES, tensors_in, tree_leaves
from model_codegen.importers.source.values import Call, Lambda, LayerMade, Tensor, Value

RNN = "keras.layers.RNN"


def keep(reading: Reading, made: LayerMade) -> bool:
    """Make a layer a custom one if arguments of it are of code that the design keeps.

    Args:
        reading: The reading.
        made: The layer, as it was just made.

    Returns:
        Whether it is one now. What it returns is recorded when it is called.
    """
    unclear = {name: value for name, value in made.config.items() if type(value) not in LEAVES}
    if not any(_is_own(reading, made, name, value) for name, value in unclear.items()):
        return False
    config = own_values(made.config, reading.code)
    if config is None:
        return False
    names = dict.fromkeys(_own_names(reading, made.config))
    reason = f"{', '.join(map(quote, names))} is code of this design"
    made.given_own, made.config = made.config, config
    made.recorded = Recorded((), 0, reason)
    return True


def of_lambda(
    reading: Reading, made: Lambda, args: list[Value], result: Value, begun: Mark
) -> LayerMade | None:
    """A `Lambda` layer that keeps the code of its function, where that has a name.

    Args:
        reading: The reading.
        made: The layer.
        args: What it is called with.
        result: What following the function has come to.
        begun: Where that began; its calls are taken back.

    Returns:
        None if its code cannot be kept.
    """
    given: dict[str, Value] = {"function": made.function}
    if made.output_shape is not None:
        given["output_shape"] = made.output_shape
    if made.arguments:
        given["arguments"] = dict(made.arguments)
    config = own_values(given, reading.code)
    if not reading.code.holds(made.function) or config is None:
        return None
    specs = [tensor_shapes.spec(reading, tensor) for tensor in tensors_in([args])]
    inputs = tuple(spec for spec in specs if spec is not None)
    output = tensor_shapes.spec(reading, result) if isinstance(result, Tensor) else None
    reading.recording.forget_calls(begun)
    known = output is not None and len(inputs) == len(specs)
    name = made.function.name if isinstance(made.function, Function) else ""
    recorded = Recorded(
        (output,) if known and output is not None else (),
        0,
        f"{quote(name)} is code of this design",
        inputs if known else (),
    )
    return LayerMade(
        "keras.layers.Lambda",
        made.name,
        False,
        config,
        reading.policy,
        line=made.line,
        recorded=recorded,
        given_own=given,
    )


def record(
    reading: Reading, made: LayerMade, args: list[Value], kwargs: dict[str, Value], line: int
) -> None:
    """Record what a custom layer returns and weighs, as far as its code can be followed.

    Args:
        reading: The reading.
        made: The layer, before its first call.
        args: What it is called with.
        kwargs: What it is called with by name.
        line: Where.
    """
    assert made.given_own is not None
    assert made.recorded is not None
    given = [tensor_shapes.spec(reading, tensor) for tensor in tensors_in([args, kwargs])]
    inputs = tuple(spec for spec in given if spec is not None)
    if len(inputs) != len(given):
        return
    held = [leaf for leaf in tree_leaves([*made.given_own.values()]) if _is_layer(leaf)]
    if not held:
        found = _without(reading, made, args, kwargs, line)
    elif made.path == RNN and len(inputs) == 1:
        found = _recurrent(reading, made.given_own, inputs[0], line)
    else:
        found = None
    if found is not None:
        made.recorded = replace(made.recorded, outputs=found[0], params=found[1], inputs=inputs)
    else:
        made.recorded = replace(made.recorded, inputs=inputs)


_Told = tuple[tuple[TensorSpec, ...], int]


def _is_layer(leaf: Value) -> bool:
    if isinstance(leaf, Instance):
        return leaf.model is not None or leaf.layer is not None
    return isinstance(leaf, LayerMade) and leaf.given_own is not None


def _is_own(reading: Reading, made: LayerMade, name: str, value: Value) -> bool:
    if held_models.can_hold(made.path, name, value):
        return False  # it is drawn, if it can be
    return any(True for _ in _own_names(reading, {name: value}))


def _own_names(reading: Reading, config: Mapping[str, Value]) -> Iterator[str]:
    for leaf in tree_leaves([*config.values()]):
        if isinstance(leaf, Function) and reading.code.holds(leaf):
            yield leaf.name
        elif isinstance(leaf, Instance) and reading.code.holds(leaf.made):
            yield leaf.made.name
        elif isinstance(leaf, LayerMade) and leaf.given_own is not None:
            yield from _own_names(reading, leaf.given_own)


def _without(
    reading: Reading, made: LayerMade, args: list[Value], kwargs: dict[str, Value], line: int
) -> _Told | None:
    """Of a layer whose activation or initializers are own code: as without them."""
    given = made.given_own or {}
    config = {key: value for key, value in given.items() if not _is_own(reading, made, key, value)}
    plain = LayerMade(made.path, made.name, True, config, made.policy, made.dtype, made.line)
    found = tensor_shapes.symbols(reading, Call(plain, tuple(args), kwargs, line, -1))
    return None if found is None else (tuple(each.spec() for each in found), plain.params)


def _recurrent(
    reading: Reading, config: Mapping[str, Value], given: TensorSpec, line: int
) -> _Told | None:
    """Of `RNN` with own cells: their `call` is followed on one step."""
    cells = config.get("cell")
    cells = [*cells] if is_listed(cells) else [cells]
    returns_state = config.get("return_state") is True
    if len(given.shape) < 3 or (returns_state and len(cells) > 1):
        return None
    before = reading.recording.mark()
    try:
        step: TensorSpec | None = TensorSpec((given.shape[0], *given.shape[2:]), given.dtype)
        params, states = 0, list[TensorSpec]()
        seen = set[int]()
        for cell in cells:
            if not isinstance(cell, Instance) or step is None:
                return None
            first = len(reading.recording.calls)
            step, own = _stepped(reading, cell, step, line)
            states += own
            if id(cell) not in seen:
                seen.add(id(cell))
                params += weights_of(reading, cell, reading.recording.calls[first:])
    except NotFollowed:
        return None
    finally:
        reading.recording.forget(before)
    if step is None:
        return None
    if config.get("return_sequences") is True:
        step = TensorSpec((step.shape[0], given.shape[1], *step.shape[1:]), step.dtype)
    return (step, *(states if returns_state else ())), params


def _stepped(
    reading: Reading, cell: Instance, given: TensorSpec, line: int
) -> tuple[TensorSpec | None, list[TensorSpec]]:
    """What a cell returns for one step, and its states."""
    size = reading.attribute(reading, cell, "state_size", line)
    sizes = [*size] if is_listed(size) else [size]
    states: list[TensorSpec] = []
    for each in sizes:
        shape = tuple(each) if is_listed(each) else (each,)
        if not all(type(number) is int for number in shape):
            raise NotFollowed("the size of a state is not known")
        states.append(
            TensorSpec((given.shape[0], *(n for n in shape if type(n) is int)), given.dtype)
        )
    values: list[Value] = [input_like(reading, "state", spec, line) for spec in states]
    inputs: list[Value] = [input_like(reading, "input", given, line), values]
    if not cell.build:
        cell.build = True
        _run(reading, cell, "build", [given.shape], line, concrete=False)
    found = _run(reading, cell, "call", inputs, line, concrete=True)
    output = found[0] if is_listed(found) and found else None
    return (tensor_shapes.spec(reading, output) if isinstance(output, Tensor) else None), states


def _run(
    reading: Reading, cell: Instance, method: str, args: list[Value], line: int, *, concrete: bool
) -> Value:
    """Follow a method of a cell, if its class has it."""
    function = cell.made.find(method)
    if not isinstance(function, Function):
        return None
    before, reading.position.concrete = reading.position.concrete, concrete
    try:
        return reading.invoke(reading, Bound(function, cell), args, {}, line)
    finally:
        reading.position.concrete = before
