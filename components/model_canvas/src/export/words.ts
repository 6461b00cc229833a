/** What is written in a node, line by line, where there is no room to be counted. */

import type { NodeView } from "../view/nodeView";

/** Class and name, settings, shape and parameters. */
export function wordsOf(view: NodeView): string[] {
  const { form, title, name, summary, shapes, params, repeat } = view;
  const plain = form === "input" ? "Input" : title;
  const first = name === plain || name === "" ? plain : `${plain} ${name}`;
  const counted = repeat > 1 ? `${first} × ${repeat}` : first;
  const settings = summary.split(" · ").filter((part) => part !== name);
  const unit = params === "" || params.endsWith("shared") ? params : `${params} params`;
  return [
    counted,
    settings.join(" · "),
    [shapes.join(", "), unit].filter(Boolean).join(" · "),
  ].filter(Boolean);
}
