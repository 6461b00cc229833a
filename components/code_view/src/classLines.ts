/** Where the classes of a text stand, told by its lines: also of one that is no whole yet. */

/** A class at the top level of a module; lines count from 1. */
export interface TextClass {
  name: string;
  /** Of the `class` statement. */
  line: number;
  /** With its decorators. */
  first: number;
  last: number;
}

/** The classes of a module, in the order of the text. */
export function classesOf(text: string): TextClass[] {
  const lines = text.split("\n");
  const found: TextClass[] = [];
  for (const [index, line] of lines.entries()) {
    const name = /^class\s+(\w+)/.exec(line)?.[1];
    if (name === undefined) continue;
    let first = index;
    while (first > 0 && lines[first - 1]?.startsWith("@")) first -= 1;
    let last = index;
    for (let next = index + 1; next < lines.length; next += 1) {
      const here = lines[next] ?? "";
      if (/^[^\s#)\]}]/.test(here)) break;
      if (here.trim() !== "") last = next;
    }
    found.push({ name, line: index + 1, first: first + 1, last: last + 1 });
  }
  return found;
}
