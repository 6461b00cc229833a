"""How texts train their models, as people write them and as our own source does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from model_codegen import gallery
from model_codegen.design.graph import Design, Layer
from model_codegen.design.head_names import head_names
from model_codegen.design.training import Feed, Head, Stage, Training
from model_codegen.emitters import emit
from model_codegen.equivalence.kept_training import without_defaults
from model_codegen.importers import from_source

pytestmark = pytest.mark.keras

HEAD = "import keras\nfrom keras import layers\n"
TWO = """
x = inputs = keras.Input((4,))
outputs = [layers.Dense(1, name="price")(x), layers.Dense(3, activation="softmax", name="kind")(x)]
model = keras.Model(inputs, outputs)
"""
ONE = """
model = keras.Sequential([keras.Input((4,)), layers.Dense(1, activation="sigmoid", name="out")])
"""
DATA = "The data of this text stay outside: choose them in Train"


def held(path: str, **config: Any) -> dict[str, Any]:
    return {"class_name": f"keras.{path}", "config": config}


def read(text: str) -> Training:
    found = from_source(HEAD + text).design.training
    assert found is not None
    return found


def test_mnist_as_keras_io_has_it() -> None:
    result = from_source("""
import keras
from keras import layers
(x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
y_train = keras.utils.to_categorical(y_train, 10)
model = keras.Sequential([
    keras.Input(shape=(28, 28, 1)), layers.Flatten(), layers.Dense(10, activation="softmax"),
])
model.compile(loss="categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
model.fit(x_train, y_train, batch_size=128, epochs=15, validation_split=0.1)
""")
    accuracy = held("metrics.CategoricalAccuracy", name="accuracy")
    heads = {"dense": Head(held("losses.CategoricalCrossentropy"), metrics=(accuracy,))}
    wanted = Training(heads=heads, batch_size=128, epochs=15, validation_split=0.1)
    found = result.design.training
    assert found is not None
    assert replace(found, data=None) == wanted
    assert found.data is not None
    assert found.data.name == "mnist"
    hot = Feed(("label",), ({"step": "one_hot", "classes": 10},))
    assert found.data.targets == {"dense": hot}
    assert DATA not in [diagnostic.message for diagnostic in result.diagnostics]


def test_transfer_learning_in_two_stages() -> None:
    text = """
shape = (32, 32, 3)
base_model = keras.applications.MobileNetV2(input_shape=shape, include_top=False, weights=None)
base_model.trainable = False
inputs = keras.Input(shape=(32, 32, 3))
x = layers.GlobalAveragePooling2D()(base_model(inputs, training=False))
model = keras.Model(inputs, layers.Dense(1)(x))
loss = keras.losses.BinaryCrossentropy(from_logits=True)
model.compile(keras.optimizers.Adam(), loss, metrics=[keras.metrics.BinaryAccuracy()])
model.fit(train_ds, epochs=20, validation_data=validation_ds)
base_model.trainable = True
for layer in base_model.layers[:100]:
    layer.trainable = False
model.compile(keras.optimizers.Adam(1e-5), loss, metrics=[keras.metrics.BinaryAccuracy()])
model.fit(train_ds, epochs=10, validation_data=validation_ds)
"""
    design = from_source(HEAD + text).design
    base = next(o for o in design.main.operations.values() if "MobileNet" in str(o))
    assert isinstance(base, Layer)
    assert not base.trainable
    assert design.training is not None
    assert design.training.stages == (
        Stage("stage 1", 20),
        Stage("stage 2", 10, {base.name: 54}, 1e-5),
    )
    assert design.training.optimizer == held("optimizers.Adam")


def test_what_is_frozen_after_the_model_is_made_is_of_the_first_stage() -> None:
    training = read(f"""{TWO}
kind = model.get_layer("kind")
kind.trainable = False
model.compile("sgd", "mse")
model.fit(x, y, epochs=2)
kind.trainable = True
model.compile("sgd", "mse")
model.fit(x, y, epochs=5, initial_epoch=2)
""")
    assert [stage.trainable for stage in training.stages] == [{"kind": False}, {"kind": True}]
    assert [stage.epochs for stage in training.stages] == [2, 3]


def test_losses_weights_and_metrics_by_name() -> None:
    training = read(f"""{TWO}
model.compile(
    optimizer=keras.optimizers.RMSprop(learning_rate=1e-3),
    loss={{"price": keras.losses.MeanSquaredError(), "kind": "sparse_categorical_crossentropy"}},
    loss_weights={{"price": 2.0, "kind": 0.5}},
    metrics={{"kind": ["accuracy", keras.metrics.TopKCategoricalAccuracy(k=2)], "price": "mae"}},
)
""")
    accuracy = held("metrics.SparseCategoricalAccuracy", name="accuracy")
    kinds = (accuracy, held("metrics.TopKCategoricalAccuracy", k=2))
    assert training.heads == {
        "price": Head(
            held("losses.MeanSquaredError"), 2.0, (held("metrics.MeanAbsoluteError", name="mae"),)
        ),
        "kind": Head(held("losses.SparseCategoricalCrossentropy"), 0.5, kinds),
    }
    assert training.optimizer == held("optimizers.RMSprop", learning_rate=1e-3)


def test_lists_go_by_the_order_of_outputs() -> None:
    training = read(f"""{TWO}
model.compile("nadam", loss=["mse", keras.losses.SparseCategoricalCrossentropy()],
              loss_weights=[1, 0.25], metrics=[["mse"], []])
""")
    assert training.heads["kind"].weight == 0.25
    assert training.heads["kind"].metrics == ()
    assert training.heads["price"].metrics == (held("metrics.MeanSquaredError", name="mse"),)
    assert training.optimizer == held("optimizers.Nadam")


def test_callbacks_class_weights_and_a_schedule() -> None:
    training = read(f"""{ONE}
from keras.callbacks import EarlyStopping, ReduceLROnPlateau
schedule = keras.optimizers.schedules.ExponentialDecay(0.1, decay_steps=100, decay_rate=0.9)
model.compile(keras.optimizers.SGD(schedule, momentum=0.9), "binary_crossentropy")
stop = EarlyStopping(patience=3, restore_best_weights=True)
weights = {{0: 1.0, 1: 4.0}}
history = model.fit(x, y, epochs=30, callbacks=[stop, ReduceLROnPlateau("val_loss")],
                    class_weight=weights, validation_data=(x_val, y_val), shuffle=False)
print(history.history["loss"])
""")
    rate = held(
        "optimizers.schedules.ExponentialDecay",
        initial_learning_rate=0.1,
        decay_steps=100,
        decay_rate=0.9,
    )
    assert training.optimizer == held("optimizers.SGD", learning_rate=rate, momentum=0.9)
    assert training.heads["out"].class_weight == {"0": 1.0, "1": 4.0}
    assert training.callbacks == (
        held("callbacks.EarlyStopping", patience=3, restore_best_weights=True),
        held("callbacks.ReduceLROnPlateau", monitor="val_loss"),
    )
    assert (training.shuffle, training.epochs, training.validation_split) == (False, 30, 0.2)


def test_tf_keras_with_arguments_of_old() -> None:
    training = read(f"""import tensorflow as tf
{ONE}
optimizer = tf.keras.optimizers.legacy.Adam(lr=0.01, decay=1e-6)
model.compile(optimizer, tf.keras.losses.binary_crossentropy, ["acc"])
model.fit(x, y, nb_epoch=4)
""")
    assert training.optimizer == held("optimizers.Adam", learning_rate=0.01)
    assert training.heads["out"].loss == held("losses.BinaryCrossentropy")
    assert training.heads["out"].metrics == (held("metrics.BinaryAccuracy", name="acc"),)
    assert training.epochs == 4


def test_a_class_that_is_trained_in_functions() -> None:
    training = read("""
class Net(keras.Model):
    def __init__(self):
        super().__init__()
        self.out = layers.Dense(1)

    def call(self, x):
        return self.out(x)

def get_compiled_model():
    model = Net()
    model.compile(optimizer=keras.optimizers.AdamW(weight_decay=0.01), loss="mae", jit_compile=True)
    return model

keras.utils.set_random_seed(812)
model = get_compiled_model()
model(keras.Input((3,)))
model.fit(dataset, epochs=8)
""")
    assert training.optimizer == held("optimizers.AdamW", weight_decay=0.01)
    assert (training.epochs, training.seed, training.jit_compile) == (8, 812, True)


def test_what_a_document_cannot_hold_is_told() -> None:
    result = from_source(f"""{HEAD}{ONE}
def my_loss(y, p):
    return keras.ops.mean(y - p)

class Watch(keras.callbacks.Callback):
    pass

model.compile("adam", my_loss, metrics=[keras.metrics.AUC(thresholds=load())])
model.fit(x, y, callbacks=[Watch()], class_weight=compute())
""")
    told = next(d.message for d in result.diagnostics if "Left out" in d.message)
    assert told == (
        "Left out of the training: `loss`, which is none of Keras, `thresholds=`, `class_weight` "
        "and a callback that is none of Keras"
    )


def test_the_last_way_of_several_is_meant_where_nothing_is_frozen_between() -> None:
    training = read(f"""{ONE}
model.compile("sgd", "mse")
model.fit(x, y, epochs=2)
model.compile("adam", "mae")
model.fit(x, y, epochs=3)
""")
    assert training == Training(
        heads={"out": Head(held("losses.MeanAbsoluteError"))}, epochs=3, validation_split=0.0
    )


def test_a_text_that_only_makes_a_model_says_nothing_of_training() -> None:
    assert from_source(HEAD + ONE).design.training is None


def trained(name: str, **changed: Any) -> Design:
    """A design of the gallery with heads that learn something."""
    design = gallery.load(name)
    accuracy = held("metrics.SparseCategoricalAccuracy", name="accuracy")
    kinds = [
        Head(held("losses.SparseCategoricalCrossentropy"), metrics=(accuracy,)),
        Head(held("losses.Huber", delta=0.5), 0.25, (held("metrics.AUC", name="auc"),)),
    ]
    heads = {head: kinds[min(i, 1)] for i, (head, _) in enumerate(head_names(design))}
    return replace(design, training=Training(**{"heads": heads, "epochs": 3, **changed}))


def layer_of(name: str) -> str:
    layers = gallery.load(name).main.operations.values()
    return next(o.name for o in layers if isinstance(o, Layer) and "Dense" in o.class_name)


def assert_comes_back(design: Design, style: str) -> None:
    text = emit(design, style, with_training=True).text
    back, wanted = from_source(text).design, design.training
    assert wanted is not None
    assert back.training is not None
    found, wanted = (
        replace(each, callbacks=tuple(map(without_defaults, each.callbacks)))
        for each in (back.training, wanted)
    )
    assert found == wanted
    flags = [o.trainable for o in back.main.operations.values() if isinstance(o, Layer)]
    assert all(flags)


@pytest.mark.parametrize(
    ("name", "style", "changed"),
    [
        (
            "mlp",
            "sequential",
            {"seed": 3, "callbacks": (held("callbacks.EarlyStopping", monitor="val_loss"),)},
        ),
        ("two_headed_mlp", "functional", {"loop": "custom", "backend": "jax", "batch_size": 8}),
        ("multi_task", "subclass", {"loop": "custom", "shuffle": True, "steps_per_execution": 2}),
        ("dropout_mlp", "functional", {"devices": "all", "jit_compile": False}),
    ],
)
def test_our_own_source_comes_back(name: str, style: str, changed: dict[str, Any]) -> None:
    assert_comes_back(trained(name, **changed), style)


@pytest.mark.parametrize(("style", "loop"), [("sequential", "fit"), ("subclass", "custom")])
def test_stages_come_back_with_their_names(style: str, loop: str) -> None:
    layer = layer_of("mlp")
    stages = (
        Stage("the head alone", 2, {layer: False}),
        Stage("all of it", 1, {layer: True}, 1e-4),
    )
    assert_comes_back(trained("mlp", stages=stages, epochs=10, loop=loop), style)


OPTIMIZERS = st.builds(
    lambda name, rate: held(f"optimizers.{name}", learning_rate=rate),
    st.sampled_from(["SGD", "RMSprop", "Lion"]),
    st.floats(1e-6, 0.5),
)


@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(OPTIMIZERS, st.integers(1, 99), st.integers(1, 999), st.integers(0, 9), st.booleans())
def test_any_training_comes_back(
    optimizer: dict[str, Any], epochs: int, batch: int, seed: int, shuffle: bool
) -> None:
    changed = {"epochs": epochs, "batch_size": batch, "seed": seed, "shuffle": shuffle}
    assert_comes_back(trained("mlp", optimizer=optimizer, **changed), "functional")
