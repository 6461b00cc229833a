import { expect, it } from "vitest";
import { GRID } from "../../src/document/grid";
import { portOffset, rectOf, sizeOf } from "../../src/view/geometry";

const CONTENT = { form: "layer", lines: 1, inputs: 1, labelled: false, outputs: 1 } as const;

it("half of every width and every height are on the grid", () => {
  for (const inputs of [0, 1, 2, 7, 30]) {
    for (const labelled of [false, true]) {
      const { width, height } = sizeOf({ ...CONTENT, inputs, labelled, text: inputs * 11 });
      expect(width % (2 * GRID)).toBe(0);
      expect(height % GRID).toBe(0);
    }
  }
});

it("a node is as wide as its ports or its text need", () => {
  const usual = sizeOf(CONTENT).width;
  expect(sizeOf({ ...CONTENT, inputs: 3 }).width).toBe(usual);
  expect(sizeOf({ ...CONTENT, inputs: 20 }).width).toBeGreaterThan(usual);
  expect(sizeOf({ ...CONTENT, outputs: 20 }).width).toBeGreaterThan(usual);
  expect(sizeOf({ ...CONTENT, text: usual + 1 }).width).toBe(usual + 2 * GRID);
});

it("ports stand at equal distances, and a node around its top centre", () => {
  expect([0, 1, 2].map((index) => portOffset(index, 3, 200))).toEqual([50, 100, 150]);
  expect(rectOf([100, 8], 40, 20)).toEqual({ x: 80, y: 8, width: 40, height: 20 });
});
