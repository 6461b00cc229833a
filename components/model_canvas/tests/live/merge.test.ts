import fc from "fast-check";
import { expect, it } from "vitest";
import { merged } from "../../src/live/merge";

const base = { a: { x: 1, y: 2 }, list: [1, 2], kept: {} };

it("takes both changes where they are of different parts", () => {
  const ours = { ...base, a: { x: 9, y: 2 } };
  const theirs = { a: { x: 1, y: 2, z: 3 }, list: [2] };
  const { value, conflicts } = merged(base as unknown, ours, theirs, { wins: "ours" });
  expect(value).toEqual({ a: { x: 9, y: 2, z: 3 }, list: [2] });
  expect(conflicts).toEqual([]);
});

it("says which parts both have changed, and takes the one that wins", () => {
  const ours = { ...base, a: { x: 5 }, list: [1] };
  const theirs = { ...base, a: { x: 6, y: 7 }, list: [3] };
  const mine = merged(base as unknown, ours, theirs, { wins: "ours" });
  expect(mine.conflicts).toEqual([["a", "x"], ["a", "y"], ["list"]]);
  expect(mine.value).toEqual({ ...base, a: { x: 5 }, list: [1] });
  const other = merged(base as unknown, ours, theirs, { wins: "theirs" });
  expect(other.value).toEqual({ ...base, a: { x: 6, y: 7 }, list: [3] });
});

it("is the very value of the one where the other has changed nothing", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
      const before = { value: one };
      const after = { value: other };
      expect(merged(before, after, before, { wins: "ours" }).value).toBe(after);
      expect(merged(before, before, after, { wins: "ours" }).value).toBe(after);
      const copy = structuredClone(before);
      expect(merged(before, after, copy, { wins: "theirs" }).value).toEqual(after);
    }),
  );
});
