import { describe, expect, it } from "vitest";
import { isWritten } from "../../src/palette/searchWords";

describe("an operation as it is written", () => {
  it.each([
    ["-", "subtract"],
    ["x - 1", "subtract"],
    ["-x", "negative"],
    ["~", "logical_not"],
    ["*", "multiply"],
    ["**", "power"],
    ["x**2", "power"],
    ["/ 255", "true_divide"],
    ["//", "floor_divide"],
    ["@", "matmul"],
    [">", "greater"],
    [">= 0.5", "greater_equal"],
    ["a & b", "logical_and"],
  ])("%s is %s alone", (text, name) => {
    const all = ["subtract", "negative", "logical_not", "multiply", "power", "true_divide"];
    all.push("floor_divide", "matmul", "greater", "greater_equal", "logical_and", "get_item");
    const found = all.filter((one) => isWritten(`keras.ops.${one}`, text));
    expect(found).toEqual([name]);
  });

  it.each(["", "x", "255", "->", "a-b-c", "x[0] + 1", "(["])("%s is none", (text) => {
    for (const name of ["add", "subtract", "negative", "greater", "get_item"]) {
      expect(isWritten(`keras.ops.${name}`, text)).toBe(false);
    }
  });
});
