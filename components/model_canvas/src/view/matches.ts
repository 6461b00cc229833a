/** Which calls of a design a user means who types some words: by name, class, shape or problem. */

import { graphOf, MAIN } from "../../../shared/document";
import { order } from "../document/traversal";
import type { NodeView } from "./nodeView";
import { nodeViews, type Subject } from "./nodeViews";

export interface Match {
  graph: string;
  node: string;
}

type Whole = Omit<Subject, "graphId">;

/**
 * All calls that every word fits, in the order in which one reads: those of the graph that is viewed
 * first, then the main graph and the definitions. A call that is called exactly so comes before all.
 *
 * @param words As typed. `error`, `warning` and `advice` find what has such a problem.
 */
export function matches(words: string, whole: Whole, viewed: string): Match[] {
  const terms = words.toLowerCase().split(/\s+/).filter(Boolean);
  if (terms.length === 0) return [];
  const exact: Match[] = [];
  const found: Match[] = [];
  const graphs = [viewed, MAIN, ...Object.keys(whole.design.models)];
  for (const graphId of new Set(graphs)) {
    const graph = graphOf(whole.design, graphId);
    if (!graph) continue;
    const views = new Map(nodeViews({ ...whole, graphId }).map((view) => [view.id, view]));
    for (const node of order(graph)) {
      const view = views.get(node);
      if (!view) continue;
      const text = textOf(view);
      if (!terms.every((term) => text.includes(term))) continue;
      const same = view.name.toLowerCase() === words.trim().toLowerCase();
      (same ? exact : found).push({ graph: graphId, node });
    }
  }
  return [...exact, ...found];
}

/** All that is said of a call: also a shape without its spaces, as one types it. */
function textOf({ title, name, summary, shapes, problems }: NodeView): string {
  const said = problems.map(({ severity, code, message }) => `${severity} ${code} ${message}`);
  const tight = shapes.map((shape) => shape.replaceAll(" ", ""));
  return [title, name, summary, ...shapes, ...tight, ...said].join("\n").toLowerCase();
}
