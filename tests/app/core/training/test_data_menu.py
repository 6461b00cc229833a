"""Data that can be chosen by name."""

from __future__ import annotations

from app.core.training import data_menu
from model_codegen.design.training import Data


def test_titles_are_told_apart_and_some_fit_a_ready_design() -> None:
    titles = data_menu.titles()
    assert len({*titles.values()}) == len(titles)
    assert [entry.name for entry in data_menu.fitting("siamese_comparator")] == ["digit_pairs"]


def test_what_is_chosen_by_name_is_summed_up() -> None:
    assert data_menu.summary(Data("bundled", "iris")).startswith("150 flowers")
    assert data_menu.summary(Data("csv", "iris.csv")) == ""


def test_options_of_a_generator_have_bounds_and_usual_values() -> None:
    assert data_menu.option_bounds("digit_pairs").keys() >= {"samples", "seed"}
    assert data_menu.usual("digit_pairs", "samples") == 8000
    assert data_menu.option_bounds("nothing") == {}


def test_wiring_makes_no_other_data() -> None:
    one = Data("bundled", "iris")
    assert data_menu.key(one) == data_menu.key(Data("bundled", "iris", sample_weight="x"))
    assert data_menu.key(one) != data_menu.key(Data("bundled", "wine"))
