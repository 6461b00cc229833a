"""Random trainings, for tests of the file format."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

from model_codegen.design.training import (
    Data,
    DataKind,
    Feed,
    FieldFacts,
    Head,
    Stage,
    Training,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NUMBERS = st.floats(-1e6, 1e6)
COUNTS = st.integers(0, 2**40)
OPTIONS = st.dictionaries(TEXT, COUNTS | TEXT | st.booleans(), max_size=2)
OBJECTS = st.fixed_dictionaries({"class_name": TEXT, "config": OPTIONS})
FEEDS = st.builds(
    Feed,
    st.lists(TEXT, min_size=1, max_size=2).map(tuple),
    st.lists(st.fixed_dictionaries({"step": TEXT, "by": NUMBERS}), max_size=2).map(tuple),
)
FACTS = st.builds(
    FieldFacts,
    st.lists(COUNTS, max_size=3).map(tuple),
    TEXT,
    st.none() | NUMBERS,
    st.none() | NUMBERS,
    st.dictionaries(TEXT, COUNTS, max_size=2),
    COUNTS,
)
HEADS = st.builds(
    Head,
    st.none() | OBJECTS,
    NUMBERS,
    st.lists(OBJECTS, max_size=2).map(tuple),
    st.none() | st.just("balanced") | st.dictionaries(TEXT, NUMBERS, max_size=2),
)
DATA = st.builds(
    Data,
    st.sampled_from(get_args(DataKind)),
    TEXT,
    OPTIONS,
    COUNTS,
    st.dictionaries(TEXT, FACTS, max_size=2),
    st.dictionaries(TEXT, FEEDS, max_size=2),
    st.dictionaries(TEXT, FEEDS, max_size=2),
    st.none() | TEXT,
    st.sampled_from(["arrays", "tf.data"]),
    st.lists(OBJECTS, max_size=2).map(tuple),
    st.booleans(),
    COUNTS,
)
STAGES = st.builds(
    Stage,
    TEXT,
    st.integers(1, 9),
    st.dictionaries(TEXT, st.booleans() | COUNTS, max_size=2),
    st.none() | NUMBERS,
)
TRAININGS = st.builds(
    Training,
    OBJECTS,
    st.dictionaries(TEXT, HEADS, max_size=2),
    st.none() | DATA,
    st.integers(1, 9),
    st.integers(1, 9),
    st.floats(0, 0.99),
    st.booleans(),
    st.lists(OBJECTS, max_size=2).map(tuple),
    st.lists(STAGES, max_size=2).map(tuple),
    st.sampled_from(["fit", "custom"]),
    st.sampled_from(["tensorflow", "jax", "torch"]),
    st.sampled_from(["one", "all"]),
    st.integers(1, 9),
    st.just("auto") | st.booleans(),
    st.integers(0, 2**32 - 1),
)
