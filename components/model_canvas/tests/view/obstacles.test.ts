import { describe, expect, it } from "vitest";
import type { Rect } from "../../src/view/geometry";
import { Obstacles } from "../../src/view/obstacles";

const box = (x: number, y: number): Rect => ({ x: x - 100, y, width: 200, height: 72 });

describe("nodes in rows", () => {
  it("are found by what they cover", () => {
    const rows = new Obstacles([
      box(0, 0),
      box(300, 500),
      { x: -400, y: 0, width: 10, height: 900 },
    ]);
    expect(rows.covers({ x: 0, y: 10, width: 1, height: 1 })).toBe(true);
    expect(rows.covers({ x: 0, y: 80, width: 1, height: 1 })).toBe(false);
    expect(rows.crossed({ x: -500, y: 530 }, { x: 500, y: 530 })).toBe(2);
    expect(rows.crossed({ x: 150, y: 0 }, { x: 150, y: 1000 })).toBe(0);
  });
});
