"""How the data of `keras.datasets` are read, as source."""

from __future__ import annotations

from model_codegen.datasets.keras_data import LENGTH, WORDS, keras_data, keras_options
from model_codegen.design.training import Data
from model_codegen.emitters.data_text.field_expressions import FieldText
from model_codegen.emitters.namespace import Namespace


def keras_text(data: Data, names: Namespace) -> FieldText:
    """The training part, as Keras loads it.

    Raises:
        DataError: If there are no such data, or an option is wrong.
    """
    kind = keras_data(data.name)
    options = keras_options(data.name, data.options)
    values, target = names.name(kind.values[0]), names.name(kind.target[0])
    arguments = f"num_words={options[WORDS]}" if kind.is_text else ""
    statements = [
        "# The other part of these data is for a last test, once the model is chosen",
        f"({values}, {target}), _ = keras.datasets.{data.name}.load_data({arguments})",
    ]
    if kind.is_text:
        padded = f"keras.utils.pad_sequences({values}, maxlen={options[LENGTH]})"
        statements.append(f"{values} = {padded}")
    column = f"{target}[:, 0]" if kind.column else target
    return FieldText(
        {kind.values[0]: values, kind.target[0]: column},
        ("import keras",),
        statements=tuple(statements),
    )
