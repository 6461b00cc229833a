/** How a design is trained, as Python's `training_json` writes it: its fields in order, names sorted. */

import type { Training } from "../../../shared/document";
import { byCodePoint } from "./codePoints";

type Json = Record<string, unknown>;
type Member = (value: Json) => unknown;

/** Fields in order; those that hold objects of the format, or things by name, say how these are written. */
type Fields = Record<string, "as is" | Member | ((value: unknown) => unknown)>;

const FEED: Fields = { fields: "as is", steps: each(step) };

const FACTS: Fields = {
  shape: "as is",
  dtype: "as is",
  minimum: "as is",
  maximum: "as is",
  labels: byName(),
  missing: "as is",
};

const HEAD: Fields = {
  loss: object,
  weight: "as is",
  metrics: each(object),
  class_weight: byName(),
};

const DATA: Fields = {
  kind: "as is",
  name: "as is",
  options: byName(),
  samples: "as is",
  fields: byName(FACTS),
  inputs: byName(FEED),
  targets: byName(FEED),
  sample_weight: "as is",
  pipeline: "as is",
  augment: each(object),
  cache: "as is",
  shuffle_buffer: "as is",
};

const STAGE: Fields = {
  name: "as is",
  epochs: "as is",
  trainable: byName(),
  learning_rate: "as is",
};

const TRAINING: Fields = {
  optimizer: object,
  heads: byName(HEAD),
  data: (value: Json) => ordered(value as Json, DATA),
  epochs: "as is",
  batch_size: "as is",
  validation_split: "as is",
  shuffle: "as is",
  callbacks: each(object),
  stages: each((value: Json) => ordered(value, STAGE)),
  loop: "as is",
  backend: "as is",
  devices: "as is",
  steps_per_execution: "as is",
  jit_compile: "as is",
  seed: "as is",
};

/** A training as it is written. What says nothing is not written by Python, and is left as it came. */
export function orderedTraining(training: Training): Training {
  return ordered(training as unknown as Json, TRAINING) as unknown as Training;
}

function ordered(value: Json, fields: Fields): Json {
  const pairs = Object.entries(fields)
    .filter(([name]) => value[name] !== undefined)
    .map(([name, how]) => [name, how === "as is" ? value[name] : how(value[name] as Json)]);
  return Object.fromEntries(pairs);
}

function byName(fields?: Fields): (value: unknown) => unknown {
  return (value) =>
    value === null || typeof value !== "object"
      ? value
      : Object.fromEntries(
          Object.entries(value)
            .sort(([a], [b]) => byCodePoint(a, b))
            .map(([name, item]) => [name, fields ? ordered(item, fields) : item]),
        );
}

function each(member: Member): (value: unknown) => unknown {
  return (value) => (value as Json[]).map(member);
}

function step(value: Json): Json {
  const { step: kind, ...rest } = value;
  return { step: kind, ...(byName()(rest) as Json) };
}

function object(value: unknown): unknown {
  if (value === null || typeof value !== "object") return value;
  const { class_name, config = {} } = value as Json;
  return { class_name, config };
}
