import { expect, it } from "vitest";
import { groupBy } from "../groupBy";

it("groups stand in the order of their first items, which keep theirs", () => {
  const groups = groupBy(["b1", "a1", "b2"], ([letter]) => letter);
  expect([...groups]).toEqual([
    ["b", ["b1", "b2"]],
    ["a", ["a1"]],
  ]);
});
