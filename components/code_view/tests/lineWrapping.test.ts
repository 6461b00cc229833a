import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { hang } from "../src/lineWrapping";

test("a wrapped line continues four characters right of its own indentation", () => {
  const state = EditorState.create({ doc: "def f():\n    return g(\n\n" });
  const indents: string[] = [];
  hang(state).between(0, state.doc.length, (_from, _to, decoration) => {
    indents.push(/text-indent: -(\d+)ch/.exec(decoration.spec.attributes.style)?.[1] ?? "");
  });
  expect(indents).toEqual(["4", "8", "4", "4"]);
});
