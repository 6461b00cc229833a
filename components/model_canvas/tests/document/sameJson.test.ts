import { describe, expect, it } from "vitest";
import { sameJson } from "../../src/document/sameJson";

describe("sameJson", () => {
  it("compares by value, keys in any order", () => {
    expect(sameJson({ a: [1, { b: null }], c: 2 }, { c: 2, a: [1, { b: null }] })).toBe(true);
    expect(sameJson([1, 2], { 0: 1, 1: 2 })).toBe(false);
    expect(sameJson({ a: undefined }, { b: undefined })).toBe(false);
    expect(sameJson(null, {})).toBe(false);
  });
});
