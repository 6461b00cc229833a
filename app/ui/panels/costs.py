"""What the design costs, in the Summary panel: totals, a ranked table, two settings at once."""

from __future__ import annotations

from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

import streamlit as st

from app.core import cost_ranking, number_text
from app.core.services import Services
from app.core.session import panel_requests
from app.core.session.session import LENS, Session
from app.core.workspace.analysed import Analysed
from app.ui.polling import look_again
from app.ui.worker_answer import answered
from model_codegen.catalogue.policy_notes import policy_note
from model_codegen.design.diagnostics import MAIN

if TYPE_CHECKING:
    from components.cost_protocol import Costs, LensSettings

POLICIES = ("the design's", "float32", "mixed_bfloat16", "mixed_float16", "float16", "bfloat16")

LARGEST = 2**40


def show(session: Session, services: Services, analysed: Analysed) -> None:
    """Show what the design costs for what the user sets."""
    st.markdown("##### Cost")
    ours = _settings(session, "cost", session.lens)
    with_other = st.toggle(
        "Beside another batch or policy", key="cost-two", help="Both stand in the table"
    )
    other = _settings(session, "beside", {**LENS, "batch": 1}) if with_other else None
    found = _counted(panel_requests.cost(session, services, analysed, ours))
    if found is None:
        return
    ours = _open(session, ours, found)
    if other is not None:
        other = {**other, "dims": ours["dims"]}
    future = panel_requests.cost(session, services, analysed, ours)
    costs = _counted(future)
    beside = None
    if other is not None:
        beside = _counted(panel_requests.cost(session, services, analysed, other))
    if costs is None or (other is not None and beside is None):
        return
    _totals(costs, ours)
    if beside is not None and other is not None:
        _totals(beside, other)
    for problem in costs["problems"][:3]:
        st.caption(problem)
    _growth(session, services, analysed, ours)
    _table(session, costs, beside, ours, other)


def _settings(session: Session, key: str, begins: LensSettings) -> LensSettings:
    batch, policy, training = st.columns([2, 3, 2], vertical_alignment="bottom")
    with batch:
        size = st.number_input("Batch", 1, LARGEST, begins["batch"], key=f"{key}-batch")
    with policy:
        chosen = st.selectbox("Dtype policy", POLICIES, key=f"{key}-policy")
    with training:
        trains = st.toggle("Training", begins["training"], key=f"{key}-training")
    own = None if chosen == POLICIES[0] else chosen
    return {"batch": int(size), "dims": session.lens["dims"], "training": trains, "policy": own}


def _open(session: Session, settings: LensSettings, costs: Costs) -> LensSettings:
    """Ask for the sizes of what the inputs leave open."""
    dims: dict[str, int] = {}
    for name, known in costs["open"].items():
        size = st.number_input(
            name, 1, LARGEST, known, key=f"cost-dim-{name}", placeholder="of unknown size"
        )
        if size is not None:
            dims[name] = int(size)
    session.lens = {**session.lens, "dims": dims}
    return {**settings, "dims": dims}


def _counted(future: Future[Costs]) -> Costs | None:
    if not future.done():
        st.caption("Costs are being counted …")
        look_again("costs")
        return None
    return answered(future, "The costs could not be counted.")


def _totals(costs: Costs, settings: LensSettings) -> None:
    main = costs["graphs"][MAIN]
    least = "At least " if costs["problems"] else ""
    weights = ", ".join(
        f"{number_text.memory(size)} {dtype}" for dtype, size in costs["weights"].items()
    )
    if costs["problems"] and not main["memory"]:
        st.markdown(
            f"**FLOPs and memory of tensors are not counted yet** · weights {weights or 'none'} · "
            f"at least **{number_text.memory(costs['training'])}** to train with Adam"
        )
        return
    st.markdown(
        f"{least}**{number_text.brief(main['flops'])} FLOPs** "
        f"({number_text.brief(main['macs'])} multiply-adds) for a batch of "
        f"{settings['batch']:,} in {costs['policy']} · "
        f"**{number_text.memory(main['memory'])}** of tensors at the fullest moment · "
        f"weights {weights or 'none'} · "
        f"{least.lower()}**{number_text.memory(costs['training'])}** to train with Adam"
    )
    if note := policy_note(costs["policy"], main["macs"]):
        st.caption(note)


def _growth(
    session: Session, services: Services, analysed: Analysed, settings: LensSettings
) -> None:
    future = panel_requests.growth(session, services, analysed, settings)
    if not future.done() or future.cancelled() or future.exception() is not None:
        return
    for row in future.result():
        if row["dimension"] != "batch":
            st.caption(f"FLOPs are {row['flops']}: {row['formula']}. Memory is {row['memory']}.")


def _table(
    session: Session,
    costs: Costs,
    beside: Costs | None,
    ours: LensSettings,
    other: LensSettings | None,
) -> None:
    rows = cost_ranking.ranked(session.design, costs, beside)
    if not rows:
        return
    table: dict[str, list[Any]] = {
        "Call": [row.name for row in rows],
        "FLOPs": [row.flops for row in rows],
    }
    column = "" if other is None else said(other)
    if column:
        table[f"FLOPs, {column}"] = [row.beside["flops"] if row.beside else None for row in rows]
    table["Share"] = [row.share for row in rows]
    table["Memory"] = [row.memory for row in rows]
    if column:
        table[f"Memory, {column}"] = [row.beside["memory"] if row.beside else None for row in rows]
    table["Parameters"] = [row.params for row in rows]
    if any(row.field for row in rows):
        table["Sees"] = [row.field for row in rows]
    table["Class"] = [row.kind for row in rows]
    table["Formula"] = [row.formula for row in rows]
    number = st.column_config.NumberColumn
    bytes_help = "Of its outputs, and of what it needs besides while it runs"
    columns: dict[str, Any] = {
        name: number(format="bytes" if name.startswith("Memory") else "compact")
        for name in table
        if name.startswith(("FLOPs", "Memory", "Parameters"))
    }
    columns["Memory"] = number(format="bytes", help=bytes_help)
    columns["Share"] = st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1)
    st.dataframe(table, hide_index=True, column_config=columns)


def said(settings: LensSettings) -> str:
    """What is counted for, in a few words: `batch 64 float16`."""
    policy = "" if settings["policy"] is None else f" {settings['policy']}"
    return f"batch {settings['batch']:,}{policy}{' training' if settings['training'] else ''}"
