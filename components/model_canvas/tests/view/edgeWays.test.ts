import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Places } from "../../src/layout/layoutProblem";
import { edgeWays } from "../../src/view/edgeWays";
import { type GraphView, graphView, placesOf } from "../../src/view/graphView";
import { CATALOGUE } from "../fixtures/catalogue";
import { analysed, drawn, gallery, t } from "../fixtures/designs";

function seen(design: ReturnType<typeof gallery>): { view: GraphView; places: Places } {
  const subject = { design, graphId: "main", catalogue: CATALOGUE, analysis: analysed(design) };
  const view = graphView(subject, null);
  return { view, places: placesOf(view, subject) };
}

describe("the ways of edges", () => {
  it("are the same objects where nothing has changed", () => {
    const { view, places } = seen(gallery("residual_blocks"));
    const before = edgeWays(view, places, null);
    expect(edgeWays(view, { ...places }, before).byEdge).toBe(before.byEdge);
    const renamed = view.nodes.map((node) => ({ ...node, name: "other" }));
    const written = { ...view, nodes: renamed, byId: new Map(renamed.map((n) => [n.id, n])) };
    expect(edgeWays(written, places, before).byEdge).toBe(before.byEdge);
  });

  it("beside a node that moves are the same objects elsewhere", () => {
    const design = drawn({
      x: ["keras.Input", { shape: [4] }, []],
      a: ["Dense", { units: 4 }, [t("x")]],
      b: ["Dense", { units: 4 }, [t("a")]],
      c: ["Dense", { units: 4 }, [t("b")]],
    });
    const { view } = seen(design);
    const places: Places = { x: [0, 0], a: [0, 200], b: [0, 400], c: [0, 600] };
    const before = edgeWays(view, places, null);
    const after = edgeWays(view, { ...places, c: [80, 600] }, before);
    const [first, second, third] = view.edges.map(({ id }) => id);
    expect(after.byEdge.get(first ?? "")).toBe(before.byEdge.get(first ?? ""));
    expect(after.byEdge.get(second ?? "")).toBe(before.byEdge.get(second ?? ""));
    expect(after.byEdge.get(third ?? "")?.corners).toHaveLength(2);
  });

  it("are those that a look at all of the graph finds, whatever was moved, written or cut before", () => {
    const { view, places } = seen(gallery("residual_blocks"));
    const ids = view.nodes.map(({ id }) => id);
    const step = fc.record({
      node: fc.constantFrom(...ids),
      x: fc.integer({ min: -8, max: 8 }),
      y: fc.integer({ min: -8, max: 8 }),
      label: fc.constantFrom("", "(None, 64)", "(None, 224, 224, 64)"),
      cut: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let now = { view, places };
        let ways = edgeWays(view, places, null);
        for (const { node, x, y, label, cut } of steps) {
          const [left, top] = now.places[node] ?? [0, 0];
          const moved: Places = { ...now.places, [node]: [left + x * 40, top + y * 40] };
          const edges = (
            cut ? view.edges.filter(({ target }) => target !== node) : now.view.edges
          ).map((edge) => (edge.source === node ? { ...edge, label } : edge));
          now = { view: { ...now.view, edges }, places: moved };
          ways = edgeWays(now.view, now.places, ways);
          expect(ways.byEdge).toEqual(edgeWays(now.view, now.places, null).byEdge);
        }
      }),
      { numRuns: 40 },
    );
  });
});
