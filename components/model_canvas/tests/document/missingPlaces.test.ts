import { describe, expect, it } from "vitest";
import { MAIN } from "../../../shared/document";
import { placeMissing } from "../../src/document/missingPlaces";
import type { Point } from "../../src/document/types";
import { drawn, t } from "../fixtures/designs";

const DESIGN = drawn({
  x: ["keras.Input", { shape: [4] }, []],
  a: ["Dense", { units: 1 }, [t("x")]],
  b: ["Dense", { units: 1 }, [t("a")]],
  c: ["Dense", { units: 1 }, [t("b")]],
  alone: ["Dense", { units: 1 }, [{ missing: true }]],
});

function placed(places: Record<string, Point>) {
  return placeMissing({ ...DESIGN, positions: { main: places } }, MAIN).positions.main ?? {};
}

describe("calls without a place", () => {
  it("stand under what feeds them, and what they feed makes room", () => {
    const places = placed({ x: [0, 0], a: [0, 120], c: [0, 240], alone: [480, 0] });
    expect(places.b).toEqual([0, 248]);
    expect(places.c).toEqual([0, 376]);
    expect(places.a).toEqual([0, 120]);
  });

  it("stand beside what is in their way and is not fed by them", () => {
    const places = placed({ x: [0, 0], a: [0, 120], c: [0, 600], alone: [0, 240] });
    expect(places.b).toEqual([240, 248]);
    expect(places.alone).toEqual([0, 240]);
  });

  it("stand half way towards what they feed", () => {
    const places = placed({ x: [0, 0], a: [0, 120], c: [160, 600], alone: [480, 0] });
    expect(places.b).toEqual([80, 248]);
  });

  it("stand above what they feed when nothing feeds them", () => {
    expect(placed({ a: [0, 120], b: [0, 240], c: [0, 360], alone: [480, 0] }).x).toEqual([0, -8]);
  });

  it("stand beside the drawing when they belong to nothing", () => {
    const places = placed({ x: [0, 0], a: [0, 120], b: [0, 240], c: [0, 360] });
    expect(places.alone).toEqual([240, 0]);
  });

  it("are left to the layout when no call has a place", () => {
    const bare = { ...DESIGN, positions: {} };
    expect(placeMissing(bare, MAIN)).toBe(bare);
    expect(placeMissing(DESIGN, "gone")).toBe(DESIGN);
  });
});
