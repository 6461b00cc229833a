"""A model's float operations, as they are counted here and by TensorFlow's profiler."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from fidelity.profiled import Profile
from model_codegen.costing import Cost
from model_codegen.costing.work import PROFILED

TRANSPOSED = "Conv2DBackpropInput"

DRAWN_IN_USE = (
    *("MixUp", "RandomColorDegeneration", "RandomGrayscale", "RandomHue"),
    *("RandomPosterization", "RandomSaturation", "RandomSharpness"),
)
"""Layers that draw their random numbers in use as well, where these change nothing."""

FIXED = {
    "ops.deg2rad": "a constant is worked out in the graph",
    "ops.dot_product_attention": "the scale is worked out in the graph",
    "ops.extract_sequences": "places of sequences are worked out, whatever they hold",
    "ops.inner": "two sizes are compared in the graph",
    "ops.isneginf": "a constant is worked out in the graph",
    "ops.log10": "a constant is worked out in the graph",
    "ops.log2": "a constant is worked out in the graph",
    "ops.logaddexp2": "a constant is worked out in the graph",
    "ops.rad2deg": "a constant is worked out in the graph",
    "ops.rearrange": "a size is worked out in the graph",
    "ops.repeat": "a size is worked out in the graph",
    "ops.sparsemax": "a size is worked out in the graph",
    "ops.trace": "a size is worked out in the graph",
    "ops.psnr": "two logarithms, and constants, are worked out in the graph",
    "ops.linspace": "both ends are worked out by themselves",
    "ops.logspace": "both ends are worked out by themselves",
    "ops.geomspace": "both ends are worked out by themselves, by logarithms",
    "ops.argpartition": "the profiler has TopK for nothing, and counts how its places are put",
    "ops.median": "the middle is found by the general quantile, whose places are worked out",
    "ops.percentile": "the profiler counts the interpolation between places, not the sorting",
    "ops.quantile": "the profiler counts the interpolation between places, not the sorting",
    "ops.nanmedian": "the profiler counts the interpolation between places, not the sorting",
    "ops.nanpercentile": "the profiler counts the interpolation between places, not the sorting",
    "ops.nanquantile": "the profiler counts the interpolation between places, not the sorting",
    "ops.stft": "the profiler counts the window and the places of frames, not the transform",
    "ops.istft": "the profiler counts the window and the places of frames, not the transform",
    "ops.ifft2": "conjugates are made in the graph",
    "ops.cholesky_inverse": "the profiler counts a product behind the decomposition only",
    "ops.logdet": "the profiler counts the logarithms behind the decomposition only",
    "ops.lstsq": "the profiler counts the products around the decomposition only",
    "ops.matrix_rank": "the profiler counts what is behind the decomposition only",
    "ops.pinv": "the profiler counts the products around the decomposition only",
    "ops.image.gaussian_blur": "the window's weights are worked out in the graph",
    "ops.image.perspective_transform": "the transform is worked out in the graph",
    "ops.fold": "the places are worked out in the graph",
    "ops.cross": "the profiler passes over `Cross`, which is two products and a difference",
    "StackedRNNCells": "Keras calls the cells once more than there are steps",
    "sentiment_bilstm": "Keras works the mask out twice",
    "GroupQueryAttention": "the size of repeated heads is worked out in the graph",
    "CategoryEncoding": "the number of categories is worked out in the graph",
    "MelSpectrogram": "frequencies of the filters, and the window, are worked out in the graph",
}
"""Differences of a known kind, by model: the sentence that says so."""

SIZES = ("RepeatVector", "UpSampling1D", "UpSampling2D", "UpSampling3D")
"""Layers in whose graph a size is multiplied, once for each axis."""


@dataclass(frozen=True)
class CostRow:
    """One model.

    Attributes:
        name: Its name.
        group: One of `subjects.GROUPS`.
        flops: Float operations, all of them.
        macs: Multiply-adds among them.
        counted: Float operations of the kinds that the profiler counts.
        profiler: What the profiler says; of what has loops, once they are unrolled.
        looped: What it says with loops; None where there are none.
        passed_over: Float operations of each kind that it passes over.
        reasons: Why `counted` and `profiler` differ, one sentence each.
        unexplained: Operations of which that is not known, with both figures.
        notes: What is not counted here, as sentences.
        failure: Why there is no figure, as a sentence; empty if there is.
    """

    name: str
    group: str
    flops: int = 0
    macs: int = 0
    counted: int = 0
    profiler: int = 0
    looped: int | None = None
    passed_over: Mapping[str, int] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()
    unexplained: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    failure: str = ""

    @property
    def equal(self) -> bool:
        """Whether the profiler says the same of what it counts."""
        return not self.failure and self.counted == self.profiler

    @property
    def explained(self) -> bool:
        """Whether it is equal, or known why it is not."""
        return bool(self.failure) or not self.unexplained

    def to_json(self) -> str:
        """The row as one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> CostRow:
        """Read what `to_json` wrote."""
        value: dict[str, Any] = json.loads(line)
        value["reasons"], value["notes"] = tuple(value["reasons"]), tuple(value["notes"])
        value["unexplained"] = {op: tuple(pair) for op, pair in value["unexplained"].items()}
        return cls(**value)


