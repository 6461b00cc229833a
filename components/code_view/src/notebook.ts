/** A script that trains, as a Jupyter notebook: JSON of nbformat 4.5. */

import type { NotebookCell } from "../../shared/types.gen";

const METADATA = {
  kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
  language_info: { name: "python" },
};

/**
 * Write a notebook.
 *
 * @param text The script.
 * @param cells Where in it the code of each cell stands, or what the cell says.
 */
export function notebook(text: string, cells: readonly NotebookCell[]): string {
  const lines = text.split("\n");
  const made = cells.map(({ id, words, lines: ranges, indent }) => {
    if (words) return { id, metadata: {}, cell_type: "markdown", source: kept(words) };
    const parts = ranges.map(([first, last]) =>
      lines
        .slice(first - 1, last)
        .map((line) => line.slice(indent))
        .join("\n"),
    );
    const source = kept(parts.join("\n\n"));
    return { id, metadata: {}, cell_type: "code", execution_count: null, outputs: [], source };
  });
  const whole = { cells: made, metadata: METADATA, nbformat: 4, nbformat_minor: 5 };
  return `${JSON.stringify(whole, null, 1)}\n`;
}

/** The lines of a text, each with its end, as notebooks have them. */
function kept(text: string): string[] {
  return text.split(/(?<=\n)/);
}
