import { describe, expect, it } from "vitest";
import { elkGraph } from "../../src/layout/elk";
import { type LayoutProblem, quickLayout, SMALL, tidy } from "../../src/layout/layout";
import { GRID, type Rect } from "../../src/view/geometry";
import { graphView, layoutProblem } from "../../src/view/graph";
import { gallery } from "../designs";
import { CATALOGUE } from "../fixtures/catalogue";

function chain(count: number): LayoutProblem {
  const nodes = Array.from({ length: count }, (_, i) => ({
    id: `n${i}`,
    width: 208,
    height: 72,
    inputs: ["in"],
    outputs: ["0"],
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
    expect(places[source]?.[1]).toBeLessThan(places[target]?.[1] ?? 0);
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
    const problem = chain(SMALL + 1);
    expectReadable(problem, quickLayout(problem));
  });

  it("falls back to rows where no worker can be had", async () => {
    const problem = chain(SMALL + 1);
    expect(await tidy(problem)).toEqual(quickLayout(problem));
  });

  it("survives a cycle", () => {
    const problem = chain(3);
    const back = { ...problem.edges[0], id: "b", source: "n2", target: "n0" };
    const places = quickLayout({ ...problem, edges: [...problem.edges, back as never] });
    expect(Object.keys(places)).toHaveLength(3);
  });
});

describe("ELK's form of the problem", () => {
  it("has every port that an edge ends at, in clockwise order", () => {
    const { children = [], edges = [] } = elkGraph({
      nodes: [{ id: "a", width: 1, height: 1, inputs: ["q", "v"], outputs: ["0", "1"] }],
      edges: [{ id: "e", source: "a", sourcePort: "1", target: "a", targetPort: "q" }],
    });
    const ports = children[0]?.ports ?? [];
    const index = (id: string) =>
      Number(ports.find((port) => port.id === id)?.layoutOptions?.["elk.port.index"]);
    expect(index("a>q")).toBeLessThan(index("a>v"));
    expect(index("a<0")).toBeGreaterThan(index("a<1"));
    expect(edges[0]).toMatchObject({ sources: ["a<1"], targets: ["a>q"] });
  });
});
