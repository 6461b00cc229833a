/**
 * Messages between the components on one page, in the browser and without a rerun of the script.
 *
 * Each component is a bundle of its own, so the bus lives on `window`; the first bundle to load
 * makes it. A topic remembers its last value, so that a component mounted later knows it too;
 * requests (`focus`, `fix`, `typed`, `panel`) are not remembered, or they would be carried out twice.
 */

import type { Catalogue, GalleryItem, ReadyBlock, Template } from "./catalogue";
import type { Analysis, Diagnostic, Fix } from "./document";
import type {
  CallDetail,
  FlowLook,
  FlowValues,
  NotebookCell,
  Reading,
  SourceCode,
  SourceSettings,
  Typed,
  VerdictUpdate,
} from "./types.gen";

/** Nodes of one graph, `"main"` or a definition. */
export interface Place {
  graph: string;
  nodes: string[];
}

/** The message of each topic. */
export interface Topics {
  /** What can be put on the canvas, ready designs and blocks, and what a custom layer begins with. */
  catalogue: {
    catalogue: Catalogue;
    gallery: GalleryItem[];
    blocks: ReadyBlock[];
    template: Template | null;
  };
  /** What is selected on the canvas. */
  selection: Place;
  /** All calls of the layer under the pointer; no nodes when there is none. */
  hover: Place;
  /** Request: select these nodes and bring them into view. */
  focus: Place;
  /** Request: apply a diagnostic's fix as an ordinary, undoable edit. */
  fix: Fix;
  /** What was found about the design. */
  analysis: Findings;
  /** The source, while somebody looks at it; null before that. */
  source: SourceView | null;
  /** How the source is wanted; null where nobody looks at it. */
  look: SourceSettings | null;
  /** The values of tensors, while somebody looks at them; null before that. */
  flow: FlowView | null;
  /** Of which pass values are wanted, and which call is looked at; no settings: nobody looks. */
  values: Omit<FlowLook, "type">;
  /** Request: look at the values of this call. */
  step: Place;
  /** Request: say what source that was typed would change; `reading` answers. */
  typed: Omit<Typed, "type">;
  /** What source that was typed would change. */
  reading: ReadingView;
  /** Request: open one of Streamlit's panels, by its name. */
  panel: string;
  /** Whether the design is only looked at: nothing on the page offers to change it. */
  readonly: boolean;
  /** The draft that is shown, by its id: it stands in the page's address. */
  draft: string;
  /** What the canvas has drawn the shapes of: a panel that shows the design is to be drawn anew. */
  state: Drawn;
  /** What a check says of the answer to an exercise. */
  verdict: Verdict;
  /** What edited code would make of the design; null when there is nothing to show any more. */
  preview: Foreseen | null;
}

/** A change that is not made, and the analysis of what it would make; null where that is unknown. */
export interface Foreseen extends Fix {
  analysis: Analysis | null;
}

/** What was found about revision `rev` of the design; 0 before the first analysis. */
export interface Findings {
  rev: number;
  diagnostics: Diagnostic[];
  /** What an import left out. */
  remarks: Diagnostic[];
  /** Whether the canvas is ahead of this. */
  stale: boolean;
}

/**
 * Source of revision `rev`. `reasons` say why it is not complete, or not in that style; a `problem`
 * why it is still that of an earlier revision, or none.
 */
export interface SourceView extends SourceSettings {
  rev: number;
  filename: string;
  /** Whether the design says how it is trained. */
  hasTraining?: boolean;
  /** Of a script that trains: its cells as a notebook. */
  cells?: NotebookCell[] | null;
  code: SourceCode | null;
  reasons: Diagnostic[];
  problem: string;
}

/** The answer to source that was typed, with the analysis of what it would make. */
export interface ReadingView extends Omit<Reading, "analysis"> {
  analysis: Analysis | null;
}

/**
 * The values of revision `rev`, and more of the call that is looked at; a `problem` says why there are
 * none. `busy`: others are being worked out.
 */
export interface FlowView {
  rev: number;
  values: FlowValues | null;
  detail: CallDetail | null;
  problem: string;
  busy: boolean;
}

/** The verdict on the answer that is kept as `draft`. */
export interface Verdict extends VerdictUpdate {
  draft: string;
}

/** `shown` counts the analyses that were drawn; `analysed` is the revision of the last. */
export interface Drawn {
  draft: string;
  rev: number;
  analysed: number;
  shown: number;
}

type Listener<T> = (value: T) => void;

const REMEMBERED: ReadonlySet<keyof Topics> = new Set([
  "catalogue",
  "selection",
  "hover",
  "analysis",
  "source",
  "look",
  "flow",
  "values",
  "reading",
  "preview",
  "draft",
  "readonly",
  "state",
  "verdict",
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
