import { describe, expect, it } from "vitest";
import { configProblems } from "../../../src/inspector/form/configProblems";
import { CATALOGUE, entry } from "../../fixtures/catalogue";

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
