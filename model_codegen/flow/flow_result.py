"""What one forward pass came to: calls in the order of the source, tensors, weights, a step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from model_codegen.flow.tensor_view import TensorView

Place = tuple[str, str]
"""A graph's id and a call's in it, as they were drawn."""


@dataclass(frozen=True)
class Part:
    """What one call contributes to a gradient.

    Attributes:
        graph: The graph of the call, drawn.
        node: The call; empty for a penalty on the weight itself (a regularizer).
        norm: The size of its part of the gradient.
        picture: That part.
    """

    graph: str
    node: str
    norm: float
    picture: TensorView


@dataclass(frozen=True)
class Moved:
    """What one gradient step made of a weight.

    Attributes:
        after: The weight afterwards.
        change: What was added to it.
        norm: The size of the change: the root of the sum of its squares.
        parts: What each call of the layer contributed to the gradient, which is their sum.
    """

    after: TensorView
    change: TensorView
    norm: float
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class WeightView:
    """A weight of a layer.

    Attributes:
        path: Its path below the layer, such as `kernel`.
        digest: Of its numbers: two calls that show the same have the same weight.
        trainable: Whether training changes it.
        before: What it holds in this pass.
        after: What the pass itself has made of it: moving statistics, in training; else None.
        moved: What a gradient step makes of it; None where none was made, or it is not trained.
    """

    path: str
    digest: str
    trainable: bool
    before: TensorView
    after: TensorView | None = None
    moved: Moved | None = None


@dataclass(frozen=True)
class LayerView:
    """The weights of one layer, which all of its calls use.

    Attributes:
        name: The layer's name.
        calls: Its calls, in the order in which they are made.
        weights: Its weights.
    """

    name: str
    calls: tuple[Place, ...]
    weights: tuple[WeightView, ...]


@dataclass(frozen=True)
class CallView:
    """One call.

    Attributes:
        graph: The graph that it is in, drawn.
        node: Its id there, drawn.
        path: The names of the blocks around it.
        name: The name of its layer or function.
        layer: The key of its layer in `Flow.layers`; empty where it has no weights.
        instance: Of a call that is repeated, its number; else 0.
        outputs: Its tensors.
    """

    graph: str
    node: str
    path: tuple[str, ...]
    name: str
    layer: str
    instance: int
    outputs: tuple[TensorView, ...]


@dataclass(frozen=True)
class HeadLoss:
    """What one head adds to the loss.

    Attributes:
        name: The head.
        what: The loss, in words.
        loss: Its value, before it is weighted.
        weight: What it is multiplied with.
    """

    name: str
    what: str
    loss: float
    weight: float


@dataclass(frozen=True)
class Step:
    """One gradient step.

    Attributes:
        loss: The loss before it.
        after: The loss after it, with the same input and masks.
        rate: The learning rate: a weight loses that times its gradient.
        what: What the loss is, in words.
        norm: The size of the whole gradient.
        heads: What each head adds to the loss.
        target: What the heads are to say, in words.
        own: Whether that comes from the data of the design's training.
    """

    loss: float
    after: float
    rate: float
    what: str
    norm: float
    heads: tuple[HeadLoss, ...] = ()
    target: str = ""
    own: bool = False


@dataclass(frozen=True)
class Own:
    """The data of a design's training, as far as they can be looked at.

    Attributes:
        name: What they are called.
        samples: How many samples there are to choose from.
        rate: The learning rate with which the training's optimizer begins; None if it has none.
        optimizer: What that optimizer is called.
        targets: Of the sample that is shown, by head what it is to say, where that is short; none
            where no input is given these data.
        problem: A sentence, where they are asked for and cannot be read; else empty.
    """

    name: str
    samples: int
    rate: float | None
    optimizer: str
    targets: Mapping[str, str]
    problem: str = ""


@dataclass(frozen=True)
class Entry:
    """What an input takes.

    Attributes:
        node: The id of its call.
        name: Its layer's name.
        shape: What it is given, batch included.
        dtype: As which dtype it is taken.
        most: Numbers are whole and stay below this; None: any numbers.
        sample: The name of the data that fit it; empty if none do.
        own: Whether the design's training has data for it.
    """

    node: str
    name: str
    shape: tuple[int, ...]
    dtype: str
    most: int | None
    sample: str
    own: bool = False


@dataclass(frozen=True)
class Flow:
    """One forward pass.

    Attributes:
        calls: In the order of the source, a block before the calls in it.
        layers: What has weights, by a key of its own.
        batch: Samples in the batch.
        training: The mode of the model.
        step: The gradient step, if one was made.
        entries: Its inputs.
        own: The data of the design's training; None if there are none for any input.
    """

    calls: tuple[CallView, ...]
    layers: Mapping[str, LayerView]
    batch: int
    training: bool
    step: Step | None
    entries: tuple[Entry, ...]
    own: Own | None = None
