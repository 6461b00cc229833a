import keras
import keras_tuner as kt
from keras import layers


def build_model(hp):
    model = keras.Sequential([keras.Input((28, 28)), layers.Flatten()])
    for i in range(hp.Int("layers", 1, 3)):
        model.add(
            layers.Dense(
                hp.Int(f"units_{i}", min_value=32, max_value=512, step=32),
                activation=hp.Choice("activation", ["relu", "tanh"]),
            )
        )
    if hp.Boolean("dropout"):
        model.add(layers.Dropout(hp.Float("rate", 0.1, 0.5, step=0.1, default=0.25)))
    model.add(layers.Dense(10, activation="softmax"))
    model.compile(
        optimizer=keras.optimizers.Adam(hp.Float("lr", 1e-4, 1e-2, sampling="log")),
        loss="sparse_categorical_crossentropy",
    )
    return model


tuner = kt.RandomSearch(build_model, objective="val_accuracy", max_trials=5)
tuner.search_space_summary()
