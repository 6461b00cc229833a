import pandas as pd
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

url = "http://example.org/auto-mpg.data"
raw_dataset = pd.read_csv(url, names=["MPG", "Cylinders"])
train_dataset = raw_dataset.sample(frac=0.8, random_state=0)
train_stats = train_dataset.describe()


def build_model():
    model = keras.Sequential(
        [
            layers.Dense(64, activation="relu", input_shape=[len(train_dataset.keys())]),
            layers.Dense(64, activation="relu"),
            layers.Dense(1),
        ]
    )
    optimizer = tf.keras.optimizers.RMSprop(0.001)
    model.compile(loss="mse", optimizer=optimizer, metrics=["mae", "mse"])
    return model


model = build_model()
early_stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=10)
EPOCHS = 1000
history = model.fit(train_dataset, epochs=EPOCHS, callbacks=[early_stop])
