/** Sides of a node in React Flow's terms. */

import { Position } from "@xyflow/react";

export const HANDLE_POSITION = {
  top: Position.Top,
  right: Position.Right,
  bottom: Position.Bottom,
} as const;
