import { describe, expect, it } from "vitest";
import { groupBy } from "../../../shared/groupBy";
import type { LayoutProblem, Places } from "../../src/layout/layoutProblem";
import { boundsOf, fittingBounds } from "../../src/layout/screen";
import { wrapped } from "../../src/layout/wrapping";

const STEP = 128;

/** A chain whose nodes stand under each other, with a skip over each node of some indices. */
function ribbon(count: number, skips: number[] = []): { problem: LayoutProblem; places: Places } {
  const nodes = Array.from({ length: count }, (_, i) => ({
    id: `n${i}`,
    width: 208,
    height: 72,
    ports: [],
  }));
  const edge = (from: number, to: number) => ({
    id: `${from} ${to}`,
    source: `n${from}`,
    sourcePort: "0",
    target: `n${to}`,
    targetPort: "in",
  });
  const chain = nodes.slice(1).map((_, i) => edge(i, i + 1));
  const over = skips.map((i) => edge(i - 1, i + 1));
  const places: Places = Object.fromEntries(nodes.map(({ id }, i) => [id, [104, i * STEP]]));
  return { problem: { nodes, edges: [...chain, ...over] }, places };
}

describe("wrapping", () => {
  it("leaves alone what is seen whole as it is", () => {
    const { problem, places } = ribbon(8);
    expect(wrapped(problem, places)).toBe(places);
  });

  it("puts a long chain into columns, from left to right, each from the top", () => {
    const { problem, places } = ribbon(175);
    const folded = wrapped(problem, places);
    const before = fittingBounds(boundsOf(problem, places));
    expect(fittingBounds(boundsOf(problem, folded))).toBeGreaterThan(5 * before);
    const at = problem.nodes.map(({ id }) => folded[id] as [number, number]);
    for (const [i, [x, y]] of at.entries()) {
      const [beforeX, beforeY] = at[i - 1] ?? [x, y - STEP];
      const below = x === beforeX && y === beforeY + STEP;
      expect(below || (x > beforeX && y === 0)).toBe(true);
    }
    // No column is much longer than the others.
    const lengths = [...groupBy(at, ([x]) => x).values()].map((column) => column.length);
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(
      Math.max(...lengths) / 3,
    );
  });

  it("cuts where the fewest tensors pass", () => {
    const skips = Array.from({ length: 40 }, (_, i) => 2 * i + 1);
    const { problem, places } = ribbon(82, skips);
    const folded = wrapped(problem, places);
    const column = (id: string) => folded[id]?.[0];
    const crossing = problem.edges.filter(
      ({ source, target }) => column(source) !== column(target),
    );
    const columns = new Set(problem.nodes.map(({ id }) => column(id)));
    // Of each column one tensor goes to the next: that of its last node.
    expect(new Set(crossing.map(({ source }) => source)).size).toBe(columns.size - 1);
  });

  it("keeps side by side what stands so", () => {
    const { problem, places } = ribbon(60);
    const twin = problem.nodes.map((node) => ({ ...node, id: `t${node.id}` }));
    const both = { nodes: [...problem.nodes, ...twin], edges: problem.edges };
    const there = { ...places };
    for (const { id } of problem.nodes) there[`t${id}`] = [400, places[id]?.[1] ?? 0];
    const folded = wrapped(both, there);
    for (const { id } of problem.nodes) {
      expect(folded[`t${id}`]).toEqual([(folded[id]?.[0] ?? 0) + 296, folded[id]?.[1]]);
    }
  });
});
