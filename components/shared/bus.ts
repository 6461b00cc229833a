/**
 * Messages between the components on one page, in the browser and without a rerun of the script.
 *
 * Each component is a bundle of its own, so the bus lives on `window`; the first bundle to load
 * makes it. A topic remembers its last value, so that a component mounted later knows it too;
 * requests (`focus`, `fix`) are not remembered, or they would be carried out twice.
 */

import type { Catalogue, GalleryItem, Template } from "./catalogue";
import type { Analysis, Fix } from "./document";

/** Nodes of one graph, `"main"` or a definition. */
export interface Place {
  graph: string;
  nodes: string[];
}

/** The message of each topic. */
export interface Topics {
  /** What can be put on the canvas, the ready designs, and what a new custom layer begins with. */
  catalogue: { catalogue: Catalogue; gallery: GalleryItem[]; template: Template | null };
  /** What is selected on the canvas. */
  selection: Place;
  /** All calls of the layer under the pointer; no nodes when there is none. */
  hover: Place;
  /** Request: select these nodes and bring them into view. */
  focus: Place;
  /** Request: apply a diagnostic's fix as an ordinary, undoable edit. */
  fix: Fix;
  /** The last edit on the canvas, counted as in the protocol. */
  drawn: { rev: number; seq: number };
  /** What edited code would make of the design; null when there is nothing to show any more. */
  preview: Foreseen | null;
}

/** A change that is not made, and the analysis of what it would make; null where that is unknown. */
export interface Foreseen extends Fix {
  analysis: Analysis | null;
}

type Listener<T> = (value: T) => void;

const REMEMBERED: ReadonlySet<keyof Topics> = new Set([
  "catalogue",
  "selection",
  "hover",
  "drawn",
  "preview",
]);

/** Publish and subscribe by topic. */
export class Bus {
  readonly #listeners = new Map<keyof Topics, Set<Listener<never>>>();
  readonly #last = new Map<keyof Topics, unknown>();

  /** Tell every subscriber of a topic. */
  emit<T extends keyof Topics>(topic: T, value: Topics[T]): void {
    if (REMEMBERED.has(topic)) this.#last.set(topic, value);
    for (const listener of [...(this.#listeners.get(topic) ?? [])]) {
      (listener as Listener<Topics[T]>)(value);
    }
  }

  /** Subscribe; a remembered value is delivered at once. Returns a function that unsubscribes. */
  on<T extends keyof Topics>(topic: T, listener: Listener<Topics[T]>): () => void {
    const set = this.#listeners.get(topic) ?? new Set();
    this.#listeners.set(topic, set);
    set.add(listener as Listener<never>);
    const last = this.last(topic);
    if (last !== undefined) listener(last);
    return () => set.delete(listener as Listener<never>);
  }

  /** The remembered value of a topic. */
  last<T extends keyof Topics>(topic: T): Topics[T] | undefined {
    return this.#last.get(topic) as Topics[T] | undefined;
  }
}

declare global {
  interface Window {
    __layerloom?: Bus;
  }
}

/** The bus of this page. */
export function bus(): Bus {
  window.__layerloom ??= new Bus();
  return window.__layerloom;
}
