"""The models of a text, told so that a person can choose among them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from model_codegen.importers.import_result import Offer
from model_codegen.importers.source.keras.model_parts import calls_of
from model_codegen.importers.source.program import Program
from model_codegen.importers.source.text_definitions import Instance
from model_codegen.importers.source.values import Inner, LayerMade, Model, OpMade, Value

_MOST_TOLD = 40


def offers(
    program: Program, module: ast.Module, found: dict[str, Model], chosen: Model | None
) -> tuple[Offer, ...]:
    """What is known of each model of a text, in the order in which they are made.

    Of models that one line makes several times, all alike, only one is told; and where no other is
    left to choose, none.

    Args:
        program: What the text defines.
        module: What was read.
        found: The models, by the names that ask for them.
        chosen: Which one is drawn where nobody asks.
    """
    assigned = dict(_assigned(module))
    told: dict[tuple[int, str, tuple[str, ...]], Offer] = {}
    for name, model in found.items():
        instance = program.instances.get(model)
        title = name
        if name not in program.module.values:  # the variable holds another model by now
            title = model.name if not model.automatic else assigned.get(model.line, name)
        layers = tuple(_layers(model, instance))
        kind = instance.made.name if instance is not None else model.kind.capitalize()
        offer = Offer(name, title, model.line, kind, layers[:_MOST_TOLD], len(layers),
                      model is chosen)  # fmt: skip
        key = model.line, kind, layers
        if key not in told or not told[key].likely:
            told[key] = offer
    return tuple(told.values()) if len(told) > 1 else ()


def _assigned(module: ast.Module) -> Iterator[tuple[int, str]]:
    """By line: the variable that what stands there is put into, the innermost last."""
    for node in ast.walk(module):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)]):
                for line in range(node.lineno, (node.end_lineno or node.lineno) + 1):
                    yield line, name


def _layers(model: Model, instance: Instance | None) -> Iterator[str]:
    """A model's layers, in order, its inputs left out."""
    if instance is not None and model.outputs is None:
        for value in instance.attributes.values():
            for one in value if isinstance(value, list) else [value]:
                yield from _class(one)
    elif model.kind == "sequential":
        for layer in model.layers:
            yield from _class(layer)
    else:
        numbers = calls_of(model)
        for number in sorted(numbers):
            yield from _class(numbers[number].operation)


def _class(value: Value) -> Iterator[str]:
    match value:
        case LayerMade(path=path, config=config) if path != "keras.Input":
            sizes = [config[key] for key in ("units", "filters") if key in config]
            size = f" {sizes[0]}" if sizes and isinstance(sizes[0], int) else ""
            yield path.rpartition(".")[2] + size
        case OpMade(path=path):
            yield path.removeprefix("keras.")
        case Model(name=name):
            yield name
        case Instance(made=made) if value.model is not None or value.layer is not None:
            yield made.name
        case Inner():
            yield "layer"
