import { describe, expect, it } from "vitest";
import { fitted, uncovered } from "../../src/canvas/shownPart";

const node = (x: number) => ({ x, y: 0, width: 200, height: 72 });
const VIEW = { x: 0, y: 0, zoom: 1 };

describe("a panel that opens beside the canvas", () => {
  it("moves nothing that is in view", () => {
    expect(uncovered(node(40), [], VIEW, 400, 640)).toBe(0);
  });

  it("moves the selected node to where it can be seen", () => {
    expect(uncovered(node(300), [], VIEW, 400, 640)).toBe(400 - 16 - 500);
  });

  it("moves its neighbours with it, as far as there is room", () => {
    expect(uncovered(node(40), [node(300)], VIEW, 500, 740)).toBe(500 - 16 - 500);
    expect(uncovered(node(40), [node(300)], VIEW, 400, 640)).toBe(0);
  });

  it("leaves out neighbours that were not in view", () => {
    expect(uncovered(node(40), [node(700)], VIEW, 1000, 800)).toBe(0);
  });

  it("does not go to a node that is elsewhere", () => {
    expect(uncovered(node(2000), [], VIEW, 400, 640)).toBe(0);
  });

  it("shows the beginning of a node that is wider than the view", () => {
    expect(uncovered({ ...node(100), width: 600 }, [], VIEW, 400, 640)).toBe(16 - 100);
  });
});

describe("all of a graph", () => {
  const ROOM = { top: 50, right: 40, bottom: 70, left: 40 };
  const SIZE = { width: 800, height: 600 };
  const MAP = { width: 220, height: 170 };
  const LIMITS: [number, number] = [0.01, 1];
  const seen = (width: number, height: number, map: typeof MAP | null) => {
    const { x, y, zoom } = fitted({ x: 100, y: -50, width, height }, SIZE, ROOM, map, LIMITS);
    const [left, top] = [100 * zoom + x, -50 * zoom + y];
    return { left, top, right: left + width * zoom, bottom: top + height * zoom, zoom };
  };

  it("stands in the middle", () => {
    expect(seen(200, 100, null)).toEqual({ left: 300, top: 240, right: 500, bottom: 340, zoom: 1 });
  });

  it.each([
    [2000, 800],
    [800, 2000],
    [700, 470],
    [40, 9000],
    [9000, 40],
  ])("of %d by %d is never under the map", (width, height) => {
    const { left, top, right, bottom } = seen(width, height, MAP);
    expect(left).toBeGreaterThanOrEqual(39.9);
    expect(top).toBeGreaterThanOrEqual(49.9);
    expect(right).toBeLessThanOrEqual(760.1);
    expect(bottom).toBeLessThanOrEqual(530.1);
    expect(right <= 580.1 || bottom <= 430.1).toBe(true);
  });
});
