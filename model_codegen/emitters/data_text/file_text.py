"""How files of data are read, as source; they lie beside the script, under their own name."""

from __future__ import annotations

from collections.abc import Sequence

from model_codegen.datasets.fed_facts import used_fields
from model_codegen.datasets.file_name import file_name
from model_codegen.datasets.files.csv_table import reading_arguments
from model_codegen.datasets.files.image_folders import checked_image_options
from model_codegen.design.errors import DataError
from model_codegen.design.training import Data, FieldFacts
from model_codegen.emitters.data_text.definitions import definition
from model_codegen.emitters.data_text.field_expressions import FieldText
from model_codegen.emitters.literals import call_text, literal
from model_codegen.emitters.namespace import Namespace

PATH = "from pathlib import Path"

PACKED = (".gz", ".bz2", ".zip", ".xz", ".zst", ".tar")
"""What pandas would unpack, by the name alone."""


def _constants(data: Data) -> tuple[str, ...]:
    return (f"DATA = Path({literal(file_name(data))})",)


def table_text(data: Data, names: Namespace) -> FieldText:
    """A table, read by pandas."""
    table = names.name("table")
    arguments: list[tuple[str | None, str]] = [(None, "DATA")]
    arguments += [(key, literal(value)) for key, value in reading_arguments(data.options).items()]
    if file_name(data).lower().endswith(PACKED):
        arguments.append(("compression", "None"))
    if any(facts.dtype == "str" for facts in data.fields.values()):
        # Else pandas tells the type of a column piece by piece.
        arguments.append(("low_memory", "False"))
    statements = [f"{table} = pd.read_csv{call_text(arguments)}"]
    header = data.options.get("header", True)

    def key(name: str) -> str:
        return literal(name) if header else literal(_number(name))

    used = [name for name in used_fields(data) if name in data.fields]
    gaps = [key(name) for name in used if data.fields[name].missing]
    if gaps:
        statements.append("# Samples in which a value is missing are left out")
        statements.append(f"{table} = {table}.dropna(subset=[{', '.join(gaps)}])")

    def field(name: str, facts: FieldFacts) -> str:
        # Truth with gaps is no text to pandas.
        truth = facts.dtype == "str" and set(facts.labels) <= {"False", "True"}
        return f"{table}[{key(name)}]{'.astype(str)' if truth else ''}.to_numpy()"

    def side_by_side(wanted: Sequence[str]) -> str | None:
        dtypes = {data.fields[name].dtype for name in wanted if name in data.fields}
        if len(dtypes) == 1:
            converted = ""
        elif dtypes == {"int64", "float64"}:
            converted = '"float64"'
        else:
            return None
        others = [name for name in data.fields if name not in wanted]
        if [name for name in data.fields if name in wanted] == [*wanted] and len(others) <= 3:
            chosen = f".drop(columns=[{', '.join(map(key, others))}])" if others else ""
        else:
            chosen = f"[[{', '.join(map(key, wanted))}]]"
        return f"{table}{chosen}.to_numpy({converted})"

    return FieldText(
        {name: field(name, facts) for name, facts in data.fields.items()},
        (PATH, "import pandas as pd"),
        _constants(data),
        statements=tuple(statements),
        columns=side_by_side,
        gapless=True,
        all=table,
    )


def _number(name: str) -> int:
    """The number of a column that has no name."""
    if not (name.isascii() and name.isdecimal()):
        raise DataError(f"The table has no names for its columns, so none is called {name!r}.")
    return int(name)


def npz_text(data: Data, names: Namespace) -> FieldText:
    """An archive of arrays."""
    archive = names.name("arrays")
    used = [name for name in used_fields(data) if name in data.fields]
    variables = {name: names.name(name, "values") for name in used}

    def array(name: str) -> str:
        text = f"{archive}[{literal(name)}]"
        # Keras takes text as objects only.
        return f"{text}.astype(object)" if data.fields[name].dtype == "str" else text

    return FieldText(
        variables,
        (PATH, "import numpy as np"),
        _constants(data),
        statements=(
            f"{archive} = np.load(DATA)",
            *(f"{variable} = {array(name)}" for name, variable in variables.items()),
        ),
    )


def images_text(data: Data, names: Namespace) -> FieldText:
    """A zip file of pictures."""
    options = checked_image_options(data.options)
    (height, width), channels = options["size"], options["channels"]
    made = definition("loaders.load_images")
    variable = names.name("data")
    sizes = ", ".join(map(literal, (height, width, channels)))
    return FieldText(
        {name: f"{variable}[{literal(name)}]" for name in ("image", "label")},
        (PATH, *made.imports),
        _constants(data),
        (made.text,),
        (f"{variable} = load_images(DATA, {sizes})",),
    )


def records_text(data: Data, names: Namespace) -> FieldText:
    """A file of examples, read by TensorFlow."""
    records, parsed = names.name("records"), names.name("parsed")
    used = [name for name in used_fields(data) if name in data.fields]
    features = [f"{literal(name)}: {_feature(data.fields[name])}" for name in used]
    images = any(len(data.fields[name].shape) > 1 for name in used)
    return FieldText(
        {name: _parsed(f"{parsed}[{literal(name)}].numpy()", data.fields[name]) for name in used},
        (
            PATH,
            "import numpy as np",
            "import tensorflow as tf",
            *(("import io", "from PIL import Image") if images else ()),
        ),
        _constants(data),
        statements=(
            f"{records} = list(tf.data.TFRecordDataset(str(DATA)).as_numpy_iterator())",
            f"{parsed} = tf.io.parse_example({records}, {{{', '.join(features)}}})",
        ),
    )


def _feature(facts: FieldFacts) -> str:
    if facts.dtype in ("int64", "float32"):
        return f"tf.io.FixedLenFeature({literal(list(facts.shape))}, {literal(facts.dtype)})"
    return 'tf.io.FixedLenFeature([], "string")'


def _parsed(text: str, facts: FieldFacts) -> str:
    if facts.dtype in ("int64", "float32"):
        return text
    if facts.dtype == "str":
        return f"np.array([each.decode() for each in {text}], dtype=object)"
    if len(facts.shape) > 1:
        mode = "RGB" if len(facts.shape) == 3 else "L"
        opened = f'Image.open(io.BytesIO(each)).convert("{mode}")'
        return f"np.stack([np.asarray({opened}) for each in {text}])"
    return f'np.stack([np.frombuffer(each, "uint8") for each in {text}])'
