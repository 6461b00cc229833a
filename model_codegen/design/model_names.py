"""The name of a design and that of its Keras model: one name, until the model is given its own.

`components/model_canvas/src/document/modelNames.ts` answers the same in the browser.
"""

from __future__ import annotations

import re
from dataclasses import replace

from model_codegen.design.graph import Design

LONGEST_NAME = 255
"""The longest name of a layer: what a file system takes, since people save under such names."""

_PLAIN = re.compile(r"([A-Za-z0-9_.-]|>(?=[A-Za-z0-9.]))+")
"""Names that nobody minds. TensorFlow takes no others in the names of its graphs' operations
(`IsValidNodeName` in `tensorflow/core/framework/node_def_util.cc`), into which a model puts its own
name and that of every layer but its inputs."""

_FIRST = re.compile(r"[A-Za-z0-9.]")
"""What a name begins with that stands first in the name of an operation: `tf.Graph.name_scope` says
"not a valid root scope name" otherwise."""


def is_plain(name: str) -> bool:
    """Whether neither Keras nor TensorFlow nor a file system minds a name."""
    return len(name) <= LONGEST_NAME and _PLAIN.fullmatch(name) is not None


def may_stand_first(name: str) -> bool:
    """Whether TensorFlow takes a plain name where no other stands before it.

    `predict` traces a model under its own name. A class that is called symbolically, as that of a
    block is, is traced without one, so that its layers' names stand first; the class of a whole
    model calls its layers itself.
    """
    return _FIRST.match(name) is not None


def stem(name: str) -> str:
    """What of a name TensorFlow takes; empty if that is nothing."""
    return re.sub(r"[^A-Za-z0-9_.-]+", "_", name).strip("_-.")[:40]


def model_name(name: str) -> str:
    """What the model of a design is called that is called `name`: `First model` → `First_model`."""
    return name if is_plain(name) and may_stand_first(name) else stem(name) or "model"


def follows(design: Design) -> bool:
    """Whether the name of the model follows that of the design: it was not given one of its own."""
    return design.main.name in (design.name, model_name(design.name))


def renamed(design: Design, name: str) -> Design:
    """The design under another name, and its model with it where the two have one name."""
    main = replace(design.main, name=model_name(name)) if follows(design) else design.main
    return replace(design, name=name, main=main)
