"""Objects of a training that Keras does not have, or not with such arguments."""

from __future__ import annotations

from collections.abc import Iterator

from model_codegen.analysis.training.changes import retrained, with_callback, with_head, with_metric
from model_codegen.analysis.training.keras_trial import made
from model_codegen.analysis.training.training_facts import TrainingFacts, found
from model_codegen.catalogue.training_names import loss_named, metric_named
from model_codegen.design.config_values import Config
from model_codegen.design.diagnostics import Diagnostic
from model_codegen.design.wording import quote


def check_objects(facts: TrainingFacts) -> Iterator[Diagnostic]:
    """Tell of losses, metrics, callbacks and an optimizer that cannot be made."""
    anywhere, training = facts.anywhere, facts.training
    if problem := made(training.optimizer, "optimizer"):
        yield found(
            "training-object", "error", f"Optimizer: {problem}", *anywhere, alike="optimizer"
        )
    for output in facts.outputs:
        head = output.head
        if head is None:
            continue
        if head.loss is not None and (problem := made(head.loss, "loss")):
            message = f"Loss of {output.called}: {problem}"
            other = loss_named(_name(head.loss))
            fixes = [
                retrained(
                    facts, f"Take {_name(other)}", with_head(training, output.name, loss=other)
                )
                for other in (other,)
                if other
            ]
            yield found("training-object", "error", message, output.node, fixes=fixes, alike="loss")
        for place, metric in enumerate(head.metrics):
            if problem := made(metric, "metric"):
                message = f"Metric {quote(_name(metric))} of {output.called}: {problem}"
                shape = output.spec.shape if output.spec else None
                other = metric_named(_name(metric), shape, loss=head.loss)
                fixes = [
                    retrained(
                        facts,
                        f"Take {_name(other)}",
                        with_metric(training, output.name, place, other),
                    )
                    for other in (other,)
                    if other
                ]
                alike = f"metric {_name(metric)}"
                yield found(
                    "training-object", "error", message, output.node, fixes=fixes, alike=alike
                )
    for place, callback in enumerate(training.callbacks):
        if problem := made(callback, "callback"):
            message = f"Callback {quote(_name(callback))}: {problem}"
            change = retrained(facts, "Remove it", with_callback(training, place, None))
            alike = f"callback {_name(callback)}"
            yield found("training-object", "error", message, *anywhere, fixes=[change], alike=alike)


def _name(held: Config) -> str:
    return str(held.get("class_name")).rpartition(".")[2]
