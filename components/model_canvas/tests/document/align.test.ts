import { expect, it } from "vitest";
import { aligned, distributed } from "../../src/document/align";

const NODES = {
  a: { place: [0, 0] as [number, number], width: 200, height: 72 },
  b: { place: [100, 100] as [number, number], width: 160, height: 40 },
  c: { place: [40, 400] as [number, number], width: 200, height: 72 },
};

it("nodes get a side in common, whatever their sizes", () => {
  expect(aligned(NODES, "left")).toEqual({ a: [0, 0], b: [-20, 100], c: [0, 400] });
  expect(aligned(NODES, "right")).toEqual({ a: [80, 0], b: [100, 100], c: [80, 400] });
  expect(aligned(NODES, "centre")).toEqual({ a: [48, 0], b: [48, 100], c: [48, 400] });
  expect(aligned(NODES, "top").b).toEqual([100, 0]);
  expect(aligned(NODES, "bottom")).toEqual({ a: [0, 400], b: [100, 432], c: [40, 400] });
});

it("gaps become equal, and the first and the last stay", () => {
  expect(distributed(NODES, "down")).toEqual({ a: [0, 0], b: [100, 216], c: [40, 400] });
  const { a, c } = NODES;
  expect(distributed({ a, c }, "down")).toEqual({ a: a.place, c: c.place });
});
