import { describe, expect, it } from "vitest";
import { type Code, linesOf, nodesAt } from "../src/nodeLines";

const code: Code = {
  text: "",
  lines: {
    left: [
      [4, 4],
      [8, 8],
    ],
    right: [
      [4, 4],
      [9, 10],
    ],
    model: [[3, 12]],
  },
  block_lines: { encoder: { dense: [[1, 1]], twin: [[1, 1]] } },
};

describe("linesOf", () => {
  it("joins neighbouring ranges of several nodes", () => {
    expect(linesOf(code, { graph: "main", nodes: ["right", "left"] })).toEqual([
      [4, 4],
      [8, 10],
    ]);
  });

  it("leaves the code's own ranges as they were", () => {
    linesOf(code, { graph: "main", nodes: ["left", "right"] });
    expect(code.lines.left).toEqual([
      [4, 4],
      [8, 8],
    ]);
  });

  it("finds the nodes of a definition", () => {
    expect(linesOf(code, { graph: "encoder", nodes: ["dense"] })).toEqual([[1, 1]]);
  });

  it("answers nodes that have no lines with none", () => {
    expect(linesOf(code, { graph: "main", nodes: ["gone"] })).toEqual([]);
    expect(linesOf(code, { graph: "gone", nodes: ["left"] })).toEqual([]);
  });
});

describe("nodesAt", () => {
  it("takes the tightest range", () => {
    expect(nodesAt(code, 8)).toEqual({ graph: "main", nodes: ["left"] });
  });

  it("takes every call of a shared layer on its own line", () => {
    expect(nodesAt(code, 4)).toEqual({ graph: "main", nodes: ["left", "right"] });
  });

  it("falls back to what encloses the line", () => {
    expect(nodesAt(code, 12)).toEqual({ graph: "main", nodes: ["model"] });
  });

  it("knows a definition's lines", () => {
    expect(nodesAt(code, 1)).toEqual({ graph: "encoder", nodes: ["dense", "twin"] });
  });

  it("answers a line of no node with null", () => {
    expect(nodesAt(code, 2)).toBeNull();
  });
});
