"""Layers that change the training images a little, each time that they are seen."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from app.core.session.session import Session
from app.core.training import head_list, training_edit
from app.ui.forms import object_form
from model_codegen.catalogue.entry import Catalogue
from model_codegen.design.training import Data

_IMAGE = 4
"""Dimensions of a batch of images: the batch, height, width and channels."""


def show(session: Session, data: Data, catalogue: Catalogue) -> None:
    """Draw the chosen layers, where the model takes images; nothing else is augmented.

    Args:
        session: Whose canvas it is.
        data: What its design learns from.
        catalogue: Has the layers.
    """
    specs = [head_list.spec(session, ref) for _, ref in head_list.inputs(session)]
    images = [spec for spec in specs if spec is not None and len(spec["shape"]) == _IMAGE]
    if len(images) != 1 and not data.augment:
        return
    layers = [
        entry
        for entry in catalogue.entries.values()
        if (entry.category, entry.group) == ("preprocessing", "image")
    ]
    object_form.many(
        "Augmentation",
        data.augment,
        layers,
        catalogue,
        lambda new: training_edit.change_data(
            session, "Change the augmentation", lambda now: replace(now, augment=tuple(new))
        ),
        key="train-augment",
        placeholder="none, such as RandomFlip",
    )
    if data.augment:
        st.caption("Training images only, anew in each epoch; what validates stays as it is.")
