import { describe, expect, it } from "vitest";
import type { Entry } from "../../../shared/catalogue";
import { emptyDesign } from "../../../shared/document";
import { MISSING, tensor } from "../../src/document/argument";
import { connect } from "../../src/document/connect";
import { moveNodes } from "../../src/document/nodes";
import { edges } from "../../src/document/traversal";
import type { Point } from "../../src/document/types";
import { CATALOGUE } from "../fixtures/catalogue";
import { gallery } from "../fixtures/designs";
import {
  ADD,
  ATTENTION,
  addAfter,
  args,
  DENSE,
  designOf,
  INPUT,
  insert,
} from "../fixtures/entries";

const OPS_ADD = CATALOGUE.find("keras.ops.add") as Entry;

describe("adding after the selected nodes", () => {
  it("makes a chain of clicks alone", () => {
    let design = emptyDesign();
    let selected: string[] = [];
    for (const entry of [INPUT, DENSE, DENSE]) {
      ({ design, nodes: selected } = addAfter(design, entry, selected));
    }
    expect(args(design, "dense")).toEqual([tensor("input_layer")]);
    expect(args(design, "dense_1")).toEqual([tensor("dense")]);
    const ys = Object.values(design.positions.main ?? {}).map(([, y]) => y);
    expect(ys).toEqual([...ys].sort((a, b) => a - b));
    expect(new Set(ys).size).toBe(3);
  });

  it("joins several selected nodes in a merge, left to right as drawn", () => {
    const design = moveNodes(designOf(INPUT, INPUT), "main", {
      input_layer: [400, 0],
      input_layer_1: [0, 0],
    });
    const created = addAfter(design, ADD, ["input_layer", "input_layer_1"]);
    expect(args(created.design, "add")).toEqual([[tensor("input_layer_1"), tensor("input_layer")]]);
  });

  it("takes two selected nodes as the operands of a function, left to right as drawn", () => {
    const places = { input_layer: [400, 0] as Point, input_layer_1: [0, 0] as Point };
    const design = moveNodes(designOf(INPUT, INPUT), "main", places);
    const created = addAfter(design, OPS_ADD, ["input_layer", "input_layer_1"]);
    expect(args(created.design, "add")).toEqual([tensor("input_layer_1"), tensor("input_layer")]);
  });

  it("connects nothing where there is more than one way", () => {
    const design = designOf(INPUT, INPUT);
    const both = addAfter(design, DENSE, ["input_layer", "input_layer_1"]);
    expect(args(both.design, "dense")).toEqual([MISSING]);
    const several = addAfter(design, DENSE, ["input_layer"], { input_layer: 3 });
    expect(args(several.design, "dense")).toEqual([MISSING]);
  });

  it("fills the first place of a layer that takes several", () => {
    const { design } = addAfter(designOf(INPUT), ATTENTION, ["input_layer"]);
    expect(args(design, "multi_head_attention")).toEqual([tensor("input_layer"), MISSING]);
  });

  it("leaves what is connected as it was: a second consumer is a branch", () => {
    const before = gallery("mlp");
    const { design } = addAfter(before, DENSE, ["dense"]);
    const kept = edges(design.main).filter(({ target }) =>
      Object.hasOwn(before.main.nodes, target),
    );
    expect(kept).toEqual(edges(before.main));
  });

  it("never puts a node upon another", () => {
    let design = designOf(INPUT);
    for (let n = 0; n < 4; n += 1) {
      design = addAfter(design, DENSE, ["input_layer"]).design;
    }
    const places = Object.values(design.positions.main ?? {}).map(String);
    expect(new Set(places).size).toBe(5);
  });
});

describe("inserting into an edge", () => {
  it("takes the edge's tensor and hands on its own, at the same place of the target", () => {
    let design = designOf(INPUT, INPUT, ADD);
    design = connect(design, "main", tensor("input_layer"), "add", "/args/0/-");
    design = connect(design, "main", tensor("input_layer_1"), "add", "/args/0/-");
    const [edge] = edges(design.main);
    if (!edge) throw new Error("no edge");
    const created = insert(design, edge, DENSE);
    expect(args(created.design, "dense")).toEqual([tensor("input_layer")]);
    expect(args(created.design, "add")).toEqual([[tensor("dense"), tensor("input_layer_1")]]);
  });
});
