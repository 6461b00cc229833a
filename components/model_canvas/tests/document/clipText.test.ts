import { describe, expect, it } from "vitest";
import { emptyDesign } from "../../../shared/document";
import { MISSING, tensor } from "../../src/document/argument";
import { pasteNodes } from "../../src/document/clipboard";
import { clipFromText } from "../../src/document/clipText";
import { frozen } from "../fixtures/designs";
import { args } from "../fixtures/entries";

describe("text from the clipboard", () => {
  const clip = { layerloom: 1, operations: {}, nodes: {}, positions: {}, models: {} };
  const op = { kind: "op", function: "keras.ops.add" };

  it.each([
    ["words", "hello"],
    ["other JSON", "{}"],
    ["broken JSON", '{"layerloom": 1'],
    ["an unknown operation", { ...clip, operations: { a: { kind: "lambda" } } }],
    [
      "an unknown argument",
      { ...clip, nodes: { a: { operation: "a", args: [{ code: "x" }], kwargs: {} } } },
    ],
    [
      "a negative tensor index",
      { ...clip, nodes: { a: { operation: "a", args: [{ tensor: ["b", -1] }], kwargs: {} } } },
    ],
    ["a place that is no point", { ...clip, positions: { a: [0] } }],
  ])("is refused when it is %s", (_, value) => {
    expect(clipFromText(typeof value === "string" ? value : JSON.stringify(value))).toBeNull();
  });

  it("is read when it is a clip, whatever its tensors point at", () => {
    const strange = {
      ...clip,
      operations: { a: op },
      nodes: { a: { operation: "a", args: [tensor("nowhere"), { float: "inf" }], kwargs: {} } },
    };
    const read = clipFromText(JSON.stringify(strange));
    expect(read).toEqual(strange);
    const { design } = pasteNodes(emptyDesign(), "main", read ?? frozen(strange as never));
    expect(args(design, "add")).toEqual([MISSING, { float: "inf" }]);
  });
});
