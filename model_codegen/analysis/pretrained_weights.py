"""Which layers of a graph take the weights of a model of `keras.applications`."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from threading import Lock

from cachetools import LRUCache, cached

from model_codegen import catalogue
from model_codegen.analysis.analysis_result import OperationAnalysis
from model_codegen.analysis.application_models import application
from model_codegen.analysis.call_signature import fingerprint
from model_codegen.catalogue import ConfigError
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.graph import Design, Layer, ModelGraph, Op, Operation, Pretrained
from model_codegen.design.traversal import is_application
from model_codegen.design.wording import listing, quote

Shapes = tuple[tuple[int, ...], ...]

MOST_NAMED = 5
"""The most layers that a finding names."""


@dataclass(frozen=True)
class Owned:
    """The weights of one layer of a model, in the list of all its weights.

    Attributes:
        start: The place of the first.
        shapes: Their shapes.
    """

    start: int
    shapes: Shapes

    @property
    def stop(self) -> int:
        """The place after the last."""
        return self.start + len(self.shapes)


def asked(layer: Layer) -> Pretrained | None:
    """The weights that a model of `keras.applications` asks for; None if it begins at random.

    Args:
        layer: The model as a layer.
    """
    if layer.config.get("weights", "imagenet") is None:
        return None
    return Pretrained(layer.class_name, {"weights": "imagenet", **layer.config})


def maker(source: Pretrained) -> Layer:
    """The model whose weights are taken, as a layer.

    Args:
        source: Where weights come from.
    """
    return Layer(source.class_name, source.class_name.rpartition(".")[2].lower(), source.config)


def _key(source: Pretrained) -> Hashable:
    return source.class_name, fingerprint(source.config)


@cached(LRUCache(32), key=_key, lock=Lock())
def owned(source: Pretrained) -> Mapping[str, Owned]:
    """By layer: the weights of the model that they come from. Imports Keras.

    Args:
        source: Where weights come from.

    Raises:
        ConfigError: If Keras refuses its arguments.
    """
    # Its shapes depend on no policy.
    made = application(maker(source), "float32")
    found: dict[str, Owned] = {}
    for place, (weight, owner) in enumerate(
        zip(made.state.weights or (), made.owners, strict=True)
    ):
        name = made.model.layers[owner].name
        before = found.get(name, Owned(place, ()))
        found[name] = Owned(before.start, (*before.shapes, weight.shape))
    return found


def bytes_beside(design: Design) -> int:
    """What running a design's source takes beside its own weights: the largest model it copies.

    Args:
        design: A design without errors.
    """
    graphs = (design.main, *design.models.values())
    sources = [source for graph in graphs for source in graph.pretrained]
    sizes = [sum(_size(own.shapes) for own in owned(source).values()) for source in sources]
    return 4 * max(sizes, default=0)


def fits(
    operation: Operation, analysis: OperationAnalysis | None, theirs: Mapping[str, Owned]
) -> Owned | None:
    """The weights that an operation takes; None if it keeps its own.

    Args:
        operation: The operation.
        analysis: What is known of it.
        theirs: The weights there are, see `owned`.
    """
    if isinstance(operation, Op) or analysis is None:
        return None
    found = theirs.get(operation.name)
    if found is None:
        return None
    if isinstance(operation, Layer) and operation.recorded is not None:
        # Only their number is known.
        return found if operation.recorded.params == _size(found.shapes) else None
    if analysis.weights is None:
        return None
    return found if tuple(weight.shape for weight in analysis.weights) == found.shapes else None


def check(
    graph: ModelGraph, graph_id: str, operations: Mapping[str, OperationAnalysis]
) -> Iterator[Diagnostic]:
    """What is wrong with the pretrained weights of a graph, and which layers do not take them.

    Args:
        graph: The graph.
        graph_id: Its id.
        operations: What is known of its operations.
    """
    for source in graph.pretrained:
        problem = _problem(source)
        if problem:
            text = f"The pretrained weights of this graph: {problem}"
            yield Diagnostic("invalid-config", "error", text, (), graph_id)
            continue
        theirs = owned(source)
        model = source.class_name.rpartition(".")[2]
        named = {
            key: operation
            for key, operation in graph.operations.items()
            if not isinstance(operation, Op) and operation.name in theirs
        }
        taking = {key for key, o in named.items() if fits(o, operations.get(key), theirs)}
        changed = [
            key
            for key in named
            if key not in taking and key in operations and operations[key].weights is not None
        ]
        if not taking:
            text = (
                f"No layer takes the pretrained weights of {model}: none has the name and the "
                "shapes of one there, so all begin with random weights"
            )
            yield Diagnostic("weights-not-taken", "warning", text, (), graph_id)
        elif changed:
            names = listing([quote(named[key].name) for key in changed], MOST_NAMED)
            text = (
                f"{names} {'has' if len(changed) == 1 else 'have'} weights of other shapes than in "
                f"{model}, and {'begins' if len(changed) == 1 else 'begin'} with random ones "
                "instead of the pretrained"
            )
            nodes = tuple(operations[key].calls[0] for key in changed if operations[key].calls)
            yield Diagnostic("weights-not-taken", "warning", text, nodes, graph_id)


def _problem(source: Pretrained) -> str:
    layer = maker(source)
    if not is_application(layer) or catalogue.find(layer.class_name) is None:
        return f"{quote(source.class_name)} is no model of keras.applications"
    if asked(layer) is None:
        return "`weights` is None, so there are none"
    try:
        owned(source)
    except ConfigError as error:
        return error.message
    except (RecursionError, ValueError):  # too deep to print, or a number too long
        return "an argument is nested too deeply or too large"
    return ""


def _size(shapes: Shapes) -> int:
    total = 0
    for shape in shapes:
        size = 1
        for dimension in shape:
            size *= dimension
        total += size
    return total
