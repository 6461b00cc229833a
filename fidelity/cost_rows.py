"""A model's float operations, as they are counted here and by TensorFlow's profiler."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from fidelity.profiled import LOOPS, Profile
from model_codegen.costing import Cost
from model_codegen.costing.work import PER_ITEM, PROFILED

TRANSPOSED = "Conv2DBackpropInput"


@dataclass(frozen=True)
class CostRow:
    """One model.

    Attributes:
        name: Its name.
        group: One of `subjects.GROUPS`.
        flops: Float operations, all of them.
        counted: Those of the kinds that the profiler counts.
        profiler: What the profiler says.
        passed_over: Float operations of each kind that it passes over.
        reasons: Why `counted` and `profiler` differ, one sentence each.
        unexplained: Operations of which that is not known, with both figures.
        notes: What is not counted here, as sentences.
        failure: Why there is no figure, as a sentence; empty if there is.
    """

    name: str
    group: str
    flops: int = 0
    counted: int = 0
    profiler: int = 0
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
        return not self.failure and not self.unexplained

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


def compared(name: str, group: str, cost: Cost, profile: Profile) -> CostRow:
    """Hold what is counted here against the profile, operation by operation.

    Args:
        name: The model's name.
        group: Its group.
        cost: What is counted here.
        profile: What the profiler says.
    """
    ours = by_operation(cost)
    counted = {op: flops for op, flops in ours.items() if op in PROFILED}
    reasons: list[str] = []
    unexplained: dict[str, tuple[int, int]] = {}
    for op in sorted(counted.keys() | profile.by_op.keys()):
        mine, theirs = counted.get(op, 0), profile.by_op.get(op, 0)
        if mine == theirs:
            continue
        reason = _reason(op, mine, theirs, profile)
        if reason is None:
            unexplained[op] = (mine, theirs)
        else:
            reasons.append(reason)
    return CostRow(
        name,
        group,
        sum(ours.values()),
        sum(counted.values()),
        profile.total,
        {op: flops for op, flops in ours.items() if op not in PROFILED},
        tuple(dict.fromkeys(reasons)),
        unexplained,
        tuple(dict.fromkeys(n for node in cost.nodes.values() for n in node.notes)),
    )


def by_operation(cost: Cost) -> Counter[str]:
    """The float operations of a whole model by their kinds."""
    found: Counter[str] = Counter()
    for node in cost.nodes.values():
        for row in node.work:
            if row.flops:
                found[row.op] += row.flops
    return found


def _reason(op: str, mine: int, theirs: int, profile: Profile) -> str | None:
    inside = profile.in_loops.get(op, 0)
    if inside and mine > theirs and (mine - theirs) % inside == 0:
        rounds = (mine - theirs) // inside
        return f"`{op}` stands in a loop of {rounds} rounds, which the profiler passes over"
    inside = profile.in_functions.get(op, 0)
    if inside and mine - theirs == inside:
        return f"`{op}` stands in a function of its own, which the profiler passes over"
    if op == TRANSPOSED:
        return (
            f"the profiler takes outputs × window × channels ÷ strides for `{op}`, "
            "which is less or more than is multiplied where outputs are not strides × inputs"
        )
    return None


def elements(profile: Profile) -> dict[str, int]:
    """Float operations of the kinds that the profiler passes over, by our weights.

    Args:
        profile: What is in the graph.
    """
    return {op: n * PER_ITEM.get(op, 1) for op, n in profile.unseen.items() if n}


__all__ = ["LOOPS", "CostRow", "by_operation", "compared", "elements"]
