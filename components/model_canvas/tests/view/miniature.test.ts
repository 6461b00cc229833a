import { describe, expect, it } from "vitest";
import { BOX, miniature } from "../../src/view/miniature";
import { CATALOGUE } from "../fixtures/catalogue";
import { drawn, readyBlock, t } from "../fixtures/designs";

describe("the small picture of a graph", () => {
  it("has its calls where they stand, and a line for each wire", () => {
    const { boxes, lines, width, height } = miniature(readyBlock("mlp"), "mlp", CATALOGUE);
    expect(boxes.map(({ text, category, y }) => [text, category, y])).toEqual([
      ["Dropout", "regularization", 240],
      ["Dropout", "regularization", 480],
      ["Dense", "core", 120],
      ["Dense", "core", 360],
      ["inputs", "input", 0],
    ]);
    expect(lines).toHaveLength(4);
    expect([width, height]).toEqual([BOX[0], 480 + BOX[1]]);
  });

  it("puts calls without places in rows by depth", () => {
    const design = drawn({
      a: ["keras.Input", { shape: [4] }, []],
      b: ["Dense", { units: 4 }, [t("a")]],
      c: ["Dense", { units: 4 }, [t("a")]],
      d: ["Add", {}, [[t("b"), t("c")]]],
    });
    const { boxes } = miniature(design, "main", CATALOGUE);
    expect(boxes.map(({ x, y }) => [x, y])).toEqual([
      [0, 0],
      [0, 120],
      [240, 120],
      [0, 240],
    ]);
  });

  it("is empty where there is no such graph", () => {
    expect(miniature(readyBlock("mlp"), "gone", null).boxes).toEqual([]);
  });
});
