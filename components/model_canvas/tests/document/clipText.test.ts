import { describe, expect, it } from "vitest";
import { emptyDesign } from "../../../shared/document";
import { MISSING, tensor } from "../../src/document/argument";
import { pasteNodes } from "../../src/document/clipboard";
import { clipFromText } from "../../src/document/clipText";
import { frozen } from "../fixtures/designs";
import { args } from "../fixtures/entries";

describe("text from the clipboard", () => {
  const clip = { layerloom: 1, operations: {}, nodes: {}, positions: {}, models: {} };
  const frame = { title: "f", nodes: ["a"], color: "gray" };
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
    ["a place too far out to be drawn", { ...clip, positions: { a: [0, 1e30] } }],
    ["a frame of no known colour", { ...clip, frames: { main: { f: { ...frame, color: "x" } } } }],
    ["a frame of no list", { ...clip, frames: { main: { f: { ...frame, nodes: "a" } } } }],
    ["frames of no graph", { ...clip, frames: { f: frame } }],
    ["a comment without words", { ...clip, comments: { main: { c: { color: "gray" } } } }],
    [
      "a comment that lies nowhere",
      { ...clip, comments: { main: { c: { text: "", color: "gray", position: [1, null] } } } },
    ],
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
