"""Classes that count more than others: as `fit` takes them, or as what each sample counts for."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.design.training import BALANCED, FieldFacts
from model_codegen.emitters.literals import literal
from model_codegen.emitters.source_text import Source
from model_codegen.emitters.training.heads import TrainedHead
from model_codegen.emitters.training.recipe import Recipe

FUNCTION = "class_weights"
"""The function that says what each sample counts for, by its label."""


def write_class_weight(source: Source, recipe: Recipe) -> None:
    """Write the statements before `fit` that make its `class_weight`, if it takes one."""
    if not recipe.class_weight:
        return
    head = recipe.heads.all[0]
    if head.head.class_weight != BALANCED:
        given = _by_class(recipe, head)
        if recipe.dataset:  # where Keras wants every class, up to the last one that there is
            given = dict.fromkeys(range(len(_labels(recipe, head))), 1.0) | given
        source.line(f"class_weight = {literal(given)}")
        return
    source.line("# Every class counts the same, however few samples it has")
    if recipe.dataset:
        counts = [*_labels(recipe, head).values()]
        text = {i: sum(counts) / (len(counts) * n) for i, n in enumerate(counts)}
        source.line(f"class_weight = {literal(text)}")
        return
    labels = _place("y", recipe, head)
    source.line(f"classes, counts = np.unique({labels}, return_counts=True)")
    source.line("weights = counts.sum() / (len(counts) * counts)")
    source.line("class_weight = dict(zip(classes.tolist(), weights.tolist()))")


def sample_weight_text(recipe: Recipe, head: TrainedHead, labels: str) -> str:
    """An expression for what each sample counts for in a head; empty if all count the same.

    Args:
        recipe: All else.
        head: The head.
        labels: The expression for its targets.
    """
    weight = head.head.class_weight
    if weight is None or not head.trained:
        return ""
    place = _place(labels, recipe, head)
    if weight == BALANCED:
        return f"{FUNCTION}({place})"
    return f"{FUNCTION}({place}, {literal(_by_class(recipe, head))})"


def write_function(source: Source, recipe: Recipe) -> None:
    """Write the function that `sample_weight_text` calls, as far as it is needed."""
    kinds = {type(h.head.class_weight) for h in recipe.heads.trained} - {type(None)}
    given = kinds - {str}
    balanced = str in kinds
    more = ["weights=None" if balanced else "weights"] if given else []
    with source.block(f"def {FUNCTION}({', '.join(['labels', *more])}):"):
        if balanced:
            source.line("# Every class counts the same, however few samples it has")
            if given:
                with source.block("if weights is None:"):
                    _write_balanced(source)
            else:
                _write_balanced(source)
        if given:
            source.line("return np.array([weights.get(label, 1.0) for label in labels.tolist()])")


def _write_balanced(source: Source) -> None:
    source.line("_, places, counts = np.unique(labels, return_inverse=True, return_counts=True)")
    source.line("return len(labels) / (len(counts) * counts[places])")


def _place(targets: str, recipe: Recipe, head: TrainedHead) -> str:
    """The labels among targets: whole numbers, one for each sample."""
    data = recipe.training.data
    feed = data.targets.get(head.name) if data else None
    if feed and any(step.get("step") == "one_hot" for step in feed.steps):
        return f"{targets}.argmax(axis=-1)"
    loss = (head.head.loss or {}).get("class_name", "")
    if feed is None and not loss.rpartition(".")[2].startswith("Sparse"):
        return f"{targets}.ravel()"
    return targets


def _labels(recipe: Recipe, head: TrainedHead) -> Mapping[str, int]:
    """How many samples have each label, in the order of the classes."""
    facts = _facts(recipe, head)
    if facts is None:
        return {}
    if facts.dtype == "str":
        return {label: facts.labels[label] for label in sorted(facts.labels)}
    return {label: facts.labels[label] for label in sorted(facts.labels, key=float)}


def _facts(recipe: Recipe, head: TrainedHead) -> FieldFacts | None:
    data = recipe.training.data
    feed = data.targets.get(head.name) if data else None
    return data.fields.get(feed.fields[0]) if data and feed and len(feed.fields) == 1 else None


def _by_class(recipe: Recipe, head: TrainedHead) -> dict[int, float]:
    """The weights that are given by the label's text, by the number of the class."""
    facts = _facts(recipe, head)
    weights = head.head.class_weight
    assert isinstance(weights, Mapping)
    if facts is not None and facts.dtype == "str":
        order = [*_labels(recipe, head)]
        return {order.index(label): weight for label, weight in weights.items() if label in order}
    return {int(label): weight for label, weight in weights.items()}
