/** What is drawn of a collapsed frame: one node, with the tensors that cross its border as ports. */

import type { GraphAnalysis } from "../../../shared/document";
import { countText } from "./displayText";
import type { Collapsed } from "./drawnFrames";
import type { EdgeView } from "./edgeViews";
import { inputPortId, outputPortId } from "./frameEnds";
import { portOffset, sizeOf } from "./geometry";
import type { NodeView } from "./nodeView";
import type { InputPort, OutputPort } from "./portPlacement";

type Views = ReadonlyMap<string, NodeView>;

/** A frame's node, and the ports at which the edges across its border end. */
export interface FrameNode {
  view: NodeView;
  /** The port for each edge that comes in, by the edge's id. */
  targets: ReadonlyMap<string, string>;
}

/**
 * The node of a frame. What its calls still lack has ports as well.
 *
 * @param hidden The views of the calls in it, producers first.
 * @param crossing The edges that cross its border.
 */
export function frameNode(
  { frame, view: id, nodes }: Collapsed,
  hidden: readonly NodeView[],
  crossing: readonly EdgeView[],
  byId: Views,
  found: GraphAnalysis | undefined,
): FrameNode {
  const inside = new Set(nodes);
  const incoming = new Map<string, EdgeView[]>();
  const used = new Map<string, { node: string; port: string }>();
  for (const edge of crossing) {
    const key = outputPortId(edge.source, edge.sourcePort);
    if (inside.has(edge.source)) used.set(key, { node: edge.source, port: edge.sourcePort });
    else incoming.set(key, [...(incoming.get(key) ?? []), edge]);
  }
  const returned = hidden.flatMap((one) =>
    one.outputs.flatMap((port): [NodeView, OutputPort][] => {
      const pill = one.pills.some(({ index }) => index === port.index);
      return pill || used.has(outputPortId(one.id, port.id)) ? [[one, port]] : [];
    }),
  );
  const open = hidden.flatMap((one) =>
    one.inputs.flatMap((port): [NodeView, InputPort][] =>
      port.required && !port.filled ? [[one, port]] : [],
    ),
  );
  const size = sizeOf({
    form: "frame",
    lines: 2,
    inputs: incoming.size + open.length,
    labelled: false,
    outputs: Math.max(1, returned.length),
  });
  const targets = new Map<string, string>();
  const ports = incoming.size + open.length;
  const taken = [...incoming.values()].map((edges, at): InputPort => {
    const [first] = edges as [EdgeView, ...EdgeView[]];
    const port = inputPortId(first);
    for (const { id: edge } of edges) targets.set(edge, port);
    return {
      id: port,
      pointer: first.pointer,
      label: byId.get(first.source)?.name ?? first.source,
      side: "top",
      x: portOffset(at, ports, size.width),
      y: 0,
      filled: true,
      hidden: false,
      advanced: false,
      required: false,
      help: "",
    };
  });
  const lacking = open.map(
    ([one, port], at): InputPort => ({
      ...port,
      id: inputPortId({ target: one.id, pointer: port.pointer }),
      label: `${port.label} of ${one.name}`,
      side: "top",
      x: portOffset(incoming.size + at, ports, size.width),
      y: 0,
    }),
  );
  const inputs = [...taken, ...lacking];
  const outputs = returned.map(([one, { id: port, label }], index, all): OutputPort => {
    const x = portOffset(index, all.length, size.width);
    return { id: outputPortId(one.id, port), index, x, y: size.height, label };
  });
  const title = frame.title || "Frame";
  const shapes = returned.map(([one, port]) => one.shapes[port.index] ?? "").filter(Boolean);
  const summary = contentsText(hidden);
  const params = paramsOf(hidden, found);
  const problems = hidden.flatMap((one) => one.problems);
  const pills = returned.flatMap(([one, port], index) =>
    one.pills.filter((pill) => pill.index === port.index).map(({ label }) => ({ index, label })),
  );
  const count = nodes.length === 1 ? "1 node" : `${nodes.length} nodes`;
  const spoken = [`Frame ${title}`, count, "collapsed", ...shapes.map((one) => `output ${one}`)];
  if (problems.length > 0) spoken.push(...problems.map((one) => `${one.severity}: ${one.message}`));
  return {
    targets,
    view: {
      id,
      operation: "",
      form: "frame",
      category: "block",
      title,
      name: count,
      nameAt: "first",
      summary,
      shapes,
      extent: hidden.at(-1)?.extent ?? null,
      params: params === 0 ? "" : countText(params),
      repeat: 1,
      state: stateOf(hidden),
      inputs,
      labelled: false,
      outputs,
      pills,
      sharing: null,
      holds: [...new Set(hidden.map(({ operation }) => operation))],
      frozen:
        hidden.some((one) => one.params !== "") &&
        hidden.every((one) => one.frozen || one.params === ""),
      unused: hidden.every((one) => one.unused),
      model: null,
      placeholder: false,
      custom: false,
      problems,
      inside: nodes,
      color: frame.color,
      ...size,
      label: spoken.join(", "),
    },
  };
}

/** The classes of which most are inside: `3 Conv2D · 3 BatchNormalization · Add`. */
function contentsText(hidden: readonly NodeView[]): string {
  const counts = new Map<string, number>();
  for (const { title } of hidden) counts.set(title, (counts.get(title) ?? 0) + 1);
  const most = [...counts].sort(([, a], [, b]) => b - a);
  return most.map(([title, count]) => (count === 1 ? title : `${count} ${title}`)).join(" · ");
}

function paramsOf(hidden: readonly NodeView[], found: GraphAnalysis | undefined): number {
  const operations = new Set(hidden.map(({ operation }) => operation));
  let sum = 0;
  for (const id of operations) {
    const one = found && Object.hasOwn(found.operations, id) ? found.operations[id] : undefined;
    sum += one?.params ?? 0;
  }
  return sum;
}

/** What is wrong or unknown inside is so of the whole. */
function stateOf(hidden: readonly NodeView[]): NodeView["state"] {
  for (const state of ["failed", "unknown", "pending"] as const) {
    if (hidden.some((one) => one.state === state)) return state;
  }
  return "known";
}
