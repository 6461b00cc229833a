import keras
from keras import layers


def build_model():
    numeric = keras.Input(shape=(30,), name="numeric")
    text_ids = keras.Input(shape=(100,), dtype="int32", name="text_ids")
    x = layers.Dense(64, activation="relu")(numeric)
    dropout = layers.Dropout(0.2)(x)
    x = layers.Embedding(10000, 32)(text_ids)
    x = layers.GlobalAveragePooling1D()(x)
    dense_1 = layers.Dense(64, activation="relu")(x)
    x = layers.Concatenate()([dropout, dense_1])
    outputs = layers.Dense(1, activation="sigmoid")(x)
    return keras.Model(inputs=[numeric, text_ids], outputs=outputs, name="tabular_text")


if __name__ == "__main__":
    build_model().summary()
