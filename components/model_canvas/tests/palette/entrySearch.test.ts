import { describe, expect, it } from "vitest";
import { search } from "../../src/palette/entrySearch";
import { browseRows, foundRows } from "../../src/palette/paletteRows";
import { CATALOGUE } from "../fixtures/catalogue";
import { gallery } from "../fixtures/designs";

const ENTRIES = Object.values(CATALOGUE.entries);
const names = (text: string) => search(ENTRIES, text).map((entry) => entry.name);

describe("search", () => {
  it("finds by name, a word of the name, initials and what it does", () => {
    expect(names("dense")[0]).toBe("Dense");
    expect(names("conv")[0]).toBe("Conv2D");
    expect(names("head att")[0]).toBe("MultiHeadAttention");
    expect(names("mha")[0]).toBe("MultiHeadAttention");
    expect(names("bn")[0]).toBe("BatchNormalization");
    expect(names("memory")).toContain("LSTM");
    expect(names("dnse")).toEqual(["Dense"]);
  });

  it("finds by the other names a layer has", () => {
    expect(names("InputLayer")[0]).toBe("Input");
  });

  it("puts layers before functions of the same name", () => {
    const paths = search(ENTRIES, "concatenate").map((entry) => entry.path);
    expect(paths.slice(0, 2)).toEqual(["keras.layers.Concatenate", "keras.ops.concatenate"]);
  });

  it("finds whole models, after layers of a like name", () => {
    expect(names("mobile")).toEqual(["MobileNetV2"]);
    expect(names("efficientnet")).toEqual(["EfficientNetB0"]);
    expect(names("m").indexOf("MobileNetV2")).toBeGreaterThan(names("m").indexOf("MaxPooling2D"));
  });

  it.each([
    ["+", "add"],
    ["x + y", "add"],
    ["x+3", "add"],
    ["[]", "get_item"],
    ["[ ]", "get_item"],
    ["x[:, 0]", "get_item"],
    ["[..., -1", "get_item"],
    ["index", "get_item"],
    ["slice", "get_item"],
    ["ops.norm", "norm"],
    ["concat", "Concatenate"],
  ])("understands %s", (text, name) => {
    expect(names(text)[0]).toBe(name);
  });

  it("takes any text as text", () => {
    expect(names("(")).toEqual([]);
    expect(names("zzz")).toEqual([]);
    expect(names("  ")).toHaveLength(ENTRIES.length);
  });
});

describe("the palette's rows", () => {
  const labels = (open: string[]) =>
    browseRows(ENTRIES, { models: {} }, "main", new Set(open)).map(({ label }) => label);

  it("begin with what nearly every drawing begins with", () => {
    expect(labels([]).slice(0, 4)).toEqual(["Input", "Dense", "Concatenate", "Core"]);
  });

  it("unfold by category, without cells and functions", () => {
    const shown = labels(["recurrent", "op"]);
    expect(shown).toContain("LSTM");
    expect(shown).not.toContain("LSTMCell");
    expect(shown).not.toContain("reshape");
  });

  it("have the models of keras.applications after the layers, folded", () => {
    const design = gallery("residual_blocks");
    const rows = browseRows(ENTRIES, design, "main", new Set(["core"]));
    expect(rows.at(-2)).toMatchObject({ label: "Applications", count: 2, open: false });
    expect(labels(["application"]).slice(-4, -1)).toEqual([
      "Applications",
      "EfficientNetB0",
      "MobileNetV2",
    ]);
  });

  it("have all functions under the last heading, by module", () => {
    expect(labels([]).at(-1)).toBe("Operations");
    expect(labels(["op"]).slice(-3)).toEqual(["Operations", "As in NumPy", "Linear algebra"]);
    const rows = browseRows(ENTRIES, { models: {} }, "main", new Set(["op", "op/linalg"]));
    expect(rows.slice(-2)).toMatchObject([
      { kind: "heading", label: "Linear algebra", count: 1, open: true, depth: 1 },
      { kind: "entry", label: "ops.norm", hint: expect.stringContaining("norm") },
    ]);
  });

  it("have functions apart from layers, the better ones first, and cells never", () => {
    const found = (text: string) =>
      foundRows(ENTRIES, { models: {} }, "main", text).map(({ label }) => label);
    expect(found("resh")).toEqual(["Reshape", "Operations", "ops.reshape"]);
    expect(found("index").slice(0, 2)).toEqual(["Operations", "ops.get_item"]);
    expect(found("index")).toContain("Layers");
    expect(found("cell")).not.toContain("LSTMCell");
  });

  it("offer the design's blocks, but none inside itself", () => {
    const design = gallery("residual_blocks");
    const [model = ""] = Object.keys(design.models);
    const blocks = (graph: string) =>
      browseRows(ENTRIES, design, graph, new Set(["block"])).flatMap((row) =>
        row.kind === "block" ? [row.model] : [],
      );
    expect(blocks("main").sort()).toEqual(Object.keys(design.models).sort());
    expect(blocks(model)).not.toContain(model);
  });
});
