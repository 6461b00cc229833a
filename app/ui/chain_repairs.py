"""What can be done about a reason why Sequential cannot hold a design, each with its price."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from app.core import number_text
from app.core.session import repairing
from app.core.session.session import Session
from app.core.tasks.repair_tasks import PricedRepair

_EXAMPLE = "Opens the example as a design of your own, on the canvas, with this repair."


def price(repair: PricedRepair) -> str:
    """What a repair costs, in a few words of Markdown."""
    change = repair.after - repair.before
    parameters = f"{repair.before:,} → **{repair.after:,}** parameters"
    if change:
        parameters += f" ({number_text.signed(change)})"
    after, before = repair.calls
    calls = "" if after == before else f", {before:,} → {after:,} calls"
    if repair.left:
        count = number_text.counted(repair.left, "reason")
        left = f"{count} {'is' if repair.left == 1 else 'are'} left."
    else:
        left = "Then it is a chain."
    return f"{parameters}{calls}. {left}"


def repair_list(session: Session, view: dict[str, Any], repairs: Sequence[PricedRepair]) -> None:
    """Draw the repairs of one reason.

    Args:
        session: Whose design it is.
        view: The state of the page; it is told what was done, in `done`.
        repairs: Of the reason.
    """
    with st.container(key="repairs", gap="small"):
        if not repairs:
            st.caption("There is no single step that takes this reason away.")
        for number, repair in enumerate(repairs):
            with st.container(border=True, gap="small"):
                if session.example:
                    st.markdown(f"**{repair.title}**")
                st.button(
                    "Put it on the canvas" if session.example else repair.title,
                    key=f"repair-{number}",
                    icon=":material/build:",
                    width="stretch",
                    help=_EXAMPLE if session.example else None,
                    on_click=_apply,
                    args=(session, view, repair),
                )
                st.caption(f"{price(repair)} {repair.loses}")


def done(session: Session, view: dict[str, Any]) -> None:
    """Say what was done last, with a way back, as long as nothing else was changed."""
    found = view.get("done")
    if found is None:
        return
    rev, repair = found
    if session.workspace.document.rev != rev:
        view["done"] = None
        return
    with st.container(border=True, gap="small"):
        st.caption(f"Done: {repair.title}. {repair.loses}")
        st.button(
            "Take it back",
            key="repair-back",
            icon=":material/undo:",
            on_click=_take_back,
            args=(session, view, repair),
        )


def _apply(session: Session, view: dict[str, Any], repair: PricedRepair) -> None:
    if session.example:
        rev = repairing.put(session, session.example, repair.title, repair.patch)
        if rev is not None:
            session.example = st.session_state["topology-example"] = ""
    else:
        rev = repairing.apply(session, repair.title, repair.patch)
    if rev is not None:
        view.update(done=(rev, repair), reason=None, end=None, node=None)


def _take_back(session: Session, view: dict[str, Any], repair: PricedRepair) -> None:
    view["done"] = None
    repairing.apply(session, f"Take back: {repair.title}", repair.back)
