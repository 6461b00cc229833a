/** The grid that everything on the canvas stands on. */

/** Pixels from one line of the grid to the next. */
export const GRID = 8;

/** The nearest line of the grid. */
export function snapped(value: number): number {
  return Math.round(value / GRID) * GRID;
}
