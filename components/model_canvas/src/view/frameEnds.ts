/** The ports of a collapsed frame stand for places of the calls that it hides. */

import { frameOfView } from "./drawnFrames";
import { edgeId, placeOfEdge } from "./edgeViews";

/** One end of a connection: a port of a node. */
interface End {
  node: string;
  port: string;
  kind: "source" | "target";
}

/** The id of a frame's port for a tensor that a hidden call takes at a place. */
export function inputPortId(place: { target: string; pointer: string }): string {
  return edgeId(place);
}

/** The id of a frame's port for a tensor of a hidden call. */
export function outputPortId(node: string, index: string | number): string {
  return `${index}:${node}`;
}

/** The end at a call that an end at a node stands for. */
export function endAtCall<T extends End>(end: T): T {
  if (frameOfView(end.node) === null) return end;
  if (end.kind === "target") {
    const { target, pointer } = placeOfEdge(end.port);
    return { ...end, node: target, port: pointer };
  }
  const cut = end.port.indexOf(":");
  return { ...end, node: end.port.slice(cut + 1), port: end.port.slice(0, cut) };
}
