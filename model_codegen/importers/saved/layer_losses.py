"""What a design cannot keep of a layer that it can hold otherwise, as ends of sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from model_codegen.design.wording import quote


def losses(layer: Mapping[str, Any], unknown: Sequence[str]) -> Iterator[str]:
    """What is lost of a layer.

    Args:
        layer: The serialized layer.
        unknown: The arguments that Keras 3 does not have.
    """
    if unknown:
        yield f"Keras 3 has no {', '.join(map(quote, unknown))}, so it is left out"
    inside = layer.get("quantized_inside")
    if isinstance(inside, Mapping) and inside:
        # Keras can save it in no other form, either (findings/keras_quantized_attention_reload.sh).
        params = layer.get("params")
        counted = f", where Keras counts {params:,} parameters" if type(params) is int else ""
        yield (
            f"{', '.join(map(quote, inside))} inside it have the dtype policy "
            f"{', '.join(sorted({*inside.values()}))}{counted}. No configuration holds that: Keras "
            "cannot load its own file of this model, and the drawing and the code have plain "
            "layers there"
        )
