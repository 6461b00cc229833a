"""The name of a design and that of its Keras model: one name, until the model is given its own.

`components/model_canvas/src/document/modelNames.ts` answers the same in the browser.
"""

from __future__ import annotations

import re

from model_codegen.design.graph import Design

LONGEST_NAME = 255
"""The longest name of a layer: what a file system takes, since people save under such names."""

_PLAIN = re.compile(r"[A-Za-z0-9_.\\>-]+")
"""Names that nobody minds. TensorFlow takes no others as name scopes (`tf.Graph.name_scope`), and a
model enters one for itself and every layer but its inputs."""


def is_plain(name: str) -> bool:
    """Whether neither Keras nor TensorFlow nor a file system minds a name."""
    return len(name) <= LONGEST_NAME and _PLAIN.fullmatch(name) is not None


def stem(name: str) -> str:
    """What of a name TensorFlow takes; empty if that is nothing."""
    return re.sub(r"[^A-Za-z0-9_.-]+", "_", name).strip("_-.")[:40]


def model_name(name: str) -> str:
    """What the model of a design is called that is called `name`: `First model` → `First_model`."""
    return name if is_plain(name) else stem(name) or "model"


def follows(design: Design) -> bool:
    """Whether the name of the model follows that of the design: it was not given one of its own."""
    return design.main.name in (design.name, model_name(design.name))
