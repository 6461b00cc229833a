from tensorflow.keras.applications.vgg16 import VGG16
from tensorflow.keras.layers import Dense, Flatten
from tensorflow.keras.models import Model

vgg = VGG16(weights=None, include_top=False, input_shape=(48, 48, 3))
for layer in vgg.layers[:-4]:
    layer.trainable = False
print(len(vgg.layers), "layers")

x = Flatten()(vgg.output)
x = Dense(64, activation="relu")(x)
predictions = Dense(5, activation="softmax")(x)
model = Model(inputs=vgg.input, outputs=predictions)
