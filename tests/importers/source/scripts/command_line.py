import argparse
import copy

import numpy as np
from keras import Input, Model, layers

parser = argparse.ArgumentParser(description="Train a network.")
parser.add_argument("-u", "--units", type=int, default=64)
parser.add_argument("--drop-path-rate", dest="drop", type=float, default=0.2)
parser.add_argument("--deep", action="store_true", help="more layers")
parser.add_argument("--weights")
BLOCKS = [{"repeats": 1, "filters": 16}, {"repeats": 2, "filters": 24}]


def main(args):
    blocks = copy.deepcopy(BLOCKS)
    rates = np.linspace(0.0, args.drop, sum(b["repeats"] for b in blocks), dtype="float32")
    x = inputs = Input((32, 32, 3))
    number = 0
    for block in blocks:
        for _ in range(block.pop("repeats")):
            x = layers.Conv2D(block["filters"], 3, padding="same")(x)
            x = layers.Dropout(float(rates[number]))(x)
            number += 1
    x = layers.Flatten()(x)
    if args.deep:
        x = layers.Dense(args.units)(x)
    model = Model(inputs, layers.Dense(args.units // 2, activation="relu")(x))
    if args.weights:
        model.load_weights(args.weights)
    return model


if __name__ == "__main__":
    model = main(parser.parse_args())
