"""A page with one part of the Train tab; the test gives the session and says which."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app.ui.panels import train
from app.ui.train import (
    data,
    downloads,
    findings,
    kept_runs,
    learning,
    memory,
    results,
    run_bar,
    set_up,
    upload,
)

here: Any = st.session_state["here"]
services = here.services
training = here.design.training

match st.session_state["part"]:
    case "all":
        train.show(here, services)
    case "set up":
        set_up.show(here, services)
    case "learning":
        findings.show(here, "learning", warned=False)
        learning.show(here, training, st.session_state["catalogue"])
    case "data":
        data.show(here, services, training, st.session_state["catalogue"])
    case "upload":
        upload.show(here, None, lambda *what: st.session_state.update(asked=what))
    case "run":
        run_bar.show(here, services)
        memory.show(here, services)
    case "results":
        results.show(here, services, st.session_state["run"])
    case "kept":
        kept_runs.show(here, services)
    case "downloads":
        downloads.show(here, services)
