// @vitest-environment jsdom
import { describe, expect, it } from "vitest";
import { svgOf } from "../../src/export/svg";
import { emptyDrawing, exampleDrawing, PALETTE } from "./drawings";

function parsed(text: string): Document {
  const found = new DOMParser().parseFromString(text, "image/svg+xml");
  expect(found.querySelector("parsererror")).toBeNull();
  return found;
}

describe("the SVG of a drawing", () => {
  it("is XML that says all that is drawn, whatever the names", () => {
    const picture = parsed(svgOf(exampleDrawing(), PALETTE));
    const words = [...picture.querySelectorAll("text")].map((one) => one.textContent);
    expect(picture.querySelector("title")?.textContent).toBe('a "design" & more');
    for (const said of ["Dense", "Add", "i", "residual_block", "inner", "why <this>", "& that"])
      expect(words).toContain(said);
    expect(words.some((one) => one?.startsWith('b <"&'))).toBe(true);
    expect(picture.querySelectorAll("path[marker-end], path[d]").length).toBe(8);
  });

  it("holds everything within its borders", () => {
    const drawing = exampleDrawing();
    const { x, y, width, height } = drawing.bounds;
    for (const { rect } of [...drawing.nodes, ...drawing.frames, ...drawing.comments]) {
      expect(rect.x).toBeGreaterThan(x);
      expect(rect.y).toBeGreaterThan(y);
      expect(rect.x + rect.width).toBeLessThan(x + width);
      expect(rect.y + rect.height).toBeLessThan(y + height);
    }
  });

  it("puts larger frames behind smaller ones", () => {
    const titles = exampleDrawing().frames.map(({ frame }) => frame.title);
    expect(titles).toEqual(["residual_block", "inner"]);
  });

  it("replaces what XML cannot say", () => {
    const text = svgOf({ ...exampleDrawing(), title: "a\u0000b\uD800" }, PALETTE);
    expect(text).toContain("<title>a\uFFFDb\uFFFD</title>");
  });

  it("is an empty sheet for an empty canvas", () => {
    expect(parsed(svgOf(emptyDrawing(), PALETTE)).querySelectorAll("text").length).toBe(0);
  });
});
