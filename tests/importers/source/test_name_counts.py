"""Automatic names are numbered as Keras numbers them."""

from __future__ import annotations

from model_codegen.importers.source.name_counts import NameCounts


def test_the_first_of_a_name_has_no_number() -> None:
    names = NameCounts()
    assert [names.new("dense") for _ in range(3)] == ["dense", "dense_1", "dense_2"]
    assert names.new("conv2d") == "conv2d"


def test_a_given_name_is_kept_and_not_counted() -> None:
    names = NameCounts()
    assert names.choose("mine", "Dense") == ("mine", False)
    assert names.choose(None, "Dense") == ("dense", True)
    assert names.choose(7, "MaxPooling2D") == ("max_pooling2d", True)
    assert names.choose("", "Dense") == ("dense_1", True)
