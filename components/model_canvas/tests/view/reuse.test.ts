import { expect, it } from "vitest";
import { reuse, reuseById, sameItems } from "../../src/view/reuse";

it("returns the old value when the new one equals it", () => {
  const before = { a: [1, { b: null }], c: "d" };
  expect(reuse(before, structuredClone(before))).toBe(before);
});

it("keeps the parts that are equal", () => {
  const before = { a: [1, { b: 2 }], c: { d: 3 } };
  const after = reuse(before, { a: [1, { b: 2 }], c: { d: 4 } });
  expect(after).toEqual({ a: [1, { b: 2 }], c: { d: 4 } });
  expect(after.a).toBe(before.a);
  expect(after.c).not.toBe(before.c);
});

it("notices keys and items that came or went", () => {
  const before = { a: 1, b: undefined };
  expect(reuse(before, { a: 1 })).toEqual({ a: 1 });
  expect(reuse(before, { a: 1 })).not.toBe(before);
  expect(reuse([1, 2], [1])).toEqual([1]);
  expect(reuse([1], { 0: 1 })).toEqual({ 0: 1 });
});

it("finds things by id wherever they stand", () => {
  const before = [
    { id: "a", x: [1] },
    { id: "b", x: [2] },
  ];
  const after = reuseById(before, structuredClone(before).reverse());
  expect(after).toEqual([before[1], before[0]]);
  expect(after[0]).toBe(before[1]);
  expect(sameItems(before, after)).toBe(false);
  expect(reuseById(before, structuredClone(before))).toBe(before);
});
