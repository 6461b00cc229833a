/** The state of a canvas and its methods; `canvasStore.ts` implements them. */

import type { StoreApi } from "zustand/vanilla";
import type { Foreseen } from "../../../shared/bus";
import type { Catalogue, GalleryItem, Template } from "../../../shared/catalogue";
import type { Analysis, Design, Fix } from "../../../shared/document";
import type { Preview } from "../document/preview";
import {
  type CanvasData,
  type Choice,
  type CommandMessage,
  type CustomData,
  type EditMessage,
  isStale,
  type Link,
  type Notice,
  type SaveState,
  type WorkerState,
} from "./protocol";

/** Where edits and commands go: Streamlit, or the dev page's stand-in. */
export interface Host {
  edit(message: EditMessage): void;
  command(message: CommandMessage): void;
}

/** A design as it was before a step, and where the user was looking. */
export interface Step {
  label: string;
  design: Design;
  graph: string;
  selection: string[];
}

export interface EditOptions {
  /** Edits of one key in quick succession are one step of the history (typing, arrow keys). */
  coalesce?: string;
  /**
   * What is selected afterwards; without it, what is left of the selection. A function is asked
   * once the change is made, for nodes that it creates.
   */
  select?: string[] | (() => string[]);
  /** The graph shown afterwards. */
  graph?: string;
}

/** What shall be in view: some nodes, all of them, or as many from the beginning as can be read. */
export type View = string[] | "all" | "overview";

/** Request to bring nodes into view, fulfilled by the canvas. */
export interface ViewRequest {
  id: number;
  nodes: View;
}

export interface CanvasState {
  key: string;
  design: Design;
  /** Id of the graph being viewed: "main" or a definition. */
  graph: string;
  /** The graphs through which one came to it, from the main graph on. */
  trail: string[];
  /** Selected nodes of that graph. */
  selection: string[];
  /** Selected edges of that graph, by id (see `document/traversal`). */
  selectedEdges: string[];
  /** What Keras has and what the design has of its own. */
  catalogue: Catalogue | null;
  /** What Keras has. */
  keras: Catalogue | null;
  /** What a new custom layer begins with. */
  template: Template | null;
  custom: CustomData;
  gallery: GalleryItem[];
  link: Link;
  worker: WorkerState;
  notice: Notice | null;
  saved: SaveState | null;
  /** What is being read that will come onto the canvas. */
  busy: string | null;
  /** Models of a text, of which one is to be chosen. */
  choice: Choice | null;
  /** The last question of that kind that the user answered. */
  answered: string | null;
  /** What edited code would make of the design; drawn in its place. */
  preview: Preview | null;
  past: Step[];
  future: Step[];
  /** Said to screen readers; a new object each time, so that the same words are said again. */
  announcement: { text: string };
  viewRequest: ViewRequest | null;
  /** Whether a layout is being worked out. */
  tidying: boolean;

  /** Change the design; returns whether anything changed. */
  edit(label: string, change: (design: Design) => Design, options?: EditOptions): boolean;
  /** Put nodes of a graph that came without places where a layout has them; no step of the history. */
  arrange(graph: string, places: Record<string, [number, number]>): void;
  /** Apply a diagnostic's fix as an ordinary edit. */
  applyFix(fix: Fix): boolean;
  /** Write down what was found out of the design as it is; no step of the history. */
  settle(fix: Fix): boolean;
  /** Take in what can be put on the canvas. */
  offer(keras: Catalogue, gallery: GalleryItem[], template: Template | null): void;
  /** Show what a fix would make of the design, without making it; null: nothing any more. */
  foresee(fix: Foreseen | null): void;
  undo(): void;
  redo(): void;
  select(nodes: string[], edges?: string[]): void;
  /** View another graph of the design. */
  open(graph: string): void;
  /** Show a graph, select nodes in it and bring them into view. */
  focus(graph: string, nodes: string[]): void;
  requestView(nodes: View): void;
  announce(text: string): void;
  /** Ask Python for a document; it answers by raising `rev`, or with a notice. */
  command(command: Omit<CommandMessage, "id">): void;
  /** Say that a file is being read, and then nothing or what is wrong with it. */
  reading(what: string | null, problem?: string): void;
  dismissNotice(): void;
  /** Take in what Python sent. */
  receive(data: CanvasData): void;
  /** Connect to where edits go; returns the way to disconnect. */
  attach(host: Host): () => void;
  /** Send the document once more, if Python lags behind it. */
  resend(): void;
}

export type CanvasStore = StoreApi<CanvasState>;

/** The analysis of the design as it is, or as it was just before the last edits. */
export function analysisOf(state: CanvasState): Analysis | null {
  return state.link.analysis?.result ?? null;
}

/** The analysis of what is drawn. */
export function shownAnalysisOf(state: CanvasState): Analysis | null {
  return state.preview ? state.preview.analysis : analysisOf(state);
}

/** What is drawn: the design, or what edited code would make of it. */
export function shownOf(state: CanvasState): Design {
  return state.preview?.design ?? state.design;
}

/** Number of the last edit whose shapes are shown. */
export function analysedOf(state: CanvasState): number {
  return state.link.analysis?.seq ?? 0;
}

/** Whether the analysis is behind the design. */
export function staleOf(state: CanvasState): boolean {
  return isStale(state.link);
}
