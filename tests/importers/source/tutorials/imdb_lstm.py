from keras.models import Sequential
from keras.layers import *
from keras.datasets import imdb

top_words = 5000
max_review_length = 500
embedding_vector_length = 32

(X_train, y_train), (X_test, y_test) = imdb.load_data(num_words=top_words)

# create the model
model = Sequential()
model.add(Embedding(top_words, embedding_vector_length, input_length=max_review_length))
model.add(SpatialDropout1D(0.3))
model.add(Bidirectional(LSTM(100, dropout=0.2, return_sequences=True)))
model.add(LSTM(units=64))
model.add(Dense(1, activation="sigmoid"))
model.build((None, max_review_length))
model.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
print(model.summary())
