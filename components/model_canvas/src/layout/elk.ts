/** Layout of large graphs: ELK's layered algorithm, which knows ports, in a worker loaded on demand. */

import type { ELK, ElkNode } from "elkjs/lib/elk-api";
import { COLUMN_GAP, type LayoutProblem, type Places, ROW_GAP } from "./layout";

let engine: Promise<ELK> | null = null;

export async function elkLayout(problem: LayoutProblem): Promise<Places> {
  engine ??= start();
  const elk = await engine;
  const result = await elk.layout(elkGraph(problem));
  const places: Places = {};
  for (const { id, x = 0, y = 0, width = 0 } of result.children ?? [])
    places[id] = [x + width / 2, y];
  return places;
}

async function start(): Promise<ELK> {
  const [{ default: Elk }, { default: url }] = await Promise.all([
    import("elkjs/lib/elk-api"),
    import("elkjs/lib/elk-worker.min.js?url"),
  ]);
  return new Elk({ workerFactory: () => new Worker(url) });
}

/** The problem in ELK's JSON; ports in the order that ELK counts them in, clockwise. */
export function elkGraph({ nodes, edges }: LayoutProblem): ElkNode {
  return {
    id: "graph",
    layoutOptions: {
      "elk.algorithm": "layered",
      "elk.direction": "DOWN",
      "elk.spacing.nodeNode": String(COLUMN_GAP),
      "elk.layered.spacing.nodeNodeBetweenLayers": String(ROW_GAP),
      "elk.layered.nodePlacement.strategy": "BRANDES_KOEPF",
      "elk.layered.nodePlacement.bk.fixedAlignment": "BALANCED",
      "elk.layered.considerModelOrder.strategy": "NODES_AND_EDGES",
    },
    children: nodes.map(({ id, width, height, inputs, outputs }) => ({
      id,
      width,
      height,
      layoutOptions: { "elk.portConstraints": "FIXED_ORDER" },
      ports: [
        ...inputs.map((port, index) => elkPort(`${id}>${port}`, "NORTH", index)),
        ...outputs.map((port, index) => elkPort(`${id}<${port}`, "SOUTH", outputs.length - index)),
      ],
    })),
    edges: edges.map(({ id, source, sourcePort, target, targetPort }) => ({
      id,
      sources: [`${source}<${sourcePort}`],
      targets: [`${target}>${targetPort}`],
    })),
  };
}

function elkPort(id: string, side: "NORTH" | "SOUTH", index: number) {
  return {
    id,
    width: 1,
    height: 1,
    layoutOptions: { "elk.port.side": side, "elk.port.index": String(index) },
  };
}
