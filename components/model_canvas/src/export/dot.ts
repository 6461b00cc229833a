/** A drawing as Graphviz DOT text. */

import { CATEGORIES } from "../view/category";
import type { Drawing, DrawnNode } from "./drawing";
import { nested } from "./nested";
import type { Palette } from "./palette";
import { wordsOf } from "./words";

/** The text of the graph, in the colours of a palette. */
export function dotOf(drawing: Drawing, palette: Palette): string {
  const ids = new Map(drawing.nodes.map(({ view }, index) => [view.id, `n${index}`]));
  const lines = [
    `digraph ${quoted(drawing.title)} {`,
    `  graph [rankdir=TB, bgcolor=${quoted(palette.background)}, fontname="Helvetica", fontcolor=${quoted(palette.text)}];`,
    `  node [shape=box, style="rounded,filled", fontname="Helvetica", fontcolor=${quoted(palette.text)}];`,
    `  edge [fontname="Helvetica", fontsize=10, color=${quoted(palette.line)}, fontcolor=${quoted(palette.quiet)}];`,
  ];
  nested(drawing, {
    node: (node, depth) =>
      lines.push(`${indent(depth)}${ids.get(node.view.id)} [${look(node, palette)}];`),
    open: ({ frame }, number, depth) => {
      const { border } = palette.paper(frame.color);
      lines.push(`${indent(depth)}subgraph cluster_${number} {`);
      const label = `label=${quoted(frame.title)}, style="rounded", color=${quoted(border)}`;
      lines.push(`${indent(depth + 1)}graph [${label}];`);
    },
    close: (depth) => lines.push(`${indent(depth)}}`),
  });
  for (const { view } of drawing.edges) {
    const label = view.label === "" ? "" : ` [label=${quoted(view.label)}]`;
    lines.push(`  ${ids.get(view.source)} -> ${ids.get(view.target)}${label};`);
  }
  return `${lines.join("\n")}\n}\n`;
}

function look({ view }: DrawnNode, palette: Palette): string {
  const category = view.category in CATEGORIES ? view.category : "other";
  const facts = [
    `label=${quoted(wordsOf(view).join("\n"))}`,
    `color=${quoted(palette.border(category))}`,
    `fillcolor=${quoted(palette.fill(category))}`,
  ];
  if (view.form === "input") facts.push("shape=oval", 'style="filled"');
  if (view.form === "block" || view.form === "frame") facts.push("peripheries=2");
  return facts.join(", ");
}

function indent(depth: number): string {
  return "  ".repeat(depth + 1);
}

/** A string of DOT: besides the quote and the backslash, a label reads HTML's entities. */
function quoted(words: string): string {
  const plain = words.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("&", "&amp;");
  return `"${plain.replaceAll("\n", "\\n")}"`;
}
