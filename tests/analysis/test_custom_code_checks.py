"""What is told of the code of a design's own layers."""

from __future__ import annotations

from dataclasses import replace

from model_codegen.analysis.custom_code_checks import check_code
from tests.custom import SAMPLING, sampler
from tests.drafting import design, inp


def test_code_that_is_no_python_is_an_error_where_a_layer_may_need_it() -> None:
    broken = replace(sampler(), code=SAMPLING + "class")
    (told,) = check_code(broken)
    assert (told.code, told.severity, told.line) == ("custom-code", "error", 19)
    assert told.message == (
        "The code of this design's own layers cannot run: "
        "This is no Python: invalid syntax (line 19)"
    )
    (told,) = check_code(replace(design({"x": (inp(2),)}), code="class"))
    assert told.severity == "warning"


def test_names_that_source_needs() -> None:
    taken = SAMPLING.replace("EPSILON", "build_model")
    (told,) = check_code(replace(sampler(), code=taken))
    assert told.severity == "error"
    assert "`build_model`" in told.message
    assert [*check_code(sampler())] == []
    idle = f"{SAMPLING}\nlayers = 3\n"
    assert len([*check_code(replace(sampler(), code=idle))]) == 1
    assert [*check_code(replace(sampler(), code=f"{SAMPLING}\nbuild_model = 3\n"))] == []
    more = "import keras.random\nimport keras.layers as layers\n"
    parts = SAMPLING.replace("import keras\n", more)
    assert [*check_code(replace(sampler(), code=parts))] == []
