"""The lines of a loop that have a part for each head: losses, metrics, what of them is tracked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from model_codegen.emitters.literals import literal
from model_codegen.emitters.training.compile_part import loss_maker
from model_codegen.emitters.training.heads import TrainedHead
from model_codegen.emitters.training.recipe import Recipe


def made(recipe: Recipe) -> list[str]:
    """What a loop makes first: losses, metrics, and by its name in the logs each thing tracked."""
    heads = recipe.heads
    lines = [f"{_losses(recipe)} = {loss_maker(recipe)}()"]
    if heads.measured:
        lines.append("metrics = make_metrics()")
    lines.append('tracked = {"loss": keras.metrics.Mean()}')
    if _several(recipe):
        names = [f"{head.name}_loss" for head in heads.trained]
        lines += [f"for name in {literal(names)}:", "    tracked[name] = keras.metrics.Mean()"]
    for head in heads.all:
        if head.head.metrics:
            prefix = "" if heads.single else f"{literal(f'{head.name}_')} + "
            lines.append(f"for metric in {_metrics(recipe, head)}:")
            lines.append(f"    tracked[{prefix}metric.name] = metric")
    return lines


def loss_lines(recipe: Recipe) -> list[str]:
    """What makes `loss` of `y`, `y_pred` and `sample_weight`, without what regularizers add.

    With several heads that learn, `values` has what each comes to, by its name.
    """
    heads = recipe.heads
    lines = _weights_lines(recipe)
    if not _several(recipe):
        return [*lines, *(f"loss = {_weight(h)}{_value(recipe, h)}" for h in heads.trained)]
    lines.append("values = {")
    lines += [f"    {literal(head.name)}: {_value(recipe, head)}," for head in heads.trained]
    lines.append("}")
    weighed = (f"{_weight(head)}values[{literal(head.name)}]" for head in heads.trained)
    return [*lines, f"loss = {' + '.join(weighed)}"]


def has_values(recipe: Recipe) -> bool:
    """Whether the lines of the loss make `values`."""
    return _several(recipe)


def tracking_lines(recipe: Recipe, size: str, *, stateless: bool = False) -> list[str]:
    """What lets the means and the metrics take note of a batch.

    Args:
        recipe: All else.
        size: The number of its samples, as an expression.
        stateless: Whether their variables are passed along in `state`, by name.
    """
    lines = [_update("tracked[{}]", '"loss"', f"loss, sample_weight={size}", stateless)]
    if _several(recipe):
        # Keras weighs these by the size that it knows before it has a batch: under TensorFlow
        # there is none where the last batch is smaller, and every batch counts the same.
        for head in recipe.heads.trained:
            value = (
                f"values[{literal(head.name)}], sample_weight={_prediction(recipe, head)}.shape[0]"
            )
            lines.append(_update("tracked[{}]", literal(f"{head.name}_loss"), value, stateless))
    for head in recipe.heads.all:
        if head.head.metrics:
            lines += _metric_lines(recipe, head, stateless=stateless)
    return lines


def first_prediction(recipe: Recipe) -> str:
    """The output of the first head that learns."""
    return _prediction(recipe, recipe.heads.trained[0])


def _metric_lines(recipe: Recipe, head: TrainedHead, *, stateless: bool) -> list[str]:
    values = f"{_target(recipe, head)}, {_prediction(recipe, head)}"
    lines = [f"for metric in {_metrics(recipe, head)}:"]
    if not stateless:
        return [*lines, f"    metric.update_state({values})"]
    prefix = "" if recipe.heads.single else f"{literal(f'{head.name}_')} + "
    lines.append(f"    name = {prefix}metric.name")
    return [*lines, f"    state[name] = metric.stateless_update_state(state[name], {values})"]


def _update(metric: str, name: str, values: str, stateless: bool) -> str:
    found = metric.format(name)
    if stateless:
        return f"state[{name}] = {found}.stateless_update_state(state[{name}], {values})"
    return f"{found}.update_state({values})"


def _weight(head: TrainedHead) -> str:
    return "" if head.head.weight == 1.0 else f"{literal(head.head.weight)} * "


def _value(recipe: Recipe, head: TrainedHead) -> str:
    loss = _losses(recipe) + _by_name(recipe, head)
    values = [_target(recipe, head), _prediction(recipe, head)]
    if recipe.weighted:
        values.append("sample_weight" + _of_list(recipe, head))
    return f"{loss}({', '.join(values)})"


def _weights_lines(recipe: Recipe) -> list[str]:
    """What stands in for weights where the data to validate with have none."""
    if recipe.heads.single or not recipe.weighted or recipe.validation_weighted:
        return []
    nothing = recipe.heads.text(lambda _: "None", listed=True)
    return ["if sample_weight is None:", f"    sample_weight = {nothing}"]


def _several(recipe: Recipe) -> bool:
    return len(recipe.heads.trained) > 1


def _losses(recipe: Recipe) -> str:
    return "loss_function" if recipe.heads.single else "losses"


def _metrics(recipe: Recipe, head: TrainedHead) -> str:
    return "metrics" + _by_name(recipe, head)


def _target(recipe: Recipe, head: TrainedHead) -> str:
    return "y" + (_of_list(recipe, head) if recipe.weighted else _by_name(recipe, head))


def _prediction(recipe: Recipe, head: TrainedHead) -> str:
    return "y_pred" + _path(recipe, head)


def _by_name(recipe: Recipe, head: TrainedHead) -> str:
    return "" if recipe.heads.single else f"[{literal(head.name)}]"


def _of_list(recipe: Recipe, head: TrainedHead) -> str:
    return "" if recipe.heads.single else _path(recipe, head)


def _path(recipe: Recipe, head: TrainedHead) -> str:
    """Where a head stands in what the model returns: `[0]["name"]`."""
    return next(path for name, path in _paths(recipe.heads.tree, "") if name == head.name)


def _paths(tree: Any, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(tree, Mapping):
        for key, item in tree.items():
            yield from _paths(item, f"{path}[{literal(key)}]")
    elif isinstance(tree, (list, tuple)):
        for index, item in enumerate(tree):
            yield from _paths(item, f"{path}[{index}]")
    else:
        yield tree, path
