"""A still picture of a graph, laid out in levels, whose nodes can be clicked (streamlit-agraph)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from streamlit_agraph import Config, Edge, Node, agraph

from components.graph_picture import Arrow, Dot, Role


@dataclass(frozen=True)
class _Ink:
    fill: str
    line: str
    text: str
    width: int = 1
    shape: str = "box"
    dashes: bool = False


# Okabe and Ito's colours, which every eye tells apart; the form says the same again.
_LIGHT: dict[Role, _Ink] = {
    "plain": _Ink("#FFFFFF", "#5B6573", "#1A2029"),
    "input": _Ink("#E3F1FA", "#0072B2", "#1A2029", shape="ellipse"),
    "output": _Ink("#E0F3EC", "#009E73", "#1A2029", shape="ellipse"),
    "merge": _Ink("#FBE9DC", "#D55E00", "#1A2029", width=2),
    "shared": _Ink("#F8E6F0", "#B4578E", "#1A2029", width=3),
    "chain": _Ink("#E0F3EC", "#009E73", "#1A2029", width=2),
    "left out": _Ink("#FFFFFF", "#A9B2BF", "#7B8593", dashes=True),
    "added": _Ink("#E0F3EC", "#009E73", "#1A2029", width=3),
    "removed": _Ink("#FBE4DC", "#C23B00", "#1A2029", width=3, dashes=True),
    "changed": _Ink("#FDF3D7", "#B87F00", "#1A2029", width=3),
}
_DARK: dict[Role, _Ink] = {
    "plain": _Ink("#242A33", "#9AA5B4", "#E6EAF0"),
    "input": _Ink("#173042", "#56B4E9", "#E6EAF0", shape="ellipse"),
    "output": _Ink("#12362C", "#3CC79C", "#E6EAF0", shape="ellipse"),
    "merge": _Ink("#432A17", "#F08A3C", "#E6EAF0", width=2),
    "shared": _Ink("#402439", "#DE8FC0", "#E6EAF0", width=3),
    "chain": _Ink("#12362C", "#3CC79C", "#E6EAF0", width=2),
    "left out": _Ink("#15181D", "#4A5361", "#7F8A99", dashes=True),
    "added": _Ink("#12362C", "#3CC79C", "#E6EAF0", width=3),
    "removed": _Ink("#432317", "#F07B4A", "#E6EAF0", width=3, dashes=True),
    "changed": _Ink("#3D3115", "#E0B040", "#E6EAF0", width=3),
}
_MARK = "#E69F00"


def topology_view(
    dots: Sequence[Dot], arrows: Sequence[Arrow], *, height: int, dark: bool
) -> str | None:
    """Draw a graph and return the id of the node that was clicked last.

    A change of any argument draws it anew and forgets the click. Two equal pictures on one page
    must differ in something, their height say, for Streamlit knows them by their arguments.

    Args:
        dots: The nodes.
        arrows: The edges.
        height: In pixels.
        dark: Whether the page's theme is dark.
    """
    inks = _DARK if dark else _LIGHT
    line = "#7F8A99" if dark else "#7B8593"
    levels = {dot.id: dot.level for dot in dots}
    nodes = [_node(dot, inks[dot.role]) for dot in dots]
    edges = []
    for number, arrow in enumerate(arrows):
        stops = [
            _waypoint(f"{_WAYPOINT}{number} {level}", level)
            for level in range(levels[arrow.source] + 1, levels[arrow.target])
        ]
        nodes += stops
        path = [arrow.source, *(stop.id for stop in stops), arrow.target]
        edges += [
            _edge(source, target, line, arrow.faint, last=target == arrow.target)
            for source, target in pairwise(path)
        ]
    clicked = agraph(nodes, edges, _config(height))
    return clicked if clicked in levels else None


_WAYPOINT = "waypoint "
"""Ids of invisible nodes that lead a long arrow around the nodes of the rows it crosses."""


def _config(height: int) -> Config:
    layout = {
        "direction": "UD",
        "sortMethod": "directed",
        "levelSeparation": 104,
        "nodeSpacing": 260,
        "treeSpacing": 260,
    }
    config = Config(
        height=height,
        physics=False,
        hierarchical=True,
        interaction={"hover": True, "dragNodes": False, "tooltipDelay": 10**9},
        **layout,
    )
    config.width = "100%"
    # The layout's options are also left where vis-network complains of them.
    for name in (*layout, "groups"):
        delattr(config, name)
    return config


def _waypoint(name: str, level: int) -> Any:
    # A hidden node would hide its edges, too; this one is there and cannot be seen.
    clear = {"background": "rgba(0,0,0,0)", "border": "rgba(0,0,0,0)"}
    color = {**clear, "highlight": clear, "hover": clear}
    node = Node(id=name, label="", level=level, shape="dot", size=1, color=color)
    node.title = ""
    return node


def _node(dot: Dot, ink: _Ink) -> Any:
    border = _MARK if dot.marked else ink.line
    node = Node(
        id=dot.id,
        label=dot.label,
        level=dot.level,
        shape=ink.shape,
        color={
            "background": ink.fill,
            "border": border,
            "highlight": {"background": ink.fill, "border": _MARK},
            "hover": {"background": ink.fill, "border": border},
        },
        borderWidth=4 if dot.marked else ink.width,
        borderWidthSelected=4,
        shapeProperties={"borderRadius": 5, "borderDashes": [5, 4] if ink.dashes else False},
        font={"color": ink.text, "size": 19, "face": "Source Sans, Segoe UI, sans-serif"},
        margin={"top": 8, "bottom": 8, "left": 12, "right": 12},
        widthConstraint={"minimum": 150, "maximum": 290},
    )
    # A title would be set as HTML, and a double click would open it as an address.
    node.title = ""
    return node


def _edge(source: str, target: str, line: str, faint: bool, last: bool) -> Any:
    return Edge(
        source=source,
        target=target,
        color={"color": line, "opacity": 0.35 if faint else 1.0, "highlight": line, "hover": line},
        dashes=faint,
        width=2,
        arrows={"to": {"enabled": last, "scaleFactor": 0.7}},
        smooth={"type": "cubicBezier", "forceDirection": "vertical", "roundness": 0.4},
    )
