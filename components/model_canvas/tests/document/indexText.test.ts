import { describe, expect, it } from "vitest";
import { formatIndex, parseIndex } from "../../src/document/indexText";

describe("an index", () => {
  it.each([
    ["0", 0],
    ["-1", -1],
    ["...", { ellipsis: true }],
    ["None", null],
    [":", { slice: [null, null, null] }],
    ["1:-1", { slice: [1, -1, null] }],
    ["::2", { slice: [null, null, 2] }],
    [":, 0, ...", { tuple: [{ slice: [null, null, null] }, 0, { ellipsis: true }] }],
    ["0,", { tuple: [0] }],
  ])("%s is read and written again", (text, value) => {
    expect(parseIndex(text)).toEqual({ value });
    expect(formatIndex(value as never)).toBe(text);
  });

  it("may stand in its brackets", () => {
    expect(parseIndex(" [..., -1] ")).toEqual({ value: { tuple: [{ ellipsis: true }, -1] } });
  });

  it.each(["", "a", "1:2:3:4", "0, x", "1.5", "::0", "9".repeat(16), "[0", "[0][1]", "x[0]"])(
    "%s is none",
    (text) => {
      expect(parseIndex(text)).toBeNull();
    },
  );
});
