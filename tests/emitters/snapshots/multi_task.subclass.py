import keras
from keras import layers


@keras.saving.register_keras_serializable(package="multi_task")
class MultiTask(keras.Model):
    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.dense = layers.Dense(64, activation="relu")
        self.dense_1 = layers.Dense(16, activation="relu")
        self.concatenate = layers.Concatenate()
        self.dense_2 = layers.Dense(32, activation="relu")
        self.sentiment = layers.Dense(1, activation="sigmoid", name="sentiment")
        self.topic = layers.Dense(5, activation="softmax", name="topic")

    def build(self, input_shape):
        # Running the layers on symbolic tensors makes their weights
        self.call(
            {
                "text_features": keras.KerasTensor(input_shape["text_features"]),
                "metadata": keras.KerasTensor(input_shape["metadata"]),
            }
        )

    def call(self, inputs):
        text_features = inputs["text_features"]
        metadata = inputs["metadata"]
        dense = self.dense(text_features)
        dense_1 = self.dense_1(metadata)
        x = self.concatenate([dense, dense_1])
        dense_2 = self.dense_2(x)
        sentiment = self.sentiment(dense_2)
        topic = self.topic(dense_2)
        return {"sentiment": sentiment, "topic": topic}

    def get_config(self):
        return super().get_config()

    @classmethod
    def from_config(cls, config):
        return cls(**config)


def build_model():
    model = MultiTask()
    model.build({"text_features": (None, 100), "metadata": (None, 10)})
    return model


if __name__ == "__main__":
    build_model().summary()
