import { describe, expect, it } from "vitest";
import { GRID } from "../../src/document/grid";
import { isRough, quickLayout, SMALL } from "../../src/layout/layout";
import type { LayoutProblem } from "../../src/layout/layoutProblem";
import { parts } from "../../src/layout/partition";
import type { Rect } from "../../src/view/geometry";

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

/** `count` residual blocks, each of two rows beside a way around them. */
function residual(count: number): LayoutProblem {
  const node = (id: string) => ({
    id,
    width: 208,
    height: 72,
    ports: [
      { id: "left", kind: "input" as const, side: "top" as const, x: 80, y: 0 },
      { id: "right", kind: "input" as const, side: "top" as const, x: 128, y: 0 },
      { id: "0", kind: "output" as const, side: "bottom" as const, x: 104, y: 72 },
    ],
  });
  const nodes = [node("start")];
  const edges: LayoutProblem["edges"] = [];
  const join = (source: string, target: string, targetPort: string) =>
    edges.push({ id: `${source} ${target}`, source, sourcePort: "0", target, targetPort });
  let last = "start";
  for (let block = 0; block < count; block += 1) {
    const [a, b, side, sum] = [`a${block}`, `b${block}`, `side${block}`, `sum${block}`];
    nodes.push(node(a), node(b), node(side), node(sum));
    join(last, a, "left");
    join(a, b, "left");
    join(last, side, "left");
    join(b, sum, "right");
    join(side, sum, "left");
    last = sum;
  }
  return { nodes, edges };
}

describe("a series of blocks", () => {
  it("is exact at once, however long, its main line straight in each column", () => {
    const problem = residual(60);
    expect(problem.nodes.length).toBeGreaterThan(SMALL);
    expect(isRough(problem)).toBe(false);
    const places = quickLayout(problem);
    expectReadable(problem, places);
    const line = problem.nodes.filter(({ id }) => !id.startsWith("side"));
    const columns = new Set(line.map(({ id }) => places[id]?.[0]));
    expect(columns.size).toBeGreaterThan(1);
    const tops = problem.nodes.filter(({ id }) => places[id]?.[1] === 0);
    expect(columns.size).toBe(tops.length);
  });

  it("has what goes to the left port at the left", () => {
    const places = quickLayout(residual(2));
    expect(places.side1?.[0]).toBeLessThan(places.b1?.[0] ?? 0);
  });

  it("has branches in the order of the ports at which they end", () => {
    const names = ["d", "b", "e", "a", "c"];
    const { nodes, edges } = chain(2);
    const [above, below] = nodes;
    if (!above || !below) throw new Error("a chain of two has two nodes");
    const ports = ["a", "b", "c", "d", "e"].map((id, i) => ({
      id,
      kind: "input" as const,
      side: "top" as const,
      x: 24 * (i + 1),
      y: 0,
    }));
    const [edge] = edges;
    const branches = names.map((id) => ({ ...above, id }));
    const problem: LayoutProblem = {
      nodes: [above, ...branches, { ...below, ports }],
      edges: names.flatMap((id) => [
        {
          ...edge,
          id: `to ${id}`,
          source: above.id,
          sourcePort: "0",
          target: id,
          targetPort: "in",
        },
        { ...edge, id: `of ${id}`, source: id, sourcePort: "0", target: below.id, targetPort: id },
      ]),
    };
    const places = quickLayout(problem);
    const across = names.toSorted((a, b) => (places[a]?.[0] ?? 0) - (places[b]?.[0] ?? 0));
    expect(across).toEqual(["a", "b", "c", "d", "e"]);
  });

  it("is cut at each node that all pass", () => {
    const found = parts(residual(2));
    expect(found.map(({ nodes }) => nodes.map(({ id }) => id))).toEqual([
      ["start", "a0", "b0", "side0", "sum0"],
      ["sum0", "a1", "b1", "side1", "sum1"],
    ]);
    expect(found.map(({ entry, exit }) => [entry, exit])).toEqual([
      ["start", "sum0"],
      ["sum0", "sum1"],
    ]);
  });

  it("has several beginnings and ends beside each other", () => {
    const problem = residual(1);
    const extra = residual(1)
      .nodes.slice(0, 1)
      .map((node) => ({ ...node, id: "also" }));
    const nodes = [...problem.nodes.slice(0, 1), ...extra, ...problem.nodes.slice(1)];
    const edge = { id: "e", source: "also", sourcePort: "0", target: "a0", targetPort: "right" };
    const two = { nodes, edges: [...problem.edges, edge] };
    expectReadable(two, quickLayout(two));
  });

  it("puts what is not connected beside it, the largest first", () => {
    const one = chain(1);
    const two = residual(1);
    const both = { nodes: [...one.nodes, ...two.nodes], edges: two.edges };
    const places = quickLayout(both);
    expectReadable(both, places);
    expect(places.n0?.[0]).toBeGreaterThan(places.start?.[0] ?? 0);
  });
});
