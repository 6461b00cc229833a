/** Everything that can be put on the canvas: to search, to drag, to add by click or key. */

import { ChevronRight, Search, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { useUiStore } from "../store/uiStore";
import { CategoryIcon } from "../ui/CategoryIcon";
import { IconButton } from "../ui/IconButton";
import { DRAG_TYPE, MODEL_PREFIX, NEW_CUSTOM, STORED_PREFIX } from "../ui/paletteDrag";
import { focusCanvas, useShortcut } from "../ui/useShortcut";
import "../ui/ui.css";
import "../ui/dialog.css";
import { addFromPalette } from "../actions/addFromPalette";
import "./palette.css";
import { keepFile, storedBlocks } from "../actions/storedBlocks";
import { BlockCard, type Shown } from "./BlockCard";
import { MINE, READY } from "./blockRows";
import { browseRows, foundRows } from "./paletteRows";
import type { Line, Usable } from "./row";
import { useBlockCard } from "./useBlockCard";

/** Categories that stand open, for as long as the page lives. */
const opened = new Set<string>(["core", MINE, READY]);

export function Palette() {
  const store = useCanvasStore();
  const ui = useUiStore();
  const catalogue = useCanvas((state) => state.catalogue);
  const models = useCanvas((state) => state.design.models);
  const operations = useCanvas((state) => state.design.operations);
  const definitions = useMemo(
    () => ({ models, ...(operations && { operations }) }),
    [models, operations],
  );
  const graphId = useCanvas((state) => state.graph);
  const ready = useCanvas((state) => state.ready);
  const kept = useCanvas((state) => state.kept);
  const stored = useMemo(() => storedBlocks({ ready, kept }), [ready, kept]);
  const cards = useBlockCard();
  const file = useRef<HTMLInputElement>(null);
  const listId = useId();
  const box = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [text, setText] = useState("");
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(opened));
  const [active, setActive] = useState(0);
  const entries = useMemo(() => Object.values(catalogue?.entries ?? {}), [catalogue]);
  const rows = useMemo(
    () =>
      text.trim() === ""
        ? browseRows(entries, definitions, graphId, open, stored)
        : foundRows(entries, definitions, graphId, text, stored),
    [entries, definitions, graphId, open, text, stored],
  );
  const lines = useMemo(() => rows.filter((row) => row.kind !== "title"), [rows]);
  const at = Math.min(active, lines.length - 1);
  const current = lines[at];
  useShortcut(box, "/", () => {
    box.current?.focus();
    box.current?.select();
  });

  useEffect(() => {
    if (current)
      list.current?.querySelector('[data-active="true"]')?.scrollIntoView({ block: "nearest" });
  }, [current]);

  const fold = (what: string, isOpen: boolean) => {
    if (isOpen) opened.add(what);
    else opened.delete(what);
    setOpen(new Set(opened));
  };
  const use = (row: Line) => {
    cards.close();
    if (row.kind === "heading") fold(row.fold, !row.open);
    else if (row.kind === "block-file") file.current?.click();
    else addFromPalette(store, row);
  };
  /** Show the card of a line, and go to what can be done with it. */
  const enterCard = (row: Line) => {
    const element = list.current?.querySelector<HTMLElement>('[data-active="true"]');
    if (!element) return;
    cards.show(row, element);
    requestAnimationFrame(() => cards.card.current?.querySelector("button")?.focus());
  };
  const type = (next: string) => {
    setText(next);
    setActive(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (move !== undefined) setActive(Math.max(0, Math.min(lines.length - 1, at + move)));
    else if (event.key === "Enter" && current) use(current);
    else if (event.key === "ArrowRight" && current?.kind === "heading") fold(current.fold, true);
    else if (event.key === "ArrowLeft" && current?.kind === "heading") fold(current.fold, false);
    else if (event.key === "ArrowRight" && text === "" && current) enterCard(current);
    else if (event.key === "Escape" && text !== "") type("");
    else if (event.key === "Escape") {
      focusCanvas(event.currentTarget, store.getState().selection[0]);
    } else return;
    event.preventDefault();
  };

  const shownOn = (row: Line): Shown | null => {
    if (row.kind === "stored") {
      // It may have been renamed or deleted since.
      const block = stored.find(({ id }) => id === row.block.id);
      return block ? { block } : null;
    }
    if (row.kind !== "block") return null;
    return { design: store.getState().design, model: row.model, title: row.label };
  };
  const shown = cards.open && shownOn(cards.open.row);

  return (
    <nav className="ll-panel palette" aria-label="Palette">
      <div className="palette-search">
        <Search size={14} aria-hidden />
        <input
          ref={box}
          className="ll-input"
          role="combobox"
          aria-label="Search layers and operations"
          aria-keyshortcuts="/"
          aria-expanded
          aria-haspopup="tree"
          aria-controls={listId}
          aria-activedescendant={current ? optionId(listId, current) : undefined}
          placeholder="Search  /"
          value={text}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => type(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {text !== "" && <IconButton icon={X} label="Clear the search" onClick={() => type("")} />}
      </div>
      <div ref={list} id={listId} className="palette-list" role="tree" aria-label="Layers">
        {rows.map((row) =>
          row.kind === "title" ? (
            <p key={row.id} className="palette-title">
              {row.label}
            </p>
          ) : (
            <Row
              key={row.id}
              id={optionId(listId, row)}
              row={row}
              active={row === current}
              origin={text.trim() === "" ? "" : originOf(row)}
              onPoint={cards.point}
              onDrag={(path) => ui.setState({ dragging: path, dropEdge: null })}
              onDropped={(taken) => {
                ui.setState({ dragging: null, dropEdge: null });
                // What was looked for is found; the next one is something else.
                if (taken) type("");
              }}
              onPress={cards.close}
              onUse={() => {
                setActive(lines.indexOf(row));
                use(row);
              }}
            />
          ),
        )}
        {rows.length === 0 && (
          <p className="palette-none">
            {catalogue === null
              ? "The catalogue is on its way…"
              : `Nothing in Keras matches “${text}”.`}
          </p>
        )}
      </div>
      {cards.open && shown && (
        <BlockCard
          shown={shown}
          row={cards.open.element}
          card={cards.card}
          onEnter={cards.hold}
          onLeave={() => cards.point(null, null)}
          onClose={() => {
            cards.close();
            box.current?.focus();
          }}
        />
      )}
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label="Design file with blocks"
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          if (chosen) void keepFile(store, chosen);
          event.target.value = "";
        }}
      />
    </nav>
  );
}

