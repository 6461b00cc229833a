"""The plot_model picture: Keras draws it as DOT text, Graphviz lays it out."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Literal, TypedDict, Unpack, get_args

from model_codegen.design.errors import RenderError
from model_codegen.design.fileformat import files
from model_codegen.design.graph import Design
from model_codegen.execution.disguised_names import unmask_html
from model_codegen.execution.model_outline import model_outline
from model_codegen.execution.symbolic import in_disguise, recursion_for, symbolic_model
from model_codegen.render import graphviz

Format = Literal["png", "svg", "pdf"]
Direction = Literal["TB", "LR", "BT", "RL"]


class PlotOptions(TypedDict, total=False):
    """What a picture shows, in the words of `keras.utils.plot_model`.

    Attributes:
        show_shapes: Input and output shapes; by default True.
        show_dtype: Output dtypes.
        show_layer_names: Names besides classes; by default True.
        show_layer_activations: Activation functions.
        show_trainable: Which layers training changes.
        expand_nested: The layers of blocks, framed.
        rankdir: Where the model flows to: `"TB"` (down, the default), `"LR"`, `"BT"` or `"RL"`.
        dpi: Resolution of a PNG; by default 200.
    """

    show_shapes: bool
    show_dtype: bool
    show_layer_names: bool
    show_layer_activations: bool
    show_trainable: bool
    expand_nested: bool
    rankdir: Direction
    dpi: int


@dataclass(frozen=True)
class Picture:
    """A drawn model.

    Attributes:
        data: The file's content.
        note: One sentence about what is not as Keras would have drawn it; empty if nothing is.
    """

    data: bytes
    note: str = ""


def dot(design: Design, **options: Unpack[PlotOptions]) -> str:
    """Return the picture as DOT text, for which Graphviz' programs are not needed.

    Args:
        design: A design without errors.
        **options: See `PlotOptions`.

    Raises:
        RenderError: If the design has errors, one line for each, or an option is out of range.
    """
    return _dot(design, "polyline", _VECTOR_DPI, options)


def picture(
    design: Design,
    format: Format = "svg",
    *,
    time_limit: float = 60,
    **options: Unpack[PlotOptions],
) -> Picture:
    """Draw a design as `keras.utils.plot_model` does.

    Keras asks for right-angled lines, on which Graphviz 2.43 crashes for some models; these are
    drawn again with polylines, and the note says so.

    Args:
        design: A design without errors.
        format: `"png"`, `"svg"` or `"pdf"`.
        time_limit: Seconds that Graphviz may take.
        **options: See `PlotOptions`.

    Raises:
        RenderError: If the design has errors, one line for each, if an option is out of range, or
            if Graphviz is missing or cannot draw it.
    """
    if format not in _FORMATS:
        raise RenderError(f"A picture is drawn as png, svg or pdf, not as {format}.")
    dpi = options.get("dpi", _PNG_DPI) if format == "png" else _VECTOR_DPI
    text = _dot(design, "ortho", dpi, options)
    try:
        return Picture(*graphviz.draw(text, format, time_limit / 2))
    except graphviz.GraphvizError:
        text = text.replace("splines=ortho", "splines=polyline", 1)
        data, note = graphviz.draw(text, format, time_limit / 2)
        return Picture(data, f"{_NOT_ORTHO} {note}".strip())


def plot(design: Design, path: str | os.PathLike[str], **options: Unpack[PlotOptions]) -> Picture:
    """Draw a design into a file; its ending, `.png`, `.svg`, `.pdf` or `.dot`, says how.

    Args:
        design: A design without errors.
        path: The file; an existing one is replaced.
        **options: See `PlotOptions`.

    Returns:
        What was written.

    Raises:
        RenderError: If the ending is another one, or for the reasons that `picture` gives.
        DesignError: If the file cannot be written.
    """
    ending = PurePath(os.fsdecode(path)).suffix.lower().removeprefix(".")
    if ending == "dot":
        drawn = Picture(dot(design, **options).encode("utf-8"))
    elif ending in _FORMATS:
        drawn = picture(design, _FORMATS[ending], **options)
    else:
        raise RenderError(
            "A plot's file name ends in .png, .svg, .pdf or .dot"
            + (f", not in .{ending}." if ending else ".")
        )
    files.write(path, drawn.data)
    return drawn


_FORMATS: dict[str, Format] = {"png": "png", "svg": "svg", "pdf": "pdf"}

_PNG_DPI = 200
_VECTOR_DPI = 72
"""Graphviz' own unit, so that a vector picture has its natural size."""

_NOT_ORTHO = (
    "Graphviz could not route right-angled lines through this model, so its lines are slanted."
)


def _dot(design: Design, splines: str, dpi: int, options: PlotOptions) -> str:
    rankdir = options.get("rankdir", "TB")
    if rankdir not in get_args(Direction):
        raise RenderError(f"A picture's rankdir is TB, LR, BT or RL, not {rankdir}.")
    if not 10 <= dpi <= 1200:
        raise RenderError(f"A picture's dpi is 10 to 1,200, not {dpi:,}.")
    shown = {
        "show_shapes": options.get("show_shapes", True),
        "show_dtype": options.get("show_dtype", False),
        "show_layer_names": options.get("show_layer_names", True),
        "show_layer_activations": options.get("show_layer_activations", False),
        "show_trainable": options.get("show_trainable", False),
        "expand_nested": options.get("expand_nested", False),
        "rankdir": rankdir,
        "dpi": dpi,
        "splines": splines,
    }
    text = _of_records(design, shown)
    return unmask_html(_of_model(design, shown) if text is None else text)


def _of_records(design: Design, shown: dict[str, Any]) -> str | None:
    """The picture of records of the model; None where it has to be made, as for a summary.

    Records have no activations.
    """
    if shown["show_layer_activations"]:
        return None
    try:
        with recursion_for(design):
            # A model of `keras.applications` shows inputs of its own.
            return _drawn(model_outline(in_disguise(design), layers_inside=True), shown)
    except Exception:
        return None


def _of_model(design: Design, shown: dict[str, Any]) -> str:
    """The picture of the model that the design's source makes, without weight memory."""
    with symbolic_model(design) as model:
        return _drawn(model, shown)


def _drawn(model: Any, shown: dict[str, Any]) -> str:
    from keras.utils import model_to_dot

    graph = model_to_dot(model, **shown)
    _number(graph)
    text: str = graph.to_string()
    return text


def _number(graph: Any) -> None:
    """Name nodes and frames by number, so that the same design gives the same text.

    Keras names nodes by memory address, and frames by their block's name, though Graphviz takes
    two frames of one name for one frame.
    """
    nodes: dict[str, str] = {}
    edges: list[Any] = []
    frames = [graph]
    for index, frame in enumerate(frames):
        if frame is not graph:
            frame.set_name(f"cluster_{index}")
        # Keras' defaults for all nodes come as a node called "node".
        for node in (node for node in frame.get_nodes() if node.get_name() != "node"):
            nodes[node.get_name()] = f"n{len(nodes)}"
            node.set_name(nodes[node.get_name()])
        edges += frame.get_edges()
        frames += frame.get_subgraphs()
    for edge in edges:
        edge.obj_dict["points"] = tuple(nodes[end] for end in edge.obj_dict["points"])
