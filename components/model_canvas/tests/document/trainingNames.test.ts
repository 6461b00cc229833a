import { describe, expect, it } from "vitest";
import { type Design, emptyDesign, MAIN } from "../../../shared/document";
import { renameInputKey } from "../../src/document/inputs";
import { addNode } from "../../src/document/nodes";
import { renameOutputKey } from "../../src/document/outputs";
import { rename } from "../../src/document/settings";
import { DENSE } from "../fixtures/entries";

const OPTIMIZER = { class_name: "keras.optimizers.Adam", config: {} };

function trained(): Design {
  const { design } = addNode(emptyDesign(), MAIN, DENSE, [0, 0]);
  return {
    ...design,
    training: {
      optimizer: OPTIMIZER,
      heads: { dense: { weight: 2 } },
      data: {
        kind: "csv",
        inputs: { dense: { fields: ["x"] } },
        targets: { dense: { fields: ["y"] } },
      },
      stages: [{ name: "all" }, { name: "head", trainable: { dense: true, base: 2 } }],
    },
  };
}

describe("a name in the training", () => {
  it("follows the layer's", () => {
    const design = trained();
    const renamed = rename(design, MAIN, "dense", "digit");
    expect(renamed.training).toEqual({
      optimizer: OPTIMIZER,
      heads: { digit: { weight: 2 } },
      data: {
        kind: "csv",
        inputs: { digit: { fields: ["x"] } },
        targets: { digit: { fields: ["y"] } },
      },
      stages: [{ name: "all" }, { name: "head", trainable: { digit: true, base: 2 } }],
    });
    expect(rename(design, MAIN, "dense", "dense")).toBe(design);
    expect(rename(design, MAIN, "dense", "")).toBe(design);
  });

  it("follows the key of an input or output, and then not the layer's", () => {
    const design = trained();
    const outputs = { dict: { dense: { tensor: ["dense", 0] as [string, number] } } };
    const inputs = { dict: { dense: "dense" } };
    const keyed = { ...design, main: { ...design.main, outputs, inputs } };
    const renamed = rename(keyed, MAIN, "dense", "digit");
    expect(Object.keys(renamed.training?.heads ?? {})).toEqual(["dense"]);
    const output = renameOutputKey(keyed, MAIN, "dense", "label");
    expect(Object.keys(output.training?.heads ?? {})).toEqual(["label"]);
    expect(Object.keys(output.training?.data?.inputs ?? {})).toEqual(["dense"]);
    const input = renameInputKey(keyed, MAIN, "dense", "pixels");
    expect(Object.keys(input.training?.data?.inputs ?? {})).toEqual(["pixels"]);
    expect(Object.keys(input.training?.heads ?? {})).toEqual(["dense"]);
  });
});
