import { describe, expect, it } from "vitest";
import { emptyDesign } from "../../../shared/document";
import { MISSING, tensor } from "../../src/document/argument";
import { connect } from "../../src/document/connect";
import { addBlock, addNode, holdsModel, removeNodes } from "../../src/document/nodes";
import { markOutput } from "../../src/document/outputs";
import { setCallArgument } from "../../src/document/settings";
import { callAgain } from "../../src/document/sharing";
import { drawn, frozen, gallery } from "../fixtures/designs";
import { ADD, ATTENTION, args, DENSE, designOf, INPUT, LSTM, OP_ADD } from "../fixtures/entries";

describe("adding", () => {
  it("names as Keras does and makes the first call's id the operation's", () => {
    const design = designOf(DENSE, DENSE, OP_ADD, ADD);
    expect(Object.keys(design.main.nodes)).toEqual(["dense", "dense_1", "add", "add_1"]);
    expect(design.main.operations.dense_1).toEqual({
      kind: "layer",
      class_name: "keras.layers.Dense",
      name: "dense_1",
      config: {},
      dtype: null,
      trainable: true,
    });
    expect(design.main.nodes.dense_1?.operation).toBe("dense_1");
    expect(design.positions.main?.dense_1).toEqual([240, 0]);
  });

  it("leaves required places unfilled and growing lists empty", () => {
    const design = designOf(ATTENTION, ADD, LSTM);
    expect(args(design, "multi_head_attention")).toEqual([MISSING, MISSING]);
    expect(args(design, "add")).toEqual([[]]);
    expect(args(design, "lstm")).toEqual([MISSING]);
  });

  it("keeps the model's inputs: one stands bare, several in a list", () => {
    expect(designOf(INPUT).main.inputs).toBe("input_layer");
    expect(designOf(INPUT, INPUT).main.inputs).toEqual(["input_layer", "input_layer_1"]);
  });

  it("calls a block with the form of its definition's inputs", () => {
    const two = gallery("two_headed_mlp").main;
    const design = frozen({ ...emptyDesign(), models: { two } });
    const created = addBlock(design, "main", "two", [0, 0]);
    expect(created.nodes).toEqual(["two_headed_mlp"]);
    expect(args(created.design, "two_headed_mlp")).toEqual([[MISSING, MISSING]]);
  });

  it("knows which blocks hold which", () => {
    const inner = gallery("mlp").main;
    const outer = addBlock({ ...emptyDesign(), models: { inner } }, "main", "inner", [0, 0]);
    const models = { inner, outer: outer.design.main };
    expect(holdsModel({ models }, "outer", "inner")).toBe(true);
    expect(holdsModel({ models }, "inner", "inner")).toBe(true);
    expect(holdsModel({ models }, "inner", "outer")).toBe(false);
    const instance = { kind: "model", model: "inner", name: "inner", trainable: true } as const;
    const called = { ...outer.design.main, operations: {} };
    const operations = { [Object.keys(outer.design.main.operations)[0] ?? ""]: instance };
    expect(holdsModel({ models: { inner, outer: called }, operations }, "outer", "inner")).toBe(
      true,
    );
    const wrapper = drawn({ each: ["TimeDistributed", { layer: { operation: "held" } }, []] }).main;
    const held = { models: { inner, wrapper }, operations: { held: instance } };
    expect(holdsModel(held, "wrapper", "inner")).toBe(true);
    expect(holdsModel({ models: held.models }, "wrapper", "inner")).toBe(false);
  });

  it("does nothing in a graph that is not there", () => {
    const design = designOf(DENSE);
    expect(addNode(design, "gone", DENSE, [0, 0]).design).toBe(design);
  });
});

describe("removing", () => {
  it("leaves a required place unfilled and shrinks a list", () => {
    let design = designOf(INPUT, DENSE, DENSE, ADD, DENSE);
    design = connect(design, "main", tensor("input_layer"), "dense", "/args/0");
    design = connect(design, "main", tensor("dense"), "add", "/args/0/-");
    design = connect(design, "main", tensor("dense_1"), "add", "/args/0/-");
    design = connect(design, "main", tensor("dense"), "add", "/args/0/-");
    design = connect(design, "main", tensor("dense"), "dense_2", "/args/0");
    design = frozen(removeNodes(design, "main", ["dense"]));
    expect(args(design, "add")).toEqual([[tensor("dense_1")]]);
    expect(args(design, "dense_2")).toEqual([MISSING]);
    expect(Object.keys(design.main.operations)).not.toContain("dense");
    expect(design.positions.main).not.toHaveProperty("dense");
  });

  it("takes an optional argument away, its list with the last tensor", () => {
    let design = designOf(DENSE, DENSE, LSTM);
    for (const source of ["dense", "dense_1"]) {
      design = connect(design, "main", tensor(source), "lstm", "/kwargs/initial_state/-");
    }
    design = connect(design, "main", tensor("dense"), "lstm", "/kwargs/mask");
    design = setCallArgument(design, "main", "lstm", "training", false);
    design = removeNodes(design, "main", ["dense"]);
    expect(design.main.nodes.lstm?.kwargs).toEqual({
      initial_state: [tensor("dense_1")],
      training: false,
    });
    design = removeNodes(design, "main", ["dense_1"]);
    expect(design.main.nodes.lstm?.kwargs).toEqual({ training: false });
  });

  it("keeps the list with which a block is called at its length", () => {
    const two = gallery("two_headed_mlp").main;
    let design = addBlock({ ...designOf(DENSE), models: { two } }, "main", "two", [0, 0]).design;
    design = connect(design, "main", tensor("dense"), "two_headed_mlp", "/args/0/1");
    expect(args(design, "two_headed_mlp")).toEqual([[MISSING, tensor("dense")]]);
    design = removeNodes(design, "main", ["dense"]);
    expect(args(design, "two_headed_mlp")).toEqual([[MISSING, MISSING]]);
  });

  it("keeps a shared layer until its last call goes", () => {
    let design = callAgain(designOf(DENSE), "main", "dense").design;
    design = removeNodes(design, "main", ["dense"]);
    expect(Object.keys(design.main.operations)).toEqual(["dense"]);
    design = removeNodes(design, "main", ["dense_call_2"]);
    expect(design.main.operations).toEqual({});
    expect(design.positions).toEqual({});
  });

  it("cleans inputs and outputs", () => {
    let design = designOf(INPUT, INPUT, DENSE, DENSE);
    design = markOutput(design, "main", tensor("dense"), {});
    expect(design.main.outputs).toBe("auto");
    design = markOutput(design, "main", tensor("input_layer"), {});
    expect(design.main.outputs).toEqual([
      tensor("dense"),
      tensor("dense_1"),
      tensor("input_layer"),
    ]);
    design = removeNodes(design, "main", ["input_layer", "dense"]);
    expect(design.main.inputs).toBe("input_layer_1");
    expect(design.main.outputs).toEqual(tensor("dense_1"));
    design = removeNodes(design, "main", ["dense_1", "input_layer_1"]);
    expect(design.main.inputs).toEqual([]);
    expect(design.main.outputs).toBe("auto");
  });

  it("keeps the keys of keyed inputs and outputs", () => {
    const design = removeNodes(gallery("multi_task"), "main", ["metadata", "topic"]);
    expect(design.main.inputs).toEqual({ dict: { text_features: "text_features" } });
    expect(design.main.outputs).toEqual({ dict: { sentiment: tensor("sentiment") } });
  });

  it("changes nothing for a node that is not there", () => {
    const design = designOf(DENSE);
    expect(removeNodes(design, "main", ["gone"])).toBe(design);
  });
});
