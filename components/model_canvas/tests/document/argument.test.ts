import { describe, expect, it } from "vitest";
import type { Argument, Call } from "../../../shared/document";
import {
  argumentAt,
  argumentsOf,
  mapArguments,
  tensor,
  walk,
  withArgument,
} from "../../src/document/argument";
import { frozen } from "../fixtures/designs";

const call: Call = frozen({
  operation: "op",
  args: [[tensor("a"), tensor("b", 1)], { tuple: [1, { slice: [null, tensor("c"), 2] }] }],
  kwargs: { key: { dict: { "a/b~": tensor("d") } }, training: false },
});

describe("argument trees", () => {
  it("gives every leaf with the pointer under which it is found again", () => {
    const leaves = [...argumentsOf(call)];
    expect(leaves.map(([pointer]) => pointer)).toEqual([
      "/args/0/0",
      "/args/0/1",
      "/args/1/tuple/0",
      "/args/1/tuple/1/slice/0",
      "/args/1/tuple/1/slice/1",
      "/args/1/tuple/1/slice/2",
      "/kwargs/key/dict/a~1b~0",
      "/kwargs/training",
    ]);
    for (const [pointer, leaf] of leaves) expect(argumentAt(call, pointer)).toEqual(leaf);
  });

  it("keeps tagged values whole", () => {
    const leaf: Argument = { float: "nan" };
    expect([...walk([leaf, { ellipsis: true }])]).toEqual([
      ["/0", leaf],
      ["/1", { ellipsis: true }],
    ]);
  });

  it("finds nothing at a pointer that leads nowhere", () => {
    expect(argumentAt(call, "/args/7")).toBeUndefined();
    expect(argumentAt(call, "/kwargs/constructor")).toBeUndefined();
  });

  it("replaces leaves and returns the same call when none changes", () => {
    expect(mapArguments(call, (leaf) => leaf)).toBe(call);
    const changed = mapArguments(call, (leaf) => (leaf === 1 ? 5 : leaf));
    expect(argumentAt(changed, "/args/1/tuple/0")).toBe(5);
    expect(changed.args[0]).toBe(call.args[0]);
    expect(changed.kwargs).toBe(call.kwargs);
  });

  it("sets a place, growing lists as needed", () => {
    const empty: Call = frozen({ operation: "op", args: [], kwargs: {} });
    expect(withArgument(empty, "/args/1", 3).args).toEqual([{ missing: true }, 3]);
    expect(withArgument(empty, "/args/0/-", tensor("a")).args).toEqual([[tensor("a")]]);
    expect(withArgument(empty, "/kwargs/state/-", 1).kwargs).toEqual({ state: [1] });
    expect(withArgument(call, "/args/0/-", tensor("z")).args[0]).toHaveLength(3);
    expect(withArgument(call, "/kwargs/key/dict/a~1b~0", 0).kwargs.key).toEqual({
      dict: { "a/b~": 0 },
    });
  });

  it("makes a list of a single tensor to which another is appended", () => {
    const single: Call = frozen({ operation: "op", args: [tensor("a")], kwargs: {} });
    expect(withArgument(single, "/args/0/-", tensor("b")).args).toEqual([
      [tensor("a"), tensor("b")],
    ]);
  });
});
