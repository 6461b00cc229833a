"""`data_text`: everything of `load_data` but its head and what it returns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from model_codegen.datasets.fed_facts import fed_facts, field_of, is_numbered, used_fields
from model_codegen.datasets.feeds import text_classes
from model_codegen.design.errors import DataError
from model_codegen.design.training import Data, Feed, FieldFacts
from model_codegen.design.wording import quote
from model_codegen.emitters.data_text.definitions import definition
from model_codegen.emitters.data_text.field_expressions import FieldText
from model_codegen.emitters.data_text.field_text import field_text
from model_codegen.emitters.data_text.step_text import HELPERS, Values, finished, stepped
from model_codegen.emitters.literals import literal, sequence_text
from model_codegen.emitters.namespace import Namespace

LONGEST = 72
"""An expression of more characters is begun in one statement and goes on in the next."""

MODULE_NAMES = frozenset(
    {"DATA", "Image", "Path", "PurePosixPath", "io", "np", "pd", "tf", "zipfile"}
    | {f"load_{name}" for name in ("digits", "iris", "wine", "breast_cancer", "diabetes")}
    | {"load_images", *HELPERS}
)
"""What such source may define or import at the top of a module: nothing else has these names."""


def module_names(data: Data | None) -> frozenset[str]:
    """The same of certain data: also the function that makes them, if they are made."""
    return MODULE_NAMES | ({data.name} if data and data.kind == "generated" else set())


@dataclass(frozen=True)
class DataText:
    """The parts of a function that loads data.

    Attributes:
        imports: What is imported, a statement each.
        constants: What stands below the imports.
        definitions: Functions, as source.
        statements: What `load_data` does; they use `SEED`.
        inputs: An expression for the array of each input, with all samples.
        targets: An expression for the array of each head, with all samples.
        sample_weight: One for what each sample counts for; None: all the same.
        train: A variable with the places of the samples to learn from.
        validation: A variable with the places of those to validate with; None: there are none.
    """

    imports: tuple[str, ...]
    constants: tuple[str, ...]
    definitions: tuple[str, ...]
    statements: tuple[str, ...]
    inputs: Mapping[str, str]
    targets: Mapping[str, str]
    sample_weight: str | None
    train: str
    validation: str | None


def data_text(data: Data, validation_split: float, names: Namespace) -> DataText:
    """Write how data are read, split and prepared.

    Args:
        data: The data, wired.
        validation_split: The part of the samples that is kept to validate.
        names: Of the function; its parents leave `module_names` alone.

    Raises:
        DataError: If nothing is wired, there are no such data, or a step cannot be done.
    """
    return _Writer(data, validation_split, names).written()


class _Writer:
    def __init__(self, data: Data, validation_split: float, names: Namespace) -> None:
        if not used_fields(data):
            raise DataError("No field of the data is wired to an input or an output yet.")
        self.data = data
        self.names = names
        self.part = validation_split
        self.read: FieldText = field_text(data, names)
        self.statements = [*self.read.statements]
        self.helpers: dict[str, None] = {}
        self.train = names.name("training")
        self.mask = self._complete()
        self.validation = self._split()

    def written(self) -> DataText:
        data = self.data
        single = len(data.inputs) == 1, len(data.targets) == 1
        inputs = {
            name: self._feed("Input", name, feed, "x" if single[0] else name)
            for name, feed in data.inputs.items()
        }
        targets: dict[str, str] = {}
        for name, feed in data.targets.items():
            same = [key for key, other in data.inputs.items() if other == feed]
            if same and all(data.fields[field].dtype != "str" for field in feed.fields):
                targets[name] = inputs[same[0]]
            else:
                wanted = "y" if single[1] else name
                targets[name] = self._feed("Output", name, feed, wanted, target=True)
        weight = data.sample_weight
        weighed = weight and self._feed("The weight", weight, Feed((weight,)), "sample_weight")
        helpers = [definition(HELPERS[name]) for name in self.helpers]
        imports = [*self.read.imports, *(line for each in helpers for line in each.imports)]
        return DataText(
            tuple(dict.fromkeys(["import numpy as np", *imports])),
            self.read.constants,
            (*self.read.definitions, *(each.text for each in helpers)),
            tuple(self.statements),
            inputs,
            targets,
            weighed or None,
            self.train,
            self.validation,
        )

    def _complete(self) -> str | None:
        """A variable with the samples in which no used value is missing; None: all are so."""
        if self.read.gapless:
            return None
        gaps = [self._gaps(name) for name in used_fields(self.data) if self._facts(name).missing]
        if not gaps:
            return None
        variable = self.names.name("complete")
        found = gaps[0] if len(gaps) == 1 else f"({' | '.join(gaps)})"
        self.statements.append("# Samples in which a value is missing are left out")
        self.statements.append(f"{variable} = ~{found}")
        return variable

    def _gaps(self, name: str) -> str:
        facts, text = self._facts(name), field_of(self.read.fields, name)
        if facts.dtype == "str":
            return f'({text} == "")'
        axes = range(1, len(facts.shape) + 1)
        found = f"np.isnan({text})"
        return f"{found}.any(axis={sequence_text(list(map(str, axes)))})" if axes else found

    def _split(self) -> str | None:
        counted = self.read.all or self._field(used_fields(self.data)[0])
        order = f"np.random.default_rng(SEED).permutation(len({counted}))"
        if not self.part:
            self.statements.append(f"{self.train} = {order}")
            return None
        variable, kept = self.names.name("order"), self.names.name("kept")
        validation = self.names.name("validation")
        self.statements += [
            "# Shuffled once before the split: data are often sorted by their label",
            f"{variable} = {order}",
            f"{kept} = {self._kept(variable)}",
            f"{self.train}, {validation} = {variable}[{kept}:], {variable}[:{kept}]",
        ]
        return validation

    def _kept(self, order: str) -> str:
        text = f"int(len({order}) * {literal(self.part)})"
        gaps = any(self._facts(name).missing for name in used_fields(self.data))
        return f"max(1, {text})" if gaps or self.data.samples * self.part < 2 else text

    def _facts(self, name: str) -> FieldFacts:
        return field_of(self.data.fields, name)

    def _field(self, name: str) -> str:
        text = field_of(self.read.fields, name)
        return text if self.mask is None else f"{text}[{self.mask}]"

    def _feed(self, what: str, name: str, feed: Feed, wanted: str, *, target: bool = False) -> str:
        """Write the statements that make an array; what it is called."""
        try:
            fed_facts(feed, self.data.fields, self.data.samples, target=target)
            variable = self.names.name(wanted, "values")
            for text in self._texts(feed, variable, target=target):
                self.statements.append(f"{variable} = {text}")
        except DataError as error:
            raise DataError(f"{what} {quote(name)}: {error}") from None
        return variable

    def _texts(self, feed: Feed, variable: str, *, target: bool) -> Iterator[str]:
        """The expressions that make a feed, each but the first from the one before."""
        values = self._side_by_side(feed, numbered=is_numbered(feed, target=target))
        for step in feed.steps:
            if step["step"] in HELPERS:
                self.helpers[step["step"]] = None
            after = stepped(values, step, self.train)
            if len(after.text) > LONGEST and values.text != variable:
                yield values.text
                after = stepped(Values(variable, values.facts), step, self.train)
            values = after
        yield finished(values).text

    def _side_by_side(self, feed: Feed, *, numbered: bool) -> Values:
        bare = Feed(feed.fields)
        facts = fed_facts(bare, self.data.fields, target=numbered, final=False)
        if len(feed.fields) == 1:
            return Values(self._numbers(feed.fields[0], numbered=numbered), facts)
        short = self.read.columns(feed.fields)
        if short is not None:
            return Values(short if self.mask is None else f"{short}[{self.mask}]", facts)
        texts = [self._numbers(name, numbered=numbered) for name in feed.fields]
        return Values(f"np.column_stack([{', '.join(texts)}])", facts)

    def _numbers(self, name: str, *, numbered: bool) -> str:
        text = self._field(name)
        if self._facts(name).dtype != "str" or not numbered:
            return text
        classes = text_classes(self.data, name)
        if classes is None:
            return f"np.unique({text}, return_inverse=True)[1]"
        return f"np.searchsorted({literal(classes)}, {text})"
