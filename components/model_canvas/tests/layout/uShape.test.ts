import { describe, expect, it } from "vitest";
import { quickLayout } from "../../src/layout/layout";
import type { LayoutNode, LayoutProblem, Places } from "../../src/layout/layoutProblem";
import { uShapeOf } from "../../src/layout/uShape";
import { bestRoute } from "../../src/view/edgeRoutes";
import { rectOf } from "../../src/view/geometry";
import { Obstacles } from "../../src/view/obstacles";

const SIDES = [64, 32, 16];

/** A U-Net of three levels and a bottom: two convolutions each, pooling, upsampling, concatenation. */
function unet(skipped = SIDES): LayoutProblem {
  const nodes: LayoutNode[] = [];
  const edges: LayoutProblem["edges"] = [];
  let last: string | null = null;
  const add = (id: string, side: number) => {
    nodes.push({ id, width: 208, height: 72, extent: side * side, ports: PORTS });
    if (last !== null) join(last, id, "in");
    last = id;
  };
  const join = (source: string, target: string, targetPort: string) =>
    edges.push({ id: `${source} ${target}`, source, sourcePort: "0", target, targetPort });
  for (const side of SIDES) {
    if (side !== 64) add(`pool${side}`, side);
    add(`a${side}`, side);
    add(`b${side}`, side);
  }
  add("pool8", 8);
  add("bottom", 8);
  for (const side of SIDES.toReversed()) {
    add(`up${side}`, side);
    add(`concat${side}`, side);
    if (skipped.includes(side)) join(`b${side}`, `concat${side}`, "more");
    add(`c${side}`, side);
  }
  add("head", 64);
  return { nodes, edges };
}

const PORTS: LayoutNode["ports"] = [
  { id: "in", kind: "input", side: "top", x: 80, y: 0 },
  { id: "more", kind: "input", side: "top", x: 128, y: 0 },
  { id: "0", kind: "output", side: "bottom", x: 104, y: 72 },
];

const x = (places: Places, id: string) => places[id]?.[0] ?? Number.NaN;
const y = (places: Places, id: string) => places[id]?.[1] ?? Number.NaN;

describe("a U-Net", () => {
  it("goes down at the left and up at the right, skips from level to level", () => {
    const problem = unet();
    const places = quickLayout(problem);
    for (const [above, below] of [
      [64, 32],
      [32, 16],
    ]) {
      expect(y(places, `b${above}`)).toBeLessThan(y(places, `a${below}`));
      expect(x(places, `b${above}`)).toBeLessThan(x(places, `b${below}`));
      expect(y(places, `up${above}`)).toBeLessThan(y(places, `up${below}`));
      expect(x(places, `up${above}`)).toBeGreaterThan(x(places, `up${below}`));
    }
    for (const side of SIDES) {
      expect(y(places, `up${side}`)).toBe(y(places, `b${side}`));
      expect(x(places, `concat${side}`)).toBeGreaterThan(x(places, "bottom"));
    }
    expect(Math.max(...problem.nodes.map(({ id }) => y(places, id)))).toBe(y(places, "bottom"));
  });

  it("has edges that run through no node", () => {
    const problem = unet();
    const places = quickLayout(problem);
    const rects = problem.nodes.map(({ id, width, height }) =>
      rectOf(places[id] ?? [0, 0], width, height),
    );
    const index = new Obstacles(rects);
    for (const { id, source, target, targetPort } of problem.edges) {
      const from = {
        node: source,
        side: "bottom" as const,
        x: x(places, source),
        y: y(places, source) + 77,
      };
      const dx = targetPort === "in" ? -24 : 24;
      const to = {
        node: target,
        side: "top" as const,
        x: x(places, target) + dx,
        y: y(places, target) - 5,
      };
      const points = [from, ...bestRoute({ id, source: from, target: to }, index), to];
      for (const [i, point] of points.slice(1).entries()) {
        expect(index.crossed(points[i] ?? point, point)).toBe(0);
      }
    }
  });

  it("is one only where skips join equal levels, at two of them", () => {
    expect(uShapeOf(unet())).not.toBeNull();
    expect(uShapeOf(unet([64]))).toBeNull();
    expect(uShapeOf(unet([]))).toBeNull();
    const { nodes, edges } = unet();
    const odd = { ...edges[0], id: "odd", source: "b64", target: "concat32" };
    expect(uShapeOf({ nodes, edges: [...edges, odd as never] })).toBeNull();
  });

  it("is none while sizes are unknown; what has none goes with its neighbours", () => {
    const { nodes, edges } = unet();
    expect(uShapeOf({ nodes: nodes.map((node) => ({ ...node, extent: null })), edges })).toBeNull();
    const some = nodes.map((node) => (node.id === "head" ? { ...node, extent: null } : node));
    expect(uShapeOf({ nodes: some, edges })?.decoder.get(64 * 64)?.nodes).toHaveLength(4);
  });
});
