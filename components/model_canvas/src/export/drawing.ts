/** A whole graph as it is drawn, for a picture of it: everything with its place. */

import type { Comment, Frame } from "../../../shared/document";
import { frameBox } from "../document/frameMembers";
import { commentsOf, framesOf } from "../document/notes";
import { drawnPlaces, drawnView } from "../view/drawnView";
import { directRoute } from "../view/edgeRoutes";
import type { EdgeView } from "../view/edgeViews";
import { edgeWays } from "../view/edgeWays";
import { PORT, type Point, type Rect, rectOf } from "../view/geometry";
import type { NodeView } from "../view/nodeView";
import type { Subject } from "../view/nodeViews";
import { boxesOfCalls, COMMENT_SIZE, isHidden, placedComments } from "../view/noteBoxes";

export interface DrawnNode {
  view: NodeView;
  rect: Rect;
}

export interface DrawnEdge {
  view: EdgeView;
  /** Its ends and the corners between them. */
  points: Point[];
  side: "top" | "right" | "bottom";
  /** The middle of its label, where there is room for one. */
  label: Point | null;
}

export interface DrawnFrame {
  frame: Frame;
  rect: Rect;
  /** The nodes that are drawn in it. */
  nodes: string[];
}

export interface DrawnComment {
  comment: Comment;
  rect: Rect;
}

export interface Drawing {
  title: string;
  nodes: DrawnNode[];
  edges: DrawnEdge[];
  /** Open ones, those around others first. */
  frames: DrawnFrame[];
  comments: DrawnComment[];
  /** Around all of it. */
  bounds: Rect;
}

/** Between what is drawn and the border of the picture. */
const MARGIN = 32;

/** A comment's lines and letters, as wide and high as the canvas draws them. */
export const COMMENT_TEXT = { line: 20, character: 7, across: 24, down: 16 };

/** The drawing of one graph, all of it. */
export function drawingOf(subject: Subject): Drawing {
  const view = drawnView(subject, null);
  const places = drawnPlaces(view, subject);
  const ways = edgeWays(view, places, null).byEdge;
  const nodes = view.nodes.map((node): DrawnNode => {
    return { view: node, rect: rectOf(places[node.id] ?? [0, 0], node.width, node.height) };
  });
  const edges = view.edges.flatMap((edge): DrawnEdge[] => {
    const way = ways.get(edge.id);
    if (!way) return [];
    const corners = way.corners ?? directRoute({ source: way.from, target: way.to });
    // A picture has no ports: its edges reach the nodes themselves.
    const { side } = way.to;
    const end =
      side === "right"
        ? { x: way.to.x - PORT / 2, y: way.to.y }
        : { x: way.to.x, y: way.to.y + PORT / 2 };
    const points = [{ x: way.from.x, y: way.from.y - PORT / 2 }, ...corners, end];
    return [{ view: edge, points, side, label: way.label }];
  });
  const boxes = boxesOfCalls(view, places);
  const { design, graphId } = subject;
  const frames = Object.values(framesOf(design, graphId)).flatMap((frame): DrawnFrame[] => {
    if (frame.collapsed || isHidden(frame.nodes, view)) return [];
    const rect = frameBox(frame.nodes, boxes);
    const shown = frame.nodes.map((id) => view.frames.owner.get(id) ?? id);
    const inside = [...new Set(shown)].filter((id) => view.byId.has(id));
    return rect ? [{ frame, rect, nodes: inside }] : [];
  });
  frames.sort((a, b) => b.nodes.length - a.nodes.length);
  const seen = (node: string) => (view.byId.has(node) ? (boxes.get(node) ?? null) : null);
  const comments = placedComments(commentsOf(design, graphId), seen).map(
    ({ comment, at: [x, y] }): DrawnComment => {
      const [width, height] = comment.size ?? COMMENT_SIZE;
      const { line, down } = COMMENT_TEXT;
      const needed = linesOf(comment.text, width).length * line + down;
      return { comment, rect: { x, y, width, height: Math.max(height, needed) } };
    },
  );
  const rects = [...nodes, ...frames, ...comments].map(({ rect }) => rect);
  const corners = edges.flatMap(({ points }) => points.map(({ x, y }) => square(x, y)));
  const title = graphId === "main" ? design.name : (design.models[graphId]?.name ?? graphId);
  return { title, nodes, edges, frames, comments, bounds: around([...rects, ...corners]) };
}

/** The lines that a text takes in a comment of some width. */
export function linesOf(text: string, width: number): string[] {
  const most = Math.max(4, Math.floor((width - COMMENT_TEXT.across) / COMMENT_TEXT.character));
  return text.split("\n").flatMap((line) => {
    const lines = [""];
    for (const word of line.split(" ")) {
      const last = lines.at(-1) ?? "";
      const joined = last === "" ? word : `${last} ${word}`;
      if (joined.length <= most) lines[lines.length - 1] = joined;
      else lines.push(...(word.match(new RegExp(`.{1,${most}}`, "gu")) ?? [word]));
    }
    return lines[0] === "" && lines.length > 1 ? lines.slice(1) : lines;
  });
}

function square(x: number, y: number): Rect {
  return { x, y, width: 0, height: 0 };
}

function around(rects: Rect[]): Rect {
  if (rects.length === 0) return { x: 0, y: 0, width: 2 * MARGIN, height: 2 * MARGIN };
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of rects) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return {
    x: left - MARGIN,
    y: top - MARGIN,
    width: right - left + 2 * MARGIN,
    height: bottom - top + 2 * MARGIN,
  };
}
