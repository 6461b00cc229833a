"""Expressions for the fields of data, and the statements that they need before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from model_codegen.datasets.bundled import FEATURES, columns, target_of
from model_codegen.datasets.generated import complete_options, default_options
from model_codegen.datasets.random_data import is_whole, random_range
from model_codegen.design.errors import DataError
from model_codegen.design.training import Data, FieldFacts
from model_codegen.emitters.data_text.definitions import definition
from model_codegen.emitters.data_text.field_expressions import FieldText
from model_codegen.emitters.data_text.file_text import (
    images_text,
    npz_text,
    records_text,
    table_text,
)
from model_codegen.emitters.data_text.keras_text import keras_text
from model_codegen.emitters.literals import call_text, literal, sequence_text
from model_codegen.emitters.namespace import Namespace


def field_text(data: Data, names: Namespace) -> FieldText:
    """How the fields of data are read.

    Args:
        data: The data.
        names: Of the function that reads them.

    Raises:
        DataError: If there are no such data, or an option is wrong.
    """
    if data.kind not in _WRITERS:
        raise DataError(f"Data of the kind {data.kind!r} cannot be written as source.")
    return _WRITERS[data.kind](data, names)


def _bundled(data: Data, names: Namespace) -> FieldText:
    target = target_of(data.name)
    loader = f"load_{data.name}"
    bunch = names.name(data.name)
    fields = {FEATURES: f"{bunch}.data"}
    if data.name == "digits":
        fields["image"] = f"{bunch}.images"
    order = columns(data.name)
    fields |= {column: f"{bunch}.data[:, {i}]" for i, column in enumerate(order)}
    fields[target] = f"{bunch}.target"

    def side_by_side(wanted: Sequence[str]) -> str | None:
        if not set(wanted) <= set(order):
            return None
        return f"{bunch}.data[:, {literal([order.index(name) for name in wanted])}]"

    return FieldText(
        fields,
        (f"from sklearn.datasets import {loader}",),
        statements=(f"{bunch} = {loader}()",),
        columns=side_by_side,
    )


def _generated(data: Data, names: Namespace) -> FieldText:
    usual = default_options(data.name)
    options = complete_options(data.name, data.options)
    set_options = [(k, literal(v)) for k, v in options.items() if v != usual[k]]
    made = definition(f"generators.{data.name}")
    variable = names.name("data")
    return FieldText(
        {name: f"{variable}[{literal(name)}]" for name in data.fields},
        made.imports,
        definitions=(made.text,),
        statements=(f"{variable} = {data.name}{call_text(set_options)}",),
    )


def _random(data: Data, names: Namespace) -> FieldText:
    rng = names.name("rng")
    variables = {name: names.name(name, "field") for name in data.fields}
    drawn = [
        f"{variables[name]} = {_drawn(rng, data.samples, facts)}"
        for name, facts in data.fields.items()
    ]
    return FieldText(
        variables,
        statements=(
            "# Random numbers: there is nothing to be learnt from them",
            f"{rng} = np.random.default_rng(0)",
            *drawn,
        ),
    )


def _drawn(rng: str, samples: int, facts: FieldFacts) -> str:
    size = sequence_text([literal(n) for n in (samples, *facts.shape)])
    low, high = random_range(facts)
    if is_whole(facts):
        text = f"{rng}.integers({literal(int(low))}, {literal(int(high) + 1)}, {size})"
        return text if facts.dtype == "int64" else f"{text}.astype({literal(facts.dtype)})"
    return f'{rng}.uniform({literal(low)}, {literal(high)}, {size}).astype("float32")'


_WRITERS: Mapping[str, Callable[[Data, Namespace], FieldText]] = {
    "bundled": _bundled,
    "generated": _generated,
    "random": _random,
    "keras": keras_text,
    "csv": table_text,
    "npz": npz_text,
    "images": images_text,
    "tfrecord": records_text,
}
