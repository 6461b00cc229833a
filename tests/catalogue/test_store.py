"""The catalogue on disk: made once, rebuilt when broken, read without Keras."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import grimp
import pytest

from model_codegen import catalogue
from model_codegen.catalogue import Catalogue, store
from model_codegen.catalogue.__main__ import main

pytestmark = pytest.mark.keras

ROOT = Path(__file__).parent.parent.parent

READ = """
import sys
from model_codegen import catalogue
found = catalogue.cached()
assert found is not None
dense = found.find("keras.layers.Dense")
print([problem.message for problem in catalogue.check_config(dense, {"units": -3})])
assert "keras" not in sys.modules and "tensorflow" not in sys.modules
"""


@pytest.fixture
def elsewhere(
    keras_catalogue: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """An empty cache; `keras_catalogue` keeps the import of Keras out of what is tested."""
    monkeypatch.setenv(store.DIRECTORY_VARIABLE, str(tmp_path))
    store.file_path.cache_clear()
    yield tmp_path
    store.file_path.cache_clear()


def test_it_is_made_once_and_then_read(elsewhere: Path) -> None:
    assert catalogue.cached() is None
    made = catalogue.load()
    (file,) = elsewhere.iterdir()
    assert file == store.file_path()
    assert file.name.startswith(f"catalogue-{made.keras_version}-")
    assert catalogue.cached() is catalogue.load() is made
    assert Catalogue.from_json(json.loads(file.read_bytes())).entries == made.entries


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"null", b"[]", b"{}", b'{"entries": {}}', b"\xff\xfe", b'{"entries": {"a": 1}}'],
)
def test_a_broken_file_is_made_anew(elsewhere: Path, content: bytes) -> None:
    store.file_path().write_bytes(content)
    assert catalogue.cached() is None
    assert catalogue.load().find("keras.layers.Dense") is not None
    assert json.loads(store.file_path().read_bytes())["keras_version"]
    assert [path.name for path in elsewhere.iterdir()] == [store.file_path().name]


def test_a_directory_that_cannot_be_written_does_no_harm(
    elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocked = elsewhere / "file"
    blocked.write_text("not a directory")
    monkeypatch.setenv(store.DIRECTORY_VARIABLE, str(blocked))
    store.file_path.cache_clear()
    assert catalogue.load().find("keras.layers.Dense") is not None
    assert blocked.read_text() == "not a directory"


def test_reading_and_checking_import_no_keras(cache_directory: str) -> None:
    done = subprocess.run([sys.executable, "-c", READ], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert done.stdout == "['`units` must be a positive integer, got -3']\n"


def test_the_name_of_the_file_covers_all_that_the_catalogue_is_made_by() -> None:
    graph = grimp.build_graph("model_codegen")
    upstream = graph.find_upstream_modules("model_codegen.catalogue.introspection")
    covered = {str(path.relative_to(ROOT).with_suffix("")) for path in store.sources()}
    assert {name.replace(".", "/") for name in upstream} <= covered


def test_the_command_warms_it_and_says_so(
    cache_directory: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main()
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("Keras 3.")
    assert line.endswith(f"40 applications in {store.file_path()}")
