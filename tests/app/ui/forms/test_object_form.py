"""Forms of held objects, as Streamlit runs them: what is entered is kept, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest

PAGE = Path(__file__).parent / "object_page.py"
ADAM = {"class_name": "keras.optimizers.Adam", "config": {}}


def opened(optimizer: Any = None, metrics: Any = ()) -> AppTest:
    test = AppTest.from_file(str(PAGE), default_timeout=60)
    test.session_state["optimizer"] = optimizer or ADAM
    test.session_state["metrics"] = metrics
    test.run()
    assert not test.exception
    return test


def config(test: AppTest) -> dict[str, Any]:
    found: dict[str, Any] = test.session_state["optimizer"]["config"]
    return found


def test_only_what_is_entered_is_kept() -> None:
    test = opened()
    rate = "o-Adam-learning_rate"
    assert test.number_input(key=rate).placeholder == "0.001"
    test.number_input(key=rate).set_value(0.01).run()
    assert config(test) == {"learning_rate": 0.01}
    test.toggle(key="o-Adam-amsgrad").set_value(True).run()
    assert config(test) == {"learning_rate": 0.01, "amsgrad": True}
    test.number_input(key=rate).set_value(0.001).run()
    test.toggle(key="o-Adam-amsgrad").set_value(False).run()
    test.number_input(key="o-Adam-clipnorm").set_value(1.0).run()
    assert config(test) == {"clipnorm": 1.0}
    test.number_input(key="o-Adam-clipnorm").set_value(None).run()
    assert config(test) == {}
    assert not test.exception


def test_another_class_keeps_what_both_have() -> None:
    test = opened({**ADAM, "config": {"learning_rate": 0.5, "amsgrad": True}})
    test.selectbox(key="o-class").set_value("keras.optimizers.SGD").run()
    assert test.session_state["optimizer"] == {
        "class_name": "keras.optimizers.SGD",
        "config": {"learning_rate": 0.5},
    }
    assert not test.exception


def test_a_rate_becomes_a_schedule_and_a_number_again() -> None:
    test = opened()
    kind = "o-Adam-learning_rate-kind"
    test.selectbox(key=kind).set_value("Decay").run()
    test.number_input(key="o-Adam-learning_rate-initial_learning_rate").set_value(0.25).run()
    assert config(test) == {
        "learning_rate": {
            "class_name": "keras.optimizers.schedules.Decay",
            "config": {"initial_learning_rate": 0.25},
        }
    }
    test.selectbox(key=kind).set_value("number").run()
    assert not test.exception
    assert not isinstance(config(test).get("learning_rate"), dict)


def test_what_the_document_has_goes_before_what_was_entered() -> None:
    test = opened()
    test.number_input(key="o-Adam-learning_rate").set_value(0.01).run()
    test.session_state["optimizer"] = ADAM  # Undo, or another window
    test.run()
    assert test.number_input[0].value is None


def test_several_objects_of_one_class_are_kept_apart() -> None:
    auc = {"class_name": "keras.metrics.AUC", "config": {"curve": 2.0}}
    test = opened(metrics=(auc,))
    test.multiselect(key="m-chosen").set_value(["0", "keras.metrics.AUC"]).run()
    assert [one["config"] for one in test.session_state["metrics"]] == [{"curve": 2.0}, {}]
    test.number_input(key="m-1-AUC-curve").set_value(3.0).run()
    assert test.session_state["metrics"][1]["config"] == {"curve": 3.0}
    test.multiselect(key="m-chosen").set_value(["1"]).run()
    assert test.session_state["metrics"] == ({**auc, "config": {"curve": 3.0}},)
    assert not test.exception
