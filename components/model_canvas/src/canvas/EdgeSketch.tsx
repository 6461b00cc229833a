/** All edges of a graph in a few SVG paths, for a zoom at which none of them can be hit. */

import { useStore as useFlowStore, ViewportPortal } from "@xyflow/react";
import { memo, useMemo } from "react";
import { type StoreApi, useStore } from "zustand";
import { lookup } from "../../../shared/document";
import { groupBy } from "../../../shared/groupBy";
import type { Places } from "../layout/layoutProblem";
import { useCanvas } from "../store/StoreContext";
import { pathOf } from "../view/edgeRoutes";
import { arrowhead, edgeClasses, HEAD } from "../view/edgeShape";
import type { EdgeView } from "../view/edgeViews";
import { directWays, type Way } from "../view/edgeWays";
import type { GraphView } from "../view/graphView";

interface Props {
  view: GraphView;
  places: Places;
  ways: ReadonlyMap<string, Way>;
  /** Where nodes are that are being dragged. */
  dragged: StoreApi<Places>;
  /** The edges at them. */
  moving: readonly EdgeView[];
}

/** Edges in one path: when a node moves over some of them, only their path is drawn again. */
const TOGETHER = 50;

export function EdgeSketch({ view, places, ways, dragged, moving }: Props) {
  return (
    <>
      <ViewportPortal>
        <Still view={view} ways={ways} moving={moving} />
      </ViewportPortal>
      {moving.length > 0 && <Moving {...{ view, places, dragged, moving }} />}
    </>
  );
}

/**
 * The edges at what is being dragged, in a sheet of their own under the viewport: in it, each of their
 * changes would have the browser look through all nodes, for where they lie and what to paint.
 */
function Moving({ view, places, dragged, moving }: Omit<Props, "ways">) {
  const away = useStore(dragged);
  const [x, y, zoom] = useFlowStore(({ transform }) => transform);
  return (
    <svg className="edge-sketch is-moving" aria-hidden>
      <g className="tensor-edge" transform={`translate(${x} ${y}) scale(${zoom})`}>
        <Lines ways={directWays(view, moving, places, away)} />
      </g>
    </svg>
  );
}

type StillProps = Pick<Props, "view" | "ways" | "moving">;

/** What does not move: this is made anew only when the graph changes, or what is being dragged. */
const Still = memo(function Still({ view, ways, moving }: StillProps) {
  const graph = useCanvas((state) => state.graph);
  const marks = useCanvas((state) => state.preview?.edges);
  const selection = useCanvas((state) => state.selectedEdges);
  const groups = useMemo(() => {
    const selected = new Set(selection);
    const marked = (marks && lookup(marks, graph)) ?? {};
    const gone = new Set(moving);
    const still = view.edges.filter((edge) => !gone.has(edge));
    return groupBy(still, (edge) =>
      edgeClasses(edge, selected.has(edge.id), lookup(marked, edge.id)),
    );
  }, [view, moving, selection, marks, graph]);
  return (
    <svg className="edge-sketch" aria-hidden>
      {[...groups].map(([classes, edges]) => (
        <g key={classes} className={classes}>
          {chunks(edges).map((some) => (
            <Lines key={some[0]?.id} ways={some.flatMap(({ id }) => ways.get(id) ?? [])} />
          ))}
        </g>
      ))}
    </svg>
  );
});

function Lines({ ways }: { ways: Way[] }) {
  return (
    <>
      <path className="react-flow__edge-path" d={ways.map(line).join(" ")} />
      <path
        className="arrowhead"
        d={ways.map(({ to }) => arrowhead(to.x, to.y, to.side)).join(" ")}
      />
    </>
  );
}

/** An edge's line up to its arrowhead, with sharp corners: round ones would not be seen. */
function line({ from, corners, to }: Way): string {
  const tip = to.side === "right" ? { x: to.x + HEAD, y: to.y } : { x: to.x, y: to.y - HEAD };
  return pathOf([from, ...corners, tip], 0);
}

function chunks(edges: EdgeView[]): EdgeView[][] {
  const count = Math.ceil(edges.length / TOGETHER);
  return Array.from({ length: count }, (_, index) =>
    edges.slice(index * TOGETHER, (index + 1) * TOGETHER),
  );
}
