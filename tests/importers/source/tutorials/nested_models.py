import keras
from keras import layers


class ConvBlock(keras.layers.Layer):
    factor = 2

    def __init__(self, filters, pool=True, **kwargs):
        super().__init__(**kwargs)
        self.filters = filters
        self.pool = pool
        self.conv = keras.layers.Conv2D(filters * self.factor, 3, padding="same")
        self.norm = keras.layers.BatchNormalization()
        self.act = keras.layers.ReLU()
        if pool:
            self.down = keras.layers.MaxPooling2D()

    def activate(self, x, training):
        return self.act(self.norm(x, training=training))

    def call(self, inputs, training=None):
        x = self.activate(self.conv(inputs), training)
        if self.pool:
            x = self.down(x)
        return x

    def get_config(self):
        return {**super().get_config(), "filters": self.filters, "pool": self.pool}


class Classifier(keras.Model):
    def __init__(self, sizes=(8, 16), classes=3, name="classifier"):
        super().__init__(name=name)
        self.blocks = [ConvBlock(size, name=f"block_{i}") for i, size in enumerate(sizes)]
        self.last = ConvBlock(32, pool=False, name="last")
        self.gap = layers.GlobalAveragePooling2D()
        self.head = layers.Dense(classes, activation="softmax", name="probabilities")

    def call(self, inputs, training=False):
        x = inputs
        for block in self.blocks:
            x = block(x, training=training)
        x = self.last(x)
        return self.head(self.gap(x))


model = Classifier()
model.build(input_shape=(None, 32, 32, 3))