def compared(
    name: str, group: str, cost: Cost, profile: Profile, unrolled: Profile | None = None
) -> CostRow:
    """Hold what is counted here against the profile, operation by operation.

    Args:
        name: The model's name.
        group: Its group.
        cost: What is counted here.
        profile: What the profiler says.
        unrolled: The same where all loops are unrolled, of a model that has some.
    """
    ours = by_operation(cost)
    counted = {op: flops for op, flops in ours.items() if op in PROFILED}
    told = profile if unrolled is None else unrolled
    notes = tuple(dict.fromkeys(n for node in cost.nodes.values() for n in node.notes))
    reasons: list[str] = []
    unexplained: dict[str, tuple[int, int]] = {}
    for op in sorted(counted.keys() | told.by_op.keys()):
        mine, theirs = counted.get(op, 0), told.by_op.get(op, 0)
        if mine == theirs:
            continue
        reason = _reason(name, op, mine, theirs, told)
        if reason is None and told.in_loops and mine > theirs:
            reason = "it has a loop that cannot be unrolled, which the profiler passes over"
        if reason is None and notes:
            reason = f"not counted here: {notes[0]}"
        if reason is None:
            unexplained[op] = (mine, theirs)
        else:
            reasons.append(reason)
    if unrolled is not None:
        reasons.insert(0, "the profiler passes over loops: its figure is with `unroll=True`")
    return CostRow(
        name,
        group,
        sum(ours.values()),
        sum(node.macs for node in cost.nodes.values()),
        sum(counted.values()),
        told.total,
        None if unrolled is None else profile.total,
        {op: flops for op, flops in ours.items() if op not in PROFILED},
        tuple(dict.fromkeys(reasons)),
        unexplained,
        notes,
    )


def by_operation(cost: Cost) -> Counter[str]:
    """The float operations of a whole model by their kinds."""
    found: Counter[str] = Counter()
    for node in cost.nodes.values():
        for row in node.work:
            if row.flops:
                found[row.op] += row.flops
    return found


def _reason(name: str, op: str, mine: int, theirs: int, profile: Profile) -> str | None:
    inside = profile.in_functions.get(op, 0)
    if inside and mine - theirs == inside:
        return f"`{op}` stands in a function of its own, which the profiler passes over"
    if op == TRANSPOSED:
        return (
            "the profiler has outputs × window × channels ÷ strides for transposed convolutions, "
            "which is not what is multiplied where outputs are not strides × inputs"
        )
    if name in DRAWN_IN_USE:
        return "it draws its random numbers in use as well"
    if name in SIZES and (op, theirs) <= ("Mul", 3):
        return "a size is multiplied in the graph, once for each axis"
    return FIXED.get(name)
