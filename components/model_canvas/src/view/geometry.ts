/**
 * The size of every node and the place of every port, known without asking the browser: so layout,
 * routing and the minimap work on nodes that are not on the screen, and nothing jumps when they are.
 */

import { GRID } from "../document/grid";

/** What a node is drawn as. */
export type Form = "input" | "layer" | "merge" | "op" | "block" | "frame";

export interface Point {
  x: number;
  y: number;
}

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Diameter of a port. */
export const PORT = 10;

const WIDTH: Record<Form, number> = {
  input: 192,
  layer: 208,
  merge: 160,
  op: 160,
  block: 208,
  frame: 224,
};
const LINE = { first: 24, next: 16, padding: 16, labels: 16 };
export const PORT_GAP = 24;
const LABELLED_GAP = 64;

/** What the size depends on. */
interface Content {
  form: Form;
  /** Lines under the first one. */
  lines: number;
  /** Ports along the top edge, and whether they carry labels. */
  inputs: number;
  labelled: boolean;
  outputs: number;
  /** Least width that the text needs; 0 if it takes what there is. */
  text?: number;
}

/** Width and height; half the width is on the grid too, so that columns align at their centres. */
export function sizeOf({ form, lines, inputs, labelled, outputs, text = 0 }: Content) {
  const gap = labelled ? LABELLED_GAP : PORT_GAP;
  const ports = (inputs + 1) * gap - (labelled ? gap / 2 : 0);
  const needed = Math.max(ports, (outputs + 1) * PORT_GAP, text);
  const width = Math.max(WIDTH[form], Math.ceil(needed / (2 * GRID)) * 2 * GRID);
  const height = LINE.first + lines * LINE.next + LINE.padding + (labelled ? LINE.labels : 0);
  return { width, height: Math.ceil(height / GRID) * GRID };
}

/** Distance of port `index` of `count` from the left (or upper) end of an edge of a node. */
export function portOffset(index: number, count: number, length: number): number {
  return Math.round(((index + 1) * length) / (count + 1));
}

/** The rectangle of a node whose position is its top centre. */
export function rectOf(position: readonly [number, number], width: number, height: number): Rect {
  return { x: position[0] - width / 2, y: position[1], width, height };
}
