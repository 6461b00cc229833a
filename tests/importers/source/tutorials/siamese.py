import keras
from keras import layers, ops
from keras.layers import Lambda


def euclidean_distance(vectors):
    x, y = vectors
    total = ops.sum(ops.square(x - y), axis=1, keepdims=True)
    return ops.sqrt(ops.maximum(total, keras.backend.epsilon()))


def make_embedding(shape):
    inputs = keras.Input(shape)
    x = layers.BatchNormalization()(inputs)
    for n, size in enumerate([4, 16]):
        x = layers.Conv2D(size, (5, 5), activation="tanh", name=f"conv_{n}")(x)
        x = layers.AveragePooling2D(pool_size=(2, 2))(x)
    x = layers.Flatten()(x)
    x = layers.BatchNormalization()(x)
    return keras.Model(inputs, layers.Dense(10, activation="tanh")(x), name="embedding")


embedding_network = make_embedding((28, 28, 1))
left = keras.Input((28, 28, 1), name="left")
right = keras.Input((28, 28, 1), name="right")
tower_1 = embedding_network(left)
tower_2 = embedding_network(right)
distance = euclidean_distance([tower_1, tower_2])
normal = layers.BatchNormalization()(distance)
score = layers.Dense(1, activation="sigmoid")(normal)
siamese = keras.Model(inputs=[left, right], outputs=score, name="siamese")
siamese.compile(loss="binary_crossentropy", optimizer="RMSprop")
