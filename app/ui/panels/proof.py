"""The Proof panel: the model built live by Keras, in every style, and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core import number_text
from app.core.services import Services
from app.core.session import building, proving
from app.core.session.session import Session
from app.core.source_styles import source_styles
from app.core.tasks import proof_task
from app.core.tasks.proof_task import Proof
from app.core.workers.lone_job import LoneJob
from app.core.workspace.analysed import Analysed
from app.serving import built_route
from app.ui import consent_request
from app.ui.polling import look_again
from app.ui.worker_answer import answered
from model_codegen.design.diagnostics import MAIN

if TYPE_CHECKING:
    from model_codegen.verify.report import StyleProof


def show(session: Session, services: Services) -> None:
    """Offer to build the last analysed design; show how far that is, or what came of it."""
    analysed = session.analysed
    if analysed is None:
        st.caption("You can build the model here as soon as Keras has started.")
        return
    run = session.proof
    if run is not None and not run.future.done():
        _progress(session, run)
        return
    found = services.results.find(proving.key(analysed))
    _offer(session, services, analysed, again=found is not None)
    if found is None:
        return
    proof = answered(found)
    if proof is not None:
        _report(analysed, proof)


def _offer(session: Session, services: Services, analysed: Analysed, again: bool) -> None:
    design = analysed.design
    if not consent_request.settled(session, services, design, "build it and compare its forms"):
        return
    found = [*analysed.errors, *(one.message for one in building.failures(session, services))]
    needed = analysed.result["graphs"][MAIN]["bytes"]
    if not again:
        st.markdown(
            "Keras builds the model from each source, in a process of its own. The weights are "
            "copied across, all models compute the same random input and make one step of "
            "training: the numbers must agree."
        )
    if found:
        st.info(f"Not yet: {found[0]}", icon=":material/rule:")
    if st.button(
        "Build it again" if again else "Build it live with Keras",
        type="secondary" if again else "primary",
        icon=":material/play_arrow:",
        disabled=bool(found) or session.stale,
        help=f"{number_text.memory(needed)} of weights, each time",
    ):
        proving.start(session, services, analysed)
        st.rerun()


def _progress(session: Session, run: LoneJob) -> None:
    steps = (
        "Starting a fresh Python process",
        "Importing Keras",
        "Building functional",
        "Building subclass",
        "Building sequential",
        "Saving the model",
    )

    stage = run.stage
    place = steps.index(stage) + 1 if stage in steps else 0
    st.progress(place / (len(steps) + 1), text=f"{stage} …")
    st.caption("You can go on drawing; this is the design as it was when you started.")
    if st.button("Stop", icon=":material/stop:"):
        run.cancel()
        session.proof = None
        st.rerun()
    look_again("proof")


def _report(analysed: Analysed, proof: Proof) -> None:
    report = proof.report
    built = report.built
    names = " = ".join(style.title for style in built)
    values = built[0].values if built else 0
    verdict = (
        f"**{names}**, largest difference **{report.difference}** over {values:,} values"
        if len(built) > 1
        else f"**{names}** was built and computed {values:,} values"
    )
    if report.agrees:
        st.success(verdict, icon=":material/check_circle:")
    else:
        st.warning(f"{verdict}. {_disagreement(built)}", icon=":material/warning:")
    st.dataframe(
        {
            "Style": [style.title for style in report.styles],
            "Parameters": [
                number_text.count(style.params) if style.expressible else "–"
                for style in report.styles
            ],
            "Difference": [
                f"{style.difference}" if style.expressible else "–" for style in report.styles
            ],
            "Time": [
                number_text.duration(style.seconds) if style.expressible else "no such form"
                for style in report.styles
            ],
        },
        hide_index=True,
    )
    if report.training:
        st.markdown(number_text.sentence(report.training))
    if report.remark:
        st.caption(f"Built {report.remark}: nothing is downloaded here.")
    weights = analysed.result["graphs"][MAIN]["bytes"]
    peak = report.peak_memory
    st.caption(
        f"{number_text.memory(weights)} of weights in each model"
        + (f"; the process held {number_text.memory(peak)} at most" if peak else "")
        + "."
    )
    for style in report.styles:
        if style.reasons:
            st.markdown(f"**Why there is no {source_styles()[style.style].title} form**")
            st.markdown("\n".join(f"- {number_text.sentence(r.reason)}" for r in style.reasons))
    _download(analysed, proof)


def _disagreement(built: tuple[StyleProof, ...]) -> str:
    odd = [style.style for style in built if not style.as_analysed]
    if odd:
        return f"What was built as {', '.join(odd)} is not what the analysis says."
    return "The order of additions differs between the sources, as floats allow."


def _download(analysed: Analysed, proof: Proof) -> None:
    file = proof.file
    if file is None:
        st.caption(
            "A file of this model would have more than "
            f"{number_text.memory(proof_task.LARGEST_FILE)}; "
            "run the downloaded code where you need it."
        )
    elif file.exists():
        st.link_button(
            f"Download the built model ({number_text.memory(proof.size)})",
            built_route.address(file, analysed.design.name),
            icon=":material/download:",
            help="As Keras saves it, with freshly initialised weights: keras.saving.load_model",
        )
