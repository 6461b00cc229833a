import { describe, expect, it } from "vitest";
import { bestRoute, directRoute, Lanes, pathOf, type Span } from "../../src/view/edgeRoutes";
import type { Point, Rect } from "../../src/view/geometry";
import { Obstacles } from "../../src/view/obstacles";

const box = (x: number, y: number): Rect => ({ x: x - 100, y, width: 200, height: 72 });

const under = (node: string, { x, y }: Rect) => {
  return { node, side: "bottom" as const, x: x + 100, y: y + 77 };
};

const over = (node: string, { x, y }: Rect) => ({
  node,
  side: "top" as const,
  x: x + 100,
  y: y - 5,
});

function way(span: Span, corners: Point[]): Point[] {
  return [span.source, ...corners, span.target];
}

/** The corners of each edge, in the order in which they take their lanes. */
function routes(spans: Span[], index: Obstacles): Map<string, Point[]> {
  const lanes = new Lanes();
  return new Map(spans.map((span) => [span.id, lanes.setApart(bestRoute(span, index), span)]));
}

function crossed(points: Point[], rects: Rect[]): boolean {
  const index = new Obstacles(rects);
  return points.slice(1).some((to, i) => index.crossed(points[i] ?? to, to) > 0);
}

describe("the way of an edge", () => {
  const a = box(0, 0);
  const b = box(0, 120);
  const c = box(0, 240);

  it("is straight to what is right below", () => {
    const span = { id: "e", source: under("a", a), target: over("b", b) };
    expect(routes([span], new Obstacles([a, b])).get("e")).toEqual([]);
  });

  it("goes up to another column through the gap between the two", () => {
    const here = [box(0, 0), box(0, 120), box(0, 240)];
    const there = [box(272, 0), box(272, 120)];
    const rects = [...here, ...there];
    const [last, first] = [here.at(-1) as Rect, there[0] as Rect];
    const span = { id: "e", source: under("c", last), target: over("d", first) };
    const corners = bestRoute(span, new Obstacles(rects));
    expect(crossed(way(span, corners), rects)).toBe(false);
    const lane = corners[1]?.x ?? 0;
    expect(lane).toBeGreaterThan(100);
    expect(lane).toBeLessThan(172);
    // Two of them do not run in one lane.
    const other = { ...span, id: "f", source: { ...span.source, node: "z", x: span.source.x + 8 } };
    const both = routes([span, other], new Obstacles(rects));
    expect(both.get("e")?.[1]?.x).not.toBe(both.get("f")?.[1]?.x);
  });

  it("is straight however close what is below", () => {
    const close = box(0, 88);
    const span = { id: "e", source: under("a", a), target: over("b", close) };
    expect(routes([span], new Obstacles([a, close])).get("e")).toEqual([]);
    expect(directRoute(span)).toEqual([]);
  });

  it("goes around what lies between", () => {
    const span = { id: "e", source: under("a", a), target: over("c", c) };
    const corners = routes([span], new Obstacles([a, b, c])).get("e") ?? [];
    expect(corners).toHaveLength(4);
    expect(crossed(way(span, corners), [a, b, c])).toBe(false);
  });

  it("has right angles only", () => {
    const far = box(320, 240);
    const span = { id: "e", source: under("a", a), target: over("c", far) };
    const points = way(span, routes([span], new Obstacles([a, b, far])).get("e") ?? []);
    for (const [i, to] of points.slice(1).entries()) {
      const from = points[i] as Point;
      expect(from.x === to.x || from.y === to.y).toBe(true);
    }
  });

  it("leaves room beside another one in the same lane", () => {
    const d = box(0, 360);
    const rects = new Obstacles([a, b, c, d]);
    const spans = [
      { id: "1", source: under("a", a), target: over("c", c) },
      { id: "2", source: { ...under("b", b) }, target: over("d", d) },
    ];
    const found = routes(spans, rects);
    expect(found.get("1")?.[1]?.x).not.toBe(found.get("2")?.[1]?.x);
  });

  it("comes back up in an arc, and in from the side at an optional port", () => {
    const up = directRoute({ source: under("b", b), target: over("a", a) });
    expect(up).toHaveLength(4);
    const side = { node: "b", side: "right" as const, x: 105, y: 150 };
    const points = directRoute({ source: under("a", a), target: side });
    expect(points.at(-1)?.y).toBe(150);
    expect(points.at(-1)?.x).toBeGreaterThan(105);
  });
});

describe("a path", () => {
  it("has round corners no larger than there is room for", () => {
    const points = [
      { x: 0, y: 0 },
      { x: 0, y: 6 },
      { x: 100, y: 6 },
    ];
    expect(pathOf(points)).toBe("M 0 0 L 0 3 Q 0 6 3 6 L 100 6");
    expect(pathOf([])).toBe("");
  });
});
