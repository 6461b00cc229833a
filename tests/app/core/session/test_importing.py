from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonpatch
import pytest

from app.core.services import Services
from app.core.session import editing, importing, worker_answers
from app.core.session.session import Session
from model_codegen.design.fileformat.serialization import from_json, to_json
from model_codegen.design.graph import Design, Layer, ModelGraph, Node, SubModel, TensorRef

SECONDS = 240.0


def layer(class_name: str, name: str, config: dict[str, Any], *calls: Any) -> dict[str, Any]:
    return {
        "module": "keras.layers",
        "class_name": class_name,
        "config": {"name": name, **config},
        "registered_name": None,
        "name": name,
        "inbound_nodes": list(calls),
    }


def tensor(name: str, shape: list[int | None]) -> dict[str, Any]:
    config = {"shape": shape, "dtype": "float32", "keras_history": [name, 0, 0]}
    return {"class_name": "__keras_tensor__", "config": config}


def call(name: str, shape: list[int | None]) -> dict[str, Any]:
    return {"args": [tensor(name, shape)], "kwargs": {}}


def model(head: str = "Dense") -> str:
    """A model as `model.to_json()` writes it; with another head, one that needs foreign code."""
    layers = [
        layer("InputLayer", "pixels", {"batch_shape": [None, 8], "dtype": "float32"}),
        layer("Dense", "digit", {"units": 4}, call("pixels", [None, 8])),
    ]
    ends: dict[str, Any] = {
        "input_layers": ["pixels", 0, 0],
        "output_layers": ["digit", 0, 0],
    }
    if head != "Dense":
        foreign = layer(head, "mine", {"strength": 2}, call("digit", [None, 4]))
        layers.append(foreign | {"module": "my.layers", "registered_name": f"My>{head}"})
        ends["output_layers"] = ["mine", 0, 0]
    config = {"name": "small", "trainable": True, "layers": layers, **ends}
    return json.dumps({"module": "keras", "class_name": "Functional", "config": config})


def read(session: Session, services: Services, message: dict[str, Any]) -> None:
    assert importing.begin(session, services, {"id": "1"} | message)
    importing.collect(session, services, SECONDS)
    assert session.coming is None


def file(text: str) -> dict[str, Any]:
    return {"type": "import", "name": "small.keras", "text": text}


def test_a_file_becomes_a_draft_of_its_own(session: Session, services: Services) -> None:
    left, rev = session.draft, session.rev
    read(session, services, file(model()))
    assert session.rev == rev + 1
    assert session.draft != left
    assert session.design.name == "small"
    assert services.drafts.load(session.draft) == session.text
    assert session.notice is not None
    assert (session.notice.severity, "weights are not part" in session.notice.text) == (
        "info",
        True,
    )
    worker_answers.collect(session, services, SECONDS)
    assert session.analysed is not None
    assert session.analysed.result["graphs"]["main"]["total_params"] == 36


def test_what_cannot_be_held_is_told(session: Session, services: Services) -> None:
    read(session, services, file(model("Antirectifier")))
    assert session.notice is not None
    assert session.notice.severity == "warning"
    assert "`mine` is a placeholder" in session.notice.text
    operation = session.design.main.operations["mine"]
    assert isinstance(operation, Layer)
    assert operation.recorded is not None


