import { describe, expect, it } from "vitest";
import { type Design, type Diagnostic, type Layer, MAIN } from "../../../shared/document";
import { setTrainable, setTrainableLayers } from "../../src/document/settings";
import type { NodeView } from "../../src/view/nodeView";
import { nodeViews } from "../../src/view/nodeViews";
import { CATALOGUE } from "../fixtures/catalogue";
import { analysed, drawn, gallery, t } from "../fixtures/designs";

function views(design: Design, analysis = analysed(design), graphId = MAIN) {
  const all = nodeViews({ design, graphId, catalogue: CATALOGUE, analysis });
  return Object.fromEntries(all.map((view) => [view.id, view])) as Record<string, NodeView>;
}

describe("what a node says", () => {
  const design = gallery("mlp");

  it("is class, name, main arguments, shape and parameters", () => {
    expect(views(design).dense).toMatchObject({
      form: "layer",
      category: "core",
      title: "Dense",
      name: "dense",
      nameAt: "first",
      summary: "256 · relu",
      shapes: ["(None, 64)"],
      params: "10",
      state: "known",
    });
  });

  it("is there before any analysis, an input's shape too", () => {
    const { input_layer, dense } = views(design, null as never);
    expect(input_layer).toMatchObject({ shapes: ["(None, 784)"], state: "pending" });
    expect(dense).toMatchObject({ shapes: [], params: "", state: "pending" });
  });

  it("is read out in one sentence", () => {
    expect(views(design).dense_2?.label).toBe(
      "Dense dense_2, 10, softmax, output (None, 64), 10 parameters, model output",
    );
  });

  it("is, of a placeholder, that it is one, and what the file recorded", () => {
    const design = drawn({
      x: ["keras.Input", { shape: [8] }, []],
      mine: ["my.layers.Antirectifier", { code: "a".repeat(1000) }, [t("x")]],
    });
    const operation = design.main.operations.mine as Layer;
    operation.recorded = {
      outputs: [{ shape: [null, 8], dtype: "float32" }],
      params: 0,
      reason: "",
    };
    expect(views(design).mine).toMatchObject({
      placeholder: true,
      title: "Antirectifier",
      summary: "placeholder",
    });
  });

  it("is, of a model of keras.applications, what it is used for", () => {
    const base = drawn({
      x: ["keras.Input", { shape: [224, 224, 3] }, []],
      base: [
        "keras.applications.MobileNetV2",
        { include_top: false, weights: "imagenet" },
        [t("x")],
      ],
    });
    expect(views(base).base).toMatchObject({
      category: "application",
      form: "layer",
      title: "MobileNetV2",
      summary: "imagenet · no include_top",
      params: "10",
    });
    const called = drawn({
      x: ["keras.Input", { shape: [224, 224, 3] }, []],
      "mobilenetv2_1.00_224": ["keras.applications.MobileNetV2", { include_top: false }, [t("x")]],
    });
    expect(views(called)["mobilenetv2_1.00_224"]).toMatchObject({
      nameAt: "none",
      summary: "no include_top",
    });
    const last = setTrainableLayers(base, MAIN, "base", 20);
    expect(views(last).base?.summary).toBe("imagenet · no include_top · last 20 train");
    const frozen = views(setTrainable(last, MAIN, "base", false)).base;
    expect(frozen).toMatchObject({ frozen: true, summary: "imagenet · no include_top" });
  });

  it("marks a frozen layer", () => {
    const frozen = setTrainable(design, MAIN, "dense", false);
    expect(views(frozen).dense?.frozen).toBe(true);
    expect(views(design).dense?.frozen).toBe(false);
  });
});

describe("names", () => {
  it("stand below a title that leaves no room, unless settings matter more", () => {
    const long = "BatchNormalization";
    const design = drawn({
      x: ["keras.Input", { shape: [4] }, []],
      batch_normalization: [long, {}, [t("x")]],
      before_the_head: [long, { axis: 1 }, [t("x")]],
      multi_head_attention: ["MultiHeadAttention", { num_heads: 2 }, [t("x"), t("x")]],
    });
    const found = views(design);
    expect(found.batch_normalization).toMatchObject({ nameAt: "second" });
    expect(found.batch_normalization?.summary).toBe("batch_normalization");
    expect(found.before_the_head?.summary).toBe("before_the_head · axis=1");
    expect(found.multi_head_attention).toMatchObject({ nameAt: "none", summary: "num_heads=2" });
  });
});

