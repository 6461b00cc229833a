"""YAML as lessons use it: plain values, and the line that each stands in.

Numbers, `true`, `false` and `null` are what YAML 1.2 says: `no` and `on` are words, `1e-3` is a
number, a date is a text. Anchors and tags are refused: nothing here makes an object or grows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from app.core.lessons.lesson_error import LessonError

Path = tuple[str | int, ...]

DEEPEST = 24
"""So deep may lists and mappings be nested."""

MOST = 5_000
"""So many values may there be."""

_TREES = ("map", "seq")


@dataclass(frozen=True)
class YamlText:
    """What a text says.

    Attributes:
        value: Of mappings, lists, texts, numbers, true, false and null.
        lines: The lines that its parts begin in, by the way to them.
    """

    value: Any
    lines: Mapping[Path, int] = field(default_factory=dict)

    def line(self, path: Path) -> int:
        """Where something stands, or else what is nearest around it."""
        steps: Path = ()
        found = self.lines.get((), 0)
        for step in path:  # what is no part of the value leads nowhere
            if (*steps, step) in self.lines:
                steps = (*steps, step)
                found = self.lines[steps]
        return found


class _Loader(yaml.SafeLoader):
    """Reads plain scalars as YAML 1.2 does."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012


_SCALARS = {
    "tag:yaml.org,2002:bool": (r"true|false|True|False|TRUE|FALSE", "tTfF"),
    "tag:yaml.org,2002:null": (r"null|Null|NULL|~|", "nN~"),
    "tag:yaml.org,2002:int": (r"[-+]?[0-9][0-9_]*", "-+0123456789"),
    "tag:yaml.org,2002:float": (
        r"[-+]?(?:[0-9][0-9_]*\.[0-9_]*|\.[0-9]+|[0-9][0-9_]*(?=[eE]))(?:[eE][-+]?[0-9]+)?",
        "-+0123456789.",
    ),
}
for _tag, (_pattern, _first) in _SCALARS.items():
    _Loader.add_implicit_resolver(_tag, re.compile(rf"^(?:{_pattern})$"), [*_first])
_Loader.yaml_implicit_resolvers.setdefault("", []).append(
    ("tag:yaml.org,2002:null", re.compile(r"^$"))
)


def read(text: str, file: str, first_line: int) -> YamlText:
    """Read a text.

    Args:
        text: YAML.
        file: The name of the file that it is from, for errors.
        first_line: The number of its first line there.

    Raises:
        LessonError: With one sentence, if it cannot be read.
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        line, reason = _told(error)
        raise LessonError(file, reason, first_line + line) from None
    except (RecursionError, ValueError):
        raise LessonError(file, "This is nested too deeply.", first_line) from None
    return _Reading(file, first_line).read(node)


class _Reading:
    def __init__(self, file: str, first_line: int) -> None:
        self._file = file
        self._first_line = first_line
        self._lines: dict[Path, int] = {}
        self._seen: set[int] = set()

    def read(self, node: yaml.Node | None) -> YamlText:
        value = None if node is None else self._value(node, ())
        return YamlText(value, {**self._lines, (): self._first_line})

    def _value(self, node: yaml.Node, path: Path) -> Any:
        self._lines[path] = line = self._first_line + node.start_mark.line
        if id(node) in self._seen:
            raise LessonError(self._file, "Write it out: `*` stands for nothing here.", line)
        self._seen.add(id(node))
        if len(path) > DEEPEST or len(self._seen) > MOST:
            raise LessonError(self._file, "This is more than a step needs: make it shorter.", line)
        if not isinstance(node, yaml.ScalarNode) and node.tag.rpartition(":")[2] not in _TREES:
            raise LessonError(self._file, f"Take the `{node.tag:.40}` away.", line)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self._value(item, (*path, place)) for place, item in enumerate(node.value)]
        return self._scalar(node, line)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = self._first_line + key_node.start_mark.line
            if not isinstance(key_node, yaml.ScalarNode):
                raise LessonError(self._file, "A key is a word, such as `task`.", line)
            key = key_node.value
            if key in found:
                raise LessonError(
                    self._file, f"`{key:.60}` stands here twice: take one away.", line
                )
            found[key] = self._value(value_node, (*path, key))
            self._lines[(*path, key)] = line
        return found

    def _scalar(self, node: yaml.Node, line: int) -> Any:
        text: str = node.value
        kind = node.tag.removeprefix("tag:yaml.org,2002:")
        try:
            match kind:
                case "str":
                    return text
                case "null":
                    return None
                case "bool":
                    return text.lower() == "true"
                case "int":
                    return int(text.replace("_", ""))
                case "float":
                    return float(text.replace("_", ""))
        except ValueError:
            raise LessonError(self._file, f"`{text:.40}` is no number.", line) from None
        raise LessonError(self._file, f"Take the `{node.tag:.40}` away.", line)


def _told(error: yaml.YAMLError) -> tuple[int, str]:
    """The line, from 0, and a sentence."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or "it cannot be read"
    line = mark.line if mark else 0
    if "mapping values are not allowed" in problem:
        return line, (
            "A text with a colon in it stands in quotation marks: "
            'say: "435 K: you built two encoders."'
        )
    if "alias" in problem or "alias" in str(getattr(error, "context", "")):
        return line, "A text that begins with `*` or `&` stands in quotation marks."
    return line, f"This is no YAML: {' '.join(problem.split()):.200}."
