"""Inputs and what they are fed with: fields, shapes, dtypes, missing values."""

from __future__ import annotations

from collections.abc import Iterator

from model_codegen.analysis.training.changes import retrained, with_data
from model_codegen.analysis.training.fed_values import TEXT, Fed
from model_codegen.analysis.training.head_checks import renamed
from model_codegen.analysis.training.training_facts import InputFacts, TrainingFacts, found
from model_codegen.design.config_values import Config
from model_codegen.design.diagnostics import Diagnostic, Fix
from model_codegen.design.graph import TensorSpec
from model_codegen.design.training import Data, Feed, FieldFacts
from model_codegen.design.wording import listing, quote

_FIELDS = 6
"""How many fields a message names."""


def check_feeds(facts: TrainingFacts) -> Iterator[Diagnostic]:
    """Tell of inputs that get nothing, or what does not fit them."""
    data = facts.data
    if data is None:
        return
    names = [each.name for each in facts.inputs]
    for name in data.inputs:
        if name not in names:
            message = f"The data feeds {quote(name)}, which is no input of the model"
            left = {key: feed for key, feed in data.inputs.items() if key != name}
            fixes = [
                retrained(facts, f"Forget {quote(name)}", with_data(facts.training, inputs=left))
            ]
            unfed = [each for each in names if each not in data.inputs]
            if len(unfed) == 1:
                moved = with_data(facts.training, inputs=renamed(data.inputs, name, unfed[0]))
                fixes.insert(0, retrained(facts, f"Feed {quote(unfed[0])} with it", moved))
            alike = f"input {name}"
            yield found("unknown-head", "error", message, *facts.anywhere, fixes=fixes, alike=alike)
    for each in facts.inputs:
        yield from _input(facts, data, each)
    yield from _missing(facts, data)
    if data.sample_weight is not None and data.sample_weight not in data.fields:
        message = (
            f"Samples are weighed by the field {quote(data.sample_weight)}, which is not there"
        )
        change = retrained(facts, "Weigh all alike", with_data(facts.training, sample_weight=None))
        yield found(
            "feed-mismatch", "error", message, *facts.anywhere, fixes=[change], alike="weight"
        )


def _input(facts: TrainingFacts, data: Data, each: InputFacts) -> Iterator[Diagnostic]:
    name, alike = quote(each.name), f"input {each.name}"
    problem = facts.problems.get(("inputs", each.name))
    if problem:
        yield found(
            "feed-mismatch", "error", f"What feeds {name}: {problem}", each.node, alike=alike
        )
    elif each.feed is None:
        message = f"{name} is fed with nothing: choose fields of the data for it"
        if each.spec is not None:
            there = [_described(key, known) for key, known in data.fields.items()]
            more = len(there) - _FIELDS
            there = [*there[:_FIELDS], f"{more} more"] if more > 1 else there
            message += f". It takes samples of shape {_shown(each.spec.shape[1:])}"
            message += f"; there are {listing(there)}" if there else ""
        fixes = _fitting(facts, data, each)
        yield found("feed-mismatch", "error", message, each.node, fixes=fixes, alike=alike)
    elif each.values is not None and each.spec is not None:
        yield from _fits(facts, each, each.values, each.spec)


def _described(name: str, known: FieldFacts) -> str:
    if known.shape:
        return f"{quote(name)} {known.shape}"
    return f"{quote(name)} ({'text' if known.dtype == 'str' else 'a number'})"


