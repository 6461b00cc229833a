import { describe, expect, it } from "vitest";
import { GRID } from "../../src/document/grid";
import { isRough, quickLayout, SMALL, tidy } from "../../src/layout/layout";
import type { LayoutNode, LayoutPort, LayoutProblem } from "../../src/layout/layoutProblem";
import type { Rect } from "../../src/view/geometry";
import { graphView, layoutProblem } from "../../src/view/graphView";
import { CATALOGUE } from "../fixtures/catalogue";
import { gallery } from "../fixtures/designs";

function chain(count: number): LayoutProblem {
  const nodes = Array.from({ length: count }, (_, i) => ({
    id: `n${i}`,
    width: 208,
    height: 72,
    ports: [
      { id: "in", kind: "input" as const, side: "top" as const, x: 104, y: 0 },
      { id: "0", kind: "output" as const, side: "bottom" as const, x: 104, y: 72 },
    ],
  }));
  const edges = nodes.slice(1).map(({ id }, i) => ({
    id: `e${i}`,
    source: `n${i}`,
    sourcePort: "0",
    target: id,
    targetPort: "in",
  }));
  return { nodes, edges };
}

function rects(problem: LayoutProblem, places: Record<string, [number, number]>): Rect[] {
  return problem.nodes.map(({ id, width, height }) => {
    const [x, y] = places[id] as [number, number];
    return { x: x - width / 2, y, width, height };
  });
}

function overlap(a: Rect, b: Rect): boolean {
  const across = a.x < b.x + b.width && b.x < a.x + a.width;
  return across && a.y < b.y + b.height && b.y < a.y + a.height;
}

function expectReadable(problem: LayoutProblem, places: Record<string, [number, number]>): void {
  expect(Object.keys(places).sort()).toEqual(problem.nodes.map(({ id }) => id).sort());
  for (const value of Object.values(places).flat()) expect(value % GRID).toBe(0);
  const boxes = rects(problem, places);
  for (const [i, a] of boxes.entries()) {
    for (const b of boxes.slice(i + 1)) expect(overlap(a, b)).toBe(false);
  }
  for (const { source, target } of problem.edges) {
    const [x = 0, y = 0] = places[source] ?? [];
    const [toX = 0, toY = 0] = places[target] ?? [];
    // Down, or at the top of a column further right.
    expect(y < toY || x < toX).toBe(true);
  }
}

describe("layout", () => {
  it.each(["mlp", "two_headed_mlp", "residual_classifier", "siamese_comparator"])(
    "of %s has nothing over anything, on the grid, downwards",
    async (name) => {
      const design = gallery(name);
      const subject = { design, graphId: "main", catalogue: CATALOGUE, analysis: null };
      const problem = layoutProblem(graphView(subject, null));
      expectReadable(problem, await tidy(problem));
    },
  );

  it("is rough but readable at once for a graph that is too large for the main thread", () => {
    const problem = tangle(SMALL + 1);
    expect(isRough(problem)).toBe(true);
    expectReadable(problem, quickLayout(problem));
  });

  it("falls back to rows where no worker can be had", async () => {
    const problem = tangle(SMALL + 1);
    expect(await tidy(problem)).toEqual(quickLayout(problem));
  });

  it.each([
    ["left and right", 40, 160],
    ["right and left", 160, 40],
  ])("remembers parts, and tells apart those whose ports stand %s", (_, first, second) => {
    const { nodes } = chain(4);
    const [top, one, two, end] = nodes as [LayoutNode, LayoutNode, LayoutNode, LayoutNode];
    const ports: LayoutPort[] = [
      { id: "in", kind: "input", side: "top", x: first, y: 0 },
      { id: "more", kind: "input", side: "top", x: second, y: 0 },
    ];
    const edge = { source: "n0", sourcePort: "0", target: "n1", targetPort: "in" };
    const problem: LayoutProblem = {
      nodes: [top, one, two, { ...end, ports }],
      edges: [
        { ...edge, id: "a" },
        { ...edge, id: "b", target: "n2" },
        { ...edge, id: "c", source: "n1", target: "n3" },
        { ...edge, id: "d", source: "n2", target: "n3", targetPort: "more" },
      ],
    };
    const places = quickLayout(problem);
    expect(quickLayout(structuredClone(problem))).toEqual(places);
    const [left, right] = first < second ? ["n1", "n2"] : ["n2", "n1"];
    expect(places[left]?.[0]).toBeLessThan(places[right]?.[0] ?? 0);
  });

  it("survives a cycle", () => {
    const problem = chain(3);
    const back = { ...problem.edges[0], id: "b", source: "n2", target: "n0" };
    const places = quickLayout({ ...problem, edges: [...problem.edges, back as never] });
    expect(Object.keys(places)).toHaveLength(3);
  });
});

/** Everything depends on everything before it: nothing that all pass, but the ends. */
function tangle(count: number): LayoutProblem {
  const { nodes, edges } = chain(count);
  const more = nodes.slice(2).map(({ id }, i) => ({
    id: `f${i}`,
    source: `n${i}`,
    sourcePort: "0",
    target: id,
    targetPort: "in",
  }));
  return { nodes, edges: [...edges, ...more] };
}
