import { describe, expect, it } from "vitest";
import type { Design, TensorSpec } from "../../../shared/document";
import { connect } from "../../src/document/connect";
import { solved, withFittedBlocks } from "../../src/document/fittedBlocks";
import { placeStored } from "../../src/document/storedBlock";
import { drawn, readyBlock, t } from "../fixtures/designs";

const x = (expression: string) => ({ expression });

function begun(block: string): { before: Design; nodes: string[] } {
  const base = drawn({ picture: ["keras.Input", { shape: [8, 8, 256] }, []] });
  const { design, nodes } = placeStored(base, "main", readyBlock(block), [0, 120]);
  return { before: design, nodes };
}

const outputs =
  (...shape: (number | null)[]) =>
  (): TensorSpec[] => [{ shape, dtype: "float32" }];

function wired(block: string, found = outputs(null, 8, 8, 256)): Design {
  const { before } = begun(block);
  const after = connect(before, "main", t("picture"), block, "/args/0");
  return withFittedBlocks(before, after, "main", found);
}

function argumentsOf(design: Design, id: string): unknown {
  const operation = design.main.operations[id];
  return operation?.kind === "model" ? operation.arguments : null;
}

describe("a block that is wired", () => {
  it("takes its channels from what it is wired to", () => {
    expect(argumentsOf(wired("squeeze_and_excite"), "squeeze_and_excite")).toEqual({
      channels: 256,
    });
  });

  it("solves a multiple, and leaves out what is the default", () => {
    expect(argumentsOf(wired("bottleneck_block"), "bottleneck_block")).toBeUndefined();
    const wide = wired("bottleneck_block", outputs(null, 8, 8, 512));
    expect(argumentsOf(wide, "bottleneck_block")).toEqual({ filters: 128 });
  });

  it("is as it was where the tensor says nothing, or the block is called twice", () => {
    expect(argumentsOf(wired("squeeze_and_excite", outputs(null, 8)), "squeeze_and_excite")).toBe(
      undefined,
    );
    const { before } = begun("squeeze_and_excite");
    const call = { operation: "squeeze_and_excite", args: [t("picture")], kwargs: {} };
    const main = { ...before.main, nodes: { ...before.main.nodes, again: call } };
    const twice = { ...before, main };
    expect(withFittedBlocks(before, twice, "main", outputs(null, 8, 8, 3))).toBe(twice);
  });

  it("is fitted only by wires that are new", () => {
    const after = wired("squeeze_and_excite");
    const set = { ...after.main.operations };
    const block = set.squeeze_and_excite;
    if (block?.kind !== "model") throw new Error("no block");
    const own = { ...block, arguments: { channels: 3 } };
    const edited = {
      ...after,
      main: { ...after.main, operations: { ...set, squeeze_and_excite: own } },
    };
    expect(withFittedBlocks(after, edited, "main", outputs(null, 8, 8, 256))).toBe(edited);
  });
});

describe("what a shape says of parameters", () => {
  it("is each dimension's, or the whole shape's", () => {
    expect(solved([null, x("length"), x("4 * dim")], [7, 9, 32])).toEqual({ length: 9, dim: 8 });
    expect(solved(x("shape"), [7, null])).toEqual({ shape: [7, null] });
    expect(solved([x("dim // 2"), x("3 * dim"), 5], [8, 8, 8])).toEqual({});
    expect(solved([x("dim")], [1, 2])).toEqual({});
    expect(solved([x("dim")], [null])).toEqual({});
  });
});
