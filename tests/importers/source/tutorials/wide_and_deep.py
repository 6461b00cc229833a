import keras
from keras import layers

CATEGORICAL = {"workclass": 9, "education": 16, "country": 42}
NUMERIC = ["age", "hours"]


def create_model_inputs():
    inputs = {}
    for feature_name in NUMERIC:
        inputs[feature_name] = layers.Input(name=feature_name, shape=(1,), dtype="float32")
    for feature_name in CATEGORICAL.keys():
        inputs[feature_name] = layers.Input(name=feature_name, shape=(1,), dtype="int32")
    return inputs


def encode_inputs(inputs, use_embedding=False):
    encoded = []
    for feature_name in inputs:
        if feature_name in CATEGORICAL:
            size = CATEGORICAL[feature_name]
            if use_embedding:
                feature = layers.Embedding(input_dim=size, output_dim=int(size**0.5))(
                    inputs[feature_name]
                )
                feature = layers.Flatten()(feature)
            else:
                feature = layers.CategoryEncoding(num_tokens=size)(inputs[feature_name])
        else:
            feature = inputs[feature_name]
        encoded.append(feature)
    return layers.concatenate(encoded)


def create_wide_and_deep_model(hidden_units=(32, 32), dropout_rate=0.1):
    inputs = create_model_inputs()
    wide = encode_inputs(inputs)
    wide = layers.BatchNormalization()(wide)
    deep = encode_inputs(inputs, use_embedding=True)
    for units in hidden_units:
        deep = layers.Dense(units)(deep)
        deep = layers.BatchNormalization()(deep)
        deep = layers.ReLU()(deep)
        deep = layers.Dropout(dropout_rate)(deep)
    merged = layers.concatenate([wide, deep])
    outputs = layers.Dense(units=2, activation="softmax")(merged)
    return keras.Model(inputs=inputs, outputs=outputs)


wide_and_deep_model = create_wide_and_deep_model()
