"""What every test shares: the tiers, and a quiet Keras whose global state no test can leave behind.

A test without a marker belongs to the fast tier: it imports no Keras, in no process, and opens no
browser. `pytest --tier=fast` runs these alone and fails one that imports Keras all the same;
`pytest --tier=slow` runs the others; without the option all are run.
"""

from __future__ import annotations

import ast
import gc
import os
import re
import subprocess
import sys
from collections.abc import Generator, Iterator, Sequence
from functools import cache
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer

from model_codegen import catalogue
from model_codegen.keras_bridge.keras_import import SETTINGS, import_keras
from tests.shares import ByModule, as_listed, in_order, turned

# How long an example takes is the machine's affair; how many are tried is each test's. Continuous
# integration judges by the same examples each time; whoever works on the code is shown new ones.
settings.register_profile(
    "suite",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
settings.load_profile("suite")

SLOW = ("keras", "e2e")
"""Markers of tests that are outside the fast tier."""

KERAS_FIXTURES = ("keras_worker", "keras_server", "keras_catalogue", "fresh")
"""Fixtures that start Keras: whatever uses one is marked without saying so."""

BROWSER_SECONDS = 4
"""What a test in the browser takes, about."""

REMEDY = (
    "a test of the fast tier imports Keras or TensorFlow: mark it with `pytest.mark.keras` "
    "(or its module, by `pytestmark`), or take from the code under test what is pure"
)


class NoKeras:
    """An import hook that fails the test which imports Keras or TensorFlow."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Fail for the two packages; leave every other name to the ordinary finders."""
        if name in {"keras", "tensorflow"}:
            pytest.fail(f"{REMEDY}.")
        return None


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--tier", choices=("fast", "slow"), help="tests without Keras and browser, or the others"
    )


def pytest_configure(config: pytest.Config) -> None:
    tier = config.getoption("--tier")
    if tier == "fast":
        if not hasattr(config, "workerinput") and catalogue.cached() is None:
            # The reader of source looks names up in it; to make it needs Keras.
            subprocess.run([sys.executable, "-m", "model_codegen.catalogue"], check=True)
        sys.meta_path.insert(0, NoKeras())
        # A process that a test starts has no such hook: there Keras finds no backend.
        os.environ["KERAS_BACKEND"] = f"none, for {REMEDY}"
    else:
        # Before anything imports Keras: no banner, no search for a GPU, the same rounding.
        os.environ.update(SETTINGS)
    runs = not (config.getoption("numprocesses", None) or config.option.collectonly)
    if tier == "slow" and runs:
        import_keras()  # as the app does, in half of the time that a test module would take
    if tier is not None:
        wanted = " or ".join(SLOW)
        given = config.option.markexpr
        chosen = f"not ({wanted})" if tier == "fast" else f"({wanted})"
        config.option.markexpr = f"({given}) and {chosen}" if given else chosen


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Modules without a test of the tier are not even imported: half of what collecting takes."""
    tier = config.getoption("--tier")
    if tier is None or not collection_path.match("test_*.py"):
        return None
    if not names_slow(collection_path):  # To read the source properly takes longer.
        return True if tier == "slow" else None
    if tier == "slow":
        return None
    return True if module_markers(collection_path.read_text("utf-8")) & {*SLOW} else None


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Dir | None:
    """The processes that share the tests begin to collect in different places."""
    if path != Path(__file__).parent or not hasattr(parent.config, "workerinput"):
        return None
    return Turned.from_parent(parent, path=path)


class Turned(pytest.Dir):
    """The folder of all tests as one of several processes goes through it."""

    def collect(self) -> Iterator[pytest.Item | pytest.Collector]:
        """What is in it, from where this process begins."""
        given = self.config.workerinput  # type: ignore[attr-defined]
        entries = [*super().collect()]
        sizes = [len([*entry.path.rglob("test_*.py")]) or 1 for entry in entries]
        number = int(given["workerid"].removeprefix("gw"))
        yield from turned(entries, sizes, number, given["workercount"])


@cache
def names_slow(path: Path) -> bool:
    """Whether a module of tests says anything by which one of them is outside the fast tier."""
    marks = "|".join([*(rf"mark\.{name}" for name in SLOW), *KERAS_FIXTURES])
    return re.search(rf"\b({marks})\b", path.read_text("utf-8")) is not None


def module_markers(text: str) -> set[str]:
    """The markers that a test module gives to all its tests, read from its source."""
    return {
        node.attr
        for statement in ast.parse(text).body
        if isinstance(statement, ast.Assign) and ast.unparse(statement.targets[0]) == "pytestmark"
        for node in ast.walk(statement.value)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "pytest.mark"
    }


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long is begun first."""
    modules: dict[str, list[pytest.Item]] = {}
    for item in items:
        modules.setdefault(item.nodeid.partition("::")[0], []).append(item)
    order = in_order((path, seconds(modules[path])) for path in sorted(modules, key=as_listed))
    items[:] = [item for path in order for item in modules[path]]


def seconds(tests: Sequence[pytest.Item]) -> float:
    """What the tests of a module take: as `long` says; some seconds for each in the browser."""
    told = [mark.args[0] for test in tests if (mark := test.get_closest_marker("long"))]
    browser = sum(test.get_closest_marker("e2e") is not None for test in tests)
    return max(told, default=BROWSER_SECONDS * browser)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> ByModule:
    return ByModule(config, log)


@pytest.hookimpl(wrapper=True, optionalhook=True)
def pytest_xdist_auto_num_workers() -> Generator[None, int, int]:
    """One more than cores: those that wait for a browser, a worker or a disk leave theirs idle."""
    return (yield) + 1


def pytest_itemcollected(item: pytest.Item) -> None:
    if set(getattr(item, "fixturenames", ())) & {*KERAS_FIXTURES}:
        item.add_marker("keras")
    # The slow tier would not find it.
    if any(map(item.get_closest_marker, SLOW)) and not names_slow(item.path):
        raise pytest.UsageError(
            f"{item.nodeid} is marked elsewhere: mark it, or its module, with `pytest.mark`."
        )


def pytest_collection_finish() -> None:
    # Keras is imported by now, and stays: collections need not walk over it each time.
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def keras_as_new() -> Iterator[None]:
    """Undo what a test, or the generated source it ran, set in Keras for the whole process."""
    yield
    keras = sys.modules.get("keras")
    if keras is not None and keras.config.dtype_policy().name != "float32":
        keras.config.set_dtype_policy("float32")
