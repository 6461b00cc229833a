import { describe, expect, it } from "vitest";
import {
  evaluated,
  expressionProblem,
  mapExpressions,
  namesIn,
  renamedIn,
  substituted,
} from "../../../src/document/blocks/expression";

const value = (text: string, values: Record<string, unknown> = {}) =>
  evaluated(text, values)?.value;

describe("an expression", () => {
  it("is worked out as Python does", () => {
    expect(value("2 + 3 * 4")).toBe(14);
    expect(value("-2 ** 2")).toBe(-4);
    expect(value("2 ** 3 ** 2")).toBe(512);
    expect(value("2 ** -1")).toBe(0.5);
    expect(value("-7 // 2")).toBe(-4);
    expect(value("-7 % 3")).toBe(2);
    expect(value("7 % -3")).toBe(-2);
    expect(value("(1 + 2) * n", { n: 5 })).toBe(15);
    expect(value("(3, n)", { n: 5 })).toEqual([3, 5]);
    expect(value("3, n", { n: 5 })).toEqual([3, 5]);
    expect(value("n,", { n: 5 })).toEqual([5]);
    expect(value("1_000 * 2.5e1")).toBe(25000);
  });

  it("is any value where it is a name alone", () => {
    expect(value("activation", { activation: "relu" })).toBe("relu");
    expect(value("shape", { shape: [1, 2] })).toEqual([1, 2]);
    expect(value("none", { none: null })).toBeNull();
  });

  it("comes to nothing where numbers are lacking", () => {
    expect(evaluated("n + 1", { n: "relu" })).toBeNull();
    expect(evaluated("1 / 0", {})).toBeNull();
    expect(evaluated("n", {})).toBeNull();
  });

  it("is nothing but arithmetic", () => {
    for (const text of [
      "f(1)",
      "a.b",
      "[1]",
      "1 +",
      "a b",
      "'x'",
      "a if b else c",
      "(",
      "1 2",
      "~1",
      "x := 1",
      "()(",
      `${"-".repeat(1000)}1`,
    ]) {
      expect(expressionProblem(text, ["a", "b", "c", "x", "f"]), text).toMatch(
        /must be arithmetic/,
      );
    }
    expect(expressionProblem("", [])).toBe("is needed");
    expect(expressionProblem("2 * unit", ["units"])).toMatch(/names unit, .*it has units/);
    expect(expressionProblem("4 * units", ["units"])).toBeNull();
  });

  it("comes to nothing where a number is beyond all", () => {
    expect(evaluated("1e400", {})).toBeNull();
    expect(evaluated("(2, 1e400)", {})).toBeNull();
  });

  it("knows its names, and other names for them", () => {
    expect([...namesIn("a * b + a")]).toEqual(["a", "b"]);
    expect(renamedIn("a + ab * a1 - 1e5", "a", "x")).toBe("x + ab * a1 - 1e5");
  });

  it("takes values, and expressions, in the place of names", () => {
    expect(substituted("4 * n", { n: 3 })).toBe(12);
    expect(substituted("n - 1", { n: -3 })).toBe(-4);
    expect(substituted("n", { n: "same" })).toBe("same");
    expect(substituted("4 * n", { n: { expression: "m + 1" } })).toEqual({
      expression: "4 * (m + 1)",
    });
    expect(substituted("4 * n", { n: { expression: "m" } })).toEqual({ expression: "4 * m" });
    expect(substituted("4 * n", { m: 1 })).toEqual({ expression: "4 * n" });
  });

  it("is found wherever it stands in a configuration", () => {
    const config = { units: { expression: "n" }, inner: { config: { x: [{ expression: "n" }] } } };
    const changed = mapExpressions(config as object, () => 5);
    expect(changed).toEqual({ units: 5, inner: { config: { x: [5] } } });
    expect(mapExpressions(config, (text) => ({ expression: text }))).toBe(config);
  });
});
