/** Whether a change of the server's makes another drawing of a graph, which is to be seen whole. */

import { type Design, graphOf, lookup } from "../../../shared/document";
import { sameJson } from "../document/sameJson";

/** Whether there are other calls than before, or some stand elsewhere. */
export function isRedrawn(before: Design, after: Design, graph: string): boolean {
  return !sameJson(drawn(before, graph), drawn(after, graph));
}

/** Where each call stands; null where no place was given. */
function drawn(design: Design, graph: string): Record<string, unknown> {
  const places = lookup(design.positions, graph) ?? {};
  const ids = Object.keys(graphOf(design, graph)?.nodes ?? {});
  return Object.fromEntries(ids.map((id) => [id, lookup(places, id) ?? null]));
}
