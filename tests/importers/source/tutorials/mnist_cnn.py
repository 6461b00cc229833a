>>> import keras
>>> from keras import layers
>>> num_classes = 10
>>> (x_train, y_train), (x_test, y_test) = keras.datasets.mnist.load_data()
>>> input_shape = (*x_train.shape[1:], 1)
>>> model = keras.Sequential()
>>> model.add(keras.Input(shape=input_shape))
>>> for filters in (32, 64):
...     model.add(layers.Conv2D(filters, kernel_size=(3, 3), activation="relu"))
...     model.add(layers.MaxPooling2D(pool_size=(2, 2)))
...
>>> model.add(layers.Flatten())
>>> model.add(layers.Dropout(0.5))
>>> model.add(layers.Dense(num_classes, activation="softmax"))
>>> model.summary()
Model: "sequential"
