import { expect, it } from "vitest";
import { flowNode } from "../../src/canvas/flowElements";
import { graphView } from "../../src/view/graphView";
import { analysisOf } from "../fixtures/canvas";
import { CATALOGUE } from "../fixtures/catalogue";
import { drawn, t } from "../fixtures/designs";

const DESIGN = drawn({
  x: ["keras.Input", { shape: [4] }, []],
  memory: ["LSTM", { units: 2 }, [t("x")]],
  dense: ["Dense", { units: 2 }, [t("memory")]],
});

it("what stands out of a node lies over the node beside it", () => {
  const analysis = analysisOf({ nodes: ["dense"], message: "It is wrong." });
  const view = graphView({ design: DESIGN, graphId: "main", catalogue: CATALOGUE, analysis }, null);
  const levels = view.nodes.map((node) => [node.id, flowNode(node, 0, 0, false).zIndex]);
  expect(Object.fromEntries(levels)).toEqual({ x: 0, memory: 1, dense: 1001 });
});
