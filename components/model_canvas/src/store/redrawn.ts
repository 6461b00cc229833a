/** Whether a change of the server's makes another drawing of a graph, which is to be seen whole. */

import { type Design, graphOf, lookup } from "../../../shared/document";
import { sameJson } from "../document/sameJson";

/** At least half of what is drawn afterwards was not there before, or stood elsewhere. */
export function isRedrawn(before: Design, after: Design, graph: string): boolean {
  const old = graphOf(before, graph)?.nodes ?? {};
  const nodes = Object.keys(graphOf(after, graph)?.nodes ?? {});
  const place = (design: Design, id: string) => {
    const places = lookup(design.positions, graph);
    return places && lookup(places, id);
  };
  const left = nodes.filter(
    (id) => Object.hasOwn(old, id) && sameJson(place(before, id), place(after, id)),
  );
  return nodes.length > 0 && 2 * left.length <= nodes.length;
}
