"""Receptive fields of known stacks."""

from __future__ import annotations

from typing import Any

from model_codegen.costing.call import Call, Spec
from model_codegen.costing.receptive_field import Field, after, of_input


def call(name: str, rank: int = 4, **config: Any) -> Call:
    shape = (1, *(8,) * (rank - 1))
    return Call(f"keras.layers.{name}", config, (), {}, (), (Spec(shape),), {}, training=False)


def seen(*calls: Call) -> Field | None:
    field = of_input(4)
    for one in calls:
        field = after(one, [field])
    return field


def test_two_small_windows_see_as_much_as_a_large_one() -> None:
    three = call("Conv2D", kernel_size=3, strides=1, dilation_rate=1)
    assert str(seen(three)) == "3 × 3"
    assert str(seen(three, three)) == "5 × 5"


def test_strides_and_dilation_widen_what_comes_behind() -> None:
    first = call("Conv2D", kernel_size=7, strides=2, dilation_rate=1)
    pool = call("MaxPooling2D", pool_size=3, strides=2)
    second = call("Conv2D", kernel_size=3, strides=1, dilation_rate=1)
    assert str(seen(first, pool, second)) == "19 × 19"  # ResNet50's stem and its first window
    wide = call("Conv2D", kernel_size=3, strides=1, dilation_rate=4)
    assert str(seen(wide)) == "9 × 9"


def test_a_merge_sees_what_its_widest_branch_does() -> None:
    narrow = seen(call("Conv2D", kernel_size=3, strides=1, dilation_rate=1))
    wide = seen(call("Conv2D", kernel_size=7, strides=1, dilation_rate=1))
    assert str(after(call("Add"), [narrow, wide])) == "7 × 7"


def test_attention_over_places_sees_all_of_them() -> None:
    assert str(seen(call("MultiHeadAttention"))) == "all × all"


def test_there_is_none_without_places() -> None:
    assert of_input(2) is None
    field = of_input(4)
    assert after(call("GlobalAveragePooling2D", rank=2), [field]) is None
