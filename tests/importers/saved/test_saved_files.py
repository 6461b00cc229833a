"""Files from anywhere: whatever is in them, a design or one sentence; nothing is executed."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import h5py
import keras
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model_codegen import gallery
from model_codegen.__main__ import main
from model_codegen.analysis import analyse
from model_codegen.design.errors import DesignError
from model_codegen.design.fileformat.serialization import load
from model_codegen.execution.build import build
from model_codegen.importers import from_config, from_file
from model_codegen.importers.saved import containers

pytestmark = pytest.mark.keras


def archive(**members: bytes) -> bytes:
    """A zip archive of these files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name.replace("_json", ".json"), content)
    return buffer.getvalue()


def hdf5(tmp_path: Path, **attributes: Any) -> bytes:
    """An HDF5 file with these attributes."""
    path = tmp_path / "any.h5"
    with h5py.File(path, "w") as file:
        for name, value in attributes.items():
            file.attrs[name] = value
    return path.read_bytes()


@pytest.fixture(scope="module")
def saved() -> str:
    """A real model as Keras' JSON."""
    return str(build(gallery.load("multi_task")).to_json())


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b"PK\x03\x04 and then nothing", "cannot be unpacked"),
        (archive(model_json=b"{}"), r"without `config\.json`"),
        (archive(config_json=b"{"), "JSON"),
        (archive(config_json=b"[]"), "no Keras model"),
        (b"\x89HDF\r\n\x1a\n broken", "HDF5 data cannot be read"),
        (b'{"class_name": "Functional", "config": {}}', "`Functional` and not its layers"),
        (b'{"class_name": "MyModel", "config": {"units": 3}}', "`MyModel` and not its layers"),
        (b'{"class_name": "Sequential", "config": {"layers": [1]}}', "no layer"),
        (b'{"class_name": "Sequential", "config": {"layers": [{"class_name": 1}]}}', "no layer"),
    ],
)
def test_what_is_no_model_is_refused_in_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(DesignError, match=sentence):
        from_file(content)


def test_weights_alone_are_no_model(tmp_path: Path) -> None:
    with pytest.raises(DesignError, match="holds weights and no model"):
        from_file(hdf5(tmp_path, keras_version="3.0"))


def test_a_config_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(containers, "MAX_CONFIG", 1000)
    bomb = archive(config_json=b" " * 100_000)
    assert len(bomb) < 1000
    with pytest.raises(DesignError, match="describes its model in more than"):
        from_file(bomb)
    lying = bomb.replace((100_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    assert lying != bomb
    with pytest.raises(DesignError):
        from_file(lying)


def test_models_nested_without_end_are_refused() -> None:
    value: Any = {"class_name": "Sequential", "config": {"name": "m", "layers": []}}
    for _ in range(40):
        value = {"class_name": "Sequential", "config": {"name": "m", "layers": [value]}}
    with pytest.raises(DesignError, match="nested"):
        from_config(value)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_damaged_model_is_a_design_or_a_sentence(saved: str, data: st.DataObject) -> None:
    value = json.loads(saved)
    for _ in range(data.draw(st.integers(1, 3))):
        place: Any = value
        for _ in range(data.draw(st.integers(0, 9))):
            if not isinstance(place, (dict, list)) or not place:
                break
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = data.draw(st.sampled_from(keys))
            if data.draw(st.booleans()):
                place[key] = data.draw(
                    st.none() | st.integers() | st.text(max_size=3) | st.just([]) | st.just({})
                )
                break
            place = place[key]
    message = ""
    try:
        from_config(value)
    except DesignError as error:
        message = str(error)
    assert "\n" not in message


def test_keras_2_files_are_read() -> None:
    dense = {"name": "d", "trainable": True, "dtype": "float32", "units": 3, "activation": "relu"}
    kernel = {"class_name": "GlorotUniform", "config": {"seed": None}}
    layers = [
        {
            "class_name": "InputLayer",
            "config": {"batch_input_shape": [None, 4], "dtype": "float32", "name": "a"},
            "name": "a",
            "inbound_nodes": [],
        },
        {
            "class_name": "Dense",
            "config": {**dense, "kernel_initializer": kernel},
            "name": "d",
            "inbound_nodes": [[["a", 0, 0, {}]], [["d", 0, 0, {}]]],
        },
        {
            "class_name": "Concatenate",
            "config": {"name": "c", "trainable": True, "dtype": "float32", "axis": -1},
            "name": "c",
            "inbound_nodes": [[["d", 0, 0, {}], ["a", 0, 0, {}]]],
        },
    ]
    config = {
        "name": "old",
        "layers": layers,
        "input_layers": [["a", 0, 0]],
        "output_layers": [["c", 0, 0]],
    }
    design = from_config({"class_name": "Model", "config": config, "keras_version": "2.4.0"}).design
    assert design.main.inputs == "a"
    assert design.main.operations["d"].config == {"units": 3, "activation": "relu"}  # type: ignore[union-attr]
    assert len(design.main.nodes) == 4
    assert design.main.nodes["c"].args[0][0].node == "d"  # type: ignore[index, union-attr]


def test_the_command_line_imports(tmp_path: Path, saved: str, capsys: Any) -> None:
    source, target = tmp_path / "model.json", tmp_path / "design.json"
    source.write_text(saved, encoding="utf-8")
    assert main(["import", str(source), "-o", str(target)]) == 0
    assert load(target).main.name == "multi_task"
    assert main(["import", str(tmp_path / "none.keras")]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_models_in_models_may_have_one_name() -> None:
    inner = keras.Sequential([keras.Input((3,)), keras.layers.Dense(3, name="d")], name="net")
    outer = keras.Sequential([keras.Input((3,)), inner], name="net")
    x = keras.Input((3,))
    model = keras.Model(x, outer(x), name="net")
    design = from_file(str(model.to_json()).encode()).design
    assert sorted(design.models) == ["net", "net_2"]
    analysis = analyse(design)
    assert not analysis.errors
    assert analysis.total_params == 12


def test_a_chain_of_thousands_of_layers_is_read() -> None:
    layers = [
        {
            "class_name": "Dense",
            "module": "keras.layers",
            "registered_name": None,
            "config": {"name": f"dense_{index}", "units": 4},
        }
        for index in range(20_000)
    ]
    config = {"name": "m", "layers": layers, "build_input_shape": [None, 4]}
    design = from_config({"class_name": "Sequential", "config": config}).design
    assert len(design.main.nodes) == 20_001
