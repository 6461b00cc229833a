import keras
from keras import layers


def build_model():
    image_input = keras.Input(shape=(28, 28, 1), name="image_input")
    text_input = keras.Input(shape=(100,), name="text_input")
    x = layers.Conv2D(32, 3, activation="relu")(image_input)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(64, 3, activation="relu")(x)
    x = layers.MaxPooling2D()(x)
    flatten = layers.Flatten()(x)
    dense = layers.Dense(128, activation="relu")(text_input)
    x = layers.Concatenate()([flatten, dense])
    outputs = layers.Dense(10, activation="softmax")(x)
    return keras.Model(
        inputs=[image_input, text_input], outputs=outputs, name="image_text"
    )


if __name__ == "__main__":
    build_model().summary()
