import { describe, expect, it } from "vitest";
import {
  entriesOf,
  freeKey,
  isDict,
  isEmpty,
  moved,
  pruned,
  withEntries,
} from "../../src/document/trees";

describe("the first level of a tree", () => {
  it.each([
    ["a leaf", "x", [{ key: null, value: "x" }]],
    [
      "a list",
      ["x", ["y"]],
      [
        { key: null, value: "x" },
        { key: null, value: ["y"] },
      ],
    ],
    ["a tuple", { tuple: ["x"] }, [{ key: null, value: "x" }]],
    [
      "a dict",
      { dict: { b: "x", a: "y" } },
      [
        { key: "b", value: "x" },
        { key: "a", value: "y" },
      ],
    ],
    ["nothing", [], []],
  ])("of %s", (_, tree, entries) => {
    expect(entriesOf(tree)).toEqual(entries);
    expect(isEmpty(tree)).toBe(entries.length === 0);
  });

  it("is put back in the form that it had, one entry alone stands bare", () => {
    const two = [
      { key: null, value: "x" },
      { key: null, value: "y" },
    ];
    expect(withEntries([], two)).toEqual(["x", "y"]);
    expect(withEntries({ tuple: ["z"] }, two)).toEqual({ tuple: ["x", "y"] });
    expect(withEntries([], two.slice(0, 1))).toBe("x");
    expect(withEntries({ dict: { a: "z" } }, two)).toEqual({
      dict: { value_0: "x", value_1: "y" },
    });
    expect(isDict({ dict: {} })).toBe(true);
    expect(isDict(["x"])).toBe(false);
  });
});

describe("moving", () => {
  it("stays within the list, and is the same list where nothing moves", () => {
    const items = ["a", "b", "c"];
    expect(moved(items, 0, 9)).toEqual(["b", "c", "a"]);
    expect(moved(items, 2, -1)).toEqual(["c", "a", "b"]);
    expect(moved(items, 1, 1)).toBe(items);
    expect(moved(items, 7, 0)).toBe(items);
  });
});

describe("pruning", () => {
  const drop = (leaf: unknown) => leaf === "x";

  it("takes leaves away with the branches that are empty then", () => {
    expect(pruned(["x", ["x"], { dict: { k: "x", l: "y" } }], drop)).toEqual({ dict: { l: "y" } });
    expect(pruned("x", drop)).toBeNull();
    expect(pruned([["x"]], drop)).toBeNull();
  });

  it("returns the same tree where there is nothing to take", () => {
    const tree = ["a", ["b"]];
    expect(pruned(tree, drop)).toBe(tree);
  });
});

it("a free key is the stem, or the first number behind it that is free", () => {
  expect(freeKey("a", new Set())).toBe("a");
  expect(freeKey("a", new Set(["a", "a_1", null]))).toBe("a_2");
});
