"""The services of this server, made with its first session and kept until it ends."""

from __future__ import annotations

import atexit

import streamlit as st

from app import settings, tasks
from app.drafts import Drafts
from app.results import Results
from app.services import Services
from app.workers import Worker


@st.cache_resource(show_spinner=False)
def services() -> Services:
    """The one and only `Services`. The second process starts when the first is warm."""
    shapes = Worker("computes shapes", tasks.warm_shapes)
    pictures = Worker("draws summaries and plots", tasks.warm_pictures, after=shapes)
    drafts = Drafts(settings.state_directory() / "drafts.sqlite3")
    made = Services(shapes, pictures, drafts, Results())
    atexit.register(made.close)
    return made
