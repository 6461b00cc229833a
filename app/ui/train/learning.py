"""What is learned and how: optimizer, epochs, heads, callbacks, and what few ask for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from app.core.session.session import Session
from app.core.training import training_edit
from app.ui.forms import bound, object_form
from app.ui.train import heads, stages
from model_codegen.catalogue.entry import Catalogue
from model_codegen.design.training import Training

LARGEST = 1_000_000
"""The most epochs, and samples in a batch, that a form takes."""

_LOOPS = {"fit": "model.fit", "custom": "a loop written out"}
_BACKENDS = {"tensorflow": "TensorFlow", "jax": "JAX", "torch": "PyTorch"}
_DEVICES = {"one": "one device", "all": "all devices"}
_COMPILED = {"auto": "as Keras decides", True: "yes", False: "no"}


def show(session: Session, training: Training, catalogue: Catalogue) -> None:
    """Draw the section.

    Args:
        session: Whose canvas it is.
        training: How its design is trained.
        catalogue: Has the classes.
    """

    def put(title: str, **fields: Any) -> None:
        training_edit.change(session, title, lambda now: replace(now, **fields))

    heads.show(session, training, catalogue)
    _numbers(training, put)
    object_form.one(
        "Optimizer",
        training.optimizer,
        catalogue.trained_with("optimizer"),
        catalogue,
        lambda new: put("Change the optimizer", optimizer=new),
        key="train-optimizer",
    )
    object_form.many(
        "Callbacks",
        training.callbacks,
        catalogue.trained_with("callback"),
        catalogue,
        lambda new: put("Change the callbacks", callbacks=new),
        key="train-callbacks",
        placeholder="none, such as EarlyStopping",
    )
    with st.popover("Seed, loop, stages …", key="train-more", type="tertiary"):
        _more(training, put)
        stages.show(session, training)


def _numbers(training: Training, put: Any) -> None:
    epochs, batch, split = st.columns(3)
    with epochs:
        if training.stages:
            st.text_input(
                "Epochs",
                f"{sum(stage.epochs for stage in training.stages)}",
                disabled=True,
                help="Each stage has its own.",
            )
        else:
            bound.number(
                "Epochs",
                training.epochs,
                lambda new: put("Change the epochs", epochs=new),
                required=True,
                key="train-epochs",
                whole=True,
                low=1,
                high=LARGEST,
                help="How often all samples are seen.",
            )
    with batch:
        bound.number(
            "Batch size",
            training.batch_size,
            lambda new: put("Change the batch size", batch_size=new),
            required=True,
            key="train-batch",
            whole=True,
            low=1,
            high=LARGEST,
            help="Samples that make one step of training together.",
        )
    with split:
        bound.number(
            "Validate with",
            training.validation_split,
            lambda new: put("Change the split", validation_split=new),
            required=True,
            key="train-split",
            low=0.0,
            high=0.9,
            help="The part of the samples that is kept back, after one shuffle of all: 0.2 is a "
            "fifth. What the model has not seen tells how well it does.",
        )


def _more(training: Training, put: Any) -> None:
    left, right = st.columns(2)
    with left:
        bound.number(
            "Seed",
            training.seed,
            lambda new: put("Change the seed", seed=new),
            required=True,
            key="train-seed",
            whole=True,
            low=0,
            high=2**32 - 1,
            help="The same seed gives the same numbers again, on a CPU to the last bit.",
        )
        bound.choice(
            "Loop",
            training.loop,
            [*_LOOPS],
            lambda new: put("Change the loop", loop=new),
            key="train-loop",
            said=lambda one: _LOOPS.get(one, one),
            help="A loop written out does what fit does, step by step, for you to change.",
        )
        bound.choice(
            "Backend of the code",
            training.backend,
            [*_BACKENDS],
            lambda new: put("Change the backend", backend=new),
            key="train-backend",
            said=lambda one: _BACKENDS.get(one, one),
            help="What the downloaded code runs on. Here it is always TensorFlow.",
        )
    with right:
        bound.number(
            "Steps in one go",
            training.steps_per_execution,
            lambda new: put("Change the steps in one go", steps_per_execution=new),
            required=True,
            key="train-steps",
            whole=True,
            low=1,
            high=10_000,
            help="steps_per_execution of compile: fewer returns to Python for small models.",
        )
        bound.choice(
            "Compiled by XLA",
            training.jit_compile,
            [*_COMPILED],
            lambda new: put("Change jit_compile", jit_compile=new),
            key="train-jit",
            said=lambda one: _COMPILED.get(one, str(one)),
            help="jit_compile of compile.",
        )
        bound.choice(
            "Devices of the code",
            training.devices,
            [*_DEVICES],
            lambda new: put("Change the devices", devices=new),
            key="train-devices",
            said=lambda one: _DEVICES.get(one, one),
            help="All: each takes its part of every batch. Here it is always one.",
        )
    bound.flag(
        "Shuffle in each epoch",
        training.shuffle,
        lambda new: put("Change the shuffling", shuffle=new),
        key="train-shuffle",
    )