interface RowProps {
  id: string;
  row: Line;
  active: boolean;
  onDrag: (path: string) => void;
  /** The drag is over; `taken`: it ended where it could. */
  onDropped: (taken: boolean) => void;
  onUse: () => void;
  /** Where it is from, where lines of several places stand together. */
  origin: string;
  onPoint: (row: Line | null, element: HTMLElement | null) => void;
  onPress: () => void;
}

function Row({ id, row, active, origin, onDrag, onDropped, onUse, onPoint, onPress }: RowProps) {
  const heading = row.kind === "heading";
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the search field, which has the focus
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      className={heading ? "palette-heading" : "palette-item"}
      aria-selected={active}
      aria-expanded={heading ? row.open : undefined}
      aria-level={heading ? row.depth + 1 : undefined}
      data-depth={heading ? row.depth : undefined}
      data-active={active}
      data-path={row.kind === "entry" ? row.entry.path : undefined}
      data-stored={row.kind === "stored" || undefined}
      title={heading || row.kind === "stored" ? undefined : row.hint}
      draggable={!heading && row.kind !== "block-file"}
      // After something was dragged, browsers do not tell where the pointer enters.
      onPointerMove={(event) => onPoint(row, event.currentTarget)}
      onPointerLeave={() => onPoint(null, null)}
      // What is dragged is not to land on the card.
      onPointerDown={onPress}
      onDragStart={(event) => {
        if (heading) return;
        event.dataTransfer.setData(DRAG_TYPE, dragged(row));
        event.dataTransfer.effectAllowed = "copy";
        onDrag(dragged(row));
      }}
      onDragEnd={(event) => onDropped(event.dataTransfer.dropEffect !== "none")}
      onClick={onUse}
    >
      {heading && <ChevronRight size={13} aria-hidden className="palette-chevron" />}
      <CategoryIcon category={row.category} size={heading ? 16 : 18} />
      <span className="palette-label">{row.label}</span>
      {heading && <span className="palette-count">{row.count}</span>}
      {origin !== "" && <span className="palette-count">{origin}</span>}
      {row.kind === "entry" && row.sign !== "" && <code className="palette-sign">{row.sign}</code>}
    </div>
  );
}

/** Of which blocks it is one: blocks of several origins may have one name. */
function originOf(row: Line): string {
  if (row.kind === "block") return "here";
  if (row.kind !== "stored") return "";
  return row.block.kept === undefined ? "" : "mine";
}

/** What a drag carries; see `paletteDrag`. */
function dragged(row: Usable): string {
  if (row.kind === "entry") return row.entry.path;
  if (row.kind === "stored") return STORED_PREFIX + row.block.id;
  return row.kind === "block" ? MODEL_PREFIX + row.model : NEW_CUSTOM;
}

function optionId(list: string, row: Line): string {
  return `${list}-${row.id}`;
}
