"""The plain table is `rich`'s own, line by line, whatever stands in its cells."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
import rich
import rich.console
import rich.markup
import rich.table
from hypothesis import example, given, settings
from hypothesis import strategies as st

from model_codegen.render.plain_table import PlainTable, plain_rich, wrapped

WIDTH = 200

words = st.text("abz_-/.019[]:\\ ", min_size=1, max_size=30) | st.sampled_from(
    [
        ":smile:",
        "日本語",
        "e\u0301",
        "𝅘𝅥",
        "   └ inner",
        "(None, 1, 1, 3840)",
        "two  spaces ",
        "a\tb",
        "a\nb",
    ]
)
cells = st.builds(
    lambda name, kind, closed: f"{rich.markup.escape(name)} ([color(33)]{kind}[/]{closed}",
    words,
    st.text("ABCdef", min_size=1, max_size=25),
    st.sampled_from([")", ") [bold][color(34)]Y[/][/]", "[[color(34)]0[/]][[color(34)]1[/]], "]),
) | st.lists(st.text("abc_", min_size=1, max_size=12), min_size=1, max_size=5).map(" ".join)


def printed(package: Any, widths: list[int], rows: list[list[str]], line_length: int) -> str:
    """What Keras' summary would print of these rows."""
    justify = ("left", "right", "center", "left")
    columns = [
        package.table.Column(f"Column {width} (type)", justify=just, width=width)
        for width, just in zip(widths, justify, strict=False)
    ]
    table = package.table.Table(*columns, width=line_length, show_lines=True)
    for row in rows:
        table.add_row(*row)
    console = package.console.Console(highlight=False, force_terminal=False, color_system=None)
    console.begin_capture()
    console.print('[bold]Model: "a"[/]')
    console.print(table)
    console.print("[bold] Total params: [/][color(34)]1,000[/] (3.91 KB)")
    text: str = console.end_capture()
    return text


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(WIDTH))
    monkeypatch.setenv("LINES", "100")
    monkeypatch.setattr("sys.stdout", io.StringIO())


@settings(max_examples=60, deadline=None)
@given(st.data(), st.lists(st.integers(4, 40), min_size=3, max_size=4))
def test_a_table_is_the_one_of_rich(data: Any, widths: list[int]) -> None:
    row = st.lists(cells, min_size=len(widths), max_size=len(widths))
    rows = data.draw(st.lists(row, min_size=1, max_size=6))
    # Keras' columns fill the width, whatever that leaves for what stands between them.
    line_length = sum(widths)
    expected = printed(rich, widths, rows, line_length)
    assert printed(plain_rich(WIDTH), widths, rows, line_length) == expected


@settings(max_examples=300, deadline=None)
@given(
    st.text("ab  ", max_size=60), st.integers(2, 12), st.sampled_from(["left", "right", "center"])
)
@example(" a", 2, "left")
@example("abcdef gh", 3, "left")
def test_simple_text_breaks_where_rich_breaks_it(text: str, width: int, justify: Any) -> None:
    console = rich.console.Console(width=WIDTH)
    lines = rich.text.Text(text).wrap(console, width, justify=justify, overflow="ellipsis")
    assert (
        wrapped(console, text, justify, width) == [line.plain.ljust(width) for line in lines]
        or not text.strip()
    )


def test_rows_of_a_table_are_made_without_rich(monkeypatch: pytest.MonkeyPatch) -> None:
    """What it is for: only what stands around the rows is left to `rich`, however many they are."""
    calls: list[str] = []
    render = rich.console.Console.render_str

    def counted(self: Any, text: str, **options: Any) -> Any:
        calls.append(text)
        return render(self, text, **options)

    monkeypatch.setattr(rich.console.Console, "render_str", counted)
    row = ["conv2d_1 ([color(33)]Conv2D[/])", "[color(34)]1,000[/]", "x[[color(34)]0[/]]"]
    text = printed(plain_rich(WIDTH), [30, 12, 20], [row] * 50, 62)
    assert len(re.findall("conv2d_1", text)) == 50
    assert not any("conv2d" in call for call in calls)


def test_a_table_outside_of_a_console_is_no_text_yet() -> None:
    assert isinstance(plain_rich(80).table.Table(), PlainTable)
