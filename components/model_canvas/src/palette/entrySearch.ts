/** Finding a layer by a few letters: its name first, then its other names, then what it does. */

import type { Entry } from "../../../shared/catalogue";
import { signOf } from "../view/opText";
import { isWritten, wordsOf } from "./searchWords";

/** What is searched of an entry, once made. */
interface Indexed {
  entry: Entry;
  name: string;
  /** Its words' first letters: "mha" of MultiHeadAttention. */
  initials: string;
  words: string[];
  aliases: string[];
  /** What else people call it. */
  usual: readonly string[];
  summary: string;
}

const indexes = new WeakMap<object, Indexed[]>();

/** Least scores of a match with the whole name, with a word of it, with a part of it. */
const EXACTLY = 100;
const BY_WORD = 65;
const BY_NAME = 60;

/**
 * The entries that a text means, best first: those meant by name, layers before the others, and then
 * those that do what it says.
 */
export function search(entries: readonly Entry[], text: string): Entry[] {
  const query = text.trim().toLowerCase();
  if (query === "") return [...entries];
  const index = indexes.get(entries) ?? entries.map(indexed);
  indexes.set(entries, index);
  const terms = query.split(/\s+/);
  return index
    .map((item) => ({ item, score: total(item, query, terms) }))
    .filter(({ score }) => score > 0)
    .sort(
      (a, b) =>
        tier(a) - tier(b) ||
        operator(b) - operator(a) ||
        b.score - a.score ||
        length(a) - length(b),
    )
    .map(({ item }) => item.entry);
}

interface Found {
  item: Indexed;
  score: number;
}

function tier({ item, score }: Found): number {
  const { kind, category } = item.entry;
  if (kind === "op" || category === "application") {
    return score >= EXACTLY ? 1 : score >= BY_NAME ? 3 : 5;
  }
  return score >= BY_WORD ? 0 : score >= BY_NAME ? 2 : 4;
}

/** Of the functions that a word means exactly, one with an operator is the usual one. */
function operator({ item, score }: Found): number {
  return score >= EXACTLY && signOf(item.entry.path) !== "" ? 1 : 0;
}

function length({ item }: Found): number {
  return item.name.length;
}

function indexed(entry: Entry): Indexed {
  const words = splitWords(entry.name);
  return {
    entry,
    name: entry.name.toLowerCase(),
    initials: words.map((word) => word[0] ?? "").join(""),
    words,
    aliases: entry.aliases.map((path) => path.slice(path.lastIndexOf(".") + 1).toLowerCase()),
    usual: wordsOf(entry.path),
    summary: entry.summary.toLowerCase(),
  };
}

/** "global", "average", "pooling2d" of GlobalAveragePooling2D. */
function splitWords(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .replace(/([A-Z]+)([A-Z][a-z])/g, "$1 $2")
    .replaceAll("_", " ")
    .toLowerCase()
    .split(" ");
}

/** Every term must match somewhere, unless all of it is an operator. */
function total(item: Indexed, query: string, terms: string[]): number {
  if (isWritten(item.entry.path, query)) return EXACTLY;
  const scores = terms.map((term) => score(item, term));
  if (scores.includes(0)) return 0;
  return scores.reduce((a, b) => a + b, 0) / scores.length;
}

function score(item: Indexed, term: string): number {
  const { name, initials, words, aliases, usual, summary } = item;
  // "ops.mean" is how the code and the palette write it.
  const bare = item.entry.kind === "op" ? term.replace(/^(?:keras\.)?ops\./, "") : term;
  if (name === bare) return EXACTLY + 1;
  if (usual.includes(bare)) return EXACTLY;
  if (name.startsWith(bare)) return 90;
  if (words.some((word) => word.startsWith(bare))) return 75;
  if (term.length > 1 && initials.startsWith(term)) return 70;
  if (aliases.some((alias) => alias.startsWith(bare))) return 65;
  if (term.length > 2 && usual.some((word) => word.startsWith(term))) return 62;
  if (name.includes(bare)) return 60;
  if (new RegExp(`\\b${escaped(term)}`).test(summary)) return 40;
  if (term.length > 2 && isSubsequence(term, name)) return 25;
  return 0;
}

function isSubsequence(term: string, name: string): boolean {
  let at = 0;
  for (const letter of name) if (letter === term[at]) at += 1;
  return at === term.length && name.startsWith(term[0] ?? "");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
