"""The Chain or topology? page: what Sequential can hold of a design, what it cannot, and why."""

from __future__ import annotations

from concurrent.futures import Future, wait
from typing import Any, TypeVar

import streamlit as st

from app.core import chain_comparison, number_text
from app.core.services import Services
from app.core.session import panel_requests
from app.core.session.session import Session
from app.core.workspace.analysed import Analysed
from app.ui import chain_repairs
from app.ui.chain_end import end_slider, shown_chain
from app.ui.error_boundary import boundary
from app.ui.node_card import node_card
from app.ui.polling import until, watched
from app.ui.scrolling_pictures import scrolling_pictures
from app.ui.session_state import keep_address
from app.ui.worker_answer import answered
from components.topology_view import topology_view
from model_codegen import gallery
from model_codegen.analysis.advice.chain import Chains
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.fileformat.serialization import to_json
from model_codegen.emitters.styles import STYLES, Style

T = TypeVar("T")

PATIENCE = 0.5
"""Seconds that a run waits for an answer before it leaves that to the next one."""

FIRST_LESSONS = ("mlp", "two_headed_mlp", "siamese_comparator", "residual_blocks")
"""Offered where there is no design yet: a chain, a topology, sharing, a block that hides one."""


def show(session: Session, services: Services) -> None:
    """Draw the page."""
    with st.container(key="topology"):
        _watched(session, services)


@st.fragment
def _watched(session: Session, services: Services) -> None:
    with watched("topology"):
        _page(session, services)


def _page(session: Session, services: Services) -> None:
    keep_address(session, session.page)
    scrolling_pictures()
    empty = not session.design.main.nodes
    if empty and not session.example:
        _invitation(session)
        return
    heading, choice = st.columns([5, 2], vertical_alignment="center")
    with choice:
        _choice(session, empty)
    analysed = _analysed(session, services)
    if analysed is None:
        return
    with heading:
        _verdict(analysed)
    with boundary("The picture"):
        _pictures(session, services, analysed)
    with boundary("The source"):
        _sources(session, services, analysed)
    with boundary("The count"):
        _count(analysed)


def _invitation(session: Session) -> None:
    st.markdown("## Chain or topology?")
    st.markdown(
        "A **chain** is one tensor that passes through one layer after another; `keras.Sequential` "
        "can hold it. Everything else is a **topology**. Your canvas is empty: begin with one of "
        "these, or draw a design and come back."
    )
    entries = {entry.name: entry for entry in gallery.entries()}
    columns = st.columns(len(FIRST_LESSONS))
    for column, name in zip(columns, FIRST_LESSONS, strict=True):
        with column, st.container(border=True, height="stretch"):
            st.markdown(f"#### {entries[name].title}\n{entries[name].summary}")
            if st.button("Explore", key=f"explore-{name}", icon=":material/travel_explore:"):
                session.example = name
                st.rerun(scope="fragment")


def _choice(session: Session, empty: bool) -> None:
    titles = {entry.name: entry.title for entry in gallery.entries()}
    own = {} if empty else {"": f"Your design: {session.design.name[:40]}"}
    options = {**own, **titles}
    chosen = st.selectbox(
        "Model",
        list(options),
        index=list(options).index(session.example),
        format_func=options.__getitem__,
        key="topology-example",
        label_visibility="collapsed",
    )
    if chosen != session.example:
        session.example = chosen
        # In place: a click made meanwhile on what is still there from before is about this one.
        _view(session).update(_FRESH, clicks={})


def _analysed(session: Session, services: Services) -> Analysed | None:
    """The analysed design that the page is about; None while it is on its way."""
    if not session.example:
        request = session.workspace.request
        if session.stale and request is not None:
            wait((request,), PATIENCE)
        if session.stale:
            until(False, "Keras is looking at your design …")
        return session.analysed
    result = _answer(panel_requests.example(services, session.example), "Keras is starting …")
    if result is None:
        return None
    design = gallery.load(session.example)
    return Analysed(0, design, to_json(design), result)


