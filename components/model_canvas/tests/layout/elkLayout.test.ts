import { describe, expect, it } from "vitest";
import { elkGraph } from "../../src/layout/elkLayout";
import { graphView, layoutProblem } from "../../src/view/graphView";
import { CATALOGUE } from "../fixtures/catalogue";
import { gallery } from "../fixtures/designs";

describe("ELK's form of the problem", () => {
  it("has every port that an edge ends at, where it is drawn", () => {
    const design = gallery("residual_classifier");
    const subject = { design, graphId: "main", catalogue: CATALOGUE, analysis: null };
    const view = graphView(subject, null);
    const { children = [], edges = [] } = elkGraph(layoutProblem(view));
    const ports = new Map(
      children.flatMap((node) => (node.ports ?? []).map((port) => [port.id, { node, port }])),
    );
    expect(edges).toHaveLength(view.edges.length);
    for (const { sources, targets } of edges) {
      const from = ports.get(sources[0] ?? "");
      const to = ports.get(targets[0] ?? "");
      expect(from?.port.y).toBe(from?.node.height);
      expect(to?.port.y).toBe(0);
      expect(to?.port.x).toBeLessThan(to?.node.width ?? 0);
    }
  });
});
