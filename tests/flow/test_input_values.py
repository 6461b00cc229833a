"""What inputs are given."""

from __future__ import annotations

import numpy as np
import pytest

from model_codegen.analysis import analyse
from model_codegen.design.graph import Design
from model_codegen.emitters.collect import collect
from model_codegen.flow.flow_settings import InputChoice
from model_codegen.flow.input_values import LENGTH, PICTURE_SIDE, values
from tests.drafting import design, inp, layer

pytestmark = pytest.mark.keras


def _given(drawn: Design, batch: int = 1, **choices: InputChoice) -> dict[str, np.ndarray]:
    return values(collect(drawn, analyse(drawn)), choices, batch)


def _plain(*shape: int | None, dtype: str | None = None) -> Design:
    calls = {"x": (inp(*shape, dtype=dtype),), "y": (layer("Activation", activation="relu"), "x")}
    return design(calls)


def test_random_numbers_are_those_of_the_seed() -> None:
    drawn = _plain(5)
    one, same, other = (
        _given(drawn, x=InputChoice("random", seed=seed))["x"] for seed in (1, 1, 2)
    )
    assert one.shape == (1, 5)
    assert (one == same).all()
    assert (one != other).any()


def test_two_inputs_of_one_seed_get_different_numbers() -> None:
    calls = {"a": (inp(4),), "b": (inp(4),), "y": (layer("Add"), ["a", "b"])}
    found = _given(design(calls, inputs=["a", "b"]))
    assert (found["a"] != found["b"]).all()


def test_open_dimensions_are_given_a_length() -> None:
    assert _given(_plain(None, 3))["x"].shape == (1, LENGTH, 3)
    assert _given(_plain(None, None, 1), 4)["x"].shape == (4, PICTURE_SIDE, PICTURE_SIDE, 1)


def test_a_constant_a_ramp_and_a_drawing() -> None:
    drawn = _plain(4, 4, 2)
    assert (_given(drawn, x=InputChoice("constant", value=-2.5))["x"] == -2.5).all()
    ramp = _given(drawn, x=InputChoice("ramp"))["x"].reshape(-1)
    assert (ramp[0], ramp[-1]) == (0.0, 1.0)
    assert (np.diff(ramp) > 0).all()
    corner = InputChoice("drawn", values=(1.0, 0.0, 0.0, 0.0), width=2)
    picture = _given(drawn, 3, x=corner)["x"]
    assert picture.shape == (3, 4, 4, 2)
    assert picture[0, :2, :2].min() == 1.0
    assert picture[0].sum() == 8.0
    assert 0 < np.abs(picture[1] - picture[0]).max() < 1


def test_a_picture_that_lies_flat_is_stretched_as_a_picture() -> None:
    corner = InputChoice("drawn", values=(1.0, 0.0, 0.0, 0.0), width=2)
    flat = _given(_plain(16), x=corner)["x"].reshape(4, 4)
    assert flat[:2, :2].min() == 1.0
    assert flat.sum() == 4.0
    numbers = _given(_plain(3), x=InputChoice("drawn", values=(1.0, 2.0, 3.0), width=3))["x"]
    assert numbers.tolist() == [[1.0, 2.0, 3.0]]


def test_indices_stay_below_what_looks_them_up() -> None:
    embedding = layer("Embedding", input_dim=7, output_dim=2)
    drawn = design({"x": (inp(5, dtype="int32"),), "y": (embedding, "x")})
    assert _given(drawn, x=InputChoice("random"))["x"].max() < 7
    wild = InputChoice("drawn", values=(3.4, -9.0, 99.0, float("nan"), 6.0), width=5)
    assert _given(drawn, x=wild)["x"].tolist() == [[3, 0, 6, 0, 6]]
    assert _given(drawn, x=InputChoice("ramp"))["x"].tolist() == [[0, 2, 3, 4, 6]]


@pytest.mark.parametrize(
    "choice",
    [
        InputChoice("drawn", values=(float("nan"), float("inf")), width=10**9),
        InputChoice("drawn", values=(), width=0),
        InputChoice("drawn", values=(1.0, 2.0, 3.0), width=-4),
        InputChoice("constant", value=float("nan")),
        InputChoice("sample", seed=10**12),
    ],
)
def test_whatever_is_chosen_has_the_shape_of_the_input(choice: InputChoice) -> None:
    assert _given(_plain(4, 4, 1), 2, x=choice)["x"].shape == (2, 4, 4, 1)


def test_words_are_given_to_an_input_of_strings() -> None:
    vectors = layer("TextVectorization", max_tokens=9, output_sequence_length=4)
    drawn = design({"x": (inp(1, dtype="string"),), "y": (vectors, "x")})
    assert _given(drawn)["x"].dtype.kind == "U"
