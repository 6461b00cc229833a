import { describe, expect, it } from "vitest";
import { matches } from "../../src/view/matches";
import { analysisOf } from "../fixtures/canvas";
import { CATALOGUE } from "../fixtures/catalogue";
import { gallery } from "../fixtures/designs";

const design = gallery("residual_blocks");
const whole = { design, catalogue: CATALOGUE, analysis: null };
const found = (words: string, viewed = "main") =>
  matches(words, whole, viewed).map(({ graph, node }) => `${graph}/${node}`);

describe("finding", () => {
  it("is by name and class, in blocks, too; all words must fit", () => {
    const [first] = Object.keys(design.main.nodes);
    expect(found(first ?? "")).toContain(`main/${first}`);
    expect(found("dense relu").length).toBeGreaterThan(0);
    expect(found("dense").some((place) => place.startsWith("residual_block_32/"))).toBe(true);
    expect(found("dense nothing")).toEqual([]);
    expect(found("  ")).toEqual([]);
  });

  it("begins where one is", () => {
    expect(found("dense", "residual_block_64")[0]).toMatch(/^residual_block_64\//);
  });

  it("is by shape, with or without its spaces", () => {
    const mlp = gallery("mlp");
    const shape = (words: string) =>
      matches(words, { design: mlp, catalogue: CATALOGUE, analysis: null }, "main");
    expect(shape("(none, 784)").map(({ node }) => node)).toEqual(["input_layer"]);
    expect(shape("(none,784)")).toHaveLength(1);
  });

  it("is by problem", () => {
    const mlp = gallery("mlp");
    const nodes = Object.keys(mlp.main.nodes).slice(1, 2);
    const analysis = analysisOf({ severity: "warning", code: "unused-node", nodes });
    const of = (words: string) =>
      matches(words, { design: mlp, catalogue: CATALOGUE, analysis }, "main").map(
        ({ node }) => node,
      );
    expect(of("warning")).toEqual(nodes);
    expect(of("unused-node")).toEqual(nodes);
    expect(of("error")).toEqual([]);
  });
});
