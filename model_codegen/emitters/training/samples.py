"""What `fit` is given: inputs, the targets of each head, and what each sample counts for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from model_codegen.emitters.literals import literal
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.class_weights import sample_weight_text
from model_codegen.emitters.training.heads import TrainedHead
from model_codegen.emitters.training.recipe import Recipe

WEIGHT = "sample_weight"


def target_text(recipe: Recipe, of: Callable[[TrainedHead], str]) -> str:
    """An expression for all targets.

    Args:
        recipe: All else.
        of: Writes the targets of a head that has a loss.
    """

    def one(head: TrainedHead) -> str:
        return of(head) if head.trained else "None"

    return recipe.heads.text(one, listed=recipe.weighted)


def write_class_weights(source: Source, recipe: Recipe, y: str, weight: str) -> None:
    """Write what samples to learn from count for by their labels.

    Args:
        source: Where to.
        recipe: All else.
        y: The variable that holds their targets.
        weight: The variable that it becomes; if the data have such a field, it is there already.
    """
    if not recipe.heads.weighed or recipe.class_weight:
        return

    def one(head: TrainedHead) -> str:
        if not head.trained:
            return "None"
        targets = f"{y}{_place(recipe, head)}"
        by_class = sample_weight_text(recipe, head, targets)
        found = [weight] if recipe.validation_weighted else []
        found += [by_class] if by_class else []
        return " * ".join(found) or f"np.ones(len({targets}))"

    source.line(f"{weight} = {recipe.heads.text(one, listed=True)}")


def _place(recipe: Recipe, head: TrainedHead) -> str:
    """How the targets of a head are taken out of all."""
    heads = recipe.heads
    if heads.single:
        return ""
    if heads.keyed or not recipe.weighted:
        return f"[{literal(head.name)}]"
    return _index(heads.tree, head.name) or ""


def _index(tree: Any, name: str) -> str | None:
    if not isinstance(tree, (list, Mapping)):
        return "" if tree == name else None
    for index, item in enumerate(tree):
        inner = _index(item, name)
        if inner is not None:
            return f"[{index}]{inner}"
    return None


def data_names(*, weighted: bool) -> str:
    """The variables that hold inputs, targets, and what samples count for."""
    return f"x, y, {WEIGHT}" if weighted else "x, y"
