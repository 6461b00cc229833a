import { describe, expect, it } from "vitest";
import type { JsonSchema } from "../../../../shared/catalogue";
import { kindOf } from "../../../src/inspector/form/argumentKind";
import { configProblems } from "../../../src/inspector/form/configProblems";
import { firstArguments } from "../../../src/inspector/form/formSchema";
import { describeSchema } from "../../../src/inspector/form/schemaText";
import { tidied } from "../../../src/inspector/form/withoutDefaults";
import { CATALOGUE, entry } from "../../fixtures/catalogue";

const { definitions } = CATALOGUE;

function argument(owner: string, name: string): JsonSchema {
  const { schema, call_schema } = entry(owner);
  const found = schema.properties?.[name] ?? call_schema.properties?.[name];
  if (found === undefined) throw new Error(`${owner} has no ${name}`);
  return found;
}

describe("the kind of an argument", () => {
  it.each([
    ["Dense", "use_bias", "boolean"],
    ["Dense", "units", "literal"],
    ["Dense", "activation", "choice"],
    ["Dense", "kernel_initializer", "choice"],
    ["Conv2D", "padding", "select"],
    ["Conv2D", "kernel_size", "literal"],
    ["BatchNormalization", "renorm_clipping", "object"],
    ["BatchNormalization", "training", "select"],
    ["Bidirectional", "layer", "layer"],
    ["RNN", "cell", "layers"],
    ["StackedRNNCells", "cells", "layers"],
    ["Hashing", "mask_value", "literal"],
    ["ops.einsum", "subscripts", "text"],
    ["ops.get_item", "key", "index"],
    ["ops.norm", "ord", "literal"],
  ])("%s.%s is %s", (owner, name, kind) => {
    expect(kindOf(argument(owner, name), definitions).kind).toBe(kind);
  });

  it("tells lists from lists or numbers, and words from numbers", () => {
    expect(kindOf(argument("Input", "shape"), definitions)).toMatchObject({ list: true });
    expect(kindOf(argument("Conv2D", "kernel_size"), definitions)).toMatchObject({ list: false });
    expect(kindOf(argument("Hashing", "mask_value"), definitions)).toMatchObject({ strings: true });
  });

  it("offers names once, None among them, and objects by class", () => {
    const kind = kindOf(argument("Dense", "kernel_regularizer"), definitions);
    if (kind.kind !== "choice") throw new Error("no choice");
    expect(kind.values).toContain(null);
    expect(kind.values).toContain("l2");
    expect(new Set(kind.values).size).toBe(kind.values.length);
    expect(kind.objects.map(({ path }) => path)).toContain("keras.regularizers.L1L2");
  });
});

describe("what an argument may be, in words", () => {
  it.each([
    ["Dense", "units", "a positive integer"],
    ["Dropout", "rate", "a number between 0 and 1"],
    ["Conv2D", "padding", '"valid" or "same"'],
    ["Conv2D", "kernel_size", "a positive integer or a list of 2 positive integers"],
    ["Input", "shape", "a list of integers or Nones"],
    ["Dense", "activation", "one of the names in the list or a layer"],
    ["Bidirectional", "layer", "a layer"],
    ["Concatenate", "axis", "an integer"],
  ])("%s.%s is %s", (owner, name, words) => {
    expect(describeSchema(argument(owner, name), definitions)).toBe(words);
  });
});

describe("problems", () => {
  const problems = (owner: string, config: Record<string, unknown>) =>
    configProblems(entry(owner).schema, config, CATALOGUE).map(
      ({ path, message }) => `${path.join(".")} ${message}`,
    );

  it("are none for what Keras takes", () => {
    expect(problems("Dense", { units: 64, activation: "relu" })).toEqual([]);
    expect(problems("Conv2D", { filters: 8, kernel_size: [3, 3], padding: "same" })).toEqual([]);
    expect(
      problems("Dense", {
        units: 1,
        activation: { class_name: "keras.layers.LeakyReLU", config: { negative_slope: 0.1 } },
        kernel_initializer: { class_name: "keras.initializers.HeNormal" },
      }),
    ).toEqual([]);
  });

  it("are said with what was expected and what was given", () => {
    expect(problems("Dense", {})).toEqual(["units is needed"]);
    expect(problems("Dense", { units: -3 })).toEqual(["units must be a positive integer, got -3"]);
    expect(problems("Dense", { units: "12a" })).toEqual([
      'units must be a positive integer, got "12a"',
    ]);
    expect(problems("Conv2D", { filters: 8, kernel_size: [3] })).toEqual([
      "kernel_size must be a positive integer or a list of 2 positive integers, got [3]",
    ]);
    expect(problems("Dropout", { rate: 1.5 })).toEqual([
      "rate must be a number between 0 and 1, got 1.5",
    ]);
  });

  it("stand at their places in nested objects", () => {
    expect(
      problems("Bidirectional", {
        layer: { class_name: "keras.layers.LSTM", config: { units: 0, dropout: 2 } },
      }),
    ).toEqual([
      "layer.config.units must be a positive integer, got 0",
      "layer.config.dropout must be a number between 0 and 1, got 2",
    ]);
    expect(problems("Bidirectional", { layer: { class_name: "keras.layers.Dense" } })).toEqual([
      "layer must be a layer, got Dense",
    ]);
    expect(
      problems("StackedRNNCells", {
        cells: [{ class_name: "keras.layers.LSTMCell", config: { units: "x" } }],
      }),
    ).toEqual(['cells.0.config.units must be a positive integer, got "x"']);
  });

  it("leave unknown arguments to Python", () => {
    expect(problems("Dense", { units: 1, made_up: 3 })).toEqual([]);
  });
});

describe("values from the form", () => {
  it("lose what is unset or default in nested objects", () => {
    const layer = { class_name: "keras.layers.LSTM", config: { units: 8, activation: "tanh" } };
    expect(tidied(argument("Bidirectional", "layer"), layer, CATALOGUE)).toEqual({
      class_name: "keras.layers.LSTM",
      config: { units: 8 },
    });
    const he = { class_name: "keras.initializers.HeNormal", config: { seed: undefined } };
    expect(tidied(argument("Dense", "kernel_initializer"), he, CATALOGUE)).toEqual({
      class_name: "keras.initializers.HeNormal",
      config: {},
    });
    expect(tidied(argument("Dense", "units"), 3, CATALOGUE)).toBe(3);
  });
});

describe("the arguments shown at once", () => {
  it("are the required, the telling and those that are set", () => {
    const { schema, highlights } = entry("Dense");
    expect(firstArguments(schema, highlights, { use_bias: false })).toEqual([
      "units",
      "activation",
      "use_bias",
    ]);
  });
});
