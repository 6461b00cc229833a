import { expect, it } from "vitest";
import { placedCallouts } from "../../src/view/calloutPlacement";
import { graphView } from "../../src/view/graphView";
import { analysisOf } from "../fixtures/canvas";
import { CATALOGUE } from "../fixtures/catalogue";
import { drawn, t } from "../fixtures/designs";

const DESIGN = drawn({
  x: ["keras.Input", { shape: [4] }, []],
  dense: ["Dense", { units: 2 }, [t("x")]],
  next: ["Dense", { units: 2 }, [t("dense")]],
  right: ["Dense", { units: 2 }, [t("x")]],
  left: ["Dense", { units: 2 }, [t("x")]],
});

const LONG =
  "It takes a tensor of rank 4, and what comes in has rank 2, so that it cannot be called.";

function sides(places: Record<string, [number, number]>, ...nodes: string[]) {
  const analysis = analysisOf(...nodes.map((id) => ({ nodes: [id], message: LONG })));
  const subject = { design: DESIGN, graphId: "main", catalogue: CATALOGUE, analysis };
  return Object.fromEntries(placedCallouts(graphView(subject, null), places).sides);
}

it("a problem is told where it covers no node, and none where there is no room", () => {
  const column = { x: [0, 0], dense: [0, 128], next: [0, 256] } as Record<string, [number, number]>;
  expect(sides(column, "dense")).toEqual({ dense: "right" });
  expect(sides({ ...column, right: [260, 128] }, "dense")).toEqual({ dense: "left" });
  const both = { ...column, right: [260, 128], left: [-260, 128] } as typeof column;
  expect(sides(both, "dense")).toEqual({ dense: "sign" });
  expect(sides({ ...both, next: [0, 400] }, "dense")).toEqual({ dense: "below" });
});

it("two problems do not lie over each other, and no problem has no side", () => {
  const near = { x: [0, 0], dense: [0, 128], right: [560, 128] } as Record<
    string,
    [number, number]
  >;
  expect(sides(near, "dense", "right")).toEqual({ dense: "below", right: "below" });
  const row = { x: [0, 0], dense: [0, 128], right: [240, 128] } as typeof near;
  expect(sides(row, "dense", "right")).toEqual({ dense: "below", right: "right" });
  expect(sides(near)).toEqual({});
});
