import { describe, expect, it } from "vitest";
import type { FlowEntry } from "../../shared/types.gen";
import { editorOf, filled, painted, typedNumber } from "../src/editing";

function entry(shape: number[], more: Partial<FlowEntry> = {}): FlowEntry {
  return {
    node: "x",
    name: "x",
    shape,
    dtype: "float32",
    most: null,
    sample: "",
    own: false,
    ...more,
  };
}

describe("how an input is drawn", () => {
  it("is a picture of its own size, or of a usual one where that is too large", () => {
    expect(editorOf(entry([1, 28, 28, 1]))).toEqual({ kind: "pixels", width: 28, height: 28 });
    expect(editorOf(entry([1, 20, 30, 3]))).toEqual({ kind: "pixels", width: 30, height: 20 });
    expect(editorOf(entry([1, 224, 224, 3]))).toEqual({ kind: "pixels", width: 28, height: 28 });
    expect(editorOf(entry([4, 784]))).toEqual({ kind: "pixels", width: 28, height: 28 });
  });

  it("is number by number where it is short, also for indices", () => {
    expect(editorOf(entry([1, 4]))).toEqual({ kind: "numbers", count: 4 });
    expect(editorOf(entry([1, 8], { most: 100 }))).toEqual({ kind: "numbers", count: 8 });
  });

  it("is not drawn where it is long and no picture, or words", () => {
    expect(editorOf(entry([1, 200], { most: 100 }))).toBeNull();
    expect(editorOf(entry([1, 50]))).toBeNull();
    expect(editorOf(entry([1, 1], { dtype: "string" }))).toBeNull();
  });
});

describe("a stroke", () => {
  it("is soft on a large picture and bounded by its edges", () => {
    const next = painted(filled([], 144), 12, { x: 0, y: 0 }, 1);
    expect([next[0], next[1], next[12], next[13]]).toEqual([1, 0.6, 0.6, 0]);
    expect(painted(filled([], 4), 2, { x: 1, y: 1 }, 1)).toEqual([0, 0, 0, 1]);
    expect(painted(filled([], 4), 2, { x: 9, y: -1 }, 1)).toEqual([0, 0, 0, 0]);
  });

  it("takes away", () => {
    const black = Array.from({ length: 144 }, () => 1);
    const next = painted(black, 12, { x: 5, y: 5 }, 0);
    expect(next.filter((value) => value === 0)).toHaveLength(5);
  });
});

describe("a number that is typed", () => {
  it("may be none, and nothing is taken for a number that is not", () => {
    expect(typedNumber(" -1,5 ")).toBe(-1.5);
    expect(typedNumber("NaN")).toBeNull();
    for (const text of ["", "x", "1e999", "1e31"]) expect(typedNumber(text)).toBeUndefined();
  });

  it("stands among as many as there are to be", () => {
    expect(filled([1, null], 3)).toEqual([1, null, 0]);
    expect(filled([1, 2, 3], 2)).toEqual([1, 2]);
  });
});
