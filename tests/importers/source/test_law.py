"""What is written as source is read back as the same design, in every style, flat and folded."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from model_codegen import gallery
from model_codegen.analysis import analyse
from model_codegen.design.errors import NotExpressible
from model_codegen.design.fileformat.serialization import dumps
from model_codegen.design.graph import INPUT_CLASS, Design, Layer, ModelGraph
from model_codegen.design.traversal import calls, leaves
from model_codegen.emitters import emit
from model_codegen.emitters.styles import STYLES
from model_codegen.equivalence.normal_form import normal_form
from model_codegen.importers import from_application, from_source
from tests import strategies
from tests.emitters import drafts
from tests.emitters.repeats import stacked

pytestmark = [pytest.mark.keras, pytest.mark.timeout(1800)]

DESIGNS = dict.fromkeys(gallery.names(), gallery.load) | {
    name: lambda _, make=make: make() for name, make in drafts.ALL.items()
}

APPLICATIONS = ("ResNet50", "MobileNetV2", "EfficientNetB0", "VGG16")

RANDOM = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def texts(design: Design) -> Iterator[tuple[str, str]]:
    """Every source that a design has, once, with its style: many have nothing to fold."""
    analysis = analyse(design)
    for style in STYLES:
        found: dict[str, None] = {}
        told = design.models and not STYLES[style].always_classes
        for blocks in ("function", "layer") if told else ("function",):
            for fold in (False, True):
                with suppress(NotExpressible):
                    code = emit(design, style, blocks=blocks, fold=fold, analysis=analysis)
                    found[code.text] = None
        yield from ((style, text) for text in found)


def told(design: Design, style: str) -> str:
    """The normal form, as far as a style tells it.

    A class calls its inputs like its variables, which need not be their names. A Sequential takes
    and returns a tensor, bare, whatever container the design has it in.
    """
    normal = normal_form(design)
    main = normal.main
    if style == "subclass":
        operations = {
            key: replace(operation, name="")
            if isinstance(operation, Layer) and operation.class_name == INPUT_CLASS
            else operation
            for key, operation in main.operations.items()
        }
        main = replace(main, operations=operations)
    if style == "sequential":
        main = replace(main, inputs=leaves(main.inputs)[0], outputs=leaves(main.outputs)[0])
    return dumps(replace(normal, main=main))


def check(design: Design) -> None:
    wanted = {style: told(design, style) for style in STYLES if style != "sequential"}
    found = [*texts(design)]
    assert {style for style, _ in found} >= wanted.keys()
    for style, text in found:
        if style == "sequential":
            wanted[style] = told(design, style)
        result = from_source(text)
        assert result.diagnostics == (), text
        assert told(result.design, style) == wanted[style], text


@pytest.mark.parametrize("name", DESIGNS)
def test_a_design_comes_back_from_its_source(name: str) -> None:
    check(DESIGNS[name](name))


@pytest.mark.parametrize("name", APPLICATIONS)
def test_an_application_comes_back_from_its_source(name: str) -> None:
    check(from_application(name).design)


@RANDOM
@given(strategies.designs() | stacked())
def test_random_designs_come_back_from_their_source(design: Design) -> None:
    check(design)


@pytest.mark.parametrize("name", ["mlp", "multi_task", "operators"])
def test_names_of_inputs_come_back_from_functional_source(name: str) -> None:
    design = DESIGNS[name](name)
    read = from_source(emit(design, "functional").text).design
    assert [read.main.operations[key].name for key in leaves(read.main.inputs)] == [  # type: ignore[union-attr]
        design.main.operations[key].name  # type: ignore[union-attr]
        for key in leaves(design.main.inputs)
    ]


@pytest.mark.parametrize("name", ["residual_classifier", "shared_block", "copied_block"])
def test_every_call_has_the_line_that_makes_it(name: str) -> None:
    code = emit(DESIGNS[name](name), "functional")
    result = from_source(code.text)
    lines = code.text.splitlines()
    for graph_id, graph in {"main": result.design.main, **result.design.models}.items():
        assert result.lines[graph_id].keys() == graph.nodes.keys()
        for node_id, line in result.lines[graph_id].items():
            operation = graph.operations[graph.nodes[node_id].operation]
            if isinstance(operation, Layer):
                # A layer that is shared is made on another line, and called by its name.
                class_name = operation.class_name.rpartition(".")[2]
                said = lines[line - 1]
                assert f"{class_name}(" in said or f"{operation.name}(" in said, (node_id, said)


@pytest.mark.parametrize("name", ["residual_classifier", "shared_block", "multi_task", "operators"])
def test_emitter_and_reader_tell_the_same_line_of_a_layer(name: str) -> None:
    """That a line says `Dense(` is not enough: it may be another `Dense`."""
    design = DESIGNS[name](name)
    code = emit(design, "functional")
    result = from_source(code.text)
    read = called_once(result.design.main)
    written = called_once(design.main)
    assert read.keys() == written.keys()
    assert read
    for layer, node_id in written.items():
        line = result.lines["main"][read[layer]]
        assert any(first <= line <= last for first, last in code.lines[node_id]), layer


def called_once(graph: ModelGraph) -> dict[str, str]:
    """The calls of the layers that are not shared, by the names of the layers."""
    return {
        operation.name: ids[0]
        for key, ids in calls(graph).items()
        if len(ids) == 1 and isinstance(operation := graph.operations[key], Layer)
    }
