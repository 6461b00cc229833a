/** Comments on the canvas: notes that lie somewhere, or beside the node that they are about. */

import { useReactFlow, ViewportPortal } from "@xyflow/react";
import { PenLine, Pin, PinOff, Trash2 } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { type StoreApi, useStore } from "zustand";
import { changeComment, endWriting, removeComment } from "../actions/notes";
import { type Box, holds } from "../document/frameMembers";
import { commentsOf } from "../document/notes";
import type { Point } from "../document/types";
import type { Places } from "../layout/layoutProblem";
import { shownOf } from "../store/canvasState";
import { isFixed } from "../store/looking";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { useUi, useUiStore } from "../store/uiStore";
import { rectOf } from "../view/geometry";
import type { GraphView } from "../view/graphView";
import { COMMENT_SIZE, type PlacedComment, placedComments } from "../view/noteBoxes";
import { ARROWS } from "./keyboard";
import { type NoteTool, NoteTools } from "./NoteTools";
import { usePointerDrag } from "./usePointerDrag";
import { WordsField } from "./WordsField";

const LEAST: Point = [96, 40];

interface Props {
  view: GraphView;
  places: Places;
  /** Where nodes are that are being dragged. */
  dragged: StoreApi<Places>;
}

export function Comments({ view, places, dragged: onTheWay }: Props) {
  const dragged = useStore(onTheWay);
  const graph = useCanvas((state) => state.graph);
  const known = useCanvas((state) => commentsOf(shownOf(state), state.graph));
  const writing = useUi((ui) => (ui.writing?.kind === "comment" ? ui.writing : null));
  const comments = writing?.fresh ? { ...known, [writing.id]: writing.fresh } : known;
  const boxOf = (node: string): Box | null => {
    const found = view.byId.get(node);
    const place = dragged[node] ?? places[node];
    return found && place ? rectOf(place, found.width, found.height) : null;
  };
  const drawn = placedComments(comments, boxOf);
  if (drawn.length === 0) return null;
  const nodeAt = (point: Point): string | null => {
    const dot = { x: point[0], y: point[1], width: 0, height: 0 };
    const hit = view.nodes.find(({ id }) => {
      const box = boxOf(id);
      return box !== null && holds(box, dot);
    });
    return hit?.id ?? null;
  };
  return (
    <ViewportPortal>
      {drawn.map((one) => (
        <Note key={`${graph} ${one.id}`} {...one} nodeAt={nodeAt} />
      ))}
    </ViewportPortal>
  );
}