def _answer(future: Future[T], meanwhile: str) -> T | None:
    """What a worker says; None, with a word on the page, while it is on its way or failed."""
    wait((future,), PATIENCE)
    if future.done() and not future.cancelled():
        return answered(future)
    until(future.done(), meanwhile)
    return None


def _reasons(analysed: Analysed) -> list[dict[str, Any]]:
    found = analysed.result["diagnostics"]
    return [item for item in found if item["code"] == "not-a-chain" and item["graph"] == MAIN]


def _verdict(analysed: Analysed) -> None:
    count = len(_reasons(analysed))
    name = number_text.code(analysed.design.name)
    if count:
        st.markdown(f"## {name} is a topology, for {number_text.counted(count, 'reason')}")
    else:
        st.markdown(f"## {name} is a chain")


def _pictures(session: Session, services: Services, analysed: Analysed) -> None:
    design, result = analysed.design, analysed.result
    view = _view(session)
    reasons = _reasons(analysed)
    chains = chain_comparison.chains(design, result)
    chosen = view["reason"]
    marked = reasons[chosen]["nodes"] if chosen is not None and chosen < len(reasons) else ()
    left, right, words = st.columns([3, 3, 2], gap="medium")
    if len(design.main.nodes) > chain_comparison.MAX_NODES:
        with left:
            st.info(
                f"This design has {len(design.main.nodes):,} nodes, too many for a picture that "
                "teaches; the reasons and the sources are here all the same."
            )
    else:
        dark = st.context.theme.type == "dark"
        with left:
            st.markdown("##### The design" if session.example else "##### As you drew it")
            dots, arrows = chain_comparison.picture(design, result, marked)
            _click(view, "design", topology_view(dots, arrows, height=HEIGHT, dark=dark))
        with right:
            nodes = shown_chain(view, chains)
            st.markdown(f"##### {_chain_title(nodes, chains, reasons)}")
            if nodes:
                dots, arrows = chain_comparison.picture(design, result, chain=nodes)
                clicked = topology_view(dots, arrows, height=HEIGHT + 1, dark=dark)
                if _click(view, "chain", clicked) and clicked in chains.lengths:
                    view["end"] = clicked
                    st.rerun(scope="fragment")
                end_slider(view, analysed, chains)
    with words:
        chain_repairs.done(session, view)
        _words(session, services, analysed, view, reasons)
        if view["node"] in design.main.nodes:
            node_card(design, result, view["node"], reasons)
        else:
            st.caption("Click a node to read what it is.")


HEIGHT = 430
"""Of a picture, in pixels."""


_FRESH: dict[str, Any] = {"reason": None, "node": None, "end": None, "done": None}


def _view(session: Session) -> dict[str, Any]:
    """What is chosen on the page: a reason, a node, the end of the chain."""
    found: dict[str, Any] = session.shown.setdefault("topology", {**_FRESH, "clicks": {}})
    return found


def _chain_title(nodes: list[str], chains: Chains, reasons: list[dict[str, Any]]) -> str:
    if not reasons and nodes == chains.longest:
        return "Sequential holds all of it"
    return "The longest chain in it" if nodes == chains.longest else "The chain that ends here"


def _click(view: dict[str, Any], picture: str, clicked: str | None) -> bool:
    """Take a click in, once; whether it was one on a node."""
    if clicked == view["clicks"].get(picture):
        return False
    view["clicks"][picture] = clicked
    if clicked is None:
        return False
    view["node"] = clicked
    return True


