import { describe, expect, it } from "vitest";
import { linesOf } from "../../src/export/drawing";
import { hexOf } from "../../src/export/palette";
import { scaleOf } from "../../src/export/png";
import { printedPage } from "../../src/export/print";

describe("lines of a comment", () => {
  it("breaks between words, and within one that is too long", () => {
    expect(linesOf("one two three", 24 + 7 * 8)).toEqual(["one two", "three"]);
    expect(linesOf("abcdefghijkl", 24 + 7 * 5)).toEqual(["abcde", "fghij", "kl"]);
    expect(linesOf("a\n\nb", 200)).toEqual(["a", "", "b"]);
  });
});

describe("colours", () => {
  it.each([
    ["rgb(0, 114, 178)", "#0072b2"],
    ["color(srgb 0.5 1 0)", "#80ff00"],
    ["rgba(255, 255, 255, 0.5)", "#ffffff"],
    ["color(srgb -0.01 1.2 3e-3)", "#00ff01"],
  ])("%s is %s", (computed, hex) => {
    expect(hexOf(computed)).toBe(hex);
  });
});

describe("pixels", () => {
  it("are two for each unit, unless the browser could not draw that", () => {
    expect(scaleOf(1000, 500)).toBe(2);
    expect(scaleOf(400, 40_000) * 40_000).toBeLessThanOrEqual(16_000);
    const scale = scaleOf(14_000, 14_000);
    expect(14_000 * scale * 14_000 * scale).toBeLessThanOrEqual(120_000_001);
  });
});

describe("a printed page", () => {
  it("has the size of the picture, as far as a PDF can", () => {
    expect(printedPage("<svg/>", "a<b", 800.2, 600)).toContain("size:801px 600px");
    expect(printedPage("<svg/>", "a<b", 800, 600)).not.toContain("a<b");
    expect(printedPage("<svg/>", "x", 400, 38_400)).toContain("size:200px 19200px");
  });
});
