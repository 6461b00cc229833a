"""One layer several times in a Sequential: one operation with several calls, from model and text.

Keras' own file of such a model has lost the second call; the design does not.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from model_codegen.analysis import analyse
from model_codegen.emitters import emit
from model_codegen.importers import from_model, from_source

pytestmark = pytest.mark.keras

CHAINS = {
    "in a row": ("keras.Input((4,)), d, d", 20, ["d", "d_call_2"]),
    "apart": ("keras.Input((4,)), d, layers.ReLU(), d, d", 20, ["d", "d_call_2", "d_call_3"]),
    "its input unsaid": ("d, d", 0, ["d", "d_call_2"]),
    "a model": ("keras.Input((4,)), block, block", 20, ["block", "block_call_2"]),
}


def source(name: str) -> str:
    return (
        "import keras\nfrom keras import layers\n\n"
        'd = layers.Dense(4, name="d")\n'
        'block = keras.Sequential([keras.Input((4,)), layers.Dense(4)], name="block")\n'
        f"model = keras.Sequential([{CHAINS[name][0]}])\n"
    )


def run(text: str) -> Any:
    names: dict[str, Any] = {}
    exec(text, names)
    return names


@pytest.mark.parametrize("name", sorted(CHAINS))
@pytest.mark.parametrize("way", ["live", "text"])
def test_a_layer_that_stands_twice_in_a_chain_is_one_with_two_calls(name: str, way: str) -> None:
    _, params, calls = CHAINS[name]
    text = source(name)
    read = from_model(run(text)["model"]) if way == "live" else from_source(text)
    assert read.diagnostics == ()
    graph = read.design.main
    repeated = [key for key, node in graph.nodes.items() if node.operation == calls[0]]
    assert repeated == calls
    if params:
        analysis = analyse(read.design)
        assert (analysis.errors, analysis.total_params) == ((), params)
        (reason,) = analysis.chain_reasons
        assert reason.nodes == tuple(calls)
        assert "its file keeps one of the calls" in reason.message


def test_the_source_of_it_computes_what_the_model_does() -> None:
    model = run(source("apart"))["model"]
    built = run(emit(from_model(model).design, "functional").text)["build_model"]()
    built.set_weights(model.get_weights())
    x = np.linspace(-1, 1, 12, dtype="float32").reshape(3, 4)
    np.testing.assert_allclose(built(x), model(x), rtol=1e-6)
    assert built.count_params() == model.count_params() == 20
