"""The text of `docs/lesson-predicates.md`, made of the predicates' docstrings."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.lessons.predicates import PREDICATES

_HEAD = """\
# What a lesson can ask

Made by `python -m app.core.lessons.predicate_page > docs/lesson-predicates.md`.

Each of these is one line of an exercise's `check`, or of the `when` of an answer. All that is asked
has to hold. [lessons.md](lessons.md) tells how a lesson is written.

Where a predicate takes the *name* of a layer, a name (`dense_1`), a class (`Dense`) or a pattern of
either will do: `*` stands for any text, `?` for one character, `[ab]` for one of these. A layer in
a block is meant by its own name, or by the block's and its own: `encoder/dense`. Names that
Layerloom gives by itself depend on the order in which somebody has drawn: ask for classes where you
can.

Shapes have the batch first: `[null, 784]`. Large numbers may be written `217_537`.

"""

_COMBINED = """\
## `any`, `all`, `not`, `unsaid`

Predicates of predicates: one of a list holds, all do, none does. They may stand in each other.

```yaml
- any:
    - layers: {class: GlobalAveragePooling2D}
    - layers: {class: GlobalMaxPooling2D}
- not: {has: [Flatten]}
```

What a `check` asks is shown to the learner as a list. What would give the answer away is asked in
`unsaid`:

```yaml
- parameters: {at_most: 40_000}
- unsaid:
    - lacks: [Flatten]
```
"""


def page() -> str:
    """The whole text."""
    return _HEAD + "\n".join(_parts())


def _parts() -> Iterator[str]:
    for name, predicate in PREDICATES.items():
        example = "\n".join(f"- {line}" for line in predicate.example.splitlines())
        yield f"## `{name}`\n\n{predicate.about}\n\n```yaml\n{example}\n```\n"
    yield _COMBINED


if __name__ == "__main__":
    print(page(), end="")
