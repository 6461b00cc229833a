"""Headings and blocks are what Markdown says they are."""

from __future__ import annotations

import pytest

from app.core.lessons import markdown_text
from app.core.lessons.lesson_error import LessonError

TEXT = """\
---
title: T
---
Before.

## One *day*

- a list

      ## no heading

```text
## no heading
```

## Two

~~~ layerloom
task: t
~~~

After.

### Deeper
> ## no step
"""


def test_a_text_is_taken_apart() -> None:
    parts = markdown_text.read(TEXT, "f")
    assert parts.front.text == "title: T"
    assert (parts.introduction.text, parts.introduction.blocks) == ("Before.", [])
    one, two = parts.steps
    assert (one.title, one.line) == ("One *day*", 6)
    assert "## no heading\n```" in one.text
    assert (two.title, two.line) == ("Two", 16)
    assert [(block.text, block.line) for block in two.blocks] == [("task: t\n", 19)]
    assert two.text == "After.\n\n### Deeper\n> ## no step"


def test_lines_may_end_as_on_windows() -> None:
    parts = markdown_text.read(TEXT.replace("\n", "\r\n"), "f")
    assert [(part.title, part.line) for part in parts.steps] == [("One *day*", 6), ("Two", 16)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("## A step", "A lesson begins with `---`"),
        ("", "A lesson begins with `---`"),
        ("---\ntitle: T\n", "The `---` behind title"),
        ("---\n---\n" + "a" * 30_000, "A line is too long"),
    ],
)
def test_what_has_no_front_matter_is_refused(text: str, said: str) -> None:
    with pytest.raises(LessonError, match=said):
        markdown_text.read(text, "f")
