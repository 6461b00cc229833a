import tensorflow as tf
from tensorflow.keras import layers
from tensorflow.keras.models import Model

latent_dim = 64


class Encoder(layers.Layer):
    def __init__(self, latent_dim, **kwargs):
        super(Encoder, self).__init__(**kwargs)
        self.flatten = layers.Flatten()
        self.hidden = layers.Dense(latent_dim, activation="relu")

    def call(self, x):
        return self.hidden(self.flatten(x))


class Decoder(layers.Layer):
    def __init__(self, shape, **kwargs):
        super(Decoder, self).__init__(**kwargs)
        self.blocks = [layers.Dense(s, activation="relu") for s in (128, 256)]
        self.out = layers.Dense(shape[0] * shape[1], activation="sigmoid")
        self.reshape = layers.Reshape(shape)

    def call(self, x):
        for block in self.blocks:
            x = block(x)
        return self.reshape(self.out(x))


class Autoencoder(Model):
    def __init__(self, latent_dim, shape):
        super(Autoencoder, self).__init__()
        self.encoder = Encoder(latent_dim)
        self.decoder = Decoder(shape)

    def call(self, x):
        encoded = self.encoder(x)
        decoded = self.decoder(encoded)
        return decoded


autoencoder = Autoencoder(latent_dim, (28, 28))
autoencoder.build((None, 28, 28))
autoencoder.compile(optimizer="adam", loss="mse")
