/**
 * What a new layer starts with where Keras has no default, so that a drawing shows shapes from its
 * first node on. They are meant to be overwritten, and most are those of Keras' own docstrings.
 */

import type { Entry } from "../../../shared/catalogue";
import { lookup } from "../../../shared/document";
import { isApplication } from "./graphAccess";
import type { Config } from "./types";

/** The shape of an Input of which nothing is known yet. */
export const STARTER_SHAPE = [784];

const STARTERS: Record<string, unknown> = {
  activation: "relu",
  axes: -1,
  cell: { class_name: "keras.layers.LSTMCell", config: { units: 64 } },
  dims: [2, 1],
  equation: "ab,bc->ac",
  factor: 0.2,
  filters: 32,
  head_dim: 16,
  height: 224,
  height_factor: 0.2,
  input_dim: 1000,
  kernel_size: 3,
  key_dim: 16,
  max_number: 32,
  n: 3,
  num_bins: 1000,
  num_heads: 4,
  num_key_value_heads: 2,
  num_query_heads: 4,
  output_dim: 64,
  output_shape: 64,
  output_size: 4,
  pool_size: 2,
  rate: 0.5,
  scale: 1 / 255,
  shape: STARTER_SHAPE,
  stddev: 0.1,
  target_shape: [-1],
  units: 64,
  width: 224,
  width_factor: 0.2,
};

const WRAPPED: Record<string, unknown> = {
  "keras.layers.Bidirectional": { class_name: "keras.layers.LSTM", config: { units: 64 } },
  "keras.layers.SpectralNormalization": { class_name: "keras.layers.Dense", config: { units: 64 } },
  "keras.layers.TimeDistributed": { class_name: "keras.layers.Dense", config: { units: 64 } },
};

/** Of a model of `keras.applications`: most are drawn as the base of another model. */
const BASE: Config = { include_top: false, weights: "imagenet" };

/** The first configuration of a layer: its required arguments, as far as a value is known. */
export function starterConfig(entry: Pick<Entry, "path" | "kind" | "schema">): Config {
  if (isApplication(entry.path)) return BASE;
  const needed = entry.kind === "input" ? ["shape"] : (entry.schema.required ?? []);
  const config: Config = {};
  for (const name of needed) {
    const value = name === "layer" ? lookup(WRAPPED, entry.path) : lookup(STARTERS, name);
    if (value !== undefined && lookup(entry.schema.properties ?? {}, name)) config[name] = value;
  }
  return config;
}
