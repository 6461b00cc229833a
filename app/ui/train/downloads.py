"""What the user takes away: the notebook, the script, the model with its best weights."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from app.core.number_text import file_stem, memory
from app.core.runs.run import Run
from app.core.services import Services
from app.core.session import panel_requests
from app.core.session.session import Session
from app.core.tasks import training_tasks
from app.core.training import run_choice
from app.core.workspace.analysed import Analysed
from app.serving import runs_route
from app.ui.polling import until
from app.ui.worker_answer import answered
from model_codegen.training import sink


def show(session: Session, services: Services) -> None:
    """Draw the buttons, for the design as it is and for the run that is shown."""
    analysed = session.analysed
    if analysed is not None and not analysed.errors:
        st.caption(
            "The notebook and the script build this model and train it with these settings. They "
            "need Keras, NumPy and what the data come from, and nothing of Layerloom."
        )
        stem = file_stem(analysed.design.name)
        with st.container(horizontal=True):
            _source(
                session,
                services,
                analysed,
                training_tasks.notebook,
                "Notebook",
                f"{stem}.ipynb",
                "application/x-ipynb+json",
            )
            _source(
                session,
                services,
                analysed,
                training_tasks.script,
                "Script",
                f"train_{stem}.py",
                "text/x-python",
            )
    run = run_choice.shown(session, services)
    if run is not None:
        with st.container(horizontal=True):
            model(services, run, key="shown")
            for_other_tools(run, key="shown")


def model(services: Services, run: Run, key: str) -> None:
    """The link to the model of a run, once there is one: it may be large, and is sent from disk."""
    path = services.runs.store.download(run.id, sink.BEST_MODEL)
    if path is None:
        return
    st.link_button(
        f"Trained model ({memory(path.stat().st_size)})",
        f"{runs_route.ADDRESS}/{run.id}/{sink.BEST_MODEL}",
        key=f"train-model-{key}",
        icon=":material/download:",
        help="With the weights of its best epoch, as Keras saves it: keras.saving.load_model",
    )


def for_other_tools(run: Run, key: str) -> None:
    """The links to what TensorBoard and MLflow read of a run, made while it is sent."""
    for kind, (name, words) in _TOOLS.items():
        st.link_button(
            name,
            f"{runs_route.ADDRESS}/{run.id}/{kind}.zip",
            key=f"train-{kind}-{key}",
            icon=":material/download:",
            help=words,
        )


_TOOLS = {
    "tensorboard": ("TensorBoard", "The curves: unpack it, then tensorboard --logdir ."),
    "mlflow": ("MLflow", "Settings, curves, code and model as a folder that MLflow takes over."),
}


def _source(
    session: Session,
    services: Services,
    analysed: Analysed,
    task: Callable[..., str],
    label: str,
    name: str,
    kind: str,
) -> None:
    future = panel_requests.training_source(session, services, analysed, task)
    if not future.done():
        until(future.done(), f"{label} …")
        return
    text = answered(future)
    if text is None:
        return
    st.download_button(
        label,
        text,
        name,
        kind,
        key=f"train-{label.lower()}",
        icon=":material/download:",
        on_click="ignore",
    )
