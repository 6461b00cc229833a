"""What the model learns from: chosen, read by a worker, wired and augmented."""

from __future__ import annotations

from dataclasses import replace

from app.core.session import documents
from app.core.session.session import Session
from app.core.tasks import data_tasks
from app.core.tasks.task_outcome import TaskError
from app.core.training import head_list
from model_codegen import gallery
from model_codegen.catalogue.json_schema import NUMBER
from model_codegen.design.training import Data, Feed
from tests.app.idle_services import worker_of
from tests.app.ui.train.page_session import (
    CATALOGUE,
    DATA,
    TRAINING,
    analyse,
    entry,
    opened,
    training,
)


def test_other_data_are_read_by_a_worker_and_taken_over(session: Session) -> None:
    spirals = Data("generated", "spirals", samples=50)
    worker_of(session.services).answers[data_tasks.choose] = spirals
    test = opened(session, "data")
    test.selectbox(key="train-data").set_value(("generated", "spirals")).run()
    test.run()
    assert training(session).data == spirals
    assert not test.exception


def test_data_that_arrive_late_go_into_no_other_design(session: Session) -> None:
    worker = worker_of(session.services)
    test = opened(session, "data")
    test.selectbox(key="train-data").set_value(("generated", "spirals")).run()
    (asked,) = worker.waiting(data_tasks.choose)
    documents.put(session, replace(gallery.load("mlp"), training=TRAINING))
    asked.future.set_result(Data("generated", "spirals", samples=50))
    test.run()
    assert training(session).data == DATA
    assert not test.exception


def test_data_that_cannot_be_read_leave_all_as_it_was(session: Session) -> None:
    def fail(*_: object) -> None:
        raise TaskError("No such data.")

    worker_of(session.services).answers[data_tasks.choose] = fail
    test = opened(session, "data")
    test.selectbox(key="train-data").set_value(("generated", "spirals")).run()
    assert [one.value for one in test.error] == [
        "No such data. What was chosen before is as it was."
    ]
    assert training(session).data == DATA


def test_images_are_augmented_by_layers_and_nothing_else_is(session: Session) -> None:
    flip = entry("keras.layers.RandomFlip", "layer", mode={**NUMBER, "default": 1})
    flip = replace(flip, category="preprocessing", group="image")
    known = replace(CATALOGUE, entries={flip.path: flip})
    assert not [
        one for one in opened(session, "data").multiselect if one.key == "train-augment-chosen"
    ]
    documents.put(session, replace(gallery.load("cifar_cnn"), training=TRAINING))
    analyse(session)
    ((_, ref),) = head_list.inputs(session)
    spec = {"shape": [None, 32, 32, 3], "dtype": "float32"}
    assert session.analysed is not None
    session.analysed.result["graphs"]["main"]["nodes"][ref.node] = {"outputs": [spec]}
    test = opened(session, "data", catalogue=known)
    test.multiselect(key="train-augment-chosen").set_value([flip.path]).run()
    assert not test.exception
    data = training(session).data
    assert data is not None
    assert data.augment == ({"class_name": flip.path, "config": {}},)


def test_fields_are_wired_with_the_shapes_beside(session: Session) -> None:
    test = opened(session, "data")
    test.multiselect(key="train-inputs-right").set_value(["right"]).run()
    test.selectbox(key="train-inputs-right-add").set_value("reshape").run()
    data = training(session).data
    assert data is not None
    assert data.inputs["right"] == Feed(("right",), ({"step": "reshape", "shape": [784]},))
    test.multiselect(key="train-inputs-right").set_value([]).run()
    test.selectbox(key="train-pipeline-kind").set_value("tf.data").run()
    data = training(session).data
    assert data is not None
    assert (data.inputs.keys(), data.pipeline) == ({"left"}, "tf.data")
    assert not test.exception
