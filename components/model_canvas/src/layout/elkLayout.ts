/** Layout of large graphs: ELK's layered algorithm, which knows ports, in a worker loaded on demand. */

import type { ELK, ElkNode } from "elkjs/lib/elk-api";
import {
  COLUMN_GAP,
  type LayoutPort,
  type LayoutProblem,
  type Places,
  ROW_GAP,
} from "./layoutProblem";
import { TIE } from "./partition";

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

/** The problem in ELK's JSON. Ports stand where they are drawn: in any other place, columns drift. */
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
    children: nodes.map(({ id, width, height, ports }) => ({
      id,
      width,
      height,
      layoutOptions: { "elk.portConstraints": "FIXED_POS" },
      ports: ports.map(({ id: port, kind, side, x, y }) => ({
        id: portId(id, kind, port),
        x,
        y,
        width: 1,
        height: 1,
        layoutOptions: { "elk.port.side": SIDE[side] },
      })),
    })),
    edges: edges.map(({ id, source, sourcePort, target, targetPort }) => ({
      id,
      sources: [sourcePort === TIE ? source : portId(source, "output", sourcePort)],
      targets: [targetPort === TIE ? target : portId(target, "input", targetPort)],
    })),
  };
}

const SIDE = { top: "NORTH", right: "EAST", bottom: "SOUTH" };

function portId(node: string, kind: LayoutPort["kind"], port: string): string {
  return JSON.stringify([node, kind, port]);
}
