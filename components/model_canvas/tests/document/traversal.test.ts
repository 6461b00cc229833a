import { describe, expect, it } from "vitest";
import { tensor } from "../../src/document/argument";
import { connect } from "../../src/document/connect";
import { ancestors, callsOf, edges, order, wouldCycle } from "../../src/document/traversal";
import { gallery } from "../fixtures/designs";
import { ADD, DENSE, designOf, INPUT } from "../fixtures/entries";

const siamese = gallery("siamese_comparator").main;

describe("edges", () => {
  it("are the uses of tensors, also of one tensor twice", () => {
    let design = designOf(INPUT, ADD);
    design = connect(design, "main", tensor("input_layer"), "add", "/args/0/-");
    design = connect(design, "main", tensor("input_layer"), "add", "/args/0/-");
    expect(edges(design.main)).toEqual([
      { id: "add:/args/0/0", source: "input_layer", index: 0, target: "add", pointer: "/args/0/0" },
      { id: "add:/args/0/1", source: "input_layer", index: 0, target: "add", pointer: "/args/0/1" },
    ]);
  });

  it("are computed once for a graph", () => {
    expect(edges(siamese)).toBe(edges(siamese));
  });

  it("say what would close a loop", () => {
    let design = designOf(DENSE, DENSE, DENSE);
    design = connect(design, "main", tensor("dense"), "dense_1", "/args/0");
    expect(wouldCycle(design.main, "dense_1", "dense")).toBe(true);
    expect(wouldCycle(design.main, "dense", "dense")).toBe(true);
    expect(wouldCycle(design.main, "dense", "dense_1")).toBe(false);
    expect(wouldCycle(design.main, "dense_2", "dense")).toBe(false);
  });

  it("survive dangling references and loops", () => {
    let design = designOf(DENSE, DENSE);
    design = connect(design, "main", tensor("dense"), "dense_1", "/args/0");
    design = connect(design, "main", tensor("dense_1"), "dense", "/args/0");
    design = connect(design, "main", tensor("constructor"), "dense", "/args/1");
    expect([...ancestors(design.main, ["dense"])].sort()).toEqual(["dense", "dense_1"]);
    expect([...order(design.main)].sort()).toEqual(["dense", "dense_1"]);
  });
});

describe("order", () => {
  it("puts producers first and declared inputs in their order", () => {
    const ranked = order(siamese);
    expect(ranked.slice(0, 2)).toEqual(["left", "right"]);
    for (const { source, target } of edges(siamese)) {
      expect(ranked.indexOf(source)).toBeLessThan(ranked.indexOf(target));
    }
  });

  it("lists the calls of a shared layer", () => {
    const shared = Object.keys(siamese.operations).filter(
      (operation) => callsOf(siamese, operation).length === 2,
    );
    expect(shared).toHaveLength(2);
  });
});
