"""The Train panel: from the drawing to a trained model.

What a student reads first is what it learns from, what it learns, and Start; all else opens by a
click.
"""

from __future__ import annotations

import streamlit as st

from app.core.services import Services
from app.core.session.session import Session
from app.core.training import data_menu, finding_list, training_words
from app.ui.error_boundary import boundary
from app.ui.polling import watched
from app.ui.train import data, downloads, findings, kept_runs, learning, run_bar, set_up
from app.ui.train.section import section
from model_codegen import catalogue
from model_codegen.catalogue.entry import Catalogue


def show(session: Session, services: Services) -> None:
    """Offer to set training up; where that is done, to start it, and show how it goes."""
    found = catalogue.cached()
    if session.analysed is None or found is None:
        st.caption("You can train the model here as soon as Keras has started.")
        return
    with watched("training"):
        _parts(session, services, found)


def _parts(session: Session, services: Services, found: Catalogue) -> None:
    training = session.design.training
    if training is None:
        set_up.show(session, services)
    else:
        titles = data_menu.titles()
        # However much there is of it, the sections keep their places on the page.
        with st.container(key="train-run"):
            warned = run_bar.show(session, services)
        line = training_words.data_line(training, titles) + finding_list.words(session, "data")
        with section("data", "Data", line) as is_open:
            if is_open:
                findings.show(session, "data", warned)
                with boundary("The data"):
                    data.show(session, services, training, found)
        line = training_words.learning_line(training) + finding_list.words(session, "learning")
        with section("learning", "Learning", line) as is_open:
            if is_open:
                findings.show(session, "learning", warned)
                with boundary("The settings"):
                    learning.show(session, training, found)
        with section("downloads", "Take it with you", "notebook, script, model") as is_open:
            if is_open:
                downloads.show(session, services)
    kept_runs.show(session, services)
