"""What TensorFlow's errors say, without the way that led there."""

from __future__ import annotations

import pytest

from model_codegen.keras_bridge.graph_errors import is_out_of_memory, reason_of

IN_A_GRAPH = """Graph execution error:

Detected at node loss/SparseSoftmax defined at (most recent call last):
  File "<training script>", line 7, in <module>

  File "keras/src/backend/tensorflow/trainer.py", line 399, in fit

Received a label value of 7 which is outside the valid range of [0, 3).  Label values: 7 1 7
\t [[{{node loss/SparseSoftmax}}]] [Op:__inference_multi_step_on_iterator_538]"""


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (IN_A_GRAPH, "Received a label value of 7 which is outside the valid range of [0, 3).  "
                     "Label values: 7 1 7"),
        ("Graph execution error:\n\n", "ValueError"),
        ("Exception encountered when calling Dense.call().\n\n\x1b[1mNo\x1b[0m\n\n"
         "Arguments received by Dense.call():\n  x=1", "No"),
        ("", "ValueError"),
    ],
)  # fmt: skip
def test_reasons(text: str, said: str) -> None:
    assert reason_of(ValueError(text)) == said


def test_memory() -> None:
    exhausted = type("ResourceExhaustedError", (Exception,), {})
    assert is_out_of_memory(MemoryError())
    assert is_out_of_memory(exhausted())
    assert not is_out_of_memory(ValueError())
