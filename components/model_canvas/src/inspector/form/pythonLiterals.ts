/** Values as text in a form field: Python's and JSON's literals, with or without brackets. */

/** A value that a text stands for, or null when the text is no literal. */
type Parsed = { value: unknown } | null;

const WORDS: Record<string, unknown> = {
  None: null,
  null: null,
  True: true,
  true: true,
  False: false,
  false: false,
};

/**
 * Read a literal: `3`, `1e-3`, `None`, `"text"`, `(28, 28, 1)`, `[[0, 0], [1, 1]]`. Without brackets a
 * comma makes a list, as a tuple in Python: `28, 28, 1`, `784,`; so does `28×28×1`.
 */
export function parseLiteral(text: string): Parsed {
  const plain = text.replace(/(?<=\d)\s*[x×]\s*(?=\d)/g, ", ").trim();
  const reader = new Reader(plain);
  try {
    const items = reader.items("");
    const only = items.length === 1 && !reader.trailingComma;
    return items.length === 0 ? null : { value: only ? items[0] : items };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Write a value as `parseLiteral` reads it; the outermost list goes without brackets. */
export function formatLiteral(value: unknown): string {
  if (!Array.isArray(value)) return formatItem(value);
  if (value.length === 0) return "()";
  const items = value.map(formatItem).join(", ");
  return value.length === 1 ? `${items},` : items;
}

/** A value as Python would show it, for sentences: `-3`, `None`, `"abc"`, `[1, 2]`. */
export function formatItem(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (Array.isArray(value)) return `[${value.map(formatItem).join(", ")}]`;
  if (typeof value === "number") return formatNumber(value);
  if (typeof value === "object" && "class_name" in value) {
    return String(value.class_name).replace(/^.*\./, "");
  }
  return JSON.stringify(value);
}

function formatNumber(value: number): string {
  return String(value).replace("e+", "e");
}

const NUMBER = /^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/;
const STRING = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/;

/** Reads one text from left to right. */
class Reader {
  /** Whether the items read last ended in a comma. */
  trailingComma = false;
  #rest: string;

  constructor(text: string) {
    this.#rest = text;
  }

  /** Items up to a closing bracket, or to the end when there is none to come. */
  items(close: string): unknown[] {
    const found: unknown[] = [];
    let comma = false;
    for (;;) {
      this.#rest = this.#rest.trimStart();
      const done = close === "" ? this.#rest === "" : this.#rest.startsWith(close);
      if (done) break;
      if (found.length > 0 && !comma) throw new SyntaxError("a comma is missing");
      found.push(this.#item());
      this.#rest = this.#rest.trimStart();
      comma = this.#rest.startsWith(",");
      if (comma) this.#rest = this.#rest.slice(1);
    }
    this.#rest = this.#rest.slice(close.length);
    this.trailingComma = comma;
    return found;
  }

  #item(): unknown {
    const rest = this.#rest;
    const open = rest[0] ?? "";
    if (open === "[" || open === "(") {
      this.#rest = rest.slice(1);
      const items = this.items(open === "[" ? "]" : ")");
      return open === "(" && items.length === 1 && !this.trailingComma ? items[0] : items;
    }
    const text = STRING.exec(rest)?.[0];
    if (text !== undefined) {
      this.#rest = rest.slice(text.length);
      return unquoted(text);
    }
    const word = /^[A-Za-z]+/.exec(rest)?.[0];
    if (word !== undefined && Object.hasOwn(WORDS, word)) {
      this.#rest = rest.slice(word.length);
      return WORDS[word];
    }
    const number = NUMBER.exec(rest)?.[0];
    if (number === undefined) throw new SyntaxError("no literal");
    this.#rest = rest.slice(number.length);
    return finite(Number(number.replaceAll("_", "")));
  }
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new SyntaxError("too large");
  return value;
}

function unquoted(text: string): string {
  const inner = text.slice(1, -1).replaceAll("\\'", "'");
  const quoted = text.startsWith("'") ? inner.replaceAll(/(?<!\\)"/g, '\\"') : inner;
  return JSON.parse(`"${quoted}"`) as string;
}
