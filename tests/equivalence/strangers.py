"""Designs as somebody else would have written them down."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from model_codegen.analysis import analyse
from model_codegen.design.config_references import KEY, held_ids, replaced
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import (
    Design,
    Layer,
    ModelGraph,
    Node,
    Operation,
    SubModel,
    TensorRef,
)
from model_codegen.design.traversal import map_leaves


def stranger(design: Design, chance: random.Random) -> Design:
    """The design as source tells it: in other ids, another order, without positions."""
    analysis = analyse(design)
    models = {key: f"m{chance.getrandbits(30)}" for key in design.models}
    common = {key: f"s{chance.getrandbits(40)}" for key in design.operations}

    def operation(old: Operation) -> Operation:
        if isinstance(old, SubModel):
            return replace(old, model=models[old.model])
        if isinstance(old, Layer) and held_ids(old):
            return replace(old, config=replaced(old.config, lambda key: {KEY: common[key]}))
        return old

    def graph(graph_id: str, old: ModelGraph) -> ModelGraph:
        keys = {key: f"o{chance.getrandbits(40)}" for key in old.operations}
        ids = {key: f"n{chance.getrandbits(40)}" for key in old.nodes}

        def leaf(value: Any) -> Any:
            return (
                TensorRef(ids[value.node], value.index) if isinstance(value, TensorRef) else value
            )

        operations = {keys[key]: operation(each) for key, each in old.operations.items()}
        nodes = {
            ids[key]: Node(
                {**common, **keys}[node.operation],
                tuple(map_leaves(argument, leaf) for argument in node.args),
                {name: map_leaves(argument, leaf) for name, argument in node.kwargs.items()},
            )
            for key, node in old.nodes.items()
        }
        return ModelGraph(
            old.name,
            shuffled(operations),
            shuffled(nodes),
            map_leaves(old.inputs, ids.__getitem__),
            map_leaves(analysis.graphs[graph_id].outputs, leaf),
            parameters=old.parameters,
        )

    def shuffled(items: dict[str, Any]) -> dict[str, Any]:
        found = [*items.items()]
        chance.shuffle(found)
        return dict(found)

    return replace(
        design,
        main=graph(MAIN, design.main),
        models={models[key]: graph(key, model) for key, model in design.models.items()},
        operations=shuffled({common[key]: operation(o) for key, o in design.operations.items()}),
        positions={},
    )
