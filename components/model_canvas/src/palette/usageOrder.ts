/**
 * Which layers come first where nothing or little has been typed: by how often the tutorials that the
 * reader of source is tested with call them (`tests/importers/source`), those of one kind of network
 * beside each other where the counts are close.
 */

import type { Entry } from "../../../shared/catalogue";

const MOST_USED = [
  "Dense",
  "Conv2D",
  "Dropout",
  "BatchNormalization",
  "MaxPooling2D",
  "Flatten",
  "Activation",
  "Add",
  "Concatenate",
  "LayerNormalization",
  "Embedding",
  "LSTM",
  "GlobalAveragePooling2D",
  "ReLU",
  "MultiHeadAttention",
  "Reshape",
  "Conv2DTranspose",
  "GlobalAveragePooling1D",
  "Conv1D",
  "GRU",
  "Bidirectional",
  "UpSampling2D",
  "LeakyReLU",
  "AveragePooling2D",
  "MaxPooling1D",
  "GlobalMaxPooling1D",
  "SeparableConv2D",
  "DepthwiseConv2D",
  "ZeroPadding2D",
  "Rescaling",
  "Multiply",
  "Softmax",
  "SimpleRNN",
  "TimeDistributed",
  "Conv3D",
  "MaxPooling3D",
  "Conv3DTranspose",
  "Conv1DTranspose",
  "UpSampling1D",
  "UpSampling3D",
  "AveragePooling1D",
  "GlobalAveragePooling3D",
  "Permute",
  "RepeatVector",
  "GroupNormalization",
  "SpatialDropout1D",
  "SpatialDropout2D",
  "Attention",
  "EinsumDense",
];

const RANKS = new Map(
  ["keras.Input", ...MOST_USED.map((name) => `keras.layers.${name}`)].map((path, rank) => [
    path,
    rank,
  ]),
);

/** Its place in the order; infinite where it is none of the usual ones. */
export function usageRank({ path }: Pick<Entry, "path">): number {
  return RANKS.get(path) ?? Number.POSITIVE_INFINITY;
}
