import { describe, expect, it } from "vitest";
import { MISSING, tensor } from "../../src/document/argument";
import { connect } from "../../src/document/connect";
import { setCallArgument, setConfig } from "../../src/document/settings";
import { callAgain, callCount, makeCopy, usableLayers, useLayer } from "../../src/document/sharing";
import { frozen, gallery } from "../fixtures/designs";
import { ADD, args, DENSE, designOf, INPUT, LSTM, OP_ADD } from "../fixtures/entries";

describe("call again", () => {
  it("makes a second call of the same layer, unconnected, its literals kept", () => {
    let design = connect(designOf(INPUT, LSTM), "main", tensor("input_layer"), "lstm", "/args/0");
    design = connect(design, "main", tensor("input_layer"), "lstm", "/kwargs/mask");
    design = setCallArgument(design, "main", "lstm", "training", false);
    const created = callAgain(frozen(design), "main", "lstm");
    expect(created.nodes).toEqual(["lstm_call_2"]);
    expect(created.design.main.nodes.lstm_call_2).toEqual({
      operation: "lstm",
      args: [MISSING],
      kwargs: { training: false },
    });
    expect(Object.keys(created.design.main.operations)).toEqual(["input_layer", "lstm"]);
    expect(callCount(created.design.main, "lstm")).toBe(2);
  });

  it("starts a merge with an empty list", () => {
    const design = connect(designOf(DENSE, ADD), "main", tensor("dense"), "add", "/args/0/-");
    expect(args(callAgain(design, "main", "add").design, "add_call_2")).toEqual([[]]);
  });

  it("keeps the form in which a block is called", () => {
    const design = gallery("residual_blocks");
    const [block] = Object.entries(design.main.nodes).find(
      ([, node]) => design.main.operations[node.operation]?.kind === "model",
    ) ?? ["none"];
    const created = callAgain(design, "main", block);
    const [call] = created.nodes;
    expect(args(created.design, call ?? "")).toEqual([MISSING]);
  });

  it("has nothing to share in an op, and an input is called once", () => {
    const design = designOf(OP_ADD, INPUT);
    const created = callAgain(design, "main", "add");
    expect(Object.keys(created.design.main.operations)).toEqual(["add", "input_layer", "add_1"]);
    expect(callAgain(design, "main", "input_layer").design).toBe(design);
  });
});

describe("use layer", () => {
  it("offers layers of the same class", () => {
    const design = designOf(DENSE, DENSE, ADD, LSTM);
    expect(usableLayers(design.main, "dense")).toEqual(["dense_1"]);
    expect(usableLayers(design.main, "lstm")).toEqual([]);
  });

  it("makes a node call an existing layer; its own goes", () => {
    const design = frozen(useLayer(designOf(DENSE, DENSE), "main", "dense_1", "dense"));
    expect(design.main.nodes.dense_1?.operation).toBe("dense");
    expect(Object.keys(design.main.operations)).toEqual(["dense"]);
    expect(useLayer(design, "main", "dense", "add")).toBe(design);
  });
});

describe("make a copy", () => {
  it("separates a call: same configuration, fresh name", () => {
    let design = setConfig(designOf(DENSE), "main", "dense", "units", 64);
    design = callAgain(design, "main", "dense").design;
    design = frozen(makeCopy(frozen(design), "main", "dense_call_2"));
    expect(design.main.operations.dense_1).toEqual({
      ...design.main.operations.dense,
      name: "dense_1",
    });
    expect(design.main.nodes.dense_call_2?.operation).toBe("dense_1");
    expect(makeCopy(design, "main", "dense")).toBe(design);
  });

  it("makes a second instance of a block's definition", () => {
    const before = gallery("residual_blocks");
    const entry = Object.entries(before.main.nodes).find(
      ([, node]) => before.main.operations[node.operation]?.kind === "model",
    );
    if (!entry) throw new Error("no block");
    const again = callAgain(before, "main", entry[0]);
    const [call = ""] = again.nodes;
    const design = makeCopy(again.design, "main", call);
    const first = before.main.operations[entry[1].operation];
    const second = design.main.operations[design.main.nodes[call]?.operation ?? ""];
    expect(second).toMatchObject({ kind: "model", model: first?.kind === "model" && first.model });
    expect(second).not.toEqual(first);
    expect(design.models).toBe(before.models);
  });
});
