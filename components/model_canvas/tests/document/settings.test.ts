import { describe, expect, it } from "vitest";
import { nameProblem } from "../../src/document/names";
import {
  rename,
  renameDesign,
  renameModel,
  sameJson,
  setCallArgument,
  setConfig,
  setDtype,
  setPolicy,
  setTrainable,
  setTrainableLayers,
} from "../../src/document/settings";
import { DENSE, designOf, gallery, OP_ADD } from "./fixtures";

const SCHEMA = {
  properties: { units: {}, activation: { default: null }, use_bias: { default: true } },
};

function config(design: ReturnType<typeof designOf>) {
  const operation = design.main.operations.dense;
  return operation?.kind === "layer" ? operation.config : {};
}

describe("a layer's configuration", () => {
  it("holds what differs from the defaults, in the order of the signature", () => {
    let design = setConfig(designOf(DENSE), "main", "dense", "activation", "relu", SCHEMA);
    design = setConfig(design, "main", "dense", "units", 64, SCHEMA);
    expect(Object.entries(config(design))).toEqual([
      ["units", 64],
      ["activation", "relu"],
    ]);
    design = setConfig(design, "main", "dense", "activation", null, SCHEMA);
    expect(config(design)).toEqual({ units: 64 });
    expect(setConfig(design, "main", "dense", "use_bias", true, SCHEMA)).toBe(design);
    expect(setConfig(design, "main", "dense", "units", 64, SCHEMA)).toBe(design);
    expect(config(setConfig(design, "main", "dense", "units", undefined, SCHEMA))).toEqual({});
  });

  it("keeps null where null is no default", () => {
    expect(config(setConfig(designOf(DENSE), "main", "dense", "units", null, SCHEMA))).toEqual({
      units: null,
    });
  });
});

describe("names", () => {
  it("are refused where Keras refuses them", () => {
    const design = designOf(DENSE, DENSE);
    expect(nameProblem(design.main, "dense", "")).toMatch(/needs a name/);
    expect(nameProblem(design.main, "dense", "a/b")).toMatch(/no "\/"/);
    expect(nameProblem(design.main, "dense", "dense_1")).toMatch(/already called "dense_1"/);
    expect(nameProblem(design.main, "dense", "dense")).toBeNull();
    expect(rename(design, "main", "dense", "dense_1")).toBe(design);
    expect(rename(design, "main", "dense", "head").main.operations.dense).toMatchObject({
      name: "head",
    });
  });

  it("of the design and of its model are two", () => {
    const design = renameDesign(gallery("mlp"), "First model");
    expect(design.name).toBe("First model");
    expect(design.main.name).toBe("mlp");
    expect(renameModel(design, "main", "net").main.name).toBe("net");
    expect(renameModel(design, "main", " ")).toBe(design);
    expect(renameDesign(design, "")).toBe(design);
  });
});

describe("other settings", () => {
  it("set dtype, policy and trainable, and change nothing when they stand so already", () => {
    let design = designOf(DENSE, OP_ADD);
    expect(setDtype(design, "main", "dense", null)).toBe(design);
    expect(setTrainable(design, "main", "dense", true)).toBe(design);
    expect(setPolicy(design, "float32")).toBe(design);
    expect(setTrainable(design, "main", "add", false)).toBe(design);
    design = setTrainable(setDtype(design, "main", "dense", "float16"), "main", "dense", false);
    expect(design.main.operations.dense).toMatchObject({ dtype: "float16", trainable: false });
    expect(setPolicy(design, "mixed_float16").dtype_policy).toBe("mixed_float16");
  });

  it("set literals of a call", () => {
    let design = setCallArgument(designOf(DENSE), "main", "dense", "training", false);
    expect(design.main.nodes.dense?.kwargs).toEqual({ training: false });
    design = setCallArgument(design, "main", "dense", "training", undefined);
    expect(design.main.nodes.dense?.kwargs).toEqual({});
  });
});

describe("sameJson", () => {
  it("compares by value, keys in any order", () => {
    expect(sameJson({ a: [1, { b: null }], c: 2 }, { c: 2, a: [1, { b: null }] })).toBe(true);
    expect(sameJson([1, 2], { 0: 1, 1: 2 })).toBe(false);
    expect(sameJson({ a: undefined }, { b: undefined })).toBe(false);
    expect(sameJson(null, {})).toBe(false);
  });
});

describe("the last layers that train", () => {
  it("are a number that can be taken away", () => {
    const before = designOf(DENSE);
    const few = setTrainableLayers(before, "main", "dense", 20);
    expect(few.main.operations.dense).toMatchObject({ trainable_layers: 20 });
    expect(setTrainableLayers(few, "main", "dense", 20)).toBe(few);
    expect(setTrainableLayers(few, "main", "dense", null)).toEqual(before);
    expect(setTrainableLayers(before, "main", "dense", null)).toBe(before);
    expect(setTrainableLayers(before, "main", "dense", 0).main.operations.dense).toMatchObject({
      trainable_layers: 0,
    });
  });
});