def _fits(
    facts: TrainingFacts, each: InputFacts, values: Fed, spec: TensorSpec
) -> Iterator[Diagnostic]:
    name, alike = quote(each.name), f"input {each.name}"
    if (values.dtype == TEXT) != (spec.dtype == "string"):
        message = (
            f"{name} takes {spec.dtype} and is fed with text: let a TextVectorization or "
            "StringLookup follow an Input of the dtype string"
            if values.dtype == TEXT
            else f"{name} takes text and is fed with {values.dtype}"
        )
        yield found("feed-mismatch", "error", message, each.node, alike=alike)
        return
    wanted = spec.shape[1:]
    if same_shape(values.shape, wanted) or (values.shape == () and wanted == (1,)):
        return
    message = (
        f"{name} takes samples of shape {_shown(wanted)} and is fed with {_shown(values.shape)}"
    )
    fixes: list[Fix] = []
    feed = each.feed
    if feed is not None:
        sizes = [size for size in wanted if size is not None]
        if (*values.shape, 1) == wanted:
            fixes.append(_stepped(facts, each, feed, {"step": "add_channel"}, "Append a dimension"))
        elif len(sizes) == len(wanted) and _product(values.shape) == _product(sizes):
            step: Config = {"step": "reshape", "shape": sizes}
            fixes.append(_stepped(facts, each, feed, step, f"Reshape to {_shown(tuple(sizes))}"))
        elif (
            len(wanted) == 3 == len(values.shape)
            and wanted[2:] == values.shape[2:]
            and None not in wanted[:2]
        ):
            step = {"step": "resize", "size": sizes[:2]}
            title = f"Resize to {sizes[0]} x {sizes[1]}"
            fixes.append(_stepped(facts, each, feed, step, title))
    yield found("feed-mismatch", "error", message, each.node, fixes=fixes, alike=alike)


def same_shape(given: tuple[int, ...], wanted: tuple[int | None, ...]) -> bool:
    """Whether a shape goes where another one is wanted, which may leave sizes open."""
    return len(given) == len(wanted) and all(
        b is None or a == b for a, b in zip(given, wanted, strict=True)
    )


def _stepped(facts: TrainingFacts, each: InputFacts, feed: Feed, step: Config, title: str) -> Fix:
    longer = Feed(feed.fields, (*feed.steps, step))
    inputs = facts.data.inputs if facts.data else {}
    changed = with_data(facts.training, inputs={**inputs, each.name: longer})
    return retrained(facts, title, changed)


def _fitting(facts: TrainingFacts, data: Data, each: InputFacts) -> list[Fix]:
    """Fields that nothing takes yet and that fit, at most three."""
    taken = {
        name for feed in (*data.inputs.values(), *data.targets.values()) for name in feed.fields
    }
    if each.spec is None:
        return []
    fitting = [
        name
        for name, field in data.fields.items()
        if name not in taken
        and same_shape(field.shape, each.spec.shape[1:])
        and (field.dtype == TEXT) == (each.spec.dtype == "string")
    ]
    fitting.sort(key=lambda name: name != each.name)
    return [
        retrained(
            facts,
            f"Feed it with {quote(name)}",
            with_data(facts.training, inputs={**data.inputs, each.name: Feed((name,))}),
        )
        for name in fitting[:3]
    ]


def _missing(facts: TrainingFacts, data: Data) -> Iterator[Diagnostic]:
    """Tell of fields with holes: samples with one of them are left out."""
    fed = [(each.node, each.name, each.feed, "feeds") for each in facts.inputs]
    fed += [(o.node, o.name, data.targets.get(o.name), "is learned by") for o in facts.trained]
    for node, name, feed, does in fed:
        fields = [
            field
            for field in (feed.fields if feed else ())
            if field in data.fields and data.fields[field].missing
        ]
        if fields:
            count = max(data.fields[field].missing for field in fields)
            message = (
                f"{listing([*map(quote, fields)])}, which {does} {quote(name)}, "
                f"{'has' if len(fields) == 1 else 'have'} no value in {count:,} of "
                f"{data.samples:,} samples: {'this one is' if count == 1 else 'these are'} left out"
            )
            yield found("missing-values", "advice", message, node, alike=f"{does} {name}")


def _product(sizes: tuple[int, ...] | list[int]) -> int:
    product = 1
    for size in sizes:
        product *= size
    return product


def _shown(shape: tuple[int | None, ...]) -> str:
    return str(shape) if shape else "() (single numbers)"
