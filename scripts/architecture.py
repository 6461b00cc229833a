"""Draw the picture in ARCHITECTURE.md from the imports: `make picture`.

An arrow says "imports". Arrows that follow from others (a way round over a third part) are left
out, so that what is left can be read.
"""

from __future__ import annotations

import sys
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "ARCHITECTURE.md"
BEGIN, END = "<!-- picture: made by `make picture` -->\n", "<!-- /picture -->"

GROUPS = {
    "browser, pages, channel": ("components", "app.ui", "app.channel", "app.serving"),
    "the app, without Streamlit": ("app.core",),
    "what proves it, what is shown": (
        "cli",
        "flow",
        "training",
        "verify",
        "comparison",
        "render",
        "gallery",
        "blocks",
    ),
    "where it comes from": ("equivalence", "importers"),
    "the source it becomes": ("execution", "emitters"),
    "what it costs, how it may learn": ("costing", "proposals"),
    "what Keras says of it": ("analysis", "catalogue", "keras_bridge"),
    "what it learns from": ("datasets",),
    "a document": ("design",),
}
"""The parts, grouped as the sentence of the layout has them; those of the library by folder."""


def module(part: str) -> str:
    """The Python package of a part."""
    return part if part.split(".")[0] in ("app", "components") else f"model_codegen.{part}"


def imports(graph: grimp.ImportGraph) -> set[tuple[str, str]]:
    """Which part imports which, lazily or for types included."""
    parts = [part for group in GROUPS.values() for part in group]
    inside = {
        part: {module(part), *graph.find_descendants(module(part))} & graph.modules
        for part in parts
    }
    home = {name: part for part, names in inside.items() for name in names}
    return {
        (part, home[imported])
        for part, names in inside.items()
        for name in names
        for imported in graph.find_modules_directly_imported_by(name)
        if home.get(imported, part) != part
    }


def reduced(edges: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The edges that do not follow from others, of a graph without circles."""
    after: dict[str, set[str]] = {}
    for start, end in edges:
        after.setdefault(start, set()).add(end)

    def reached(start: str) -> set[str]:
        found: set[str] = set()
        pending = [*after.get(start, ())]
        while pending:
            part = pending.pop()
            if part not in found:
                found.add(part)
                pending += after.get(part, ())
        return found

    return {
        (start, end)
        for start, end in edges
        if not any(end in reached(other) for other in after[start] - {end})
    }


def picture() -> str:
    """The picture as a Mermaid diagram."""
    graph = grimp.build_graph("app", "components", "model_codegen", cache_dir=None)
    lines = ["```mermaid", "flowchart TB"]
    for number, (title, parts) in enumerate(GROUPS.items()):
        lines.append(f'  subgraph g{number}["{title}"]')
        lines += [f"    {part.replace('.', '_')}[{part.replace('.', '/')}]" for part in parts]
        lines.append("  end")
    for start, end in sorted(reduced(imports(graph))):
        lines.append(f"  {start.replace('.', '_')} --> {end.replace('.', '_')}")
    return "\n".join([*lines, "```", ""])


def page(text: str) -> str:
    """The page with its picture as it has to be."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + picture() + END + after


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
