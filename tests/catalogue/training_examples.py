"""Arguments that make each thing a model is trained with, where its defaults do not."""

from __future__ import annotations

from typing import Any

SGD = {
    "class_name": "keras.optimizers.SGD",
    "config": {
        "learning_rate": {
            "class_name": "keras.optimizers.schedules.CosineDecay",
            "config": {"initial_learning_rate": 0.1, "decay_steps": 100},
        },
        "momentum": 0.9,
    },
}

REQUIRED: dict[str, dict[str, Any]] = {
    "BackupAndRestore": {"backup_dir": "backup"},
    "CSVLogger": {"filename": "logs/log.csv"},
    "CosineDecay": {"initial_learning_rate": 0.1, "decay_steps": 100},
    "CosineDecayRestarts": {"initial_learning_rate": 0.1, "first_decay_steps": 100},
    "ExponentialDecay": {"initial_learning_rate": 0.1, "decay_steps": 1e4, "decay_rate": 0.9},
    "InverseTimeDecay": {"initial_learning_rate": 0.1, "decay_steps": 100, "decay_rate": 0.9},
    "IoU": {"num_classes": 3, "target_class_ids": [0]},
    "LossScaleOptimizer": {"inner_optimizer": SGD},
    "MeanIoU": {"num_classes": 3},
    "ModelCheckpoint": {"filepath": "{epoch:02d}-{val_loss:.2f}.keras"},
    "MultiOptimizer": {
        "optimizer_map": {
            "class_name": "keras.optimizers.OptimizerMap",
            "config": {
                "default_optimizer": {"class_name": "keras.optimizers.Adam"},
                "optimizer_map": {"head/.*": SGD},
            },
        }
    },
    "OneHotIoU": {"num_classes": 3, "target_class_ids": [0]},
    "OneHotMeanIoU": {"num_classes": 3},
    "PiecewiseConstantDecay": {"boundaries": [10, 20], "values": [0.1, 0.01, 0.001]},
    "PolynomialDecay": {"initial_learning_rate": 0.1, "decay_steps": 100},
    "PrecisionAtRecall": {"recall": 0.5},
    "RecallAtPrecision": {"precision": 0.5},
    "SensitivityAtSpecificity": {"specificity": 0.5},
    "SpecificityAtSensitivity": {"sensitivity": 0.5},
}
"""By class, what has no default."""

EXAMPLES: list[tuple[str, dict[str, Any]]] = [
    ("keras.optimizers.Adam", {"learning_rate": SGD["config"]["learning_rate"]}),  # type: ignore[index]
    ("keras.optimizers.Muon", {"exclude_layers": ["head"], "rms_rate": None}),
    ("keras.losses.CategoricalFocalCrossentropy", {"alpha": [0.25, 0.5, 0.25]}),
    ("keras.losses.Dice", {"axis": [1, 2]}),
    ("keras.metrics.AUC", {"thresholds": [0.2, 0.5], "multi_label": True, "num_labels": 3}),
    ("keras.metrics.Precision", {"thresholds": [0.2, 0.5]}),
    ("keras.metrics.Recall", {"thresholds": 0.3, "class_id": 1}),
    ("keras.metrics.BinaryIoU", {"target_class_ids": [1], "name": "overlap"}),
    ("keras.metrics.PearsonCorrelation", {"axis": [0, 1]}),
    ("keras.callbacks.TensorBoard", {"profile_batch": [2, 4], "update_freq": 10}),
    ("keras.callbacks.BackupAndRestore", {"backup_dir": "backup", "save_freq": 20}),
    ("keras.callbacks.ReduceLROnPlateau", {"factor": 0, "min_lr": 1e-5}),
]
"""Arguments beside those, of the shapes that Keras has for them."""
