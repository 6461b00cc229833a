"""A small lesson, whole, and designs for it."""

from __future__ import annotations

from collections.abc import Mapping

from app.core.lessons import lesson_file
from app.core.lessons.lesson_file import LessonReading
from model_codegen import gallery

SHARING = """\
---
title: Sharing against copying
summary: One encoder called twice is not two encoders.
minutes: 10
---

## Two pictures, one question

Are they of the same digit?

## Share the encoder

Make **one** encoder.

```layerloom
start: copied.json
point: {nodes: ["dense_*"], panel: Summary}
task: Let both pictures go through the same encoder.
id: share
level: 2
check:
  - parameters: 217_537
answers:
  - when: [{parameters: 434_945}]
    say: "435 K: you built two encoders."
right: One encoder.
hints: [Look at the encoders., Press *Call again*.]
solution: shared.json
wrong: [{design: copied.json, says: two encoders}]
```

```python
layer = Dense(64)
```
"""


def designs() -> dict[str, bytes]:
    """The files beside it."""
    names = {"shared.json": "siamese_comparator", "copied.json": "siamese_copied"}
    return {file: gallery.text(name).encode() for file, name in names.items()}


def read(
    text: str = SHARING, name: str = "05-sharing", files: Mapping[str, bytes] | None = None
) -> LessonReading:
    """What becomes of a lesson."""
    return lesson_file.read_text(text, name, designs() if files is None else files)


def sentences(text: str, name: str = "05-sharing") -> list[str]:
    """What is wrong with a lesson."""
    return [str(error) for error in read(text, name).errors]


def changed(old: str, new: str) -> list[str]:
    """What is wrong with the lesson if a text stands in the place of another one."""
    assert SHARING.count(old) == 1, old
    return sentences(SHARING.replace(old, new))
