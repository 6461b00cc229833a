"""`check_training`: everything that does not fit in how a design is trained."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from model_codegen.analysis.analysis_result import Analysis
from model_codegen.analysis.training.augment_checks import check_augmentation
from model_codegen.analysis.training.callback_checks import check_callbacks
from model_codegen.analysis.training.changes import written
from model_codegen.analysis.training.class_weight_checks import check_class_weights
from model_codegen.analysis.training.comparison_checks import check_comparisons
from model_codegen.analysis.training.feed_checks import check_feeds
from model_codegen.analysis.training.file_checks import check_files
from model_codegen.analysis.training.head_checks import check_heads
from model_codegen.analysis.training.label_checks import check_labels
from model_codegen.analysis.training.loss_checks import check_losses
from model_codegen.analysis.training.metric_checks import check_metrics
from model_codegen.analysis.training.object_checks import check_objects
from model_codegen.analysis.training.run_checks import check_run
from model_codegen.analysis.training.stage_checks import check_stages
from model_codegen.analysis.training.training_facts import TrainingFacts, found
from model_codegen.design.diagnostics import Diagnostic, Fix
from model_codegen.design.graph import Design
from model_codegen.design.training import Training

CHECKS = (
    check_objects,
    check_heads,
    check_losses,
    check_comparisons,
    check_labels,
    check_metrics,
    check_class_weights,
    check_feeds,
    check_augmentation,
    check_callbacks,
    check_files,
    check_stages,
    check_run,
)


Attempt = Callable[[Diagnostic, Sequence[Diagnostic]], Fix | None]
"""Finds the best change that mends a finding among others, of those that change layers, too."""

MOST_PARTS = 300
"""Of a larger training nothing is told: nobody sets so many by hand, and looking takes too long."""

MOST_TRIED = 24
"""How many changes are tried; what is found beyond them has no fix for now."""


def check_training(
    design: Design, analysis: Analysis, attempt: Attempt | None
) -> tuple[Diagnostic, ...]:
    """What does not fit in how a design is trained; nothing of a design that does not say how.

    Takes no data and makes no model. Imports Keras.

    Args:
        design: The design as it was drawn.
        analysis: What was found of it.
        attempt: Tries fixes that change layers; None where no fixes are asked for.
    """
    if design.training is None:
        return ()
    facts = TrainingFacts(design, design.training, analysis)
    if _size(design.training) > MOST_PARTS:
        message = (
            f"This training has more than {MOST_PARTS:,} heads, metrics, callbacks, stages and "
            "layers in them: nothing of it is checked"
        )
        return (found("run-settings", "error", message, *facts.anywhere, alike="size"),)
    findings = tuple(_checked(facts))
    if attempt is None:
        return tuple(replace(one, fix=None, others=()) for one in findings)
    offers = _Offers(facts, findings, attempt)
    return tuple(offers.best(one) for one in findings)


def _size(training: Training) -> int:
    """How many parts a training has that are looked at one by one."""
    data = training.data
    return (
        len(training.heads)
        + sum(len(head.metrics) for head in training.heads.values())
        + len(training.callbacks)
        + sum(1 + len(stage.trainable) for stage in training.stages)
        + (len(data.inputs) + len(data.targets) + len(data.augment) if data else 0)
    )


def _checked(facts: TrainingFacts) -> Iterator[Diagnostic]:
    for check in CHECKS:
        yield from check(facts)


class _Offers:
    """Tries changes of the training alone on what is known of the drawing, which they leave as is.

    Args:
        facts: How it is trained.
        findings: What was found of that.
        attempt: As in `check_training`.
    """

    def __init__(
        self,
        facts: TrainingFacts,
        findings: tuple[Diagnostic, ...],
        attempt: Attempt,
    ) -> None:
        self._facts = facts
        self._findings = findings
        self._errors = {_key(one) for one in findings if one.severity == "error"}
        self._attempt = attempt
        self._trainings = {id(fix): training for fix, training in facts.proposals}
        self._left = MOST_TRIED

    def best(self, finding: Diagnostic) -> Diagnostic:
        """A finding with the first of its fixes that mends it."""
        changes = [fix for fix in (finding.fix, *finding.others) if fix is not None]
        for number, change in enumerate(changes):
            training = self._trainings.get(id(change))
            if training is None:
                rest = replace(finding, fix=change, others=tuple(changes[number + 1 :]))
                return replace(finding, fix=self._attempt(rest, self._findings), others=())
            if self._left > 0 and self._mends(training, finding):
                return replace(finding, fix=written(self._facts, change, training), others=())
        return replace(finding, fix=None, others=())

    def _mends(self, training: Training, finding: Diagnostic) -> bool:
        self._left -= 1
        design = replace(self._facts.design, training=training)
        after = [*_checked(TrainingFacts(design, training, self._facts.analysis))]
        gone = all(_key(one) != _key(finding) for one in after)
        return gone and all(_key(one) in self._errors for one in after if one.severity == "error")


def _key(finding: Diagnostic) -> tuple[object, ...]:
    """What makes two findings the same though their words differ."""
    return finding.code, finding.nodes, finding.alike
