"""No design and no argument is too odd for a predicate: it answers in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.core.lessons.checking import answer, check
from app.core.lessons.facts import Facts, Trained
from app.core.lessons.lesson import Check, Exercise
from app.core.lessons.model_form import form
from app.core.lessons.predicates import PREDICATES
from model_codegen.design.diagnostics import MAIN
from model_codegen.design.graph import Design, Layer, ModelGraph
from tests.app.core.lessons.predicates.asking import check as read
from tests.strategies import drafts

EXAMPLES = [
    (name, line)
    for name, predicate in PREDICATES.items()
    for line in predicate.example.splitlines()
]

SPECS = st.none() | st.lists(
    st.fixed_dictionaries(
        {
            "shape": st.lists(st.none() | st.integers(0, 9), max_size=4),
            "dtype": st.sampled_from(("float32", "float16")),
        }
    ),
    max_size=2,
)

DIAGNOSTICS = st.lists(
    st.fixed_dictionaries(
        {
            "code": st.sampled_from(("not-a-chain", "cycle", "copied-not-shared")),
            "severity": st.sampled_from(("error", "advice")),
            "message": st.just("So it is."),
            "reason": st.just("so it is"),
            "alike": st.sampled_from(("branch", "merge", "7 more layers")),
            "graph": st.sampled_from((MAIN, "block")),
            "fix": st.none() | st.just({"title": "Mend it", "patch": []}),
        }
    ),
    max_size=3,
)


@st.composite
def facts(draw: Any) -> Facts:
    """A draft, and an analysis that may say anything of it."""
    design = draw(drafts())
    graphs = {}
    for key, graph in ((MAIN, design.main), *design.models.items()):
        nodes = {node: {"outputs": draw(SPECS)} for node in graph.nodes}
        unused = draw(st.lists(st.sampled_from([*graph.nodes, "gone"]), max_size=2))
        counts = {"total_params": draw(st.integers(0, 10**9)), "trainable_params": 0}
        ends = [{"tensor": [node, 0]} for node in (*graph.nodes, "gone")]
        outputs = draw(
            st.none() | st.sampled_from((ends[0], {"tuple": ends}, {"dict": {"a": ends}}))
        )
        graphs[key] = {"nodes": nodes, "unused": unused, "outputs": outputs, **counts}
    trained = draw(st.none() | st.just(Trained(({"val_accuracy": 0.5}, {}))))
    result = {"graphs": graphs, "diagnostics": draw(DIAGNOSTICS)}
    return Facts(design, result, trained, designs={"target.json": draw(drafts())})


@pytest.mark.parametrize(("name", "line"), EXAMPLES)
def test_what_the_documentation_shows_can_be_read(name: str, line: str) -> None:
    assert read(line).name == name


@settings(max_examples=40)
@given(facts())
def test_every_predicate_answers_of_every_draft(known: Facts) -> None:
    for _, line in EXAMPLES:
        found = answer(read(line), known)
        assert found.asked.endswith(".")
        assert found.found.strip()
        assert len(found.found) < 2_000
    asked = tuple(read(line) for _, line in EXAMPLES)
    verdict = check(Exercise("e", "l/e", "Do.", asked, ("a", "b")), known)
    assert verdict.say.strip()
    assert len(verdict.findings) == len(asked)


@given(drafts())
def test_a_design_is_the_same_model_as_itself_under_other_names(design: Design) -> None:
    def renamed(graph: ModelGraph) -> ModelGraph:
        return replace(
            graph,
            operations={
                key: replace(one, name=f"other_{one.name}") if isinstance(one, Layer) else one
                for key, one in graph.operations.items()
            },
        )

    other = replace(
        design,
        main=renamed(design.main),
        models={key: renamed(graph) for key, graph in design.models.items()},
    )
    assert form(design).calls == form(other).calls


def test_a_check_of_nothing_passes() -> None:
    empty = Facts(Design("d", ModelGraph("m")), {"graphs": {}, "diagnostics": []})
    assert answer(Check("all", ()), empty).passed
    assert not answer(Check("any", ()), empty).passed
