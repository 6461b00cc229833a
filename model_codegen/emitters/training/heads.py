"""`Heads`: the outputs of a model as `compile` and `fit` are told of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from model_codegen.design.graph import Design, Op, TensorRef
from model_codegen.design.head_names import head_names
from model_codegen.design.training import Head, Training
from model_codegen.design.traversal import leaves
from model_codegen.emitters.body import Body
from model_codegen.emitters.generated_code import Mark
from model_codegen.emitters.literals import literal, mapping_text, sequence_text

UNTRAINED = Head()


@dataclass(frozen=True)
class TrainedHead:
    """One output.

    Attributes:
        name: What it is called (see `head_names.head_names`).
        ref: The tensor.
        head: What it learns; without a loss, nothing.
        mark: The call that makes it.
    """

    name: str
    ref: TensorRef
    head: Head
    mark: Mark

    @property
    def trained(self) -> bool:
        """Whether it has a loss."""
        return self.head.loss is not None


@dataclass(frozen=True)
class Heads:
    """The outputs of a model, in order.

    Attributes:
        all: Each of them.
        tree: How the model returns them, with their names as leaves.
        told: Whether Keras has to be told their names: it knows those of the layers of a model
            between tensors, and nothing of what the `call` of a class returns; and it gives two
            outputs of one layer the same name.
    """

    all: tuple[TrainedHead, ...]
    tree: Any
    told: bool

    @property
    def trained(self) -> tuple[TrainedHead, ...]:
        """Those that have a loss."""
        return tuple(head for head in self.all if head.trained)

    @property
    def single(self) -> bool:
        """Whether there is one output, without a key: then nothing has to be named."""
        return len(self.all) == 1 and not self.keyed

    @property
    def keyed(self) -> bool:
        """Whether the model returns a dict."""
        return isinstance(self.tree, Mapping)

    @property
    def measured(self) -> bool:
        """Whether any has a metric."""
        return any(head.head.metrics for head in self.all)

    @property
    def weighed(self) -> bool:
        """Whether classes count differently in any head."""
        return any(head.head.class_weight is not None for head in self.trained)

    def text(self, of: Callable[[TrainedHead], str], *, listed: bool = False) -> str:
        """An expression with a part for each output, as `fit` takes it.

        Args:
            of: Writes the part of an output.
            listed: Whether outputs that stand in a list are to stand in a tuple here: Keras finds
                them by name where it compares targets, but not where it takes sample weights.
        """
        texts = {head.name: of(head) for head in self.all}
        if self.single:
            return texts[self.all[0].name]
        return _listed(self.tree, texts) if listed and not self.keyed else mapping_text(texts)


def _listed(tree: Any, texts: Mapping[str, str]) -> str:
    if isinstance(tree, list):
        return sequence_text([_listed(item, texts) for item in tree])
    return texts[tree]


def find_heads(body: Body, training: Training, design: Design, *, is_class: bool) -> Heads:
    """The outputs of the main graph.

    Args:
        body: The main graph.
        training: How it is trained.
        design: Its design.
        is_class: Whether the model is written as a class.
    """
    counts = {ref.node: len(body.specs(ref.node)) for ref in leaves(body.outputs)}
    found = tuple(
        TrainedHead(name, ref, training.heads.get(name, UNTRAINED), (body.graph_id, ref.node))
        for name, ref in head_names(design, counts)
    )
    tree = _named(body.outputs, iter(head.name for head in found))
    known = not is_class and all(map(partial(_is_called_so, body), found))
    told = len(found) > 1 and isinstance(tree, list) and not known
    return Heads(found, tree, told)


def _named(tree: Any, names: Iterator[str]) -> Any:
    """The tree with names as leaves, and lists for tuples."""
    if isinstance(tree, Mapping):
        return {key: _named(item, names) for key, item in tree.items()}
    if isinstance(tree, (list, tuple)):
        return [_named(item, names) for item in tree]
    return next(names)


def _is_called_so(body: Body, head: TrainedHead) -> bool:
    """Whether Keras calls an output of a model between tensors as it is called here."""
    operation = body.operation(head.ref.node)
    return not isinstance(operation, Op) and operation.name == head.name


def names_text(heads: Heads) -> str:
    """A list of all names, as source."""
    return literal([head.name for head in heads.all])
