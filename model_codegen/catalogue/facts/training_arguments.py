"""Arguments of optimizers, schedules, losses, metrics and callbacks that cannot be read from Keras.

Bounds are those past which Keras raises, or past which there would be no memory: a document may
come from anybody.
"""

from __future__ import annotations

from model_codegen.catalogue.entry import Schema
from model_codegen.catalogue.json_schema import (
    AT_LEAST_ZERO,
    FRACTION,
    INTEGER,
    NATURAL,
    NUMBER,
    POSITIVE,
    array,
    either,
    enum,
    nullable,
    ref,
    titled,
)

MOST_CLASSES = 4096
"""Of a metric that keeps a matrix of classes by classes, as `keras.metrics.MeanIoU` does."""

ABOVE_ZERO: Schema = {"type": "number", "exclusiveMinimum": 0}
_BELOW_ONE: Schema = {"type": "number", "minimum": 0, "exclusiveMaximum": 1}
_CLASSES: Schema = {"type": "integer", "minimum": 1, "maximum": MOST_CLASSES}
_THRESHOLDS = either(titled(FRACTION, "one"), titled(array(FRACTION, minimum=1), "several"))
_COUNT: Schema = {"type": "integer", "minimum": 2, "maximum": 10_000}
_AXES = nullable(either(titled(INTEGER, "one axis"), titled(array(INTEGER, minimum=1), "several")))
_EVERY = either(titled(enum("epoch"), "by name"), titled(POSITIVE, "every so many batches"))
_CLASS_IDS = array(NATURAL, minimum=1)

FILE: Schema = {
    "type": "string",
    "format": "path",
    # Parts of words, dots and dashes, none of them "..": it stays below the working directory. A
    # `{name:.2f}` is filled in by the callback; widths have two digits, for they are memory.
    "pattern": (
        r"^(?!.*(?:^|/)\.\.(?:/|$))"
        r"(?:[\w .@+=,()\[\]-]|\{\w+(?::0?\d{0,2}(?:\.\d{1,2})?[defg]?)?\})+"
        r"(?:/(?:[\w .@+=,()\[\]-]|\{\w+(?::0?\d{0,2}(?:\.\d{1,2})?[defg]?)?\})+)*$"
    ),
    "maxLength": 200,
}
"""A file or folder below the working directory of the run."""

