"""All devices: four of them, which are processors, come to the numbers of one."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest

from model_codegen.design.errors import LayerloomError
from model_codegen.design.training import Head
from model_codegen.emitters import emit
from tests.emitters.training.running import CLASSES, A, B, held, two_headed

pytestmark = [pytest.mark.keras, pytest.mark.long(10)]

RUN = """
import contextlib, io, json, sys
from model_codegen.keras_bridge.keras_import import import_keras

import_keras()  # without packages that take half of the time, and are not needed here
import tensorflow as tf

cpu = tf.config.list_physical_devices("CPU")[0]
devices = [tf.config.LogicalDeviceConfiguration()] * 4
tf.config.set_logical_device_configuration(cpu, devices)
found = {}
for devices, text in json.load(sys.stdin).items():
    names = {"__name__": "generated"}
    exec(text, names)
    train, histories = names["train"], []
    names["train"] = lambda *data: histories.append(train(*data)) or histories[0]
    names["plot_history"] = lambda history: None
    with contextlib.redirect_stdout(io.StringIO()):
        names["main"]()
    found[devices] = histories[0]
    found[f"replicas of {devices}"] = names.get("REPLICAS")
print(json.dumps(found))
"""

NUMBER = Head(held("losses.MeanSquaredError"), metrics=(held("metrics.MeanAbsoluteError"),))


def test_four_devices_come_to_the_numbers_of_one(tmp_path: object) -> None:
    design = two_headed([A, B], {"a": CLASSES, "b": NUMBER})
    training = design.training
    assert training is not None
    on_all = replace(design, training=replace(training, devices="all"))
    texts = {
        devices: emit(drawn, "functional", with_training=True).text
        for devices, drawn in (("one", design), ("all", on_all))
    }
    assert "MirroredStrategy" not in texts["one"]
    scope = "    with strategy.scope():"
    told = "    global REPLICAS\n    REPLICAS = strategy.num_replicas_in_sync\n"
    texts["all"] = texts["all"].replace(scope, told + scope)
    ran = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", RUN],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
        cwd=str(tmp_path),
    )
    found = json.loads(ran.stdout.splitlines()[-1])
    assert found["replicas of all"] == 4
    assert found["one"].keys() == found["all"].keys()
    for name, values in found["one"].items():
        np.testing.assert_allclose(found["all"][name], values, rtol=1e-5, err_msg=name)


def test_jax_gets_batches_that_its_devices_can_share() -> None:
    design = two_headed([A, B], {"a": CLASSES, "b": NUMBER}, backend="jax", devices="all")
    text = emit(design, "functional", with_training=True).text
    assert "set_distribution(keras.distribution.DataParallel())" in text
    assert "validation_data = divided(validation_data)" in text


@pytest.mark.parametrize("other", [{"loop": "custom"}, {"backend": "torch"}])
def test_what_does_not_train_on_all_devices_says_so(other: dict[str, str]) -> None:
    design = two_headed([A, B], {"a": CLASSES}, devices="all", **other)
    with pytest.raises(LayerloomError, match="Several devices"):
        emit(design, "functional", with_training=True)
