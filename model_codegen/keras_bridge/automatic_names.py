"""How Keras names what nobody names."""

from __future__ import annotations

import re


def auto_name(class_name: str) -> str:
    """The stem of a layer's automatic name, as `keras/src/utils/naming.py` derives it."""
    name = re.sub(r"\W+", "", class_name)
    name = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", name)
    return re.sub("([a-z])([A-Z])", r"\1_\2", name).lower()
