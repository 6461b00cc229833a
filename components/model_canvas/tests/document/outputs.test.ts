import { describe, expect, it } from "vitest";
import { tensor } from "../../src/document/argument";
import { moveNodes } from "../../src/document/nodes";
import {
  autoOutputs,
  keyOutputs,
  markOutput,
  moveOutput,
  renameOutputKey,
  resolveOutputs,
  unmarkOutput,
} from "../../src/document/outputs";
import { frozen, gallery } from "../fixtures/designs";
import { DENSE, designOf, INPUT } from "../fixtures/entries";

const heads = gallery("two_headed_mlp");

describe("automatic outputs", () => {
  it("are what nothing consumes, left to right as drawn, with all their tensors", () => {
    const design = moveNodes(designOf(DENSE, DENSE, DENSE, INPUT), "main", {
      dense: [480, 0],
      dense_1: [0, 0],
      dense_2: null,
    });
    const tree = resolveOutputs(design.main, { dense: 2 }, design.positions.main ?? {});
    expect(tree).toEqual([
      tensor("dense_1"),
      tensor("dense", 0),
      tensor("dense", 1),
      tensor("dense_2"),
    ]);
  });

  it("stand bare when there is one", () => {
    expect(resolveOutputs(designOf(DENSE).main, {}, {})).toEqual(tensor("dense"));
  });
});

describe("explicit outputs", () => {
  it("begin with the automatic ones and take a hidden tensor too", () => {
    const mlp = gallery("mlp");
    const design = frozen(markOutput(mlp, "main", tensor("dense"), {}));
    expect(Array.isArray(design.main.outputs) && design.main.outputs.at(-1)).toEqual(
      tensor("dense"),
    );
    expect(markOutput(design, "main", tensor("dense"), {})).toBe(design);
    const back = unmarkOutput(design, "main", tensor("dense"), {});
    expect(autoOutputs(back, "main")).toEqual(autoOutputs(mlp, "main"));
  });

  it("are ordered and keyed", () => {
    const list = autoOutputs(heads, "main");
    const swapped = moveOutput(list, "main", 1, 0, {});
    expect(swapped.main.outputs).toEqual([tensor("is_hard"), tensor("digit")]);
    expect(moveOutput(list, "main", 0, 0, {})).toBe(list);
    const named = keyOutputs(swapped, "main", true, {});
    expect(named.main.outputs).toEqual({
      dict: { is_hard: tensor("is_hard"), digit: tensor("digit") },
    });
    const renamed = renameOutputKey(named, "main", "digit", "number");
    expect(renamed.main.outputs).toEqual({
      dict: { is_hard: tensor("is_hard"), number: tensor("digit") },
    });
    expect(renameOutputKey(renamed, "main", "number", "is_hard")).toBe(renamed);
    const more = markOutput(renamed, "main", tensor("pixels"), {});
    expect(more.main.outputs).toMatchObject({ dict: { pixels: tensor("pixels") } });
    expect(keyOutputs(swapped, "main", false, {})).toBe(swapped);
  });
});
