/** A small picture of a graph: boxes and lines, as values. */

import type { Catalogue } from "../../../shared/catalogue";
import { type Design, graphOf, lookup } from "../../../shared/document";
import { isInput, lastStep, operationName } from "../document/graphAccess";
import { edges, order } from "../document/traversal";
import type { Point } from "../document/types";
import { type Category, categoryOf } from "./category";

export interface Miniature {
  width: number;
  height: number;
  boxes: Box[];
  lines: [Point, Point][];
}

export interface Box {
  id: string;
  x: number;
  y: number;
  text: string;
  category: Category;
}

export const BOX: Point = [216, 72];

/** Between rows of calls of which nobody has said where they stand. */
const ROW = 120;
const COLUMN = 240;

/** The picture of one graph; empty where there is none. */
export function miniature(design: Design, graphId: string, catalogue: Catalogue | null): Miniature {
  const graph = graphOf(design, graphId);
  if (!graph) return { width: 0, height: 0, boxes: [], lines: [] };
  const places = placesOf(design, graphId);
  const xs = Object.values(places).map(([x]) => x);
  const ys = Object.values(places).map(([, y]) => y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const boxes = Object.entries(graph.nodes).map(([id, node]): Box => {
    const operation = lookup(graph.operations, node.operation);
    const [x, y] = places[id] ?? [0, 0];
    const path = operation?.kind === "op" ? operation.function : "";
    const text =
      operation === undefined
        ? id
        : operation.kind === "layer" && !isInput(graph, id)
          ? lastStep(operation.class_name)
          : operationName(operation);
    const entry = catalogue?.find(operation?.kind === "layer" ? operation.class_name : path);
    const category =
      operation?.kind === "model" ? "block" : isInput(graph, id) ? "input" : categoryOf(entry);
    return { id, x: x - left, y: y - top, text, category };
  });
  const at = new Map(boxes.map((box) => [box.id, box]));
  const lines = edges(graph).flatMap(({ source, target }): [Point, Point][] => {
    const [from, to] = [at.get(source), at.get(target)];
    if (!from || !to) return [];
    return [
      [
        [from.x + BOX[0] / 2, from.y + BOX[1]],
        [to.x + BOX[0] / 2, to.y],
      ],
    ];
  });
  return {
    width: Math.max(0, ...boxes.map(({ x }) => x)) + BOX[0],
    height: Math.max(0, ...boxes.map(({ y }) => y)) + BOX[1],
    boxes,
    lines,
  };
}

/** Where the calls stand; in rows, by their depth, where the design does not say it of all. */
function placesOf(design: Design, graphId: string): Record<string, Point> {
  const graph = graphOf(design, graphId);
  const known = lookup(design.positions, graphId) ?? {};
  const ids = Object.keys(graph?.nodes ?? {});
  if (!graph || ids.every((id) => Object.hasOwn(known, id))) return known;
  const depths = new Map<string, number>();
  const into = edges(graph);
  for (const id of order(graph)) {
    const before = into
      .filter(({ target }) => target === id)
      .map(({ source }) => depths.get(source));
    depths.set(id, Math.max(-1, ...before.map((depth) => depth ?? -1)) + 1);
  }
  const taken = new Map<number, number>();
  return Object.fromEntries(
    ids.map((id) => {
      const depth = depths.get(id) ?? 0;
      const column = taken.get(depth) ?? 0;
      taken.set(depth, column + 1);
      return [id, [column * COLUMN, depth * ROW] as Point];
    }),
  );
}
