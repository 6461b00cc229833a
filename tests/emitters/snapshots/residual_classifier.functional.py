import keras
from keras import layers


def build_model():
    features = keras.Input(shape=(20,), name="features")
    x = layers.Dense(128, activation="relu")(features)
    x = layers.Dropout(0.3)(x)
    dense_1 = layers.Dense(64, activation="relu")(x)
    dense_2 = layers.Dense(64)(features)
    x = layers.Add()([dense_1, dense_2])
    x = layers.Activation("relu")(x)
    predictions = layers.Dense(10, activation="softmax", name="predictions")(x)
    return keras.Model(features, predictions, name="residual_classifier")


if __name__ == "__main__":
    build_model().summary()
