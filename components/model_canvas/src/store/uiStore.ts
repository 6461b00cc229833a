/** State of the user interface that is no part of the design and need not outlive a mount. */

import { createContext, useContext } from "react";
import { type StoreApi, useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { Tensor } from "../../../shared/document";

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

export interface Ui {
  connecting: Connecting | null;
  question: Question | null;
  /** The node under the pointer. */
  hovered: string | null;
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
}

export type UiStore = StoreApi<Ui>;

export function createUiStore(): UiStore {
  return createStore<Ui>()(() => ({
    connecting: null,
    question: null,
    hovered: null,
    twins: null,
    pointed: new Set(),
    minimap: true,
    palette: true,
    inspector: true,
    model: false,
    ...kept,
  }));
}

/** The panels as they were left: a page switch makes a new canvas and changes none of them. */
let kept: Partial<Pick<Ui, "minimap" | "palette" | "inspector" | "model">> = {};

/** Open or close panels. */
export function setPanels(ui: UiStore, panels: typeof kept): void {
  kept = { ...kept, ...panels };
  ui.setState(panels);
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
