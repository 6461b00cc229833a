/**
 * Arguments that are worked out of the parameters of a block: `{"expression": "4 * filters"}`, Python's
 * arithmetic over names and numbers. `model_codegen/design/expressions.py` has the same in Python.
 */

/** A value that a parameter decides. */
interface Expression {
  expression: string;
}

export function isExpression(value: unknown): value is Expression {
  return (
    typeof value === "object" &&
    value !== null &&
    "expression" in value &&
    typeof value.expression === "string" &&
    Object.keys(value).length === 1
  );
}

/** The least of Python's grammar that arithmetic needs. */
type Tree =
  | { number: number }
  | { name: string }
  | { tuple: Tree[] }
  | { operator: string; of: Tree[] };

const TOKEN =
  /\s*(?:(\d[\d_]*\.?\d*(?:[eE][+-]?\d+)?|\.\d+)|([\p{L}_][\p{L}\p{N}_]*)|(\*\*|\/\/|[-+*/%(),]))/uy;

/** Why a text is no expression over some parameters, in one sentence, or null. */
export function expressionProblem(text: string, names: Iterable<string>): string | null {
  if (text.trim() === "") return "is needed";
  const tree = parsed(text);
  if (tree === null) {
    return "must be arithmetic over the block's parameters, such as 4 * filters";
  }
  const known = new Set(names);
  const stranger = [...namesOf(tree)].find((name) => !known.has(name));
  if (stranger === undefined) return null;
  const offered = known.size > 0 ? `: it has ${[...known].join(", ")}` : "";
  return `names ${stranger}, and the block has no parameter of that name${offered}`;
}

/** The names that an expression uses; none of a text that is no expression. */
export function namesIn(text: string): Set<string> {
  const tree = parsed(text);
  return tree ? namesOf(tree) : new Set();
}

/**
 * What an expression comes to, as JSON; null where it comes to nothing.
 *
 * @param values Of the parameters. A name alone stands for any value, arithmetic is over numbers.
 */
export function evaluated(
  text: string,
  values: Readonly<Record<string, unknown>>,
): { value: unknown } | null {
  const tree = parsed(text);
  return tree ? worth(tree, values) : null;
}

/** An expression with another name in the place of one of its own. */
export function renamedIn(text: string, from: string, to: string): string {
  return replacedNames(text, (name) => (name === from ? to : name));
}

/**
 * An argument with values, or expressions over other parameters, in the place of its names: a value
 * once no name is left in it.
 */
export function substituted(text: string, by: Readonly<Record<string, unknown>>): unknown {
  const alone = text.trim();
  if (Object.hasOwn(by, alone)) return by[alone];
  const next = replacedNames(text, (name) => {
    if (!Object.hasOwn(by, name)) return name;
    const value = by[name];
    if (isExpression(value))
      return simple(value.expression) ? value.expression : `(${value.expression})`;
    if (typeof value !== "number") return name;
    return value < 0 ? `(${value})` : String(value);
  });
  const known = evaluated(next, by);
  return known ? known.value : { expression: next };
}

/** A JSON value with every expression in it replaced; the same object when nothing changed. */
export function mapExpressions<T>(value: T, change: (text: string) => unknown): T {
  if (isExpression(value)) {
    const next = change(value.expression);
    return (isExpression(next) && next.expression === value.expression ? value : next) as T;
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => mapExpressions(item, change));
    return items.every((item, index) => item === value[index]) ? value : (items as T);
  }
  if (typeof value !== "object" || value === null) return value;
  const pairs = Object.entries(value).map(([key, item]) => [key, mapExpressions(item, change)]);
  const same = pairs.every(
    ([key, item]) => (value as Record<string, unknown>)[key as string] === item,
  );
  return same ? value : (Object.fromEntries(pairs) as T);
}

/** Every expression in a JSON value. */
export function* expressionsIn(value: unknown): Generator<string> {
  if (isExpression(value)) yield value.expression;
  else if (typeof value === "object" && value !== null) {
    for (const item of Object.values(value)) yield* expressionsIn(item);
  }
}

function simple(text: string): boolean {
  const tree = parsed(text);
  return tree !== null && !("operator" in tree) && !("tuple" in tree);
}

function replacedNames(text: string, change: (name: string) => string): string {
  return text.replace(/(?<![\p{L}\p{N}_.])[\p{L}_][\p{L}\p{N}_]*/gu, change);
}

function namesOf(tree: Tree, found = new Set<string>()): Set<string> {
  if ("name" in tree) found.add(tree.name);
  else if ("tuple" in tree) for (const item of tree.tuple) namesOf(item, found);
  else if ("operator" in tree) for (const item of tree.of) namesOf(item, found);
  return found;
}

