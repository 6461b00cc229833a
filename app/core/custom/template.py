"""What a new custom layer begins with."""

from __future__ import annotations

import re
from typing import Any

from app.core.custom import class_entries

NAME = "LearnedScale"
"""The name of the class, which the browser numbers where it is taken."""

IMPORT = "import keras\n"

TEMPLATE = f'''@keras.saving.register_keras_serializable(package="custom")
class {NAME}(keras.layers.Layer):
    """Multiplies each feature by a weight that is learned.

    Args:
        initial: What the weights begin with.
    """

    def __init__(self, initial=1.0, **kwargs):
        super().__init__(**kwargs)
        self.initial = initial

    def build(self, input_shape):
        self.scale = self.add_weight(
            name="scale",
            shape=(input_shape[-1],),
            initializer=keras.initializers.Constant(self.initial),
        )

    def call(self, inputs):
        return inputs * self.scale

    def get_config(self):
        return {{**super().get_config(), "initial": self.initial}}
'''


def to_json() -> dict[str, Any]:
    """The template as the browser takes it: the text, what it needs, and its entry."""
    [entry] = class_entries.to_json(IMPORT + TEMPLATE)
    return {"name": NAME, "imports": IMPORT, "text": TEMPLATE, "entry": entry}


def is_addition(before: str, after: str) -> bool:
    """Whether a code is another one with this template added, under any name, and nothing else.

    Args:
        before: The code as it was.
        after: The code as it is.
    """
    known = before.rstrip()
    rest = after.removeprefix(known).strip().removeprefix(IMPORT).strip()
    found = re.search(r"^class (\w+)\(", rest, re.MULTILINE)
    return (
        after.startswith(known)
        and found is not None
        and rest == TEMPLATE.replace(NAME, found.group(1)).strip()
    )
