import keras
from keras import layers


def build_model():
    text_features = keras.Input(shape=(100,), name="text_features")
    metadata = keras.Input(shape=(10,), name="metadata")
    dense = layers.Dense(64, activation="relu")(text_features)
    dense_1 = layers.Dense(16, activation="relu")(metadata)
    x = layers.Concatenate()([dense, dense_1])
    dense_2 = layers.Dense(32, activation="relu")(x)
    sentiment = layers.Dense(1, activation="sigmoid", name="sentiment")(dense_2)
    topic = layers.Dense(5, activation="softmax", name="topic")(dense_2)
    return keras.Model(
        inputs={"text_features": text_features, "metadata": metadata},
        outputs={"sentiment": sentiment, "topic": topic},
        name="multi_task",
    )


if __name__ == "__main__":
    build_model().summary()
