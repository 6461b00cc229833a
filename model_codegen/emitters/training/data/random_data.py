"""Random numbers in the shapes of a model, where no data are chosen yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from model_codegen.design.graph import Layer, TensorRef
from model_codegen.design.traversal import map_leaves, references
from model_codegen.emitters.body import Body
from model_codegen.emitters.literals import literal, mapping_text, sequence_text
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.heads import TrainedHead
from model_codegen.emitters.training.recipe import Recipe
from model_codegen.emitters.training.samples import (
    WEIGHT,
    data_names,
    target_text,
    write_class_weights,
)

SAMPLES = 256
"""How many are drawn to learn from, and a quarter of them to validate."""

LENGTH = 16
"""What stands for a dimension that a model leaves open."""


def write_random_data(source: Source, recipe: Recipe) -> None:
    """Write a `load_data` that draws numbers by lot."""
    source.imports("import numpy as np")
    with source.block("def load_data():"):
        source.line("# No data are chosen yet: random numbers stand in for them")
        source.line("rng = np.random.default_rng(SEED)")
        source.line()
        with source.block("def draw(samples):"):
            source.line(f"x = {random_inputs(recipe)}")
            source.line(f"y = {target_text(recipe, lambda head: random_target(recipe.body, head))}")
            source.line("return x, y")
        source.line()
        validation = f"draw({SAMPLES // 4})" if recipe.validates else "None"
        if not recipe.weighted:
            source.line(f"return draw({SAMPLES}), {validation}")
            return
        source.line(f"x, y = draw({SAMPLES})")
        write_class_weights(source, recipe, "y", WEIGHT)
        source.line(f"return ({data_names(weighted=True)}), {validation}")


def random_inputs(recipe: Recipe) -> str:
    """An expression for random inputs, in the structure that the model takes them in."""
    body = recipe.body

    def one(node_id: str) -> str:
        spec = body.specs(node_id)[0]
        size = _size(spec.shape[1:])
        if spec.dtype == "string":
            return f'rng.choice(["one", "two"], size={size})'
        if spec.dtype == "bool":
            return f"rng.random(size={size}) < 0.5"
        if "int" in spec.dtype or (numbers := _numbers(body, node_id)):
            numbers = _numbers(body, node_id) or 2
            return f"rng.integers(0, {numbers}, size={size})"
        return f'rng.normal(size={size}).astype("float32")'

    return _tree(map_leaves(body.graph.inputs, one))


def random_target(body: Body, head: TrainedHead) -> str:
    """An expression for random targets of a head, in the form that its loss takes."""
    spec = body.spec(head.ref)
    loss = (head.head.loss or {})["class_name"].rpartition(".")[2]
    size = _size(spec.shape[1:])
    if loss == "SparseCategoricalCrossentropy":
        return f"rng.integers(0, {spec.shape[-1] or 2}, size={_size(spec.shape[1:-1])})"
    if loss.startswith(("Categorical", "KLDivergence")):
        return f"rng.dirichlet(np.ones({spec.shape[-1] or 2}), size={_size(spec.shape[1:-1])})"
    if loss.startswith("Binary") or loss in ("Dice", "Tversky"):
        return f'rng.integers(0, 2, size={size}).astype("float32")'
    if "Hinge" in loss:
        return f'rng.choice([-1.0, 1.0], size={size}).astype("float32")'
    if loss == "Poisson":
        return f'rng.poisson(1.0, size={size}).astype("float32")'
    return f'rng.normal(size={size}).astype("float32")'


def _size(shape: Sequence[int | None]) -> str:
    return sequence_text(["samples", *(literal(LENGTH if d is None else d) for d in shape)])


def _tree(tree: object) -> str:
    if isinstance(tree, dict):
        return mapping_text({key: _tree(item) for key, item in tree.items()})
    if isinstance(tree, (list, tuple)):
        return sequence_text([_tree(item) for item in tree])
    return str(tree)


def _numbers(body: Body, node_id: str) -> int:
    """How many different numbers a layer that looks things up takes; 0 if there is none."""
    return min((size for size in _looked_up(body, TensorRef(node_id))), default=0)


def _looked_up(body: Body, ref: TensorRef) -> Iterator[int]:
    for call in body.calls:
        if ref in references(body.node(call)):
            operation = body.operation(call)
            if isinstance(operation, Layer):
                for key in ("input_dim", "num_tokens"):
                    if isinstance(size := operation.config.get(key), int):
                        yield size
