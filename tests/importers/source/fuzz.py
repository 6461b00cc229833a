"""Mutated and hostile texts: `python -m tests.importers.source.fuzz 100000 [seed]`.

Every text is read. It may be refused by one of the library's own errors; nothing else is raised,
nothing of it runs, and what is read is a document.
"""

from __future__ import annotations

import ast
import io
import random
import resource
import sys
import time
import tokenize
import warnings
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from model_codegen.design.errors import LayerloomError
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.importers import from_source
from tests.importers.source.hostile import CANARY, SNIPPETS

ROOT = Path(__file__).parents[2]

MOST_MEMORY = 2_000_000
"""Kilobytes by which the process may grow, Keras and TensorFlow included."""

_FORBIDDEN = ("os.system", "os.exec", "os.posix_spawn", "os.remove", "subprocess.Popen",
              "socket.connect", "shutil.rmtree")  # fmt: skip
_POOL = ("(", ")", "[", "]", "{", "}", ",", ":", ".", "=", "+", "-", "*", "**", "/", "//", "%", "@",
         "<", "if", "else", "for", "in", "not", "None", "True", "...", "0", "-1", "3", "1e309",
         "10**9", "'a'", "''", "x", "self",
         "inputs", "model", "keras", "layers", "return",
         "lambda x:", "range", "list", "*args", "**kwargs", "super()",
         "float('nan')", "{}", "[]", "()")  # fmt: skip


def corpus() -> list[str]:
    """The texts that are mutated."""
    here = Path(__file__).parent
    tutorials = sorted([*(here / "tutorials").glob("*.py"), *(here / "scripts").glob("*.py")])
    emitted = sorted((ROOT / "emitters" / "snapshots").glob("*.py"))
    return [path.read_text("utf-8") for path in (*tutorials, *emitted)]


def by_token(text: str, draw: random.Random) -> str:
    """A few tokens dropped, doubled, swapped or replaced."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return by_line(text, draw)
    lines = text.split("\n")
    for _ in range(draw.randint(1, 3)):
        token = draw.choice(tokens)
        row, start = token.start
        if token.end[0] != row or row > len(lines):
            continue
        line, end = lines[row - 1], token.end[1]
        other = draw.choice(tokens).string if draw.random() < 0.5 else draw.choice(_POOL)
        new = draw.choice(("", token.string * 2, other, other))
        lines[row - 1] = line[:start] + new + line[end:]
    return "\n".join(lines)


def by_line(text: str, draw: random.Random) -> str:
    """A few lines dropped, doubled, swapped, or moved to the left or right."""
    lines = text.split("\n")
    for _ in range(draw.randint(1, 3)):
        i, j = draw.randrange(len(lines)), draw.randrange(len(lines))
        match draw.randrange(5):
            case 0:
                lines[i] = ""
            case 1:
                lines.insert(j, lines[i])
            case 2:
                lines[i], lines[j] = lines[j], lines[i]
            case 3:
                lines[i] = "    " + lines[i]
            case 4:
                lines[i] = lines[i].removeprefix("    ")
    return "\n".join(lines)


def by_tree(text: str, draw: random.Random) -> str:
    """A few expressions replaced by others, or by constants."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return by_token(text, draw)
    places = [
        (node, name, index)
        for node in ast.walk(tree)
        for name, value in ast.iter_fields(node)
        for index, item in enumerate(value if isinstance(value, list) else [value])
        if isinstance(item, ast.expr) and isinstance(getattr(item, "ctx", ast.Load()), ast.Load)
    ]
    if not places:
        return text
    for _ in range(draw.randint(1, 3)):
        node, name, index = draw.choice(places)
        new: ast.expr = ast.Constant(draw.choice((0, -1, 3, 10**9, "a", None, True, 1.5, (), ...)))
        if draw.random() < 0.6:
            other, key, place = draw.choice(places)
            found = getattr(other, key)
            if isinstance(found, list) and place < len(found):
                new = found[place]
            elif isinstance(found, ast.expr):
                new = found
        here = getattr(node, name)
        if isinstance(here, list) and index < len(here):
            here[index] = new
        elif isinstance(here, ast.expr):
            setattr(node, name, new)
    try:
        return ast.unparse(tree)
    except (RecursionError, ValueError, AttributeError, TypeError):
        return text


def with_harm(text: str, draw: random.Random) -> str:
    """Something hostile at any place."""
    lines = text.split("\n")
    place = draw.randrange(len(lines) + 1)
    margin = (
        ""
        if place == len(lines)
        else lines[place][: len(lines[place]) - len(lines[place].lstrip())]
    )
    snippet = draw.choice(SNIPPETS)
    lines[place:place] = [margin + line for line in snippet.split("\n")]
    return "\n".join(lines)


MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (
    *[by_token] * 6, *[by_line] * 3, *[by_tree] * 10, with_harm,
)  # fmt: skip


def mutated(texts: list[str], draw: random.Random) -> str:
    """One text to read."""
    if draw.random() < 0.01:
        return draw.choice(SNIPPETS)
    text = draw.choice(texts)
    for _ in range(1 if draw.random() < 0.7 else 3):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            text = draw.choice(MUTATIONS)(text, draw)
    return text


class Watch:
    """Notes whatever a text makes the process do that it should not."""

    def __init__(self) -> None:
        self.on = False
        self.seen: list[str] = []
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.on:
            return
        writes = (
            event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
        )
        # Python's `platform` asks `uname` for the processor, which Keras wants to know once.
        if event == "subprocess.Popen" and arguments[0] == "uname":
            return
        if writes or event.startswith(_FORBIDDEN):
            self.seen.append(f"{event} {arguments!r}"[:200])


WATCH = Watch()


def read(text: str) -> str:
    """Read one text; what came of it.

    Raises:
        AssertionError: If it ran, or what is read is no document.
    """
    WATCH.on = True
    try:
        result = from_source(text)
    except LayerloomError as error:
        message = str(error)
        assert message, "a refusal says why"
        assert "\n" not in message, message
        return "refused"
    finally:
        WATCH.on = False
        assert not WATCH.seen, WATCH.seen
        assert not CANARY.exists(), "the text was run"
    dumps(result.design)
    for diagnostic in result.diagnostics:
        assert "\n" not in diagnostic.message, diagnostic
    return (
        "drawn with remarks" if any(d.severity != "advice" for d in result.diagnostics) else "drawn"
    )


def fuzz(count: int, seed: int = 0, say: Callable[[str], None] = lambda _: None) -> Counter[str]:
    """Read many texts.

    Args:
        count: How many.
        seed: Where to begin.
        say: Is told how far it has come.
    """
    texts = corpus()
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(seed, seed + count):
        text = mutated(texts, random.Random(number))
        began = time.perf_counter()
        try:
            outcomes[read(text)] += 1
        except BaseException:
            print(f"text number {number}:\n{text}", file=sys.stderr)
            raise
        took = time.perf_counter() - began
        if took > slowest:
            slowest = took
            say(f"{number}: {took:.1f} s")
        if (number + 1) % 1000 == 0:
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            say(f"{number + 1}: {dict(outcomes)}, {memory // 1000} MB, slowest {slowest:.1f} s")
            assert memory - before < MOST_MEMORY
    return outcomes


if __name__ == "__main__":
    from model_codegen.keras_bridge.keras_import import import_keras

    import_keras()
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    print(dict(fuzz(wanted, first, lambda text: print(text, flush=True))))
