import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applied, difference, meet, PatchError } from "../../src/live/patch";
import { gallery } from "../fixtures/designs";

/** Values in which keys, lists and what stands in them often meet. */
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: "small" },
    fc.nat(3),
    fc.constantFrom("a", "b", null, true),
    fc.array(tie("tree"), { maxLength: 4 }),
    fc.dictionary(fc.constantFrom("a", "b", "a/b", "~", "", "__proto__"), tie("tree")),
  ),
}));

describe("a difference", () => {
  it("leads from one value to the other, and leaves the one as it was", () => {
    fc.assert(
      fc.property(tree, tree, (one, other) => {
        const before = { value: one };
        const after = { value: other };
        const copy = structuredClone(before);
        expect(applied(before, difference(before, after))).toEqual(after);
        expect(before).toEqual(copy);
      }),
    );
  });

  it("is as large as the edit, not as the design", () => {
    const design = gallery("siamese_comparator");
    const [id = "", layer] = Object.entries(design.main.operations)[0] ?? [];
    const operations = { ...design.main.operations, [id]: { ...layer, name: "other" } as never };
    const after = { ...design, main: { ...design.main, operations } };
    const patch = difference(design, after);
    expect(patch).toEqual([{ op: "replace", path: `/main/operations/${id}/name`, value: "other" }]);
    const made = applied(design, patch);
    expect(made).toEqual(after);
    for (const key of ["models", "positions"] as const) expect(made[key]).toBe(design[key]);
    expect(made.main.nodes).toBe(design.main.nodes);
  });

  it("of very much puts whole parts in place", () => {
    const before = { main: {}, kept: 1, gone: 2 };
    const numbers = Array.from({ length: 9000 }, (_, index) => [`n${index}`, index]);
    const after = { main: Object.fromEntries(numbers), kept: 1 };
    const patch = difference(before, after);
    expect(patch.map(({ op, path }) => `${op} ${path}`)).toEqual(["remove /gone", "add /main"]);
    expect(applied(before, patch)).toEqual(after);
  });
});

describe("a patch", () => {
  it("moves, copies and tests", () => {
    const value = { a: [1, 2, 3], b: {} };
    const patch = [
      { op: "test", path: "/a/1", value: 2 },
      { op: "move", from: "/a/0", path: "/b/x" },
      { op: "copy", from: "/a", path: "/c" },
      { op: "add", path: "/c/-", value: 4 },
      { op: "replace", path: "/a/0", value: 9 },
    ];
    expect(applied(value, patch)).toEqual({ a: [9, 3], b: { x: 1 }, c: [2, 3, 4] });
  });

  it.each([
    [{ op: "remove", path: "/gone" }],
    [{ op: "replace", path: "/gone", value: 1 }],
    [{ op: "replace", path: "/list/2", value: 1 }],
    [{ op: "add", path: "/list/3", value: 1 }],
    [{ op: "add", path: "/list/01", value: 1 }],
    [{ op: "add", path: "/gone/x", value: 1 }],
    [{ op: "add", path: "/constructor/x", value: 1 }],
    [{ op: "test", path: "/list/0", value: 2 }],
    [{ op: "add", path: "/x" }],
    [{ op: "spoil", path: "/list" }],
  ])("that does not fit is refused: %j", (step) => {
    expect(() => applied({ list: [1, 2] }, [step])).toThrow(PatchError);
  });

  it("reaches no prototype", () => {
    const made = applied({}, [{ op: "add", path: "/__proto__", value: { spoilt: true } }]);
    expect(({} as Record<string, unknown>).spoilt).toBeUndefined();
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect(Object.keys(made)).toEqual(["__proto__"]);
  });
});

it("two patches meet where one is in or around a part of the other", () => {
  const at = (path: string) => [{ op: "replace", path, value: 1 }];
  expect(meet(at("/main/nodes/a/args/0"), at("/main/nodes/a/kwargs"))).toBe(true);
  expect(meet(at("/main/nodes/a"), at("/main/nodes/b"))).toBe(false);
  expect(meet(at("/main"), at("/main/nodes/b"))).toBe(true);
  expect(meet(at("/models/m/nodes/a"), at("/models/m/nodes/b"))).toBe(false);
});
