import { expect, it } from "vitest";
import type { Diagnostic } from "../../shared/document";
import { lineNotes } from "../src/lineNotes";

const CODE = {
  text: "a\nb\nc",
  lines: { one: [[2, 3]] },
  block_lines: { block: { two: [[1, 1]] } },
};

function found(part: Partial<Diagnostic>): Diagnostic {
  return { severity: "error", message: "no", nodes: [], graph: "main", ...part } as Diagnostic;
}

it("puts what is found at the first line of its nodes, and leaves out what has none", () => {
  const all = [
    found({ nodes: ["gone", "one"] }),
    found({ nodes: ["two"], graph: "block", severity: "warning" }),
    found({ nodes: ["one"], severity: "advice" }),
    found({ nodes: ["elsewhere"] }),
    found({}),
  ];
  expect(lineNotes(CODE as never, all).map(({ line, severity }) => [line, severity])).toEqual([
    [2, "error"],
    [1, "warning"],
  ]);
});
