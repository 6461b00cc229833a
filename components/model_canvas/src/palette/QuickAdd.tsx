/** A search for a layer over the canvas: what is typed there, or where a wire ends in the void. */

import {
  type KeyboardEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { graphOf, lookup } from "../../../shared/document";
import { choose, tensorFor } from "../actions/quickAdd";
import { storedBlocks } from "../actions/storedBlocks";
import { operationName } from "../document/graphAccess";
import { useCanvas, useCanvasStore } from "../store/StoreContext";
import { type QuickAdd as Quick, useUi, useUiStore } from "../store/uiStore";
import { CategoryIcon } from "../ui/CategoryIcon";
import { useInside } from "../ui/useInside";
import "./quickAdd.css";
import { type Placeable, type QuickRow, quickRows } from "./quickRows";

export function QuickAdd() {
  const quick = useUi((ui) => ui.quickAdd);
  return quick && <Search quick={quick} />;
}

const WIDTH = 288;

function Search({ quick }: { quick: Quick }) {
  const store = useCanvasStore();
  const ui = useUiStore();
  const { goal } = quick;
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const listId = useId();
  const [text, setText] = useState(quick.text);
  const [active, setActive] = useState(0);
  const [from, setFrom] = useState(quick.at ?? { x: 0, y: 0 });
  const place = useInside(box, from);
  const rows = useRows(goal, text);
  const at = Math.min(active, rows.length - 1);
  const title = useTitle(goal);

  useLayoutEffect(() => {
    if (quick.at === null) setFrom(besideSelection(box.current));
    const input = field.current;
    input?.focus({ preventScroll: true });
    input?.setSelectionRange(input.value.length, input.value.length);
  }, [quick]);

  useEffect(() => {
    box.current?.querySelector(`[data-row="${at}"]`)?.scrollIntoView({ block: "nearest" });
  }, [at]);

  const close = () => {
    const frame = box.current?.closest<HTMLElement>(".canvas");
    ui.setState({ quickAdd: null });
    frame?.focus({ preventScroll: true });
  };
  const use = (row: QuickRow | undefined) => {
    if (row === undefined) return;
    close();
    choose(store, goal, row.row);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) setActive(Math.max(0, Math.min(rows.length - 1, at + step)));
    else if (event.key === "Enter") use(rows[at]);
    else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.stopPropagation();
    event.preventDefault();
  };

  return (
    <>
      <button
        type="button"
        className="menu-veil"
        aria-label="Close the search"
        tabIndex={-1}
        onClick={close}
      />
      <div
        ref={box}
        className="quick-add"
        role="dialog"
        aria-label={title}
        style={{ left: place.x, top: place.y, width: WIDTH }}
      >
        <input
          ref={field}
          className="ll-input"
          role="combobox"
          aria-label={title}
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={rows[at] && `${listId}-${at}`}
          placeholder={title}
          value={text}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => {
            setText(event.target.value);
            setActive(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div id={listId} className="quick-list" role="listbox" aria-label="Layers">
          {rows.map(({ row, fits }, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: keys go to the search field
            <div
              key={row.id}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              className="quick-row"
              aria-selected={index === at}
              data-row={index}
              data-path={row.kind === "entry" ? row.entry.path : undefined}
              data-fits={fits}
              title={fits ? row.hint : `It takes tensors of another rank or dtype. ${row.hint}`}
              onPointerMove={() => setActive(index)}
              onClick={() => use({ row, fits })}
            >
              <CategoryIcon category={row.category} size={17} />
              <span className="palette-label">{row.label}</span>
              {row.kind === "entry" && row.sign !== "" && (
                <code className="palette-sign">{row.sign}</code>
              )}
            </div>
          ))}
          {rows.length === 0 && <p className="palette-none">Nothing in Keras matches “{text}”.</p>}
        </div>
      </div>
    </>
  );
}

function useRows(goal: Quick["goal"], text: string): QuickRow[] {
  const store = useCanvasStore();
  const catalogue = useCanvas((state) => state.catalogue);
  const graphId = useCanvas((state) => state.graph);
  const { models, operations } = useCanvas((state) => state.design);
  const ready = useCanvas((state) => state.ready);
  const kept = useCanvas((state) => state.kept);
  return useMemo(() => {
    const entries = Object.values(catalogue?.entries ?? {});
    const definitions = { models, ...(operations && { operations }) };
    const tensor = tensorFor(store, goal);
    const accepts = (row: Placeable) => acceptable(goal, row);
    const stored = storedBlocks({ ready, kept });
    return quickRows({ entries, definitions, graphId, text, tensor, accepts, stored });
  }, [store, catalogue, graphId, models, operations, ready, kept, goal, text]);
}

/** What can be in question whatever the tensor: only what takes one can stand in a wire. */
function acceptable(goal: Quick["goal"], row: Placeable): boolean {
  if (row.kind !== "entry") return goal.kind !== "replace";
  const takes = row.entry.ports.some(({ required, many }) => required || many);
  if (goal.kind === "replace") return takes;
  return takes || goal.kind === "after" || goal.kind === "at" || !needsTensor(goal);
}

function needsTensor(goal: Quick["goal"]): boolean {
  return goal.kind === "edge" || (goal.kind === "wire" && goal.from.kind === "source");
}

function useTitle(goal: Quick["goal"]): string {
  const name = useCanvas(({ design, graph: graphId, selection }) => {
    const graph = graphOf(design, graphId);
    const [only] = selection;
    const node =
      goal.kind === "wire"
        ? goal.from.node
        : goal.kind === "replace"
          ? goal.node
          : goal.kind === "after" && selection.length === 1
            ? only
            : undefined;
    const call = graph && node !== undefined ? lookup(graph.nodes, node) : undefined;
    const operation = graph && call && lookup(graph.operations, call.operation);
    return operation ? operationName(operation) : "";
  });
  if (goal.kind === "edge") return "Insert a layer";
  if (goal.kind === "replace") return `Replace ${name} by`;
  if (name === "") return "Add a layer";
  if (goal.kind === "wire" && goal.from.kind === "target") return `Add what feeds ${name}`;
  return `Add after ${name}`;
}

/** Under the selected node or beside the selected wire, else in the middle of the canvas. */
function besideSelection(box: HTMLElement | null): { x: number; y: number } {
  const frame = box?.closest<HTMLElement>(".canvas");
  if (!frame) return { x: 0, y: 0 };
  const room = frame.getBoundingClientRect();
  const shown = [...frame.querySelectorAll(".react-flow__node.selected, .tensor-edge.is-selected")]
    .map((element) => element.getBoundingClientRect())
    .filter(
      (here) =>
        here.right > room.left &&
        here.left < room.right &&
        here.bottom > room.top &&
        here.top < room.bottom,
    );
  const [first] = shown;
  if (!first) return { x: room.width / 2 - WIDTH / 2, y: room.height / 4 };
  const x = (first.left + first.right) / 2 - WIDTH / 2 - room.left;
  const below = Math.max(...shown.map(({ bottom }) => bottom)) - room.top + 12;
  return { x, y: below };
}
