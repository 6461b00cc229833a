"""Heads, labels and feeds that are named and not there, and outputs that learn nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from model_codegen.analysis.training.changes import retrained, with_data
from model_codegen.analysis.training.training_facts import TrainingFacts, found
from model_codegen.design.diagnostics import MAIN, Diagnostic
from model_codegen.design.training import Head, Training
from model_codegen.design.wording import listing, quote

T = TypeVar("T")

_SCOPE = re.compile(r"[A-Za-z0-9_.\\/>-]*")
"""What TensorFlow takes for a name of a scope inside of another."""


def check_heads(facts: TrainingFacts) -> Iterator[Diagnostic]:
    """Tell of heads and targets that name no output, and of outputs without a loss."""
    names = [output.name for output in facts.outputs]
    yield from _unknown_heads(facts, names)
    if _has_inner_dict(facts.analysis.graphs[MAIN].outputs):
        message = (
            "Keras trains outputs in one dict, or in lists, and here a dict is inside of "
            "something: make the outputs one dict or one list"
        )
        nodes = [output.node for output in facts.outputs]
        yield found("run-settings", "error", message, *nodes, alike="outputs")
    yield from _odd_keys(facts)
    without = [output for output in facts.outputs if output.loss is None]
    if not facts.outputs:
        return
    if len(without) == len(facts.outputs):
        message = (
            f"Nothing is trained: {listing([o.called for o in without])} "
            f"{'has' if len(without) == 1 else 'have'} no loss. Give it one"
        )
        yield found("no-loss", "error", message, *(o.node for o in without), alike="all")
        return
    for output in without:
        message = (
            f"{output.called} has no loss, so what leads to it alone is not trained; fine if it is "
            "only to be looked at"
        )
        yield found("no-loss", "advice", message, output.node, alike=output.name)
    for output in facts.trained:
        if facts.data is not None and output.name not in facts.data.targets:
            message = f"{output.called} has a loss and no labels: choose the field that it learns"
            yield found(
                "feed-mismatch", "error", message, output.node, alike=f"target {output.name}"
            )
        problem = facts.problems.get(("targets", output.name))
        if problem:
            message = f"What {output.called} learns: {problem}"
            yield found(
                "feed-mismatch", "error", message, output.node, alike=f"target {output.name}"
            )


def _unknown_heads(facts: TrainingFacts, names: list[str]) -> Iterator[Diagnostic]:
    training = facts.training
    free = [name for name in names if name not in training.heads]
    for name in training.heads:
        if name in names:
            continue
        message = f"There is no output {quote(name)} to train: {_known('outputs', names)}"
        fixes = []
        if len(free) == 1:
            heads = renamed(training.heads, name, free[0])
            fixes.append(
                retrained(
                    facts, f"Let {quote(free[0])} learn it", _moved(training, name, free[0], heads)
                )
            )
        heads = {key: head for key, head in training.heads.items() if key != name}
        fixes.append(retrained(facts, f"Forget {quote(name)}", replace(training, heads=heads)))
        yield found(
            "unknown-head", "error", message, *facts.anywhere, fixes=fixes, alike=f"head {name}"
        )
    targets = training.data.targets if training.data else {}
    for name in targets:
        if name in names or name in training.heads:
            continue
        message = (
            f"The data has labels for {quote(name)}, which is no output: {_known('outputs', names)}"
        )
        left = {key: feed for key, feed in targets.items() if key != name}
        fixes = [retrained(facts, f"Forget {quote(name)}", with_data(training, targets=left))]
        untold = [each for each in names if each not in targets]
        if len(untold) == 1:
            moved = renamed(targets, name, untold[0])
            title = f"Give them to {quote(untold[0])}"
            fixes.insert(0, retrained(facts, title, with_data(training, targets=moved)))
        yield found(
            "unknown-head", "warning", message, *facts.anywhere, fixes=fixes, alike=f"target {name}"
        )


def _odd_keys(facts: TrainingFacts) -> Iterator[Diagnostic]:
    """Keys of a dict of outputs that TensorFlow takes for no scope, in which `fit` has the losses.

    Source: `keras/src/trainers/compile_utils.py`, `CompileLoss.call`; of one output it has none.
    """
    training = facts.training
    if training.loop != "fit" or training.backend != "tensorflow" or len(facts.outputs) < 2:
        return
    for output in facts.trained:
        if not _SCOPE.fullmatch(output.name):
            message = (
                f"The output key {quote(output.name)} cannot be trained with `fit` on TensorFlow: "
                "make it of Latin letters, digits and _, without spaces"
            )
            yield found("run-settings", "error", message, output.node, alike=f"key {output.name}")


def _has_inner_dict(tree: object, *, inside: bool = False) -> bool:
    if isinstance(tree, Mapping):
        return (
            inside
            or any(_has_inner_dict(item, inside=True) for item in tree.values())
            or any(isinstance(item, (list, tuple)) for item in tree.values())
        )
    if isinstance(tree, (list, tuple)):
        return any(_has_inner_dict(item, inside=True) for item in tree)
    return False


def _moved(training: Training, old: str, new: str, heads: Mapping[str, Head]) -> Training:
    moved = replace(training, heads=heads)
    targets = training.data.targets if training.data else {}
    if old not in targets or new in targets:
        return moved
    return with_data(moved, targets=renamed(targets, old, new))


def renamed(parts: Mapping[str, T], old: str, new: str) -> dict[str, T]:
    """A mapping in which one key is another one, at the same place."""
    return {new if key == old else key: part for key, part in parts.items()}


def _known(what: str, names: list[str]) -> str:
    return f"the {what} are {listing([*map(quote, names)])}" if names else f"there are no {what}"
