import { describe, expect, it } from "vitest";
import type { Design } from "../../../shared/document";
import { tensor } from "../../src/document/argument";
import { connect } from "../../src/document/connect";
import { addBlock } from "../../src/document/nodes";
import { portsOf } from "../../src/document/ports";
import { edges } from "../../src/document/traversal";
import { gallery } from "../fixtures/designs";
import {
  ADD,
  ATTENTION,
  DENSE,
  designOf,
  find,
  INPUT,
  LSTM,
  MESHGRID,
  OP_ADD,
  SCALED,
} from "../fixtures/entries";

function places(design: Design, node: string): string[][] {
  return portsOf(design, "main", node, find).map(({ pointer, label }) => [pointer, label]);
}

describe("ports", () => {
  it("are named by the catalogue and addressed by pointer", () => {
    const design = designOf(INPUT, ATTENTION, LSTM, OP_ADD);
    expect(places(design, "input_layer")).toEqual([]);
    expect(places(design, "multi_head_attention")).toEqual([
      ["/args/0", "query"],
      ["/args/1", "value"],
      ["/kwargs/key", "key"],
    ]);
    expect(places(design, "lstm")).toEqual([
      ["/args/0", "sequences"],
      ["/kwargs/initial_state/-", "initial_state"],
      ["/kwargs/mask", "mask"],
    ]);
    expect(portsOf(design, "main", "lstm", find)[2]).toMatchObject({ advanced: true });
    expect(portsOf(design, "main", "add", find)[1]).toMatchObject({ literal: true, label: "x2" });
  });

  it("grow with a merge's list", () => {
    let design = designOf(DENSE, ADD);
    expect(portsOf(design, "main", "add", find)).toMatchObject([
      { pointer: "/args/0/-", required: true, many: true, value: null },
    ]);
    design = connect(design, "main", tensor("dense"), "add", "/args/0/-");
    design = connect(design, "main", tensor("dense"), "add", "/args/0/-");
    expect(portsOf(design, "main", "add", find)).toMatchObject([
      { pointer: "/args/0/0", label: "inputs[0]", value: tensor("dense") },
      { pointer: "/args/0/1", label: "inputs[1]", value: tensor("dense") },
      { pointer: "/args/0/-", required: false, value: null },
    ]);
  });

  it("end where the list has its maximum, with the items' own names", () => {
    let design = designOf(DENSE, SCALED);
    expect(places(design, "attention")).toEqual([["/args/0/-", "query"]]);
    for (let n = 0; n < 3; n += 1) {
      design = connect(design, "main", tensor("dense"), "attention", "/args/0/-");
    }
    expect(places(design, "attention")).toEqual([
      ["/args/0/0", "query"],
      ["/args/0/1", "value"],
      ["/args/0/2", "key"],
    ]);
  });

  it("stand one by one where a function takes any number of tensors", () => {
    let design = designOf(DENSE, MESHGRID);
    expect(places(design, "meshgrid")).toEqual([["/args/0", "x"]]);
    design = connect(design, "main", tensor("dense"), "meshgrid", "/args/0");
    expect(places(design, "meshgrid")).toEqual([
      ["/args/0", "x[0]"],
      ["/args/1", "x"],
    ]);
  });

  it("follow a required argument that was passed by keyword", () => {
    const design = connect(
      designOf(DENSE, ATTENTION),
      "main",
      tensor("dense"),
      "multi_head_attention",
      "/kwargs/value",
    );
    expect(places(design, "multi_head_attention")[1]).toEqual(["/kwargs/value", "value"]);
  });

  it("of a block are its definition's inputs", () => {
    const models = { pair: gallery("siamese_comparator").main };
    const { design } = addBlock({ ...designOf(DENSE), models }, "main", "pair", [0, 0]);
    expect(places(design, "siamese_comparator")).toEqual([
      ["/args/0/0", "left"],
      ["/args/0/1", "right"],
    ]);
  });

  it("exist for every edge, also of layers that the catalogue lacks", () => {
    for (const name of ["siamese_comparator", "attention_block", "residual_blocks", "multi_task"]) {
      const design = gallery(name);
      for (const known of [find, () => undefined]) {
        for (const edge of edges(design.main)) {
          const pointers = portsOf(design, "main", edge.target, known).map((port) => port.pointer);
          expect(pointers).toContain(edge.pointer);
          expect(new Set(pointers).size).toBe(pointers.length);
        }
      }
    }
  });
});
