"""How a run is set up: batches, the part kept to validate, devices."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from model_codegen.analysis.training.changes import retrained
from model_codegen.analysis.training.training_facts import TrainingFacts, found
from model_codegen.datasets.splitting import validation_samples
from model_codegen.design.diagnostics import Diagnostic


def check_run(facts: TrainingFacts) -> Iterator[Diagnostic]:
    """Tell of settings that leave nothing to train or to validate with, or that cannot be had."""
    training, anywhere = facts.training, facts.anywhere
    if training.devices == "all" and training.backend == "torch":
        message = (
            "Several devices at once are written for TensorFlow and JAX: PyTorch wants a process "
            "for each device, which no script here starts"
        )
        fixes = [
            retrained(facts, "Train on one device", replace(training, devices="one")),
            retrained(facts, "Train on JAX", replace(training, backend="jax")),
        ]
        yield found("run-settings", "error", message, *anywhere, fixes=fixes, alike="devices")
    elif training.devices == "all" and training.loop == "custom":
        message = (
            "Several devices at once are for `fit`, which divides batches among them: a loop that "
            "is written out runs on one"
        )
        fixes = [
            retrained(facts, "Train on one device", replace(training, devices="one")),
            retrained(facts, "Train with fit", replace(training, loop="fit")),
        ]
        yield found("run-settings", "error", message, *anywhere, fixes=fixes, alike="loop")
    if facts.data is None:
        return
    samples = facts.data.samples
    if samples == 0:
        yield found("run-settings", "error", "The data has no samples", *anywhere, alike="samples")
        return
    kept = validation_samples(samples, training.validation_split)
    left = samples - kept
    if kept == 0 and training.validation_split > 0:
        message = "Of a single sample nothing is left to validate with"
        fixes = [retrained(facts, "Keep none", replace(training, validation_split=0.0))]
        yield found("run-settings", "error", message, *anywhere, fixes=fixes, alike="split")
    elif training.batch_size > left:
        message = (
            f"A batch of {training.batch_size:,} is more than the {left:,} samples that are "
            "trained with: each epoch is one step. Take smaller batches"
        )
        smaller = 2 ** max(0, int(math.log2(max(1, left // 4))))
        change = retrained(
            facts, f"Take batches of {smaller:,}", replace(training, batch_size=smaller)
        )
        yield found("run-settings", "warning", message, *anywhere, fixes=[change], alike="batch")
