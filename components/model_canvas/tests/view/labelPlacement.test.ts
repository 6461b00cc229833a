import { describe, expect, it } from "vitest";
import { freeSpots, Labels, placeLabel } from "../../src/view/labelPlacement";
import { Obstacles } from "../../src/view/obstacles";

describe("a label", () => {
  const down = [
    { x: 0, y: 0 },
    { x: 0, y: 200 },
  ];

  it("stands in the middle of the longest part", () => {
    expect(placeLabel(freeSpots(down, "(None, 64)", new Obstacles([])), new Labels())).toEqual({
      x: 0,
      y: 100,
    });
  });

  it("moves along, or is left out, where a node or another label is", () => {
    const labels = new Labels();
    const rows = new Obstacles([{ x: -50, y: 80, width: 100, height: 40 }]);
    expect(placeLabel(freeSpots(down, "(None, 64)", rows), labels)).toEqual({ x: 0, y: 60 });
    expect(placeLabel(freeSpots(down, "(None, 64)", rows), labels)).toEqual({ x: 0, y: 140 });
    expect(placeLabel(freeSpots(down, "(None, 64)", rows), labels)).toBeNull();
  });

  it("needs room", () => {
    const short = [
      { x: 0, y: 0 },
      { x: 0, y: 20 },
    ];
    expect(placeLabel(freeSpots(short, "(None, 64)", new Obstacles([])), new Labels())).toBeNull();
  });
});
