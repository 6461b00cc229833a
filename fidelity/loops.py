"""Loops that are written out, beside `fit`, under the backend that KERAS_BACKEND names.

Writes, for each design: its name, the largest difference of a number in the history, of a weight,
and what went wrong, if anything did.
"""

from __future__ import annotations

import contextlib
import io
import pickle
import sys
import tempfile
import traceback
import warnings
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import keras
import numpy as np

from model_codegen import gallery
from model_codegen.design.config_values import Config
from model_codegen.design.graph import Design
from model_codegen.design.head_names import head_names
from model_codegen.design.training import Head, Stage, Training
from model_codegen.emitters import emit
from model_codegen.proposals import default_training

NAMES = ("dropout_mlp", "batch_norm_stack", "two_headed_mlp", "multi_task", "mixed_precision_mlp")
"""A chain, averages of batches, heads in a list and by key, and a loss that is scaled."""


FLIP = {"class_name": "keras.layers.RandomFlip", "config": {"mode": "horizontal"}}

PIPED: Mapping[str, Mapping[str, Any]] = {
    "multi_task": {},
    "siamese_comparator": {"sample_weight": "same"},
    "cifar_cnn": {"augment": (FLIP,)},
}
"""What learns from a `tf.data.Dataset`, whatever Keras runs on: by key, with weights of samples,
and with images that are changed by lot."""

SPREAD = "two_headed_mlp"
"""What is trained on all devices as well, where JAX is told that there are several."""


class Compared(NamedTuple):
    """A design, trained by `fit` and by the loop.

    Attributes:
        name: Which.
        history: The largest difference of a number in what they tell.
        weights: The largest difference of a weight.
        reason: What went wrong.
    """

    name: str
    history: float
    weights: float
    reason: str = ""


def compared(name: str, backend: str) -> Compared:
    """Train a design of the gallery in both ways.

    Args:
        name: Which.
        backend: What Keras runs on here.
    """
    return _both(name, _trained(gallery.load(name), backend))


def piped(name: str, backend: Any) -> Compared:
    """Train a design of the gallery in both ways on its own data, in batches of `tf.data`.

    Args:
        name: Which of `PIPED`.
        backend: What Keras runs on here; TensorFlow has to be there as well, for the data.
    """
    design = gallery.load(name)
    training = default_training(design)
    assert training.data is not None
    options = {**training.data.options, "samples": 100}
    fields = {"options": options, "samples": 100, "pipeline": "tf.data", **PIPED[name]}
    data = replace(training.data, **fields)
    training = replace(training, data=data, epochs=2, batch_size=48, backend=backend)
    return _both(f"{name}, tf.data", replace(design, training=training))


def _both(name: str, design: Design) -> Compared:
    fitted, looped = (_run(design, loop) for loop in ("fit", "custom"))
    if fitted[1].keys() != looped[1].keys():
        return Compared(name, np.inf, np.inf, f"{sorted(fitted[1])} and {sorted(looped[1])}")
    history = max(_difference(fitted[1][key], looped[1][key]) for key in fitted[1])
    return Compared(name, history, max(map(_difference, fitted[0], looped[0])))


def spread(name: str) -> Compared:
    """Train a design of the gallery with `fit` on one device, and on all that there are.

    Args:
        name: Which.
    """
    design = _trained(gallery.load(name), "jax")
    one, every = (_run_main(design, devices) for devices in ("one", "all"))
    history = max(_difference(one[1][key], every[1][key]) for key in one[1])
    title = f"{name}, {len(keras.distribution.list_devices())} devices"
    return Compared(title, history, max(map(_difference, one[0], every[0])))


def _run_main(design: Design, devices: Any) -> tuple[list[Any], dict[str, list[float]]]:
    """What a whole script comes to, on some devices."""
    assert design.training is not None
    training = replace(design.training, devices=devices, batch_size=64)
    text = emit(replace(design, training=training), "functional", with_training=True).text
    names: dict[str, Any] = {"__name__": "generated"}
    exec(compile(text, "generated.py", "exec"), names)
    train, found = names["train"], []

    def kept(model: Any, *data: Any) -> Any:
        history = train(model, *data)
        found.append((model.get_weights(), history))
        return history

    names |= {"train": kept, "plot_history": lambda history: None}
    keras.utils.clear_session(free_memory=False)
    silent = contextlib.redirect_stdout(io.StringIO())
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), silent:
        names["main"]()
    keras.distribution.set_distribution(None)
    return found[0]


def _trained(design: Design, backend: Any) -> Design:
    metrics = (_held("metrics", "MeanAbsoluteError"),)
    heads = {
        name: Head(_held("losses", "MeanSquaredError"), 1.0 - 0.25 * index, metrics)
        for index, (name, _) in enumerate(head_names(design))
    }
    optimizer = _held("optimizers", "Adam", learning_rate=0.01, global_clipnorm=0.5)
    stages = (Stage("first", 2), Stage("more slowly", 1, learning_rate=0.001))
    training = Training(optimizer, heads, batch_size=48, stages=stages, backend=backend)
    return replace(design, training=training)


def _held(module: str, name: str, **config: Any) -> Config:
    return {"class_name": f"keras.{module}.{name}", "config": config}


def _run(design: Design, loop: Any) -> tuple[list[Any], dict[str, list[float]]]:
    assert design.training is not None
    written = replace(design, training=replace(design.training, loop=loop))
    text = emit(written, "functional", with_training=True).text
    names: dict[str, Any] = {"__name__": "generated"}
    exec(compile(text, "generated.py", "exec"), names)
    keras.utils.clear_session(free_memory=False)
    keras.config.set_dtype_policy("float32")
    with contextlib.redirect_stdout(io.StringIO()):
        keras.utils.set_random_seed(names["SEED"])
        model = names["build_model"]()
        history = names["train"](model, *names["load_data"]())
    return model.get_weights(), history


def _difference(one: Any, other: Any) -> float:
    return float(
        np.max(np.abs(np.asarray(one, "float64") - np.asarray(other, "float64")), initial=0)
    )


def main(packages: str, answers: Path) -> None:
    """Compare all.

    Args:
        packages: The folder of packages that has TensorFlow.
        answers: The file to write.
    """
    warnings.simplefilter("ignore")
    backend = keras.backend.backend()
    found = []
    jobs = [(name, partial(compared, name, backend)) for name in NAMES]
    if backend == "jax":
        jobs.append((SPREAD, partial(spread, SPREAD)))
    # TensorFlow is not beside JAX and PyTorch. It is needed for the data only, and is that of the
    # environment which has started this.
    sys.path.append(packages)
    jobs += [(name, partial(piped, name, backend)) for name in PIPED]
    for name, job in jobs:
        try:
            found.append(job())
        except Exception:  # whatever generated source raises
            reason = traceback.format_exc(limit=1).strip().splitlines()[-1]
            found.append(Compared(name, np.inf, np.inf, reason))
    answers.write_bytes(pickle.dumps((backend, [tuple(one) for one in found])))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
