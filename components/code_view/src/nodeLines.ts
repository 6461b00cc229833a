/** Finds the lines of nodes in the generated source, and the nodes of a line. */

import type { Place } from "../../shared/bus";
import { MAIN } from "../../shared/document";

/** First and last line, counted from 1. */
export type LineRange = [first: number, last: number];

type NodeLines = Record<string, LineRange[]>;

/** Generated source, as `model_codegen.emit` describes it. */
export interface Code {
  text: string;
  /** Lines of the main graph's nodes. */
  lines: NodeLines;
  /** Lines of the nodes of each definition, by the definition's id. */
  block_lines: Record<string, NodeLines>;
}

/** The lines of some nodes, ascending, neighbours joined. */
export function linesOf(code: Code, { graph, nodes }: Place): LineRange[] {
  const all = graph === MAIN ? code.lines : (code.block_lines[graph] ?? {});
  const found = nodes.flatMap((node) => all[node] ?? []).sort((a, b) => a[0] - b[0]);
  const joined: LineRange[] = [];
  for (const [first, last] of found) {
    const before = joined.at(-1);
    if (before && first <= before[1] + 1) {
      before[1] = Math.max(before[1], last);
    } else {
      joined.push([first, last]);
    }
  }
  return joined;
}

/** The nodes a line belongs to: those whose ranges hold it most tightly; null where there is none. */
export function nodesAt(code: Code, line: number): Place | null {
  let best: Place | null = null;
  let tightest = Number.POSITIVE_INFINITY;
  for (const [graph, all] of [[MAIN, code.lines] as const, ...Object.entries(code.block_lines)]) {
    for (const [node, ranges] of Object.entries(all)) {
      for (const [first, last] of ranges) {
        const height = last - first;
        if (line < first || line > last || height > tightest) continue;
        if (best && height === tightest && best.graph === graph) {
          if (!best.nodes.includes(node)) best.nodes.push(node);
        } else {
          best = { graph, nodes: [node] };
          tightest = height;
        }
      }
    }
  }
  return best;
}

/** The lines (from 1) that have a text, each by itself; none where there is no text to look for. */
export function linesWith(code: string, text: string): LineRange[] {
  if (text === "") return [];
  return code
    .split("\n")
    .flatMap((line, index): LineRange[] => (line.includes(text) ? [[index + 1, index + 1]] : []));
}
