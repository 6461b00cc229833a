/** A drawing as an SVG document that any program shows: plain shapes and text, no style sheet. */

import { pathOf } from "../view/edgeRoutes";
import { arrowhead, HEAD } from "../view/edgeShape";
import type { Rect } from "../view/geometry";
import type { NodeView } from "../view/nodeView";
import {
  COMMENT_TEXT,
  type Drawing,
  type DrawnComment,
  type DrawnEdge,
  type DrawnFrame,
  type DrawnNode,
  linesOf,
} from "./drawing";
import type { Palette } from "./palette";

const FONT = "Inter, 'Segoe UI', Helvetica, Arial, sans-serif";
const MONO = "ui-monospace, Menlo, Consolas, monospace";

/** Width of a letter, as part of the size of the text. */
const LETTER = 0.56;

/** The picture of a drawing. */
export function svgOf(drawing: Drawing, palette: Palette): string {
  const { bounds, title } = drawing;
  const { x, y, width, height } = rounded(bounds);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"`,
    ` viewBox="${x} ${y} ${width} ${height}" font-family="${FONT}" role="img">`,
    `<title>${escaped(title)}</title>`,
    rect({ x, y, width, height }, { fill: palette.background }),
    ...drawing.frames.map((frame) => frameSvg(frame, palette)),
    ...drawing.edges.map((edge) => edgeSvg(edge, palette)),
    ...drawing.nodes.map((node) => nodeSvg(node, palette)),
    ...drawing.edges.map((edge) => labelSvg(edge, palette)),
    ...drawing.comments.map((comment) => commentSvg(comment, palette)),
    "</svg>\n",
  ].join("\n");
}

function nodeSvg({ view, rect: box }: DrawnNode, palette: Palette): string {
  const { category, form, state, unused, problems, repeat, inside } = view;
  const unknown = state === "unknown" || state === "failed";
  const worst = problems.find(({ severity }) => severity !== "advice")?.severity;
  const block = form === "block" || form === "frame";
  const colour =
    worst === "error" ? palette.error : worst ? palette.warning : palette.border(category);
  const look = {
    fill: unknown ? palette.background : palette.fill(category),
    stroke: unknown && !worst ? palette.line : colour,
    "stroke-width": block ? 2.5 : 1.5,
    rx: form === "input" ? box.height / 2 : form === "merge" ? 16 : form === "op" ? 4 : 10,
    ...(unknown || view.placeholder ? { "stroke-dasharray": "5 4" } : {}),
  };
  const parts = [];
  if (repeat > 1 || inside) {
    parts.push(rect({ ...box, x: box.x + 5, y: box.y + 5 }, { ...look, opacity: 0.6 }));
  }
  parts.push(rect(box, { ...look, fill: look.fill }));
  if (block) parts.push(rect(inset(box, 3.5), { ...look, fill: "none", "stroke-width": 1, rx: 7 }));
  if (view.sharing?.band !== undefined) {
    const bar = { x: box.x + 3, y: box.y + 9, width: 5, height: box.height - 18 };
    parts.push(rect(bar, { fill: palette.band(view.sharing.band), rx: 2.5 }));
  }
  parts.push(...textOf(view, box, palette));
  for (const pill of view.pills) {
    const at = box.x + (view.outputs[pill.index]?.x ?? box.width / 2);
    parts.push(badge(pill.label, at, box.y + box.height + 14, palette.quiet, palette));
  }
  if (repeat > 1) {
    const at = box.x + box.width - 8;
    parts.push(badge(`× ${repeat}`, at, box.y, palette.border(category), palette));
  }
  return `<g${unused ? ' opacity="0.55"' : ""}>${parts.join("")}</g>`;
}

function textOf(view: NodeView, box: Rect, palette: Palette): string[] {
  const { form, title, name, nameAt, summary, sharing, frozen, category } = view;
  const labelled = view.inputs.some((port) => port.side === "top" && view.labelled);
  const lines = summary === "" ? 2 : 3;
  const height = 24 + (lines - 1) * 16;
  const top = box.y + (box.height - height) / 2 + (labelled ? 7 : 0);
  const left = box.x + (sharing?.band === undefined ? 10 : 16);
  const right = box.x + box.width - 10;
  const family = form === "op" ? MONO : null;
  const parts: string[] = [];
  const marks = [frozen ? "frozen" : "", countOf(view)].filter(Boolean).join(" · ");
  const head = form === "input" ? name : title;
  const first = top + 17;
  const beside = nameAt === "first" && form !== "input" ? name : "";
  if (form === "input") {
    const middle = box.x + box.width / 2;
    parts.push(
      text(shortened(head, box.width - 40, 14), middle, first, bold("middle", palette.text)),
    );
    const shape = shapeOf(view);
    parts.push(text(shape, middle, top + 36, small("middle", palette.quiet)));
    return parts;
  }
  const tile = { x: left, y: top + 6, width: 12, height: 12 };
  parts.push(rect(tile, { fill: palette.plain(category), rx: 3 }));
  const room = right - left - 18;
  const taken = summary === "" && marks !== "" ? marks : beside;
  const space = Math.min(taken.length * 12 * LETTER + 8, room / 2);
  const wide = room - (taken === "" ? 0 : space);
  parts.push(
    text(shortened(head, wide, 14), left + 18, first, {
      ...bold("start", palette.text),
      ...(family ? { "font-family": family } : {}),
    }),
  );
  if (taken !== "") {
    parts.push(text(shortened(taken, space, 12), right, first, small("end", palette.quiet)));
  }
  if (summary !== "") {
    const beside = marks === "" ? 0 : marks.length * 12 * LETTER + 8;
    const line = top + 24 + 12;
    parts.push(
      text(shortened(summary, right - left - beside, 13), left, line, {
        "font-size": 13,
        fill: palette.text,
      }),
    );
    if (marks !== "") parts.push(text(marks, right, line, small("end", palette.quiet)));
  }
  const last = top + height - 4;
  const params =
    view.params === "" || view.params.endsWith("shared") ? view.params : `${view.params} params`;
  const shape = shapeOf(view);
  const both = (shape.length + params.length + 2) * 12 * LETTER;
  const count = both > right - left ? view.params : params;
  const left_over = right - left - count.length * 12 * LETTER - 8;
  parts.push(text(shortened(shape, left_over, 12), left, last, small("start", palette.quiet)));
  if (count !== "") parts.push(text(count, right, last, small("end", palette.quiet)));
  return parts;
}

