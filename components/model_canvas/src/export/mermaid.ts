/** A drawing as a Mermaid flowchart, which GitHub and GitLab draw in a README. */

import type { Drawing, DrawnNode } from "./drawing";
import { nested } from "./nested";
import { wordsOf } from "./words";

/** The text of the flowchart. */
export function mermaidOf(drawing: Drawing): string {
  const ids = new Map(drawing.nodes.map(({ view }, index) => [view.id, `n${index}`]));
  const lines = ["flowchart TB"];
  nested(drawing, {
    node: (node, depth) => lines.push(`${indent(depth)}${ids.get(node.view.id)}${shape(node)}`),
    open: ({ frame }, number, depth) =>
      lines.push(`${indent(depth)}subgraph f${number}[${quoted(frame.title)}]`),
    close: (depth) => lines.push(`${indent(depth)}end`),
  });
  for (const { view } of drawing.edges) {
    const [from, to] = [ids.get(view.source), ids.get(view.target)];
    const label = view.label === "" ? "" : `|${quoted(view.label)}|`;
    lines.push(`    ${from} -->${label} ${to}`);
  }
  return `${lines.join("\n")}\n`;
}

/** Its words between the brackets that Mermaid knows the form by. */
function shape({ view }: DrawnNode): string {
  const words = quoted(wordsOf(view).join("<br>"));
  switch (view.form) {
    case "input":
      return `([${words}])`;
    case "merge":
      return `(${words})`;
    case "block":
    case "frame":
      return `[[${words}]]`;
    default:
      return `[${words}]`;
  }
}

function indent(depth: number): string {
  return "    ".repeat(depth + 1);
}

/** Within quotes only a few signs mean something to Mermaid: those are written by their numbers. */
function quoted(words: string): string {
  const plain = words.replace(/[#"&<>`]/g, (sign) => {
    return `#${sign.codePointAt(0)};`;
  });
  return `"${plain.replaceAll("#60;br#62;", "<br>").replace(/\s*\n\s*/g, " ") || " "}"`;
}
