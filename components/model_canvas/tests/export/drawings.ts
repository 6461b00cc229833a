/** A drawing to export, of a small design with everything in it, and colours that can be told apart. */

import { type Design, emptyDesign } from "../../../shared/document";
import { type Drawing, drawingOf } from "../../src/export/drawing";
import type { Palette } from "../../src/export/palette";
import { CATALOGUE } from "../fixtures/catalogue";
import { drawn, t } from "../fixtures/designs";

export const PALETTE: Palette = {
  background: "#ffffff",
  text: "#111111",
  quiet: "#555555",
  line: "#999999",
  border: () => "#0072b2",
  fill: () => "#eef6fb",
  plain: () => "#0072b2",
  paper: () => ({ border: "#aaaaaa", fill: "#f4f4f4", strong: "#eeeeee", text: "#333333" }),
  band: () => "#cc79a7",
  error: "#d62f2f",
  warning: "#c77700",
};

/** An input, two layers and a sum; a hostile name, two frames of which one is in the other, a comment. */
export function exampleDesign(): Design {
  const design = drawn({
    i: ["keras.Input", { shape: [4] }, []],
    a: ["Dense", { units: 4 }, [t("i")]],
    b: ["Dense", { units: 4 }, [t("a")]],
    sum: ["Add", {}, [[t("a"), t("b")]]],
  });
  const b = design.main.operations.b;
  if (b?.kind === "layer") b.name = 'b <"&#;> \\ `x`';
  return {
    ...design,
    name: 'a "design" & more',
    positions: { main: { i: [0, 0], a: [0, 120], b: [120, 240], sum: [0, 360] } },
    frames: {
      main: {
        outer: { title: "residual_block", nodes: ["a", "b", "sum"], color: "blue" },
        inner: { title: "inner", nodes: ["b"], color: "red" },
      },
    },
    comments: {
      main: { why: { text: "why <this>\n& that", position: [400, 0], color: "yellow" } },
    },
  };
}

export function exampleDrawing(): Drawing {
  return drawingOf({
    design: exampleDesign(),
    graphId: "main",
    catalogue: CATALOGUE,
    analysis: null,
  });
}

export function emptyDrawing(): Drawing {
  return drawingOf({
    design: emptyDesign(),
    graphId: "main",
    catalogue: CATALOGUE,
    analysis: null,
  });
}