function shapeOf({ shapes, state }: NodeView): string {
  const [first = state === "pending" ? "…" : "?"] = shapes;
  return shapes.length > 1 ? `${first} +${shapes.length - 1}` : first;
}

function countOf({ sharing }: NodeView): string {
  return sharing && sharing.calls > 1 ? `call ${sharing.call} of ${sharing.calls}` : "";
}

function edgeSvg({ view, points, side }: DrawnEdge, palette: Palette): string {
  const end = points.at(-1);
  if (end === undefined) return "";
  const tip = side === "right" ? { x: end.x + HEAD, y: end.y } : { x: end.x, y: end.y - HEAD };
  const colour = view.casts ? palette.warning : palette.line;
  const dash = view.state === "known" ? {} : { "stroke-dasharray": "5 4" };
  const line = { fill: "none", stroke: colour, "stroke-width": 1.6, ...dash };
  return (
    `<path d="${pathOf([...points.slice(0, -1), tip])}"${attributes(line)}/>` +
    `<path d="${arrowhead(end.x, end.y, side)}" fill="${colour}"/>`
  );
}

function labelSvg({ view, label }: DrawnEdge, palette: Palette): string {
  if (!label || view.label === "") return "";
  const width = view.label.length * 11 * LETTER + 6;
  const box = { x: label.x - width / 2, y: label.y - 7.5, width, height: 15 };
  return (
    rect(box, { fill: palette.background, rx: 3 }) +
    text(view.label, label.x, label.y + 4, {
      ...small("middle", view.casts ? palette.warning : palette.quiet),
      "font-size": 11,
    })
  );
}

function frameSvg({ frame, rect: box }: DrawnFrame, palette: Palette): string {
  const { border, fill, text: colour } = palette.paper(frame.color);
  return (
    rect(box, { fill, stroke: border, "stroke-width": 1.5, rx: 14 }) +
    text(shortened(frame.title, box.width - 36, 15), box.x + 18, box.y + 23, {
      "font-size": 15,
      "font-weight": 650,
      fill: colour,
    })
  );
}

function commentSvg({ comment, rect: box }: DrawnComment, palette: Palette): string {
  const { border, strong } = palette.paper(comment.color);
  const lines = linesOf(comment.text, box.width).map((line, index) =>
    text(line, box.x + 12, box.y + 22 + index * COMMENT_TEXT.line, {
      "font-size": 14,
      fill: palette.text,
    }),
  );
  return rect(box, { fill: strong, stroke: border, rx: 6 }) + lines.join("");
}

function badge(label: string, x: number, y: number, colour: string, palette: Palette): string {
  const width = label.length * 11 * LETTER + 14;
  const box = { x: x - width / 2, y: y - 9, width, height: 18 };
  return (
    rect(box, { fill: palette.background, stroke: colour, rx: 9 }) +
    text(label, x, y + 4, { ...small("middle", palette.text), "font-size": 11 })
  );
}

function bold(anchor: string, fill: string) {
  return { "font-size": 14, "font-weight": 650, "text-anchor": anchor, fill };
}

function small(anchor: string, fill: string) {
  return { "font-size": 12, "text-anchor": anchor, fill };
}

/** As much of a text as fits. */
function shortened(words: string, width: number, size: number): string {
  const most = Math.max(1, Math.floor(width / (size * LETTER)));
  const letters = [...words];
  return letters.length <= most ? words : `${letters.slice(0, most - 1).join("")}…`;
}

function text(words: string, x: number, y: number, look: Attributes): string {
  return `<text x="${round(x)}" y="${round(y)}"${attributes(look)}>${escaped(words)}</text>`;
}

function rect(box: Rect, look: Attributes): string {
  const { x, y, width, height } = rounded(box);
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}"${attributes(look)}/>`;
}

type Attributes = Record<string, string | number>;

function attributes(look: Attributes): string {
  return Object.entries(look)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join("");
}

function inset({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x + by, y: y + by, width: width - 2 * by, height: height - 2 * by };
}

function rounded({ x, y, width, height }: Rect): Rect {
  return { x: round(x), y: round(y), width: round(width), height: round(height) };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Text within XML; what XML cannot say at all becomes a sign for it. */
export function escaped(words: string): string {
  return words
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, "\u{FFFD}")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
