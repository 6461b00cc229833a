/** What is copied: a part of a graph with all that it needs. */

import type { Call, Design, Graph, Operation } from "../../../shared/document";
import type { Point } from "./types";

/** Calls cut out of a graph: edges among them kept, places fed from outside unfilled. */
export interface Clip {
  layerloom: 1;
  operations: Record<string, Operation>;
  nodes: Record<string, Call>;
  positions: Record<string, Point>;
  /** Definitions that the blocks among them need. */
  models: Record<string, Graph>;
  /** The design's operations that these definitions call, or that configurations refer to. */
  shared?: Record<string, Operation>;
  /** The code of the design's own classes, if there are layers of them. */
  code?: string;
  /** Frames and comments by graph, as in a design: `MAIN` are the calls, else definitions. */
  frames?: NonNullable<Design["frames"]>;
  comments?: NonNullable<Design["comments"]>;
}
