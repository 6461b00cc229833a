import { describe, expect, it } from "vitest";
import { emptyDesign } from "../../../shared/document";
import { COLUMN, freePlace, placeBelow, placeBeside, ROW } from "../../src/document/freePlaces";

const design = (positions: Record<string, [number, number]>) => ({
  ...emptyDesign(),
  positions: { main: positions },
});

describe("a new node", () => {
  it("stands at the origin of an empty drawing", () => {
    expect(placeBelow(emptyDesign(), "main", [])).toEqual([0, 0]);
  });

  it("stands below the middle of those it follows, on the grid", () => {
    const drawn = design({ a: [0, 0], b: [250, 64] });
    expect(placeBelow(drawn, "main", ["a", "b"])).toEqual([128, 64 + ROW]);
  });

  it("stands beside the drawing where it follows nothing", () => {
    expect(placeBelow(design({ a: [0, 40], b: [240, 8] }), "main", [])).toEqual([240 + COLUMN, 8]);
  });

  it("gives way to the right, also from beside its neighbour", () => {
    expect(freePlace([[0, 0]], [8, 8])).toEqual([8 + COLUMN, 8]);
    expect(freePlace([[0, 0]], [0, ROW])).toEqual([0, ROW]);
    expect(placeBeside(design({ a: [0, 0], b: [COLUMN, 0] }), "main", "a")).toEqual([
      2 * COLUMN,
      0,
    ]);
  });
});