function Note({
  id,
  comment,
  at,
  box,
  nodeAt,
}: PlacedComment & { nodeAt: (point: Point) => string | null }) {
  const store = useCanvasStore();
  const ui = useUiStore();
  const { screenToFlowPosition } = useReactFlow();
  const fixed = useCanvas(isFixed);
  const writing = useUi((state) => state.writing?.kind === "comment" && state.writing.id === id);
  const [active, setActive] = useState(false);
  const [shift, setShift] = useState<Point>([0, 0]);
  const [grown, setGrown] = useState<Point>([0, 0]);
  const { text, color, node } = comment;
  const size = comment.size ?? COMMENT_SIZE;
  const place: Point = [at[0] + shift[0], at[1] + shift[1]];
  const sized = (dx: number, dy: number): Point => [
    Math.max(LEAST[0], size[0] + dx),
    Math.max(LEAST[1], size[1] + dy),
  ];
  const [width, height] = sized(...grown);

  const hit = (page: { x: number; y: number }) => {
    const { x, y } = screenToFlowPosition(page, { snapToGrid: false });
    return nodeAt([x, y]);
  };
  const drag = usePointerDrag({
    onMove: (dx, dy, page) => {
      setShift([dx, dy]);
      const over = hit(page);
      ui.setState({ pointed: new Set(over === null ? [] : [over]) });
    },
    onEnd: (dx, dy, page) => {
      setShift([0, 0]);
      ui.setState({ pointed: new Set() });
      const over = hit(page);
      if (over !== null) pin(over);
      else changeComment(store, id, "Move the comment", { position: [at[0] + dx, at[1] + dy] });
    },
  });
  const resize = usePointerDrag({
    onMove: (dx, dy) => setGrown([dx, dy]),
    onEnd: (dx, dy) => {
      setGrown([0, 0]);
      changeComment(store, id, "Resize the comment", { size: sized(dx, dy) });
    },
  });
  const pin = (to: string) =>
    changeComment(store, id, "Attach the comment", { node: to, position: null });
  const write = () => ui.setState({ writing: { kind: "comment", id } });
  const remove = (from: HTMLElement) => {
    const canvas = from.closest<HTMLElement>(".canvas");
    removeComment(store, id);
    canvas?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return;
    const arrow = ARROWS[event.key];
    if (arrow && event.altKey) {
      changeComment(store, id, "Resize the comment", { size: sized(...arrow) });
    } else if (arrow) {
      const moved: Point = [at[0] + arrow[0], at[1] + arrow[1]];
      changeComment(store, id, "Move the comment", { position: moved });
    } else if (event.key === "Enter" || event.key === "F2") write();
    else if (event.key === "Delete" || event.key === "Backspace") remove(event.currentTarget);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const tools: NoteTool[] = [{ label: "Write (Enter)", Icon: PenLine, act: write }];
  const [only, ...more] = store.getState().selection;
  if (node != null) {
    const act = () =>
      changeComment(store, id, "Detach the comment", { node: null, position: at, size });
    tools.push({ label: "Detach from its node", Icon: PinOff, act });
  } else if (only !== undefined && more.length === 0) {
    tools.push({ label: "Attach to the selected node", Icon: Pin, act: () => pin(only) });
  }
  tools.push({
    label: "Delete (Del)",
    Icon: Trash2,
    act: () => removeComment(store, id),
  });
  return (
    <>
      {box && <Leader from={box} at={place} />}
      {/* biome-ignore lint/a11y/useSemanticElements: a note that is moved, written and resized */}
      <div
        className="comment nopan"
        role="group"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys
        tabIndex={0}
        data-color={color}
        data-comment={id}
        style={{ transform: `translate(${place[0]}px, ${place[1]}px)`, width, minHeight: height }}
        aria-label={`Comment: ${text}`}
        onPointerDown={fixed || writing ? undefined : drag}
        onDoubleClick={(event) => {
          event.stopPropagation();
          if (!fixed) write();
        }}
        onKeyDown={fixed ? undefined : onKeyDown}
        onFocus={() => setActive(true)}
        onBlur={(event) => {
          if (!event.currentTarget.contains(event.relatedTarget)) setActive(false);
        }}
      >
        {writing ? (
          <WordsField
            className="comment-field"
            label="Comment"
            value={text}
            placeholder={node == null ? "Write something" : "Stands above its line in the source"}
            lines
            onEnd={(words) => endWriting(store, ui, words)}
          />
        ) : (
          <p className="comment-text">{text}</p>
        )}
        {!fixed && !writing && (
          <span className="comment-corner" onPointerDown={resize} title="Drag to resize" />
        )}
        {active && !writing && !fixed && (
          <NoteTools
            what="comment"
            color={color}
            onColor={(chosen) => changeComment(store, id, "Colour the comment", { color: chosen })}
            tools={tools}
          />
        )}
      </div>
    </>
  );
}

/** A thin line from a node to what is said of it. */
function Leader({ from, at }: { from: Box; at: Point }) {
  const right = at[0] >= from.x + from.width / 2;
  const x = right ? from.x + from.width : from.x;
  const y = from.y + 16;
  return (
    <svg className="comment-leader" aria-hidden>
      <path d={`M ${x} ${y} L ${right ? at[0] : at[0] + COMMENT_SIZE[0] / 2} ${at[1] + 16}`} />
    </svg>
  );
}
