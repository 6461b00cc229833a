"""A page with one widget of each kind, bound to a document."""

from __future__ import annotations

import streamlit as st

from app.ui.forms import bound

document = st.session_state.setdefault(
    "document", {"epochs": 10, "name": "run", "shuffle": True, "loop": "fit", "metrics": ["a"]}
)


def _put(name: str) -> bound.Change:
    def put(new: object) -> None:
        if new != "refused":
            document[name] = new

    return put


bound.number("Epochs", document["epochs"], _put("epochs"), key="epochs", whole=True, required=True)
bound.number("Clip", document.get("clip"), _put("clip"), key="clip", placeholder="not set")
bound.text("Name", document["name"], _put("name"), key="name")
bound.flag("Shuffle", document["shuffle"], _put("shuffle"), key="shuffle")
bound.choice("Loop", document["loop"], ["fit", "custom"], _put("loop"), key="loop")
bound.several("Metrics", document["metrics"], ["a", "b"], _put("metrics"), key="metrics")
