"""`model.quantize(mode)`: what Keras quantizes has a dtype policy of its own afterwards."""

from __future__ import annotations

from collections.abc import Iterator

from model_codegen import catalogue
from model_codegen.design.wording import listing, quote
from model_codegen.importers.source.keras import layer_calls, model_parts
from model_codegen.importers.source.reading import Reading
from model_codegen.importers.source.text_definitions import Instance
from model_codegen.importers.source.value_trees import tree_leaves
from model_codegen.importers.source.values import LayerMade, Model, Value
from model_codegen.keras_bridge.dtype_policies import quantized_policy
from model_codegen.keras_bridge.layer_internals import quantizes, quantizes_inside

MODES = ("int8", "int4", "float8")
"""The modes that change nothing but the layers, and need no data."""

_MOST_NAMED = 6


def quantize(
    reading: Reading, model: Model, args: list[Value], kwargs: dict[str, Value], line: int
) -> Value:
    """Give the layers that Keras quantizes their dtype policies, and tell of those it cannot.

    By `Model.quantize` of `keras/src/models/model.py`: each layer that has no layers inside and a
    `quantize` of its own, however deep it stands.

    Args:
        reading: The reading.
        model: The model.
        args: The arguments.
        kwargs: Those by name.
        line: Where.
    """
    mode = args[0] if args else kwargs.get("mode")
    others = {key for key, value in kwargs.items() if key != "mode" and value is not None}
    if type(mode) is not str or mode not in MODES or others or len(args) > 1:
        how = f" to {quote(mode)}" if type(mode) is str else ""
        given = f", with {listing([*map(quote, sorted(others))])}" if others else ""
        text = f"{quote(model.name)} is quantized{how}{given}: that is not drawn"
        reading.report.trouble(line, text)
        return None
    if not _layers(model):
        text = f"{quote(model.name)} is not built yet, so Keras quantizes nothing of it"
        reading.report.trouble(line, text)
        return None
    hidden = [made for made in _inside(model) if not _quantized(made, mode)]
    if hidden:
        names = listing([quote(made.name) for made in hidden], _MOST_NAMED)
        text = (
            f"what Keras quantizes inside {names} is not drawn: no dtype policy of a layer says it"
        )
        reading.report.trouble(line, text)
    return None


def _quantized(made: LayerMade, mode: str) -> bool:
    """Quantize a layer; whether all that Keras quantizes of it is drawn then."""
    if layer_calls.is_application(made):
        return False  # its layers are not drawn at all
    entry = None if made.recorded is not None else catalogue.find(made.path)
    if entry is None or entry.kind != "layer":
        return True
    target = catalogue.resolve(entry.path)
    if not quantizes(target):
        return not quantizes_inside(target)
    before = made.dtype if made.dtype is not None else made.policy
    policy = quantized_policy(mode, before) if type(before) is str else None
    if policy is None:
        return False
    made.dtype = policy
    return True


def _layers(model: Model) -> list[Value]:
    built = model.outputs is not None or (model.kind == "sequential" and model.inputs is not None)
    return model_parts.layers_of(model) if built else []


def _inside(model: Model) -> Iterator[LayerMade]:
    """The layers of a model, those in blocks and in wrappers included, each once."""
    seen: set[int] = set()
    pending: list[Value] = [*reversed(_layers(model))]
    while pending:
        value = pending.pop()
        own = (value.model or value.layer) if isinstance(value, Instance) else value
        if id(own) in seen or not isinstance(own, (LayerMade, Model)):
            continue
        seen.add(id(own))
        if isinstance(own, Model):
            pending += reversed(_layers(own))
        else:
            yield own
            pending += tree_leaves(list(own.config.values()))