function worth(tree: Tree, values: Readonly<Record<string, unknown>>): { value: unknown } | null {
  if ("number" in tree) return Number.isFinite(tree.number) ? { value: tree.number } : null;
  if ("name" in tree) {
    const value = Object.hasOwn(values, tree.name) ? values[tree.name] : undefined;
    return value === undefined || isExpression(value) ? null : { value };
  }
  if ("tuple" in tree) {
    const items = tree.tuple.map((item) => worth(item, values));
    return items.every((item) => item !== null) ? { value: items.map(({ value }) => value) } : null;
  }
  const [a, b] = tree.of.map((item) => worth(item, values)?.value);
  if (typeof a !== "number") return null;
  if (tree.of.length === 1) return { value: -a };
  const value = typeof b === "number" ? calculated(tree.operator, a, b) : Number.NaN;
  return Number.isFinite(value) ? { value } : null;
}

/** As Python has it: `//` goes down, and `%` has the sign of its right side. */
function calculated(operator: string, a: number, b: number): number {
  switch (operator) {
    case "+":
      return a + b;
    case "-":
      return a - b;
    case "*":
      return a * b;
    case "/":
      return a / b;
    case "//":
      return Math.floor(a / b);
    case "%":
      return a - b * Math.floor(a / b);
    default:
      return a ** b;
  }
}

const known = new Map<string, Tree | null>();

function parsed(text: string): Tree | null {
  const before = known.get(text);
  if (before !== undefined) return before;
  if (known.size > 500) known.clear();
  const tokens = tokensOf(text);
  const tree = tokens && new Reader(tokens).whole();
  known.set(text, tree);
  return tree;
}

function tokensOf(text: string): string[] | null {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  const plain = text.trimEnd();
  while (TOKEN.lastIndex < plain.length) {
    const match = TOKEN.exec(plain);
    if (match === null) return null;
    found.push(match[1] ?? match[2] ?? match[3] ?? "");
  }
  return found;
}

const SUM = new Set(["+", "-"]);
const PRODUCT = new Set(["*", "/", "//", "%"]);

/** How deep brackets and signs may go: a text from a file may have a million of them. */
const DEEPEST = 50;

/** Reads one expression from left to right; null where it is none. */
class Reader {
  #at = 0;
  #depth = 0;
  readonly #tokens: readonly string[];

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  whole(): Tree | null {
    const tree = this.#items(() => this.#at === this.#tokens.length);
    return this.#at === this.#tokens.length ? tree : null;
  }

  /** Items with commas between them are a tuple. */
  #items(done: () => boolean): Tree | null {
    const items: Tree[] = [];
    let comma = false;
    while (!done()) {
      if (items.length > 0 && !comma) return null;
      const item = this.#binary(SUM, () => this.#binary(PRODUCT, () => this.#signed()));
      if (item === null) return null;
      items.push(item);
      comma = this.#take(",");
    }
    const [only] = items;
    if (items.length === 1 && only && !comma) return only;
    return items.length === 0 && comma ? null : { tuple: items };
  }

  #binary(operators: ReadonlySet<string>, next: () => Tree | null): Tree | null {
    let left = next();
    for (;;) {
      const operator = this.#tokens[this.#at] ?? "";
      if (left === null || !operators.has(operator)) return left;
      this.#at += 1;
      const right = next();
      left = right && { operator, of: [left, right] };
    }
  }

  #signed(): Tree | null {
    if (this.#tokens[this.#at] !== "-") return this.#power();
    const inner = this.#deeper(() => {
      this.#at += 1;
      return this.#signed();
    });
    return inner && { operator: "-", of: [inner] };
  }

  /** `-2 ** 2` is -4, and `2 ** -1` a half. */
  #power(): Tree | null {
    const base = this.#atom();
    if (base === null || !this.#take("**")) return base;
    const exponent = this.#deeper(() => this.#signed());
    return exponent && { operator: "**", of: [base, exponent] };
  }

  #atom(): Tree | null {
    const token = this.#tokens[this.#at] ?? "";
    if (token === "(") {
      this.#at += 1;
      const inner = this.#deeper(() =>
        this.#items(() => this.#tokens[this.#at] === ")" || this.#at >= this.#tokens.length),
      );
      return inner && this.#take(")") ? inner : null;
    }
    if (/^[\d.]/.test(token)) {
      this.#at += 1;
      return { number: Number(token.replaceAll("_", "")) };
    }
    if (!/^[\p{L}_]/u.test(token)) return null;
    this.#at += 1;
    return { name: token };
  }

  #deeper(read: () => Tree | null): Tree | null {
    if (this.#depth >= DEEPEST) return null;
    this.#depth += 1;
    const tree = read();
    this.#depth -= 1;
    return tree;
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }
}
