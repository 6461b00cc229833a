import { describe, expect, it } from "vitest";
import { byCodePoint } from "../../src/document/codePoints";

describe("byCodePoint", () => {
  it.each([
    ["a", "b"],
    ["a", "aa"],
    ["", "a"],
    ["dense_10", "dense_2"],
    // In UTF-16 the second one comes first.
    ["\uff5e", "😀"],
    ["x\uff5e", "x😀y"],
    ["😀", "😁"],
    ["😀a", "😀b"],
    ["x", "x😀"],
  ])("has %j before %j", (first, second) => {
    expect(byCodePoint(first, second)).toBeLessThan(0);
    expect(byCodePoint(second, first)).toBeGreaterThan(0);
    expect(byCodePoint(first, first)).toBe(0);
  });
});

it("texts stand in Python's order, which is not that of UTF-16", () => {
  const sorted = ["", "10", "9", "A", "a", "ab", "～", "😀"];
  expect([...sorted].reverse().sort(byCodePoint)).toEqual(sorted);
  expect([...sorted].sort()).not.toEqual(sorted);
});
