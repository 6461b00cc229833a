import { describe, expect, it } from "vitest";
import type { Layer } from "../../../shared/document";
import { repeatArgument } from "../../src/document/repeatArgument";
import { drawn, frozen, sameCellTwice, t } from "../fixtures/designs";

const RNN = { graph: "main", operation: "rnn" };
const autoName = () => "lstm_cell";

const cell = {
  class_name: "keras.layers.LSTMCell",
  config: { units: 6, name: "c", dtype: "int8" },
};

function design(config: Layer["config"]) {
  return frozen(
    drawn({ x: ["keras.Input", { shape: [5, 6] }, []], rnn: ["RNN", config, [t("x")]] }),
  );
}

describe("the same object again", () => {
  it("makes a nested layer the design's, with two references", () => {
    const one = repeatArgument(design({ cell }), RNN, ["cell"], autoName);
    expect(one.main.operations.rnn).toMatchObject({
      config: { cell: [{ operation: "c" }, { operation: "c" }] },
    });
    expect(one.operations).toEqual({
      c: {
        kind: "layer",
        class_name: "keras.layers.LSTMCell",
        name: "c",
        config: { units: 6 },
        dtype: "int8",
        trainable: true,
      },
    });
  });

  it("stands behind the first, in lists inside others, under a name that is free", () => {
    const plain = { class_name: "keras.layers.LSTMCell", config: {} };
    const stacked = (cells: unknown[]) => ({
      cell: { class_name: "keras.layers.StackedRNNCells", config: { cells } },
    });
    const path = ["cell", "config", "cells", 0];
    const one = repeatArgument(design(stacked([plain, cell])), RNN, path, autoName);
    const both = repeatArgument(one, RNN, ["cell", "config", "cells", 2], () => "lstm_cell");
    const [first, second] = [{ operation: "lstm_cell" }, { operation: "c" }];
    expect(both.main.operations.rnn).toMatchObject({
      config: stacked([first, first, second, second]),
    });
    const taken = repeatArgument(
      frozen({ ...one, main: design({ cell: [plain] }).main }),
      RNN,
      ["cell", 0],
      autoName,
    );
    expect(Object.keys(taken.operations ?? {})).toEqual(["lstm_cell", "lstm_cell_1"]);
  });

  it("of an object that is the design's already is one more reference", () => {
    const before = sameCellTwice();
    const after = repeatArgument(before, RNN, ["cell", "config", "cells", 1], autoName);
    expect(JSON.stringify(after.main.operations.rnn).match(/"operation":"cell"/g)).toHaveLength(3);
    expect(after.operations).toBe(before.operations);
  });

  it("is nothing where there is no layer", () => {
    const before = design({ cell });
    expect(repeatArgument(before, RNN, ["cell", "config", "units"], autoName)).toBe(before);
    expect(repeatArgument(before, RNN, [], autoName)).toBe(before);
    expect(repeatArgument(before, { graph: "none", operation: "x" }, ["a"], autoName)).toBe(before);
  });
});
