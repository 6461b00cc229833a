"""The text of a lesson taken apart: front matter, headings, and blocks that say what happens."""

from __future__ import annotations

from dataclasses import dataclass, field

from markdown_it import MarkdownIt

from app.core.lessons.lesson_error import LessonError

FENCE = "layerloom"
"""What stands behind the three backticks of a block that is for us."""

_LONGEST_LINE = 20_000


@dataclass(frozen=True)
class Block:
    """A fenced block.

    Attributes:
        text: Its lines.
        line: The line of the first of them in the file, from 1.
    """

    text: str
    line: int


@dataclass
class Part:
    """What stands between two headings.

    Attributes:
        title: Of its heading; empty before the first.
        line: Of its heading, from 1.
        text: Markdown without the blocks.
        blocks: Those for us.
    """

    title: str
    line: int
    text: str = ""
    blocks: list[Block] = field(default_factory=list)


@dataclass(frozen=True)
class MarkdownText:
    """A whole file.

    Attributes:
        front: The front matter.
        introduction: What stands before the first heading.
        steps: By `##` headings, in order.
    """

    front: Block
    introduction: Part
    steps: tuple[Part, ...]


def read(text: str, file: str) -> MarkdownText:
    """Take a text apart.

    Args:
        text: The file's.
        file: Its name, for errors.

    Raises:
        LessonError: If it has no front matter.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if any(len(line) > _LONGEST_LINE for line in lines):
        raise LessonError(file, "A line is too long: break the text into several.")
    if lines[0].strip().lstrip("\ufeff") != "---":
        raise LessonError(
            file, "A lesson begins with `---`, its title, summary and minutes, and `---`.", 1
        )
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == "---"), None)
    if end is None:
        raise LessonError(file, "The `---` behind title, summary and minutes is missing.", 1)
    front = Block("\n".join(lines[1:end]), 2)
    body = lines[end + 1 :]
    parts = [Part("", 1)]
    starts = [0]
    hidden: set[int] = set()
    offset = end + 2  # of the body's first line, from 1
    tokens = MarkdownIt("commonmark").parse("\n".join(body))
    for place, token in enumerate(tokens):
        if token.map is None or token.level:
            continue
        begin, stop = token.map
        if token.type == "heading_open" and token.tag == "h2":
            parts.append(Part(tokens[place + 1].content.strip(), begin + offset))
            starts.append(stop)
            hidden.update(range(begin, stop))
        elif token.type == "fence" and token.info.split()[:1] == [FENCE]:
            parts[-1].blocks.append(Block(token.content, begin + 1 + offset))
            hidden.update(range(begin, stop))
    for part, start, stop in zip(parts, starts, [*starts[1:], len(body)], strict=True):
        kept = [body[n] for n in range(start, stop) if n not in hidden]
        part.text = "\n".join(kept).strip()
    return MarkdownText(front, parts[0], tuple(parts[1:]))
