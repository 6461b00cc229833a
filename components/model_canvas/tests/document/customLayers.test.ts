import { describe, expect, it } from "vitest";
import { emptyDesign, type Layer } from "../../../shared/document";
import {
  classNames,
  isCustom,
  ownClass,
  withNewClass,
  withPastedCode,
} from "../../src/document/customLayers";
import { addNode } from "../../src/document/nodes";
import { setConfig, setDtype } from "../../src/document/settings";
import { OWN, TEMPLATE, withClasses } from "../fixtures/customLayers";

const CODE = `import keras\n\n\n${TEMPLATE.text}`;

const layer = (class_name: string, config = {}): Layer => ({
  kind: "layer",
  class_name,
  name: "own",
  config,
  dtype: null,
  trainable: true,
  recorded: { outputs: [{ shape: [null, 3], dtype: "float32" }], params: 3, reason: "" },
});

describe("a custom layer", () => {
  const catalogue = withClasses(OWN);

  it("is of a class of the design, or holds an object of one", () => {
    expect(isCustom(layer(OWN.path), catalogue)).toBe(true);
    const wrapper = layer("keras.layers.RNN", { cell: { class_name: OWN.path, config: {} } });
    expect(ownClass(wrapper, catalogue)).toBe(OWN.path);
    expect(isCustom(layer("Unknown"), catalogue)).toBe(false);
    expect(isCustom(layer(OWN.path), withClasses())).toBe(false);
    const { recorded: _, ...plain } = layer(OWN.path);
    expect(isCustom(plain, catalogue)).toBe(false);
  });

  it("is new without anything recorded", () => {
    const { design } = addNode(emptyDesign(), "main", OWN, [0, 0]);
    expect(design.main.operations.learned_scale).toMatchObject({
      class_name: OWN.path,
      recorded: { outputs: [], params: 0 },
    });
  });

  it("with other settings returns what is not known yet", () => {
    const empty = emptyDesign();
    const main = { ...empty.main, operations: { own: layer(OWN.path) } };
    const design = { ...empty, main, code: CODE };
    const forgotten = { recorded: { outputs: [], params: 0 } };
    expect(setConfig(design, "main", "own", "initial", 2).main.operations.own).toMatchObject(
      forgotten,
    );
    expect(setDtype(design, "main", "own", "float16").main.operations.own).toMatchObject(forgotten);
    // Of a layer whose code is not there, what a file recorded stays.
    const bare = { ...design, code: "" };
    expect(setDtype(bare, "main", "own", "float16").main.operations.own).toMatchObject({
      recorded: { params: 3 },
    });
  });
});

describe("a new class", () => {
  it("brings what it needs, once, and has a name of its own", () => {
    const first = withNewClass(emptyDesign(), TEMPLATE);
    expect(first.name).toBe("LearnedScale");
    expect(first.design.code).toBe(CODE);
    const second = withNewClass(first.design, TEMPLATE);
    expect(second.name).toBe("LearnedScale2");
    expect(classNames(second.design.code ?? "")).toEqual(["LearnedScale", "LearnedScale2"]);
    expect(second.design.code?.match(/^import keras$/gm)).toHaveLength(1);
  });
});

describe("pasted code", () => {
  const other = "class Other:\n    pass\n";

  it("stands behind the design's own", () => {
    const design = withPastedCode({ ...emptyDesign(), code: CODE }, other);
    expect(classNames(design.code ?? "")).toEqual(["LearnedScale", "Other"]);
    expect(withPastedCode(emptyDesign(), other).code).toBe(other);
  });

  it("takes no class's place", () => {
    const design = { ...emptyDesign(), code: CODE };
    expect(withPastedCode(design, CODE.replace("pass", "return"))).toBe(design);
    expect(withPastedCode(design, "")).toBe(design);
  });
});
