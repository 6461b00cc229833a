import { expect, it } from "vitest";
import { notebook } from "../src/notebook";

it("takes its cells out of the script, as Python does", () => {
  const script = "import keras\n\n\ndef main():\n    a = 1\n\n    b = 2\n";
  const cells = [
    { id: "words", words: "# Title\n\nSaid.", lines: [], indent: 0 },
    { id: "code", words: "", lines: [[1, 1]] as [number, number][], indent: 0 },
    {
      id: "run",
      words: "",
      lines: [[5, 5] as [number, number], [7, 7] as [number, number]],
      indent: 4,
    },
  ];
  const made = JSON.parse(notebook(script, cells));
  expect(made.nbformat).toBe(4);
  expect(made.cells.map((cell: { source: string[] }) => cell.source)).toEqual([
    ["# Title\n", "\n", "Said."],
    ["import keras"],
    ["a = 1\n", "\n", "b = 2"],
  ]);
});
