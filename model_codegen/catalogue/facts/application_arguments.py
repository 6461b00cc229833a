"""Arguments of the functions of `keras.applications`, which are alike in all of them."""

from __future__ import annotations

from collections.abc import Mapping

from model_codegen.catalogue.entry import Schema
from model_codegen.catalogue.json_schema import (
    AT_LEAST_ZERO,
    FRACTION,
    NATURAL,
    POSITIVE,
    array,
    enum,
    nullable,
)

LEFT_OUT = {
    "input_tensor": "It holds a tensor.",
    "name": "It is a field of the layer.",
}
"""Arguments that no drawing sets, and why."""

HIGHLIGHTS = ("weights", "include_top", "alpha", "pooling")
"""Arguments worth showing on a node."""

ARGUMENTS: Mapping[str, Schema] = {
    "alpha": AT_LEAST_ZERO,
    "classes": POSITIVE,
    "dropout_rate": FRACTION,
    "input_shape": nullable(array(nullable(NATURAL), 3)),
    "pooling": enum("avg", "max", None),
    # Keras takes a path as well; a drawing names no file.
    "weights": enum("imagenet", None),
}
"""Schemas of arguments, by name."""

HELP = {
    "alpha": "Width of the network: below 1.0 layers have fewer filters, above it more.",
    "classes": "Number of classes of the head; 1000 with imagenet's weights.",
    "classifier_activation": "Activation of the head; imagenet's weights go with softmax or None.",
    "dropout_rate": "Rate of the dropout before the head.",
    "include_preprocessing": "Whether pixels from 0 to 255 are brought to scale inside.",
    "include_top": "Whether the head that classifies is there.",
    "input_shape": "Shape of one image. None: the model's own, or any size without the head.",
    "minimalistic": "Whether to do without what slows mobile devices: 5x5 filters, hard-swish.",
    "pooling": "Without the head: how the last picture becomes a vector. None: it stays a picture.",
    "weights": "imagenet: pretrained, fetched by whoever runs the code and never here.",
}
"""What Keras says in a paragraph each, for 40 models."""
