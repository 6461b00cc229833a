/** Room on the canvas for what takes the place of a single node. */

import type { Design } from "../../../../shared/document";
import { positionsOf, withPositions } from "../graphAccess";
import { snapped } from "../grid";
import type { Point } from "../types";

/** The design with all that stands below a height moved down, and more to the sides left alone. */
export function withRoomBelow(design: Design, graphId: string, y: number, by: number): Design {
  if (by <= 0) return design;
  const below = Object.entries(positionsOf(design, graphId)).filter(([, [, top]]) => top > y);
  const places = below.map(([id, [x, top]]) => [id, [x, snapped(top + by)] as Point] as const);
  return withPositions(design, graphId, Object.fromEntries(places));
}
