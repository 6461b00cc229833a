import { describe, expect, it } from "vitest";
import { tensor } from "../../src/document/argument";
import { addNode, moveNodes, removeNodes, withNode } from "../../src/document/nodes";
import {
  autoOutputs,
  keyOutputs,
  markOutput,
  moveOutput,
  renameOutputKey,
  resolveOutputs,
  unmarkOutput,
  withOutputOrder,
} from "../../src/document/outputs";
import { frozen, gallery } from "../fixtures/designs";
import { ADD, DENSE, designOf, INPUT, LSTM } from "../fixtures/entries";

const heads = gallery("two_headed_mlp");

describe("automatic outputs", () => {
  it("are what nothing consumes, in the order that was kept, with all their tensors", () => {
    const { main } = designOf(DENSE, DENSE, DENSE, INPUT);
    const tree = resolveOutputs({ ...main, output_order: ["dense_2", "gone"] }, { dense: 2 });
    expect(tree).toEqual([
      tensor("dense_2"),
      tensor("dense", 0),
      tensor("dense", 1),
      tensor("dense_1"),
    ]);
  });

  it("stand in the order in which they came to be, whatever their names", () => {
    const one = designOf(DENSE, LSTM);
    const two = withOutputOrder(one, addNode(one, "main", ADD, [0, 0]).design);
    expect(two.main.output_order).toEqual(["dense", "lstm", "add"]);
    expect(resolveOutputs(two.main, {})).toEqual([tensor("dense"), tensor("lstm"), tensor("add")]);
    const left = withOutputOrder(two, removeNodes(two, "main", ["add"]));
    expect(left.main).not.toHaveProperty("output_order");
  });

  it("put one that is free again last", () => {
    const one = designOf(DENSE, LSTM);
    const used = withOutputOrder(one, {
      ...one,
      main: withNode(one.main, "lstm", (call) => ({ ...call, args: [tensor("dense")] })),
    });
    expect(resolveOutputs(used.main, {})).toEqual(tensor("lstm"));
    const free = withOutputOrder(used, { ...used, main: one.main });
    expect(resolveOutputs(free.main, {})).toEqual([tensor("lstm"), tensor("dense")]);
  });

  it("are left alone by a layout, and where a change orders them itself or they are explicit", () => {
    const one = designOf(DENSE, LSTM);
    const moved = moveNodes(one, "main", { lstm: [-800, -800] });
    expect(withOutputOrder(one, moved)).toBe(moved);
    const ordered = { ...one, main: { ...one.main, output_order: ["lstm", "dense"] } };
    expect(withOutputOrder(one, ordered)).toBe(ordered);
    const chosen = moveOutput(one, "main", 1, 0, {});
    expect(withOutputOrder(one, chosen)).toBe(chosen);
  });

  it("stand bare when there is one", () => {
    expect(resolveOutputs(designOf(DENSE).main, {})).toEqual(tensor("dense"));
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