def _words(
    session: Session,
    services: Services,
    analysed: Analysed,
    view: dict[str, Any],
    reasons: list[dict[str, Any]],
) -> None:
    if not reasons:
        st.markdown(
            "##### Why it is a chain\nOne input, one output, and every layer takes the one tensor "
            "that the layer before it returned. Nothing branches, nothing joins, nothing is "
            "called twice."
        )
        return
    st.markdown("##### Why Sequential cannot hold it")
    with st.container(key="reasons", gap="small"):
        for index, reason in enumerate(reasons):
            active = view["reason"] == index
            st.button(
                number_text.sentence(reason["reason"]),
                key=f"reason-{index}",
                type="primary" if active else "secondary",
                width="stretch",
                help="Show it in the picture, and what can be done about it",
                on_click=view.update,
                kwargs={"reason": None if active else index},
            )
            if active:
                _repairs(session, services, analysed, view, index)


def _repairs(
    session: Session, services: Services, analysed: Analysed, view: dict[str, Any], index: int
) -> None:
    request = panel_requests.repairs(session, services, analysed)
    found = _answer(request, "Trying repairs …")
    if found is not None:
        of_reason = [repair for repair in found if repair.reason == index]
        chain_repairs.repair_list(session, view, of_reason)


def _sources(session: Session, services: Services, analysed: Analysed) -> None:
    st.markdown("### The same model as source, and what each form loses")
    columns = st.columns(len(STYLES), gap="medium")
    for column, style in zip(columns, STYLES.values(), strict=True):
        with column:
            _source(session, services, analysed, style)


def _source(session: Session, services: Services, analysed: Analysed, style: Style) -> None:
    st.markdown(f"#### {style.title}")
    answer = _answer(
        panel_requests.source(session, services, analysed, style.name, session.fold), "Writing …"
    )
    if answer is None:
        return
    if "reasons" not in answer:
        st.markdown(style.loses)
    elif style.making == "chain" and _reasons(analysed):
        answer = _chain_source(session, services, analysed)
        if answer is None:
            return
    if "reasons" not in answer:
        st.code(answer["text"], language="python", height=420)
    else:
        st.markdown("\n".join(f"- {reason['message']}" for reason in answer["reasons"]))


def _chain_source(
    session: Session, services: Services, analysed: Analysed
) -> dict[str, Any] | None:
    """Source of what Sequential can hold, under a word on what it cannot."""
    chains = chain_comparison.chains(analysed.design, analysed.result)
    chain = shown_chain(_view(session), chains)
    if not chain:
        return {"reasons": []}
    design = chain_comparison.held(analysed.design, analysed.result, chain)
    gone = chain_comparison.lost(analysed.design, analysed.result, chain)
    names = ", ".join(number_text.code(name) for name in gone[:6])
    more = f" and {len(gone) - 6} more" if len(gone) > 6 else ""
    st.markdown(
        f"Holds {number_text.counted(len(chain), 'call')} of {len(analysed.design.main.nodes)}. "
        f"**Lost:** {names}{more}, and every connection to them."
    )
    part = Analysed(0, design, to_json(design), {"graphs": {}})
    return _answer(panel_requests.source(session, services, part, "sequential", False), "Writing …")


def _count(analysed: Analysed) -> None:
    result = analysed.result
    shared = chain_comparison.shared_operations(analysed.design, result)
    total = result["graphs"][MAIN]["total_params"]
    copied = chain_comparison.copied_params(result)
    st.markdown("### Shared or copied?")
    first, second, words = st.columns([1, 1, 2], vertical_alignment="center")
    if shared:
        first.metric("Parameters, as drawn: shared", number_text.count(total))
        second.metric(
            "With a copy for every call",
            number_text.count(copied),
            delta=f"+{number_text.count(copied - total)}",
            delta_color="inverse",
        )
        words.markdown(
            "A shared layer has **one set of weights, however often it is called**: every call "
            "trains them. Copies look the same in a drawing of shapes, and learn apart."
        )
        return
    first.metric("Parameters", number_text.count(total))
    advice = [d for d in result["diagnostics"] if d["code"] == "copied-not-shared"]
    words.markdown(
        advice[0]["message"]
        if advice
        else "Here every layer is called once, so sharing changes nothing. Explore the "
        "**Siamese comparator** to see two calls of one encoder."
    )