describe("calls of a shared layer", () => {
  const found = views(gallery("siamese_comparator"));

  it("are counted, and their parameters shown once", () => {
    expect(found.dense).toMatchObject({ sharing: { call: 1, calls: 2, band: 0 }, params: "10" });
    expect(found.dense_call_2).toMatchObject({
      sharing: { call: 2, calls: 2, band: 0 },
      params: "shared",
    });
  });

  it("differ from those of another shared layer by their band", () => {
    expect(found.dense_1?.sharing?.band).toBe(1);
    expect(found.same_digit?.sharing).toBeNull();
  });
});

describe("outputs", () => {
  it("are numbered, or called by their keys", () => {
    expect(views(gallery("two_headed_mlp")).digit?.pills).toEqual([
      { index: 0, label: "output 1" },
    ]);
    expect(views(gallery("multi_task")).topic?.pills).toEqual([{ index: 0, label: "topic" }]);
    expect(views(gallery("mlp")).dense_2?.pills).toEqual([{ index: 0, label: "output" }]);
  });

  it("have a port each, also where the analysis knows less than the edges", () => {
    const design = drawn({
      x: ["keras.Input", { shape: [4, 4] }, []],
      lstm: ["LSTM", { units: 3, return_state: true }, [t("x")]],
      dense: ["Dense", { units: 3 }, [t("lstm", 2)]],
    });
    expect(views(design).lstm?.outputs.map(({ id }) => id)).toEqual(["0", "1", "2"]);
  });
});

describe("blocks", () => {
  const design = gallery("attention_block");

  it("say what they are made from", () => {
    expect(views(design).self_attention_block).toMatchObject({
      form: "block",
      category: "block",
      title: "self_attention_block",
      nameAt: "none",
      summary: "block of 5 nodes",
      model: "self_attention_block",
    });
  });

  it("can be looked into", () => {
    const inside = views(design, null as never, "self_attention_block");
    expect(inside.add).toMatchObject({ form: "op", title: "a + b" });
    expect(inside.multi_head_attention?.labelled).toBe(true);
  });
});

describe("problems", () => {
  it("stand at the first node that they name, and not for being no chain", () => {
    const design = gallery("mlp");
    const problem = (code: Diagnostic["code"], nodes: string[], graph = MAIN): Diagnostic => ({
      code,
      severity: "error",
      message: `${code}.`,
      nodes,
      graph,
      fix: null,
      line: null,
      reason: `${code}.`,
      alike: "",
      category: "call",
    });
    const analysis = {
      ...analysed(design),
      diagnostics: [
        problem("shape-mismatch", ["dense_1", "dense"]),
        problem("not-a-chain", ["dense"]),
        problem("cycle", ["dense"], "another"),
      ],
    };
    const found = views(design, analysis);
    expect(found.dense_1?.problems.map(({ code }) => code)).toEqual(["shape-mismatch"]);
    expect(found.dense?.problems).toEqual([]);
    expect(found.dense_1?.label).toContain("error: shape-mismatch.");
  });
});

describe("views of what has not changed", () => {
  it("are the same objects, through edits and new analyses", () => {
    const design = gallery("siamese_comparator");
    const before = views(design);
    const edited = setTrainable(design, MAIN, "same_digit", false);
    const analysis = analysed(design);
    const after = views(edited, analysis);
    expect(after.left).toBe(views(edited, analysis).left);
    expect(after.same_digit).not.toBe(before.same_digit);
    const again = views(setTrainable(edited, MAIN, "same_digit", true), analysis);
    expect(again.left).toBe(after.left);
    expect(again.dense_call_2).toBe(after.dense_call_2);
  });
});

describe("a draft", () => {
  it("is drawn with unknown classes and dangling references", () => {
    const design = drawn({ a: ["my.Layer", { units: 3 }, [t("gone")]] });
    expect(views(design).a).toMatchObject({
      category: "other",
      title: "Layer",
      summary: "units=3",
    });
    expect(views({ ...design, main: { ...design.main, operations: {} } }).a?.title).toBe("a");
  });
});
