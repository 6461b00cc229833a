import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatItem,
  formatLiteral,
  parseLiteral,
} from "../../../src/inspector/form/pythonLiterals";

describe("reading a literal", () => {
  it.each([
    ["3", 3],
    [" -1 ", -1],
    ["1e-3", 0.001],
    [".5", 0.5],
    ["1_000", 1000],
    ["None", null],
    ["True", true],
    ["false", false],
    ["28, 28, 1", [28, 28, 1]],
    ["(28, 28, 1)", [28, 28, 1]],
    ["28×28 x 1", [28, 28, 1]],
    ["784,", [784]],
    ["(784,)", [784]],
    ["(784)", 784],
    ["[3]", [3]],
    ["None, 64", [null, 64]],
    [
      "[[0, 0], (1, 1)]",
      [
        [0, 0],
        [1, 1],
      ],
    ],
    [
      "(0, 1), (2, 3)",
      [
        [0, 1],
        [2, 3],
      ],
    ],
    ["()", []],
    ['"a, b"', "a, b"],
    ["'it\\'s \"so\"'", 'it\'s "so"'],
  ])("%s", (text, value) => {
    expect(parseLiteral(text)).toEqual({ value });
  });

  it.each(["", "12a", "relu", "28 28", "(1, 2", "1)", "1,,2", "1e999", "nan", "--1", "[1], x"])(
    "refuses %s",
    (text) => {
      expect(parseLiteral(text)).toBeNull();
    },
  );

  it("reads back whatever it writes", () => {
    const scalar = fc.oneof(
      fc.constant(null),
      fc.boolean(),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof({ maxDepth: 3 }, scalar, fc.array(tie("value"), { maxLength: 4 })),
    }));
    fc.assert(
      fc.property(value, (given) => {
        expect(parseLiteral(formatLiteral(given))).toEqual({ value: given });
      }),
    );
  });
});

describe("showing a value", () => {
  it("writes it as Python does", () => {
    expect(formatItem([null, true, "a", 1.5])).toBe('[None, True, "a", 1.5]');
    expect(formatItem({ class_name: "keras.initializers.HeNormal" })).toBe("HeNormal");
    expect(formatLiteral([28, 28, 1])).toBe("28, 28, 1");
    expect(formatLiteral([784])).toBe("784,");
  });
});