TRAINING_ARGUMENTS: dict[str, Schema] = {
    # By name, for every class that has no entry of its own below.
    "alpha": NUMBER,
    "average": enum(None, "micro", "macro", "weighted"),
    "baseline": nullable(NUMBER),
    "beta_1": _BELOW_ONE,
    "beta_2": _BELOW_ONE,
    "class_id": nullable(NATURAL),
    "clipnorm": nullable(ABOVE_ZERO),
    "clipvalue": nullable(ABOVE_ZERO),
    "cooldown": NATURAL,
    "decay_rate": NUMBER,
    # `ExponentialDecay(1e-2, 1e4, 0.9)` is written as often as `10000`; Keras casts it.
    "decay_steps": ABOVE_ZERO,
    "dtype": enum(None, "float32", "float64", "float16", "bfloat16"),
    "ema_momentum": FRACTION,
    "ema_overwrite_frequency": nullable(POSITIVE),
    "first_decay_steps": ABOVE_ZERO,
    "global_clipnorm": nullable(ABOVE_ZERO),
    # "must be >= 2", `BaseOptimizer.__init__`.
    "gradient_accumulation_steps": nullable({"type": "integer", "minimum": 2}),
    "ignore_class": nullable(INTEGER),
    "initial_learning_rate": AT_LEAST_ZERO,
    "initial_value_threshold": nullable(NUMBER),
    "label_smoothing": FRACTION,
    "learning_rate": ref("learning_rate"),
    "loss_scale_factor": nullable(ABOVE_ZERO),
    "min_delta": NUMBER,
    "mode": enum("auto", "min", "max"),
    "monitor": {"type": "string"},
    "num_classes": _CLASSES,
    "num_thresholds": _COUNT,
    "patience": NATURAL,
    "reduction": enum("sum_over_batch_size", "sum", "mean", "mean_with_sample_weight", "none"),
    "save_freq": _EVERY,
    "start_from_epoch": NATURAL,
    "target_class_ids": _CLASS_IDS,
    "threshold": nullable(FRACTION),
    "thresholds": nullable(_THRESHOLDS),
    "top_k": nullable(POSITIVE),
    "verbose": {"enum": [0, 1]},
    "warmup_steps": NATURAL,
    "weight_decay": nullable(AT_LEAST_ZERO),
    # Optimizers.
    "Adafactor.learning_rate": ref("learning_rate"),
    "Ftrl.initial_accumulator_value": AT_LEAST_ZERO,
    "Ftrl.learning_rate_power": {"type": "number", "maximum": 0},
    "Ftrl.l1_regularization_strength": AT_LEAST_ZERO,
    "Ftrl.l2_regularization_strength": AT_LEAST_ZERO,
    "Ftrl.l2_shrinkage_regularization_strength": AT_LEAST_ZERO,
    "Lion.beta_1": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
    "LossScaleOptimizer.dynamic_growth_steps": POSITIVE,
    "LossScaleOptimizer.initial_scale": ABOVE_ZERO,
    "LossScaleOptimizer.inner_optimizer": ref("optimizer"),
    "MultiOptimizer.optimizer_map": ref("optimizer_map"),
    # Its default, 1, is a whole number by chance.
    "Muon.adam_lr_ratio": NUMBER,
    "Muon.exclude_layers": nullable(array({"type": "string"})),
    "Muon.ns_steps": POSITIVE,
    "Muon.rms_rate": nullable(NUMBER),
    "RMSprop.momentum": FRACTION,
    "SGD.momentum": FRACTION,
    # Schedules.
    "InverseTimeDecay.decay_steps": ABOVE_ZERO,
    "PiecewiseConstantDecay.boundaries": array(NUMBER, minimum=1),
    "PiecewiseConstantDecay.values": array(NUMBER, minimum=2),
    "CosineDecay.decay_steps": NATURAL,
    # Losses.
    "CategoricalFocalCrossentropy.alpha": either(
        titled(NUMBER, "of every class"), titled(array(NUMBER, minimum=1), "by class")
    ),
    "CategoricalGeneralizedCrossEntropy.q": {
        "type": "number",
        "exclusiveMinimum": 0,
        "exclusiveMaximum": 1,
    },
    "Dice.axis": _AXES,
    "Tversky.axis": _AXES,
    # Metrics.
    "AUC.curve": enum("ROC", "PR"),
    "AUC.label_weights": nullable(array(AT_LEAST_ZERO, minimum=1)),
    "AUC.num_labels": nullable(_CLASSES),
    "AUC.summation_method": enum("interpolation", "minoring", "majoring"),
    "AUC.thresholds": nullable(array(FRACTION, minimum=1)),
    "BinaryAccuracy.threshold": FRACTION,
    "BinaryIoU.target_class_ids": {
        "type": "array",
        "items": {"enum": [0, 1]},
        "minItems": 1,
        "maxItems": 2,
    },
    "BinaryIoU.threshold": FRACTION,
    "PrecisionAtRecall.recall": FRACTION,
    "R2Score.class_aggregation": enum("uniform_average", "variance_weighted_average", None),
    "R2Score.num_regressors": NATURAL,
    "RecallAtPrecision.precision": FRACTION,
    "SensitivityAtSpecificity.specificity": FRACTION,
    "SparseTopKCategoricalAccuracy.k": POSITIVE,
    "SpecificityAtSensitivity.sensitivity": FRACTION,
    "TopKCategoricalAccuracy.k": POSITIVE,
    # Callbacks.
    "BackupAndRestore.backup_dir": FILE,
    "BackupAndRestore.save_freq": _EVERY,
    "CSVLogger.filename": FILE,
    "CSVLogger.separator": {"type": "string", "minLength": 1, "maxLength": 1},
    "ModelCheckpoint.filepath": FILE,
    "ReduceLROnPlateau.factor": {"type": "number", "minimum": 0, "exclusiveMaximum": 1},
    "ReduceLROnPlateau.min_lr": AT_LEAST_ZERO,
    "TensorBoard.embeddings_freq": NATURAL,
    "TensorBoard.histogram_freq": NATURAL,
    "TensorBoard.log_dir": FILE,
    "TensorBoard.profile_batch": either(
        titled(NATURAL, "one batch"), titled(array(NATURAL, 2), "from and to")
    ),
    "TensorBoard.update_freq": either(
        titled(enum("epoch", "batch"), "by name"), titled(POSITIVE, "every so many batches")
    ),
}
"""Schemas, by `Owner.argument` or by the argument's name alone; no other table is asked."""

TRAINING_HELP: dict[str, str] = {
    "learning_rate": "How far each step goes: a number, or a schedule that changes it.",
    "LossScaleOptimizer.inner_optimizer": "The optimizer that makes the steps.",
    "Muon.nesterov": "Whether to use Nesterov-style momentum.",
    "MultiOptimizer.loss_scale_factor": "Goes before the `loss_scale_factor` of the optimizers.",
    "MultiOptimizer.optimizer_map": "Which optimizer each weight has, by its path or a pattern.",
    "Adamax.epsilon": "A small constant for numerical stability.",
    "dtype": "The dtype in which it is computed; float32 by default.",
    "ignore_class": "Label of samples that do not count.",
    "name": "Its name, which stands in the logs.",
    "reduction": "How the losses of the samples of a batch become one number.",
    "ModelCheckpoint.monitor": "Quantity to be monitored, such as `val_loss`.",
    "ModelCheckpoint.filepath": (
        "File below the working directory: `best.keras`, or with figures of the epoch, "
        "`{epoch:02d}-{val_loss:.2f}.keras`."
    ),
}
"""Help where Keras has none, or speaks of Python functions that a document cannot hold."""

SHOWN_FIRST = (
    "learning_rate",
    "momentum",
    "weight_decay",
    "initial_learning_rate",
    "decay_steps",
    "from_logits",
    "delta",
    "k",
    "monitor",
    "patience",
    "factor",
    "restore_best_weights",
    "save_best_only",
)
"""Arguments that a form shows first."""

BY_POSITION = ("ModelCheckpoint", "CSVLogger", "BackupAndRestore", "LossScaleOptimizer")
"""Classes of which guides write what is required without its name."""