BAD = {
    "empty": "",
    "no model": '{"nodes": []}',
    "a class of code": json.dumps({"class_name": "MyModel", "config": {}}),
    "damaged": json.dumps({"class_name": "Functional", "config": {"layers": 3}}),
    "deep": "[" * 200_000,
    "not a number": '{"class_name": NaN}',
    "half a character": '{"class_name": "\\ud800"}',
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_changes_nothing(
    session: Session, services: Services, name: str
) -> None:
    before = (session.rev, session.text, session.draft)
    read(session, services, file(BAD[name]))
    assert (session.rev, session.text, session.draft) == before
    assert session.notice is not None
    assert session.notice.severity == "error"
    assert session.notice.text.endswith("The design on the canvas is as it was.")
    assert "Traceback" not in session.notice.text
    assert "did not work" not in session.notice.text


def test_an_application_is_opened_by_name(session: Session, services: Services) -> None:
    read(session, services, {"type": "application", "name": "MobileNetV3Small"})
    assert len(session.design.main.nodes) > 100
    assert session.notice is None


def test_an_application_that_is_none_is_refused(session: Session, services: Services) -> None:
    read(session, services, {"type": "application", "name": "os.system"})
    assert session.rev == 1
    assert session.notice is not None
    assert session.notice.severity == "error"


@pytest.mark.parametrize(
    "message", [{}, {"type": "import", "text": 3}, {"type": "gallery", "name": "mlp"}]
)
def test_other_commands_are_left_to_others(
    session: Session, services: Services, message: dict[str, Any]
) -> None:
    assert not importing.begin(session, services, message)
    assert session.coming is None


def with_base(*, shared: bool = False) -> Design:
    """A frozen MobileNet after an input; as one of the design's own operations where `shared`."""
    graph = ModelGraph(
        "m",
        operations={
            "in": Layer("keras.Input", "in", {"shape": [32, 32, 3]}),
            "base": Layer(
                "keras.applications.MobileNet",
                "base",
                {"include_top": False, "input_shape": [32, 32, 3], "weights": None},
                trainable=False,
            ),
        },
        nodes={"in": Node("in"), "base": Node("base", (TensorRef("in"),))},
        inputs="in",
    )
    if not shared:
        return Design("m", graph)
    own, base = graph.operations["in"], graph.operations["base"]
    return Design("m", replace(graph, operations={"in": own}), operations={"base": base})


def edit(session: Session, design: Design) -> dict[str, Any]:
    doc = to_json(design)
    return {"session": session.id, "rev": session.rev, "seq": session.seq + 1, "doc": doc}


@pytest.mark.parametrize("shared", [False, True])
def test_an_application_opens_up_as_an_edit_for_the_browser(
    session: Session, services: Services, shared: bool
) -> None:
    editing.take_edit(session, services, edit(session, with_base(shared=shared)))
    rev = session.rev
    read(session, services, {"type": "open_up", "graph": "main", "operation": "base"})
    assert session.rev == rev
    assert session.change is not None
    opened = from_json(jsonpatch.apply_patch(to_json(session.design), session.change.patch))
    block = (opened if shared else opened.main).operations["base"]
    assert isinstance(block, SubModel)
    assert not block.trainable
    assert len(opened.models[block.model].nodes) > 50
    assert opened.main.nodes == with_base().main.nodes
    assert ("base" in opened.main.operations) is not shared
    editing.take_edit(session, services, edit(session, opened))
    assert session.change is None


def test_opening_up_leaves_alone_what_has_changed_meanwhile(
    session: Session, services: Services
) -> None:
    editing.take_edit(session, services, edit(session, with_base()))
    read(session, services, {"type": "open_up", "graph": "main", "operation": "base"})
    assert session.change is not None
    changed = to_json(with_base())
    changed["main"]["operations"]["base"]["config"]["include_top"] = True
    with pytest.raises(jsonpatch.JsonPatchTestFailed):
        jsonpatch.apply_patch(changed, session.change.patch)


def test_only_an_application_opens_up(session: Session, services: Services) -> None:
    editing.take_edit(session, services, edit(session, with_base()))
    read(session, services, {"type": "open_up", "graph": "main", "operation": "in"})
    assert session.change is None
    assert session.notice is not None
    assert "keras.applications" in session.notice.text


def test_another_design_gives_up_what_was_on_its_way(session: Session, services: Services) -> None:
    importing.begin(session, services, file(model()))
    editing.take_command(session, services, {"id": "2", "type": "gallery", "name": "mlp"})
    importing.collect(session, services, SECONDS)
    assert session.design.name == "mlp"


def test_remarks_go_with_the_nodes_that_they_are_about(
    session: Session, services: Services
) -> None:
    text = json.loads(model())
    text["config"]["layers"][1]["config"]["build_me_differently"] = True
    read(session, services, file(json.dumps(text)))
    told = importing.remarks(session)
    assert [found["nodes"] for found in told] == [["digit"]]
    editing.take_command(session, services, {"id": "2", "type": "new"})
    assert importing.remarks(session) == []


GAN = """
from keras import Sequential, layers
generator = Sequential([layers.Dense(8, input_shape=(4,)), layers.Dense(6)])
critic = Sequential([layers.Dense(8, input_shape=(6,)), layers.Dense(1)])
"""


def source(text: str) -> dict[str, Any]:
    return {"type": "source", "name": "pasted code", "text": text}


def test_source_becomes_a_draft_of_its_own(session: Session, services: Services) -> None:
    left = session.draft
    text = GAN.splitlines()[1:3]
    read(session, services, source("\n".join([*text, "generator.compile('adam')"])))
    assert session.draft != left
    assert [o.config for o in session.design.main.operations.values() if o.kind == "layer"] == [
        {"shape": [4]},
        {"units": 8},
        {"units": 6},
    ]
    assert session.notice is None
    assert "compile" in importing.remarks(session)[0]["message"]


def test_classes_of_a_text_are_told_as_kept(session: Session, services: Services) -> None:
    text = (
        "import keras\n"
        "class Noise(keras.layers.Layer):\n"
        "    def call(self, x):\n"
        "        return x + keras.random.normal(keras.ops.shape(x))\n"
        "inputs = keras.Input((4,))\n"
        "model = keras.Model(inputs, Noise()(inputs))\n"
    )
    read(session, services, source(text))
    assert "class Noise" in session.design.code
    assert session.notice is not None
    assert session.notice.severity == "info"
    assert session.notice.text.startswith("`Noise` is kept as a custom layer")


def test_prose_around_code_is_told_in_one_finding(session: Session, services: Services) -> None:
    text = "\n".join(["I've built this:", GAN.splitlines()[1], GAN.splitlines()[2], "That's it!"])
    read(session, services, source(text))
    (found,) = importing.remarks(session)
    assert found["message"] == "These lines are no Python, and passed over: 1 and 4"
    assert session.notice is not None
    assert session.notice.text == "One thing was left out: see Problems."


def test_who_pastes_a_model_without_a_shape_is_asked_for_it(
    session: Session, services: Services
) -> None:
    read(session, services, source("import keras\nm = keras.Sequential([keras.layers.Dense(2)])"))
    assert session.notice is not None
    assert session.notice.severity == "info"
    assert "select `input_layer` and set it" in session.notice.text


def test_of_several_models_one_is_asked_for(session: Session, services: Services) -> None:
    rev = session.rev
    read(session, services, source(GAN))
    assert session.rev == rev
    assert session.choice is not None
    told = [(one.title, one.line, one.kind, one.layers) for one in session.choice.models]
    assert told == [
        ("generator", 3, "Sequential", ("Dense 8", "Dense 6")),
        ("critic", 4, "Sequential", ("Dense 8", "Dense 1")),
    ]
    assert importing.begin(session, services, {"type": "choose", "name": "nobody"})
    assert session.choice is None
    assert session.coming is None
    read(session, services, source(GAN))
    read(session, services, {"type": "choose", "name": "critic"})
    assert session.rev == rev + 1
    assert {"units": 1} in [
        getattr(o, "config", None) for o in session.design.main.operations.values()
    ]
    # An answer to a question that nobody asked changes nothing.
    assert importing.begin(session, services, {"type": "choose", "name": "critic"})
    assert (session.coming, session.rev) == (None, rev + 1)


def test_text_that_is_no_model_changes_nothing(session: Session, services: Services) -> None:
    rev = session.rev
    for text in ("layers = (", "print(1)", "", "\x00", "x" * 2_000_000):
        read(session, services, source(text))
        assert session.rev == rev
        assert session.notice is not None
        assert session.notice.severity == "error"
        assert session.notice.text.endswith("The design on the canvas is as it was.")
