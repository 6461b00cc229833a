"""Every code that a `Diagnostic` can have: what kind of finding it is, and what it means.

A new diagnostic begins here. `Code` and `CODES` name the same codes (the first for the type checker
and the browser's types, the second for people), and `docs/diagnostics.md` is made of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "advice"]
"""`error` (cannot be built), `warning` (builds, but probably not what was meant) or `advice`
(teaching). An error in a part that the model does not need is a warning."""

Category = Literal[
    "structure",
    "name",
    "config",
    "call",
    "dtype",
    "sharing",
    "chain",
    "placeholder",
    "training",
    "left-out",
]
"""What a finding is about; see `CATEGORIES`."""

Code = Literal[
    "broken-block",
    "cannot-compare",
    "class-weight",
    "copied-not-shared",
    "custom-code",
    "custom-layer-failed",
    "cycle",
    "dangling-reference",
    "deep-graph",
    "duplicate-name",
    "feed-mismatch",
    "illegal-name",
    "input-key",
    "invalid-argument",
    "invalid-config",
    "invalid-dtype-policy",
    "invalid-expression",
    "invalid-input",
    "invalid-repeat",
    "labels-mismatch",
    "left-aside",
    "left-out",
    "logits-mismatch",
    "loss-mismatch",
    "low-precision-head",
    "mask-lost",
    "maybe-shared",
    "metric-mismatch",
    "missing-argument",
    "missing-values",
    "no-input",
    "no-loss",
    "no-output",
    "no-python",
    "not-a-chain",
    "not-followed",
    "one-file",
    "placeholder",
    "rate-conflict",
    "recorded-for-other-inputs",
    "recursive-model",
    "run-settings",
    "shape-mismatch",
    "sharing-lost",
    "slow-precision",
    "stage-trains-nothing",
    "too-deep",
    "training-object",
    "training-overwritten",
    "undeclared-input",
    "unknown-head",
    "unknown-layer",
    "unknown-monitor",
    "unknown-parameter",
    "unknown-trainable",
    "unused-node",
    "unused-parameter",
    "values-cast",
    "weights-not-taken",
    "whole-numbers",
]
"""A stable identifier of what was found."""

CATEGORIES: Mapping[Category, str] = {
    "structure": "The graph: what leads where, inputs and outputs",
    "name": "Names of layers and of the model",
    "config": "What a layer is, and its arguments",
    "call": "A call: its tensors, and the arguments beside them",
    "dtype": "What is computed in which precision",
    "sharing": "Weights that could be shared, or were",
    "chain": "Why there is no Sequential form",
    "placeholder": "What stands for a layer that cannot be made here",
    "training": "How it is trained: losses, labels, metrics, callbacks, stages",
    "left-out": "What an import did not keep",
}
"""What each category is about, as a heading."""


@dataclass(frozen=True)
class CodeEntry:
    """What is known of a code.

    Attributes:
        category: What its findings are about.
        severities: Those that its findings have.
        meaning: One line that says what is found.
    """

    category: Category
    severities: tuple[Severity, ...]
    meaning: str


_ALWAYS: tuple[Severity, ...] = ("error",)
_WHERE_NEEDED: tuple[Severity, ...] = ("error", "warning")
_WARNING: tuple[Severity, ...] = ("warning",)
_ADVICE: tuple[Severity, ...] = ("advice",)

CODES: Mapping[Code, CodeEntry] = {
    "cycle": CodeEntry("structure", _WHERE_NEEDED, "Calls that depend on their own results"),
    "dangling-reference": CodeEntry(
        "structure", _WHERE_NEEDED, "A call, tensor or operation is named that is not there"
    ),
    "invalid-input": CodeEntry(
        "structure", _WHERE_NEEDED, "The inputs name something that is no input, or one twice"
    ),
    "undeclared-input": CodeEntry(
        "structure", _WHERE_NEEDED, "An output depends on an Input that is not among the inputs"
    ),
    "input-key": CodeEntry(
        "structure", _WARNING, "The key of an input in a dict of inputs is not the input's name"
    ),
    "no-input": CodeEntry("structure", _WHERE_NEEDED, "The model has no input"),
    "no-output": CodeEntry("structure", _WHERE_NEEDED, "The model has no output"),
    "unused-node": CodeEntry(
        "structure", _WARNING, "A call reaches no output and is left out of the code"
    ),
    "left-aside": CodeEntry(
        "structure", _WARNING, "A piece that is not wired yet is left out of the model"
    ),
    "invalid-repeat": CodeEntry(
        "structure", _WHERE_NEEDED, "A block that cannot be repeated, or not as often"
    ),
    "recursive-model": CodeEntry("structure", _WHERE_NEEDED, "A block contains itself"),
    "broken-block": CodeEntry("structure", _WHERE_NEEDED, "A block that is called has errors"),
    "deep-graph": CodeEntry(
        "structure", _WARNING, "A path of calls is longer than Keras can follow by recursion"
    ),
    "too-deep": CodeEntry("structure", _ALWAYS, "A design is nested too deeply to be written"),
    "duplicate-name": CodeEntry("name", _WHERE_NEEDED, "Several layers of a model have one name"),
    "illegal-name": CodeEntry("name", _WHERE_NEEDED, "A name that Keras or TensorFlow refuses"),
    "unknown-layer": CodeEntry(
        "config", _WHERE_NEEDED, "A layer, function or block that Keras or the design lacks"
    ),
    "invalid-config": CodeEntry(
        "config", _WHERE_NEEDED, "A layer's arguments are not such as Keras takes"
    ),
    "invalid-expression": CodeEntry(
        "config", _WHERE_NEEDED, "An expression of a block's parameters that comes to nothing"
    ),
    "unknown-parameter": CodeEntry(
        "config", _WHERE_NEEDED, "A block is given an argument that it has not"
    ),
    "unused-parameter": CodeEntry(
        "config", _ADVICE, "A parameter of a block on which nothing in it depends"
    ),
    "weights-not-taken": CodeEntry(
        "config", _WARNING, "Layers begin with random weights where pretrained ones are asked for"
    ),
    "invalid-dtype-policy": CodeEntry("config", _ALWAYS, "Keras has no such dtype policy"),
    "missing-argument": CodeEntry(
        "call", _WHERE_NEEDED, "A call lacks a tensor or another argument"
    ),
    "invalid-argument": CodeEntry(
        "call", _WHERE_NEEDED, "A call is given what the layer or function does not take"
    ),
    "shape-mismatch": CodeEntry(
        "call", _WHERE_NEEDED, "Keras cannot make a call with tensors of these shapes and dtypes"
    ),
    "mask-lost": CodeEntry("call", _WARNING, "A layer drops the mask of its input"),
    "training-overwritten": CodeEntry(
        "call", _WARNING, "The `training=` of a call does not hold in every form and run"
    ),
    "values-cast": CodeEntry(
        "dtype", _WARNING, "A block casts what it is given, so that values are lost"
    ),
    "whole-numbers": CodeEntry(
        "dtype",
        _WARNING,
        "A layer of float numbers is given whole ones: it builds and does not run",
    ),
    "low-precision-head": CodeEntry("dtype", _WARNING, "An output is computed in half precision"),
    "slow-precision": CodeEntry(
        "dtype", _ADVICE, "A mixed policy for a model so small that it gets slower"
    ),
    "copied-not-shared": CodeEntry(
        "sharing", _ADVICE, "Branches that are twins could share their layers"
    ),
    "sharing-lost": CodeEntry(
        "sharing", _ADVICE, "Keras' file of a Functional model loses that an object is shared"
    ),
    "maybe-shared": CodeEntry(
        "sharing", _ADVICE, "A file does not tell whether layers that are alike are one"
    ),
    "not-a-chain": CodeEntry("chain", _ADVICE, "A reason why Sequential cannot hold the model"),
    "custom-code": CodeEntry(
        "placeholder",
        ("error", "warning"),
        "The code of the design's own layers cannot stand in source, or has not run yet",
    ),
    "placeholder": CodeEntry(
        "placeholder", _WARNING, "A layer that cannot be made here is kept as it was recorded"
    ),
    "custom-layer-failed": CodeEntry(
        "placeholder", ("error",), "The code of a custom layer does not run, or what it makes fails"
    ),
    "recorded-for-other-inputs": CodeEntry(
        "placeholder",
        _WARNING,
        "A placeholder is called with other tensors than it was recorded for",
    ),
    "training-object": CodeEntry(
        "training", _ALWAYS, "A loss, metric, optimizer or callback that Keras cannot make"
    ),
    "unknown-head": CodeEntry(
        "training", ("error", "warning"), "A loss, labels or a feed for what the model lacks"
    ),
    "no-loss": CodeEntry("training", ("error", "advice"), "An output that is not trained"),
    "loss-mismatch": CodeEntry(
        "training", _WARNING, "A loss that does not go with the number of units"
    ),
    "logits-mismatch": CodeEntry(
        "training", _WARNING, "A loss takes logits for probabilities, or the other way round"
    ),
    "labels-mismatch": CodeEntry(
        "training", ("error", "warning"), "Labels of a shape or range that a loss does not take"
    ),
    "cannot-compare": CodeEntry(
        "training", _WARNING, "A head that adds up what it is to compare, and so cannot"
    ),
    "metric-mismatch": CodeEntry(
        "training", ("error", "warning"), "A metric that needs other labels or predictions"
    ),
    "class-weight": CodeEntry(
        "training", ("error", "warning"), "Weights of classes that do not occur"
    ),
    "feed-mismatch": CodeEntry(
        "training", _ALWAYS, "What an input or a head is fed with does not go in there"
    ),
    "missing-values": CodeEntry(
        "training", _ADVICE, "Samples are left out, for they have no value in a field"
    ),
    "unknown-monitor": CodeEntry(
        "training", ("error", "warning"), "A callback watches what nothing writes"
    ),
    "rate-conflict": CodeEntry("training", _ALWAYS, "Two that set the learning rate"),
    "one-file": CodeEntry(
        "training", ("error", "warning"), "Callbacks write over what is kept in a file"
    ),
    "unknown-trainable": CodeEntry(
        "training", _ALWAYS, "A stage freezes or frees a layer that is not there"
    ),
    "stage-trains-nothing": CodeEntry(
        "training", ("error", "warning"), "Stages that train nothing, or all the same"
    ),
    "run-settings": CodeEntry(
        "training", ("error", "warning"), "Batches, split or devices that cannot be had"
    ),
    "left-out": CodeEntry(
        "left-out", ("warning", "advice"), "Something of a file or text is not part of a design"
    ),
    "not-followed": CodeEntry(
        "left-out", _WARNING, "What a text would do cannot be known without running it"
    ),
    "no-python": CodeEntry("left-out", _WARNING, "A line of a text is no Python"),
}
"""All codes, by category."""


def page() -> str:
    """The text of `docs/diagnostics.md`."""
    parts = [_HEAD]
    for category, heading in CATEGORIES.items():
        rows = [
            f"| `{code}` | {', '.join(entry.severities)} | {entry.meaning} |\n"
            for code, entry in CODES.items()
            if entry.category == category
        ]
        parts.append(f"\n## {heading}\n\n| code | severity | what it says |\n|---|---|---|\n")
        parts += rows
    return "".join(parts)


_HEAD = """\
# Diagnostics

Made by `python -m model_codegen.design.diagnostic_codes > docs/diagnostics.md`.

What Layerloom says of a design, in the Problems panel, at the nodes and on the command line. An
**error** keeps the model from being built; a **warning** is a model that builds, but probably not
the one that was meant; **advice** teaches. An error in a part that the model does not need, such as
a call that reaches no output, is a warning: that part is left out of the code. Many findings come
with a fix, which one click applies and undo takes back.
"""

if __name__ == "__main__":
    print(page(), end="")
