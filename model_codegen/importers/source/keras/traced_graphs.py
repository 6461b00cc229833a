"""From the calls that were followed to the graph of a layer or model, or to a placeholder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from model_codegen.design.diagnostics import with_line
from model_codegen.design.graph import Recorded, Structure
from model_codegen.design.recorded_structure import plain
from model_codegen.importers.source.drawing import tensor_shapes
from model_codegen.importers.source.drawing.layer_values import json_values, own_values
from model_codegen.importers.source.keras.model_parts import paths
from model_codegen.importers.source.plain_values import is_listed
from model_codegen.importers.source.python_values import Foreign
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.text_definitions import Instance
from model_codegen.importers.source.value_trees import flat, snapshot, tensors_in, tree_leaves
from model_codegen.importers.source.values import Array, Call, LayerMade, Tensor, Unknown, Value


def settle(
    reading: Reading,
    instance: Instance,
    inputs: Value,
    outputs: Value,
    made: list[Call],
    line: int,
    *,
    reason: str = "",
) -> None:
    """Make what was followed the graph of a layer or model, or the layer a placeholder.

    Args:
        reading: The reading.
        instance: The layer or model.
        inputs: Its inputs.
        outputs: What `call` returned.
        made: The calls that were made for it.
        line: Where.
        reason: Why it cannot be a graph, if that is known.
    """
    model = instance.model
    assert model is not None
    inputs, outputs = snapshot(reading.budget, inputs), snapshot(reading.budget, outputs)
    _tell_apart(inputs)
    leaves = flat(outputs)
    untold = (leaf.reason for leaf in leaves if isinstance(leaf, Unknown))
    reason = reason or next(untold, "")
    tensors = [leaf for leaf in leaves if isinstance(leaf, Tensor)]
    if not reason and len(tensors) != len(leaves):
        reason = "its `call` returns something that is no tensor"
    if not reason and model.is_layer:
        reason = "it makes weights by itself" if instance.weights else foreign_part(tensors, ())
    own = {key: item for key, item in instance.given.items() if key not in ("name", "trainable")}
    keeps = instance.told and reading.code.holds(instance.made)
    kept = own_values(own, reading.code) if keeps else None
    if not reason and model.is_layer and kept is not None:
        reason = _placeholder_in(made)  # the class as a whole says more
    if not reason or (tensors and not model.is_layer):
        model.inputs = inputs
        model.outputs = outputs
        return
    params = weights_of(reading, instance, made)
    specs = [tensor_shapes.spec(reading, tensor) for tensor in tensors]
    why = f"`{instance.made.name}` is code of its own: {reason}"
    told = tuple(spec for spec in specs if spec is not None)
    given = [tensor_shapes.spec(reading, tensor) for tensor in tensors_in(inputs)]
    taken = tuple(spec for spec in given if spec is not None)
    model.recorded = Recorded(
        told if len(told) == len(specs) else (),
        params,
        with_line(why, line),
        taken if told and len(taken) == len(given) else (),
        _structure(outputs) if len(tensors) == len(leaves) else None,
    )
    model.unread = Unknown(why, line)
    model.config = json_values(instance.given)
    if kept is not None:
        own_reason = f"`{instance.made.name}` is code of this design"
        model.recorded = replace(model.recorded, reason=own_reason)
        model.config, model.keeps_code = kept, True


def _structure(outputs: Value) -> Structure | None:
    """How `call` returns its tensors."""
    numbers = {path: number for number, path in enumerate(paths(outputs))}

    def numbered(tree: Value, path: tuple[Value, ...]) -> Structure:
        if is_listed(tree):
            return [numbered(item, (*path, index)) for index, item in enumerate(tree)]
        if isinstance(tree, dict):
            return {str(key): numbered(item, (*path, key)) for key, item in tree.items()}
        return numbers[path]

    return plain(numbered(outputs, ()))


def _placeholder_in(made: Iterable[Call]) -> str:
    """Why a call stands for something that cannot be followed; empty if none does."""
    for call in made:
        inner = call.operation
        if isinstance(inner, LayerMade) and inner.unread is not None and inner.given_own is None:
            return inner.unread.reason
    return ""


def weights_of(reading: Reading, instance: Instance, made: list[Call]) -> int:
    """How many weights a layer of the text has, with those of the layers that it calls.

    Args:
        reading: The reading.
        instance: The layer.
        made: The calls that were made for it.
    """
    for call in made:
        tensor_shapes.symbols(reading, call)
    called = {call.operation for call in made if isinstance(call.operation, LayerMade)}
    inside = sum(layer.params for layer in called.union(_inside(instance)))
    return sum(instance.weights) + inside


def _inside(instance: Instance) -> Iterable[LayerMade]:
    pending: list[Value] = [*instance.attributes.values()]
    for _ in range(1000):
        if not pending:
            break
        value = pending.pop()
        if isinstance(value, LayerMade):
            yield value
        elif is_listed(value):
            pending += value
        elif isinstance(value, Mapping):
            pending += value.values()


def _tell_apart(inputs: Value) -> None:
    """Number the inputs that the text does not name, as in `inputs[0] + inputs[1]`."""
    taken: set[str] = set()
    for tensor in tensors_in(inputs):
        made = tensor.call.operation
        if isinstance(made, LayerMade):
            stem, count = made.name, 0
            while made.name in taken and made.nameless:
                count += 1
                made.name = f"{stem}_{count}"
            taken.add(made.name)


def foreign_part(tensors: Iterable[Tensor], given: Iterable[Tensor]) -> str:
    """What a layer uses that a drawing cannot hold, as a clause; empty if there is nothing.

    Args:
        tensors: What the layer returns.
        given: What it is given, where its work begins.
    """
    seen = {tensor.call.number for tensor in given}
    stack = [tensor.call for tensor in tensors]
    while stack:
        current = stack.pop()
        if current.number in seen:
            continue
        seen.add(current.number)
        for leaf in tree_leaves([list(current.args), current.kwargs]):
            if isinstance(leaf, Tensor):
                stack.append(leaf.call)
            elif isinstance(leaf, Array):
                return f"it uses {leaf.reason}"
            elif isinstance(leaf, Unknown):
                return leaf.reason
            elif isinstance(leaf, Foreign):
                return "it uses code that is not read"
    return ""
