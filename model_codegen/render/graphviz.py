"""Graphviz' `dot`, run on text that it may choke on."""

from __future__ import annotations

import re
import shutil
import subprocess

from model_codegen.design.errors import RenderError


class GraphvizError(RenderError):
    """`dot` gave up, crashed or took too long."""


def draw(text: str, format: str, time_limit: float) -> tuple[bytes, str]:
    """Lay out and draw DOT text.

    Args:
        text: The graph.
        format: `"png"`, `"svg"` or `"pdf"`.
        time_limit: Seconds after which `dot` is ended.

    Returns:
        The picture and a remark on it, which is empty if there is nothing to say.

    Raises:
        GraphvizError: If `dot` could not draw the text.
        RenderError: If `dot` is not installed.
    """
    program = shutil.which("dot")
    if program is None:
        raise RenderError(
            "Pictures are drawn by Graphviz, and its program `dot` is not installed here. "
            "Install the package `graphviz` of your system, or take the DOT text instead."
        )
    try:
        done = subprocess.run(
            [program, f"-T{format}"],
            input=text.encode("utf-8"),
            capture_output=True,
            timeout=time_limit,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise GraphvizError(
            f"Graphviz did not finish this picture within {time_limit:g} seconds; "
            "the model is too large to be drawn at once."
        ) from None
    except OSError as error:
        raise GraphvizError(f"Graphviz did not start: {error.strerror}.") from None
    errors = done.stderr.decode("utf-8", "replace").strip()
    if done.returncode != 0 or not done.stdout:
        reason = errors.splitlines()[-1] if errors else f"exit status {done.returncode}"
        raise GraphvizError(f"Graphviz could not draw this model: {reason}")
    scaled = re.search(r"too large .* Scaling by ([\d.]+) to fit", errors)
    if scaled:
        percent = round(100 * float(scaled[1]))
        return done.stdout, (
            f"A {format.upper()} cannot be as large as this model needs, so it was scaled to "
            f"{max(percent, 1)} %; SVG and PDF keep every detail."
        )
    return done.stdout, ""
