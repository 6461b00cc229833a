import { EditorState, type Text } from "@codemirror/state";
import type { DecorationSet } from "@codemirror/view";
import { expect, test } from "vitest";
import { hang, hangAgain } from "../src/lineWrapping";

/** Where lines begin, and by how much those below them are indented. */
function indents(found: DecorationSet, doc: Text): [number, string][] {
  const all: [number, string][] = [];
  found.between(0, doc.length, (from, _to, decoration) => {
    all.push([from, /text-indent: -(\d+)ch/.exec(decoration.spec.attributes.style)?.[1] ?? ""]);
  });
  return all;
}

test("a wrapped line continues four characters right of its own indentation", () => {
  const { doc } = EditorState.create({ doc: "def f():\n    return g(\n\n" });
  expect(indents(hang(doc), doc).map(([, by]) => by)).toEqual(["4", "8", "4", "4"]);
});

const DOC = "def f():\n    x = 1\n    return g(\n        x\n    )\n\n\nf()";
const LINE = DOC.indexOf("    return");

test.each([
  ["a key", [{ from: DOC.indexOf("1"), insert: "2" }]],
  ["a line more", [{ from: LINE, insert: "  y = 2\n" }]],
  ["a line break", [{ from: LINE + 4, insert: "\n" }]],
  ["another indentation", [{ from: LINE, to: LINE + 2 }]],
  ["two lines joined", [{ from: LINE - 1, to: LINE + 4 }]],
  ["several lines less", [{ from: 3, to: LINE + 12 }]],
  ["all else", [{ from: 0, to: DOC.length, insert: "a\n  b\n" }]],
  ["nothing left", [{ from: 0, to: DOC.length }]],
  ["a line at the end", [{ from: DOC.length, insert: "\n  g()" }]],
  [
    "two places at once",
    [
      { from: 0, insert: "  " },
      { from: DOC.length - 3, to: DOC.length, insert: "\n   h()" },
    ],
  ],
])("after a change it is as if the text had always been so: %s", (_what, changes) => {
  const before = EditorState.create({ doc: DOC });
  const change = before.update({ changes });
  const { doc } = change.state;
  expect(indents(hangAgain(hang(before.doc), change), doc)).toEqual(indents(hang(doc), doc));
});
