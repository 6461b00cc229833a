/** The input of a layout: nodes with their sizes and ports, and the edges between them. */

/** Free space between two nodes side by side, and between two rows: room for a shape. */
export const COLUMN_GAP = 48;
export const ROW_GAP = 56;

export interface LayoutNode {
  id: string;
  width: number;
  height: number;
  ports: LayoutPort[];
  /** How many positions its tensor has (pixels, steps), if that is known and it has any. */
  extent?: number | null;
}

/** A place at which an edge begins or ends, from the node's upper left corner. */
export interface LayoutPort {
  id: string;
  kind: "input" | "output";
  side: "top" | "right" | "bottom";
  x: number;
  y: number;
}

export interface LayoutEdge {
  id: string;
  source: string;
  sourcePort: string;
  target: string;
  targetPort: string;
}

export interface LayoutProblem {
  nodes: LayoutNode[];
  edges: LayoutEdge[];
}

/** Top centres of nodes. */
export type Places = Record<string, [number, number]>;
