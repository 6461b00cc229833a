"""What names of layers begin with."""

from __future__ import annotations

import pytest

from model_codegen.importers.name_stems import by_stems, common_beginning, stems, title


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("conv2_block1_1_conv", ["conv2", "conv2_block1", "conv2_block1_1"]),
        ("block2a_expand_conv", ["block2", "block2a"]),
        ("block_0_norm_1", ["block_0"]),
        ("tiny_stage_0_block_2_conv", ["tiny_stage_0", "tiny_stage_0_block_2"]),
        ("encoder/layer_3/attention", ["encoder/layer_3"]),
        ("dense_1", []),
        ("conv2d_94", []),
        ("predictions", []),
        ("", []),
        ("__", []),
    ],
)
def test_a_name_is_in_what_its_numbers_end(name: str, found: list[str]) -> None:
    assert stems(name) == found


def test_only_what_several_names_begin_with_tells_something() -> None:
    names = {f"n{k}": f"net2_block{k // 3}_{'abc'[k % 3]}" for k in range(9)} | {"n9": "head"}
    assert by_stems(names)[:4] == [["net2", "net2_block0"]] * 3 + [["net2", "net2_block1"]]
    del names["n9"]
    assert by_stems(names)[0] == ["net2_block0"]  # net2 is what all of them begin with


def test_a_title_is_no_name_of_a_function() -> None:
    assert title("conv2_block1") == "conv 2 block 1"
    assert title("convnext_tiny_stage_0", "convnext_tiny_") == "stage 0"
    assert common_beginning(["a_b_one", "a_b_other"]) == "a_b_"
    assert common_beginning(["same", "same"]) == ""
    assert common_beginning([]) == ""
