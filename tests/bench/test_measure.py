"""A row knows how much better it is than the earlier build, and whether its promise is kept."""

from __future__ import annotations

from bench.measure import Row
from bench.tables import markdown_table, text_table


def test_less_is_better_except_of_frames() -> None:
    assert Row("drop", 50, before=200).ratio == 4
    assert Row("drag", 60, "frames/s", before=20).ratio == 3
    assert Row("drop", 50).ratio is None


def test_a_promise_is_kept_as_a_whole() -> None:
    assert Row("drop", 40, budget=45, before=275, faster=5).kept
    assert Row("drop", 46, budget=45, before=275, faster=5).kept is False
    assert Row("drop", 40, budget=45, before=100, faster=5).kept is False
    assert Row("drop", 40, budget=45, faster=5).kept
    assert Row("drag", 60, "frames/s", budget=50).kept
    assert Row("drop", 40, before=100).kept is None


def test_a_table_has_the_columns_that_say_something() -> None:
    rows = [
        Row("drop", 40, budget=45, before=275, faster=5),
        Row("drag", 61.5, "frames/s", budget=50, note="all in view"),
    ]
    assert markdown_table(rows).splitlines() == [
        "| what | before | now | times better | goal | kept | note |",
        "| --- | ---: | ---: | ---: | ---: | --- | --- |",
        "| drop | 275 ms | 40 ms | 6.9× | ≤ 45 ms, ≥ 5× | yes |  |",
        "| drag |  | 61.5 frames/s |  | ≥ 50 frames/s | yes | all in view |",
    ]
    assert text_table([Row("drop", 40)]).splitlines() == ["what    now", "drop  40 ms"]
