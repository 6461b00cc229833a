/** Frames that are open: a coloured sheet behind their nodes, with a title by which it is moved. */

import { ViewportPortal } from "@xyflow/react";
import { Minimize2, PenLine, SquareDashed, Trash2 } from "lucide-react";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import { type StoreApi, useStore } from "zustand";
import type { Frame } from "../../../shared/document";
import { lookup } from "../../../shared/document";
import { placeNodes } from "../actions/arrange";
import { collapseFrame } from "../actions/frames";
import { changeFrame, endWriting, removeFrame } from "../actions/notes";
import { type Box, frameBoxes, membersAfter } from "../document/frameMembers";
import { framesOf } from "../document/notes";
import type { Point } from "../document/types";
import type { Places } from "../layout/layoutProblem";
import { shownOf } from "../store/canvasState";
import { isFixed } from "../store/looking";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { useUi, useUiStore } from "../store/uiStore";
import { callsOfViews } from "../view/drawnFrames";
import type { DrawnView } from "../view/drawnView";
import { boxesOfCalls, isHidden } from "../view/noteBoxes";
import { useDetail } from "./detail";
import { ARROWS } from "./keyboard";
import { NoteTools } from "./NoteTools";
import { usePointerDrag } from "./usePointerDrag";
import { WordsField } from "./WordsField";

interface Props {
  view: DrawnView;
  places: Places;
  /** Where nodes are that are being dragged. */
  dragged: StoreApi<Places>;
  carry: (places: Places) => void;
  letGo: (places: Places) => void;
}

const NONE: Record<string, Frame> = {};

export function Frames({ view, places, dragged: onTheWay, carry, letGo }: Props) {
  const dragged = useStore(onTheWay);
  const graph = useCanvas((state) => state.graph);
  const known = useCanvas((state) => framesOf(shownOf(state), state.graph));
  const writing = useUi((ui) => (ui.writing?.kind === "frame" ? ui.writing : null));
  const frames = writing?.fresh ? { ...known, [writing.id]: writing.fresh } : known;
  const carried = useRef<string | null>(null);
  const boxes = useMemo(() => {
    if (frames === NONE || Object.keys(frames).length === 0) return new Map<string, Box>();
    return boxesOfCalls(view, places, dragged);
  }, [frames, view, places, dragged]);
  const { frames: collapsed } = view;
  const alone = carried.current === null ? Object.keys(dragged) : [];
  const moving = new Set(callsOfViews(collapsed, alone));
  const shown = Object.entries(frames).filter(
    ([, frame]) => !frame.collapsed && !isHidden(frame.nodes, view),
  );
  const members = shown.map(
    ([id, frame]) =>
      [id, moving.size > 0 ? membersAfter(frame, moving, boxes) : frame.nodes] as const,
  );
  const around = frameBoxes(new Map(members), boxes);
  const drawn = shown.flatMap(([id, frame]) => {
    const box = around.get(id);
    return box ? [{ id, frame, box }] : [];
  });
  if (drawn.length === 0) return null;
  // The larger ones lie below those that are in them.
  drawn.sort((a, b) => b.box.width * b.box.height - a.box.width * a.box.height);
  return (
    <ViewportPortal>
      {drawn.map(({ id, frame, box }) => (
        <Sheet
          key={`${graph} ${id}`}
          {...{ id, frame, box, places }}
          members={shownOfFrame(frame, view)}
          carry={(moved) => {
            carried.current = id;
            carry(moved);
          }}
          letGo={(moved) => {
            carried.current = null;
            letGo(moved);
          }}
        />
      ))}
    </ViewportPortal>
  );
}

/** The nodes that a frame holds, as they are drawn. */
function shownOfFrame({ nodes }: Frame, { byId, frames }: DrawnView): string[] {
  const shown = new Set(nodes.map((id) => frames.owner.get(id) ?? id));
  return [...shown].filter((id) => byId.has(id));
}

interface SheetProps {
  id: string;
  frame: Frame;
  box: Box;
  members: string[];
  places: Places;
  carry: (places: Places) => void;
  letGo: (places: Places) => void;
}

function Sheet({ id, frame, box, members, places, carry, letGo }: SheetProps) {
  const store = useCanvasStore();
  const ui = useUiStore();
  const detail = useDetail();
  const fixed = useCanvas(isFixed);
  const writing = useUi((state) => state.writing?.kind === "frame" && state.writing.id === id);
  const [active, setActive] = useState(false);
  const label = frame.title || "Frame";
  const at = { transform: `translate(${box.x}px, ${box.y}px)` };
  const shifted = (dx: number, dy: number): Places =>
    Object.fromEntries(
      members.map((node): [string, Point] => {
        const [x, y] = lookup(places, node) ?? [0, 0];
        return [node, [x + dx, y + dy]];
      }),
    );
  const drag = usePointerDrag({
    onMove: (dx, dy) => carry(shifted(dx, dy)),
    onEnd: (dx, dy) => letGo(shifted(dx, dy)),
  });
  const write = () => ui.setState({ writing: { kind: "frame", id } });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.target !== event.currentTarget) return;
    const arrow = ARROWS[event.key];
    if (arrow) placeNodes(store, shifted(...arrow));
    else if (event.key === "Enter" || event.key === "F2") write();
    else if (event.key === "Delete" || event.key === "Backspace") {
      const canvas = event.currentTarget.closest<HTMLElement>(".canvas");
      removeFrame(store, id);
      canvas?.focus({ preventScroll: true });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section
      className={`frame-group detail-${detail} ${active ? "is-active" : ""}`}
      data-color={frame.color}
      data-frame={id}
      aria-label={`Frame ${frame.title}`}
      onFocus={() => setActive(true)}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setActive(false);
      }}
    >
      <div
        className="frame-sheet"
        style={{ ...at, width: box.width, height: box.height }}
        aria-hidden
      />
      <div className="frame-head" style={{ ...at, width: box.width }}>
        {writing ? (
          <WordsField
            className="frame-title"
            label="Title of the frame"
            value={frame.title}
            placeholder="Title; a Python name becomes a function"
            onEnd={(text) => endWriting(store, ui, text)}
          />
        ) : (
          // biome-ignore lint/a11y/useSemanticElements: it is dragged, too
          <div
            className="frame-title frame-grip nopan"
            role="button"
            tabIndex={0}
            aria-label={`Frame ${label}: Enter renames, arrows move, Delete removes`}
            title="Drag moves the frame with its nodes; a double click renames it"
            onPointerDown={fixed ? undefined : drag}
            onDoubleClick={(event) => {
              event.stopPropagation();
              if (!fixed) write();
            }}
            onKeyDown={fixed ? undefined : onKeyDown}
          >
            {label}
          </div>
        )}
        {active && !writing && !fixed && (
          <NoteTools
            what="frame"
            color={frame.color}
            onColor={(color) => changeFrame(store, id, "Colour the frame", { color })}
            tools={[
              { label: "Rename (Enter)", Icon: PenLine, act: write },
              {
                label: "Collapse: draw it as one node (E)",
                Icon: Minimize2,
                act: () => collapseFrame(store, id),
              },
              {
                label: "Select its nodes",
                Icon: SquareDashed,
                act: () => store.getState().select(frame.nodes),
              },
              {
                label: "Remove the frame; its nodes stay (Del)",
                Icon: Trash2,
                act: () => removeFrame(store, id),
              },
            ]}
          />
        )}
      </div>
    </section>
  );
}
