/** State of the user interface that is no part of the design and need not outlive a mount. */

import { createContext, useContext } from "react";
import { type StoreApi, useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Comment, Frame, Tensor } from "../../../shared/document";
import type { LensSettings } from "../../../shared/types.gen";
import type { LensName } from "../view/lens";
import { keepSizes, type Panel, type PanelSizes, sizesKept } from "./panelSizes";

/** A connection that is being made, from either end, by drag, click or keyboard. */
export interface Connecting {
  from: { node: string; port: string; kind: "source" | "target" };
  /** The nodes it can end at. */
  possible: ReadonlySet<string>;
  /** Started by click or key: ends with a second one. */
  pending: boolean;
}

/** A tensor was brought to a place that is taken: the user is asked what to do. */
export interface Question {
  source: Tensor;
  target: string;
  pointer: string;
  /** The place that the tensor is taken from, when an edge is moved. */
  from: { target: string; pointer: string } | null;
  /** In pixels of the canvas' own element. */
  at: { x: number; y: number };
}

/** What a menu is opened on: `selection` are several nodes. */
export type Target = "node" | "edge" | "selection" | "canvas";

/** A place on the canvas, as the page has it and as the drawing has it. */
export interface Spot {
  /** In pixels of the canvas' own element. */
  at: { x: number; y: number };
  /** In the drawing's own pixels. */
  place: [number, number];
}

/** A search for a layer, opened over the canvas, and what is done with what is found. */
export interface QuickAdd {
  goal:
    | { kind: "after" }
    | { kind: "at"; place: [number, number] }
    | { kind: "edge"; edge: string }
    | { kind: "wire"; from: Connecting["from"]; place: [number, number] }
    | { kind: "replace"; node: string };
  /** Where it opens, in pixels of the canvas' own element; null: at what is selected. */
  at: { x: number; y: number } | null;
  /** What is typed already. */
  text: string;
}
/** `fresh` is one that comes to be with its words. */
export type Writing =
  | { kind: "frame"; id: string; fresh?: Frame }
  | { kind: "comment"; id: string; fresh?: Comment };

export interface Ui {
  connecting: Connecting | null;
  question: Question | null;
  /** The context menu that is open. */
  menu: (Spot & { target: Target }) | null;
  quickAdd: QuickAdd | null;
  /** What is dragged from the palette (see `ui/paletteDrag`), wherever the pointer is. */
  dragging: string | null;
  /** The edge that it would go into, were it dropped now. */
  dropEdge: string | null;
  /** Whether nodes are being moved with the pointer. */
  moving: boolean;
  /** Whether a drag over the void selects; it moves the view otherwise. */
  boxes: boolean;
  /** The node under the pointer. */
  hovered: string | null;
  /** The edge under the pointer. */
  hoveredEdge: string | null;
  /** Operation of that node, if it is called more than once. */
  twins: string | null;
  /** Nodes that something beside the canvas points at, such as why a graph is no chain. */
  pointed: ReadonlySet<string>;
  minimap: boolean;
  /** Whether the palette is open. */
  palette: boolean;
  /** Whether the inspector opens on what is selected. */
  inspector: boolean;
  /** Whether it is open although nothing is selected, and then shows the model. */
  model: boolean;
  /** Whether palette and inspector would leave the drawing too little; then one of them is shown. */
  crowded: boolean;
  /** Which one: the one that was wanted last. */
  front: "palette" | "inspector";
  /** Widths that the user gave panels. */
  sizes: PanelSizes;
  /** Whether the component fills the screen, in larger type. */
  projected: boolean;
  /** Whether the field that finds nodes is open. */
  finding: boolean;
  /** Whether the list of keys is open. */
  shortcuts: boolean;
  /** The node whose name is being written at its place. */
  renaming: string | null;
  /** The block whose number of repeats is asked for: its field takes the focus. */
  repeating: string | null;
  /** The frame or comment whose words are being written. */
  writing: Writing | null;
  /** What nodes are coloured by. */
  lens: LensName;
  /** For what costs are counted. */
  lensSettings: LensSettings;
}

export type UiStore = StoreApi<Ui>;

export function createUiStore(): UiStore {
  return createStore<Ui>()(() => ({
    connecting: null,
    question: null,
    menu: null,
    quickAdd: null,
    dragging: null,
    dropEdge: null,
    moving: false,
    boxes: false,
    hovered: null,
    hoveredEdge: null,
    twins: null,
    pointed: new Set(),
    minimap: true,
    palette: true,
    inspector: true,
    model: false,
    crowded: false,
    front: "inspector",
    sizes: sizesKept(),
    projected: false,
    finding: false,
    shortcuts: false,
    renaming: null,
    repeating: null,
    writing: null,
    lens: "off",
    lensSettings: { batch: 32, dims: {}, training: false, policy: null },
    ...kept,
  }));
}

/** The panels as they were left: a page switch makes a new canvas and changes none of them. */
let kept: Partial<
  Pick<Ui, "minimap" | "palette" | "inspector" | "model" | "boxes" | "lens" | "lensSettings">
> = {};

/** Open or close panels. */
export function setPanels(ui: UiStore, panels: typeof kept): void {
  kept = { ...kept, ...panels };
  ui.setState(panels);
}

/** Whether the pointer is in the middle of something: nothing new appears under it then. */
export function isGesturing({ connecting, dragging, moving }: Ui): boolean {
  return (connecting !== null && !connecting.pending) || dragging !== null || moving;
}

/**
 * Give a panel another width.
 *
 * @param size In pixels; undefined gives back the usual one.
 * @param keep Whether the browser shall remember it.
 */
export function resizePanel(
  ui: UiStore,
  panel: Panel,
  size: number | undefined,
  keep: boolean,
): void {
  const { [panel]: _before, ...others } = ui.getState().sizes;
  const sizes = size === undefined ? others : { ...others, [panel]: size };
  ui.setState({ sizes });
  if (keep) keepSizes(sizes);
}

export const UiContext = createContext<UiStore | null>(null);

export function useUiStore(): UiStore {
  const store = useContext(UiContext);
  if (store === null) throw new Error("UiContext is missing");
  return store;
}

export function useUi<T>(selector: (ui: Ui) => T): T {
  return useStore(useUiStore(), selector);
}
