"""Class weights: of labels that are there, on a head that tells classes apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from model_codegen.analysis.training.changes import retrained, with_head
from model_codegen.analysis.training.loss_checks import CLASSIFYING
from model_codegen.analysis.training.training_facts import OutputFacts, TrainingFacts, found
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.training import BALANCED, FieldFacts
from model_codegen.design.wording import listing, quote


def check_class_weights(facts: TrainingFacts) -> Iterator[Diagnostic]:
    """Tell of weights for labels that do not occur, and where there are no classes."""
    for output in facts.outputs:
        weights = output.head.class_weight if output.head else None
        if weights is None or not output.loss_name:
            continue
        without = retrained(
            facts, "Weigh all alike", with_head(facts.training, output.name, class_weight=None)
        )
        if output.loss_name not in CLASSIFYING:
            message = (
                f"{output.called} has class weights, and {output.loss_name} knows no classes: "
                "weigh samples by a field of the data instead"
            )
            yield found("class-weight", "warning", message, output.node, fixes=[without])
            continue
        field = _field(facts, output)
        if field is None:
            continue
        if weights == BALANCED:
            if not field.labels:
                message = (
                    f"{output.called} is to weigh its classes against each other, and its labels "
                    "are not counted: they are no whole numbers, or too many"
                )
                yield found("class-weight", "error", message, output.node, fixes=[without])
        elif isinstance(weights, Mapping) and field.labels:
            yield from _occurring(facts, output, weights, field)


def _occurring(
    facts: TrainingFacts, output: OutputFacts, weights: Mapping[str, float], field: FieldFacts
) -> Iterator[Diagnostic]:
    gone = [label for label in weights if label not in field.labels]
    if gone:
        left = {label: weight for label, weight in weights.items() if label in field.labels}
        kept = with_head(facts.training, output.name, class_weight=left or None)
        change = retrained(facts, f"Forget {listing([*map(quote, gone)], 3)}", kept)
        message = (
            f"{output.called} weighs {listing([*map(quote, gone)])}, which no sample has: its "
            f"labels are {listing([*map(quote, field.labels)])}"
        )
        yield found("class-weight", "warning", message, output.node, fixes=[change], alike="gone")
    below = [label for label, weight in weights.items() if weight < 0]
    if below:
        message = (
            f"{output.called} weighs {listing([*map(quote, below)])} below 0, so that being wrong "
            "there would be right"
        )
        yield found("class-weight", "error", message, output.node, alike="below")


def _field(facts: TrainingFacts, output: OutputFacts) -> FieldFacts | None:
    feed = facts.data.targets.get(output.name) if facts.data else None
    if feed is None or len(feed.fields) != 1 or facts.data is None:
        return None
    return facts.data.fields.get(feed.fields[0])
