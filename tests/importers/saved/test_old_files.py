"""Files of Keras 2 and of what writes like it: whole, with the figures that they had.

Numbers are counted by hand: `tf.keras` of those days is not here to say them.
"""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import h5py
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model_codegen.analysis import analyse
from model_codegen.design.errors import DesignError
from model_codegen.emitters import emit
from model_codegen.execution.build import build
from model_codegen.importers import from_config, from_file
from model_codegen.verify.prove import prove

pytestmark = pytest.mark.keras

FILES = sorted((Path(__file__).parent / "old_files").glob("*.json"))

FIGURES = {
    # Conv 3·3·1·8 + 8, Dense 648·2 + 2
    "sequential_of_tf_1_14": (1378, (None, 2)),
    # Dense 8·3 + 3
    "functions_of_tf_2_8": (27, (None, 3)),
    # Dense 5·10 + 10 and 10·2 + 2
    "tensorflow_js": (82, (None, 2)),
    # Embedding 50·8, twice LSTM 4·6·(8 + 6 + 1), Dense 12 + 1
    "cudnn_of_keras_2_2": (1133, (None, 1)),
    # Dense 7·5 + 5 and 5·3 + 3
    "tensorflow_net": (58, (None, 3)),
    # GRU 3·4·(3 + 4 + 1), without the second bias; Dense 40·2 + 2
    "list_of_keras_2_1": (178, (None, 2)),
    # Conv 27·4, BatchNormalization 4·4, depthwise 9·4, separable 9·4 + 4·6 + 6
    "convolutions_of_tf_2_3": (226, (None, 6)),
}

TOLD = {
    "cudnn_of_keras_2_2": [("b", "`CuDNNLSTM` is `LSTM` now")],
    "list_of_keras_2_1": [("gru_1", "`hard_sigmoid` is that of Keras 3")],
}


def test_every_file_has_its_figures() -> None:
    assert {path.stem for path in FILES} == FIGURES.keys()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_old_file_is_read_whole(path: Path) -> None:
    result = from_file(path)
    params, shape = FIGURES[path.stem]
    found = [(diagnostic.nodes, diagnostic.message) for diagnostic in result.diagnostics]
    wanted = TOLD.get(path.stem, [])
    assert len(found) == len(wanted)
    for (nodes, message), (node, part) in zip(found, wanted, strict=True):
        assert nodes == (node,)
        assert part in message
    analysis = analyse(result.design)
    assert not analysis.errors
    assert analysis.total_params == params
    model = build(result.design)
    assert model.count_params() == params
    assert model.output_shape == shape
    assert prove(result.design).agrees


def test_an_hdf5_file_is_read_as_its_json_is(tmp_path: Path) -> None:
    for path in FILES:
        value = json.loads(path.read_text(encoding="utf-8"))
        if "modelTopology" in value:
            continue
        config = {key: value[key] for key in ("class_name", "config")}
        with h5py.File(tmp_path / "m.h5", "w") as file:
            file.attrs["model_config"] = json.dumps(config)
        assert from_file(tmp_path / "m.h5") == from_file(path)


def test_what_a_threshold_and_a_slope_were_they_are() -> None:
    design = from_file(FILES[[path.stem for path in FILES].index("list_of_keras_2_1")]).design
    code = emit(design, "functional").text
    assert 'LeakyReLU(0.1, name="leaky_re_lu_1")' in code or "negative_slope=0.1" in code
    assert "threshold=0.5" in code
    assert "reset_after=False" in code


def test_a_graph_model_of_tensorflow_js_is_refused_in_a_sentence() -> None:
    for value in (
        {"format": "graph-model", "modelTopology": {"node": [], "library": {}}},
        {"modelTopology": {"node": [], "versions": {}}},
    ):
        with pytest.raises(DesignError, match=r"a graph model of TensorFlow\.js"):
            from_config(value)


def test_tensorflow_js_saves_without_a_wrapping_of_its_converter() -> None:
    value = json.loads(FILES[-2].read_text(encoding="utf-8"))
    model = value["modelTopology"]["model_config"]
    plain = {"modelTopology": {**model, "keras_version": "tfjs-layers 4.22.0"}}
    assert from_config(plain) == from_config(value)


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_a_damaged_old_file_is_a_design_or_a_sentence(data: st.DataObject) -> None:
    value = copy.deepcopy(data.draw(st.sampled_from(VALUES)))
    for _ in range(data.draw(st.integers(1, 3))):
        place: Any = value
        for _ in range(data.draw(st.integers(2, 14))):
            if not isinstance(place, (dict, list)) or not place:
                break
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            key = data.draw(st.sampled_from(keys))
            if not isinstance(place[key], (dict, list)) or data.draw(st.integers(0, 7)) == 0:
                # A copy: what is damaged further must not be the strategy itself.
                place[key] = copy.deepcopy(data.draw(ANYTHING))
                break
            place = place[key]
    message = ""
    try:
        analyse(from_config(value).design)
    except DesignError as error:
        message = str(error)
    assert "\n" not in message


VALUES = [json.loads(path.read_text(encoding="utf-8")) for path in FILES]

ANYTHING = (
    st.none()
    | st.integers(-2, 9)
    | st.sampled_from([
        "", "x", "relu", [], {}, [[]], [None], ["x", 0, 0], ["_CONSTANT_VALUE", -1, 3],
        {"class_name": "TensorShape", "items": None}, {"class_name": "LSTM", "config": {}},
        {"start": 1, "stop": "a", "step": []}, 1e999, "TFOpLambda", "math.add", "nn.softmax",
        "StridedSlice", "Split", {"0": [1]}, {"list": {"i": ["a"]}}, {"i": "b"},
    ])
)  # fmt: skip
