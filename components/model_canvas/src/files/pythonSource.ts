/** Recognises Python source, and extracts it from notebooks. */

const WORDS = /\b(keras|tensorflow|layers|Sequential|tf)\b/;

/** Whether a text is Python that may hold a model, as far as a glance tells. */
export function looksLikeSource(text: string): boolean {
  return WORDS.test(text) && /[=(]/.test(text) && !/^\s*[{[<]/.test(text);
}

/** Cells in another language, or that only write a file: `%%bash`, `%%writefile x.csv`. */
const OTHER = /^\s*%%(?!time|timeit|capture|prun)/;

/** The Python of a Jupyter notebook; null if the text is none. */
export function notebookSource(text: string): string | null {
  if (!text.includes('"nbformat"')) return null;
  try {
    const { cells } = JSON.parse(text) as { cells?: unknown };
    if (!Array.isArray(cells)) return null;
    const code = cells.filter((cell) => cell?.cell_type === "code");
    return code
      .map(({ source }) => (Array.isArray(source) ? source.join("") : String(source)))
      .filter((source) => !OTHER.test(source))
      .join("\n\n");
  } catch {
    return null;
  }
}
