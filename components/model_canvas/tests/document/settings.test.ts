import { describe, expect, it } from "vitest";
import {
  dropPretrained,
  setCallArgument,
  setConfig,
  setDtype,
  setPolicy,
  setTrainable,
  setTrainableLayers,
} from "../../src/document/settings";
import { DENSE, designOf, OP_ADD } from "../fixtures/entries";

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

describe("pretrained weights", () => {
  it("are dropped one by one, and leave nothing behind", () => {
    const before = designOf(DENSE);
    const sources = ["VGG16", "VGG19"].map((name) => ({
      class_name: `keras.applications.${name}`,
      config: {},
    }));
    const both = { ...before, main: { ...before.main, pretrained: sources } };
    const one = dropPretrained(both, "main", 0);
    expect(one.main.pretrained).toEqual(sources.slice(1));
    expect(dropPretrained(one, "main", 0)).toEqual(before);
    expect(dropPretrained(before, "main", 0)).toBe(before);
  });
});
