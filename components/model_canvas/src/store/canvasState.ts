/** The state of a canvas and its methods; `canvasStore.ts` implements them. */

import type { StoreApi } from "zustand/vanilla";
import type { FlowView, Foreseen, ReadingView, SourceView } from "../../../shared/bus";
import type { Catalogue, GalleryItem, ReadyBlock, Template } from "../../../shared/catalogue";
import type { Analysis, Design, Diagnostic, Fix } from "../../../shared/document";
import type {
  Choice,
  Command,
  Costs,
  Custom,
  FlowLook,
  FlowPlace,
  KeptBlock,
  Lens,
  LensSettings,
  Look,
  Notice,
  Saved,
  Typed,
  Update,
  VerdictUpdate,
  Worker,
} from "../../../shared/types.gen";
import type { Preview } from "../document/preview";
import type { PageMessage } from "../live/socket";
import type { Sync } from "../live/sync";
import { isReadonly, type Mode } from "./looking";

/** Where edits and commands go. */
export interface Host {
  send(message: PageMessage): void;
  /** Whether it cannot keep up at present. */
  isBusy(): boolean;
}

/** What is asked of the server; see `components/live_protocol.py`. */
export type Wish = Omit<Command, "type" | "command"> & { type: Command["command"] };

/** The analysis of revision `rev`. */
export interface RevisedAnalysis {
  rev: number;
  result: Analysis;
}

/** What one step of the history did, and where the user was looking before it. */
export interface Step {
  label: string;
  before: Design;
  after: Design;
  graph: string;
  selection: string[];
  /** The number of the edit by which the server knows it. */
  seq?: number;
  /** The server has put another drawing there: back and forth, it is to be seen whole. */
  whole?: boolean;
}

/** What revision `rev` costs, counted for `settings`; where it could not be counted, a `problem`. */
export interface RevisedCosts {
  rev: number;
  settings: LensSettings;
  costs: Costs | null;
  problem: string;
}

export const NO_CUSTOM: Custom = { entries: [], consent: "none", building: "" };

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
  /** It changes how the drawing is looked at: who may not change it does so here alone. */
  looks?: boolean;
}

/**
 * What shall be in view: some nodes, all of them, as many from the beginning as can be read, or what is
 * selected, as large as it fits.
 */
export type View = string[] | "all" | "overview" | "selection";

/** Something that the server gives to this page alone. */
export interface Given {
  piece?: Design;
  excerpt?: string;
}

/** A further step that is offered after an edit, for as long as the design is what that edit made it. */
export interface Suggestion {
  /** What happened, and what is not as it may have been meant. */
  text: string;
  /** What the button says. */
  button: string;
  /** The design that the edit made. */
  design: Design;
  act: () => void;
}

/** Request to bring nodes into view, fulfilled by the canvas. */
export interface ViewRequest {
  id: number;
  nodes: View;
}

export interface CanvasState {
  key: string;
  mode: Mode;
  /** Names of layers that a lesson points at, or patterns of them. */
  taught: readonly string[];
  /** Whether the server takes no edits of this page. */
  readonly: boolean;
  /** Whether the link that the page came by was withdrawn. */
  withdrawn: boolean;
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
  custom: Custom;
  gallery: GalleryItem[];
  /** Blocks that come along. */
  ready: ReadyBlock[];
  /** Blocks that the user keeps. */
  kept: KeptBlock[];
  /** How far the two sides are. */
  sync: Sync;
  /** Counts the documents that took the place of the one before. */
  opened: number;
  /** Of the newest revision whose analysis is known. */
  analysis: RevisedAnalysis | null;
  /** The source, while somebody looks at it. */
  source: SourceView | null;
  /** The costs, while somebody looks at them. */
  costs: RevisedCosts | null;
  /** The values of tensors, while somebody looks at them. */
  flow: FlowView | null;
  /** The call whose values are looked at. */
  flowPlace: FlowPlace | null;
  /** What a check says of it, where it is the answer to an exercise. */
  verdict: VerdictUpdate | null;
  /** The last answer to source that was typed. */
  answer: ReadingView | null;
  worker: Worker;
  notice: Notice | null;
  suggestion: Suggestion | null;
  /** What this page asked the server for: calls to paste, or Python to copy. */
  given: Given | null;
  saved: Saved | null;
  /** What an import left out. */
  remarks: Diagnostic[];
  /** How many pages have the draft open. */
  windows: number;
  /** Whether the server cannot be reached. */
  offline: boolean;
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
  /** Take in what can be put on the canvas. */
  offer(
    keras: Catalogue,
    gallery: GalleryItem[],
    template: Template | null,
    ready?: ReadyBlock[],
  ): void;
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
  /** Ask the server for a document; it answers with one, or with a notice. */
  command(wish: Wish): void;
  /** Tell the server what is looked at, or what was typed. */
  say(message: Look | Typed | Lens | FlowLook): void;
  /** Say that a file is being read, and then nothing or what is wrong with it. */
  reading(what: string | null, problem?: string): void;
  /** Show a sentence over the canvas. */
  notify(severity: Notice["severity"], text: string): void;
  dismissNotice(): void;
  /** Connect to where edits go; what is under way is sent. Null: there is no connection. */
  attach(host: Host | null): void;
  /** Take in what the server sent. */
  receive(update: Update): void;
  /** Send all edits from this one on once more. */
  resend(seq: number): void;
}

export type CanvasStore = StoreApi<CanvasState>;

/** The analysis of the design as it is, or as it was just before the last edits. */
export function analysisOf(state: CanvasState): Analysis | null {
  return state.analysis?.result ?? null;
}

/** The analysis of what is drawn. */
export function shownAnalysisOf(state: CanvasState): Analysis | null {
  return state.preview ? state.preview.analysis : analysisOf(state);
}

/** What is drawn: the design, or what edited code would make of it. */
export function shownOf(state: CanvasState): Design {
  return state.preview?.design ?? state.design;
}

/** The revision whose shapes are shown. */
export function analysedOf(state: CanvasState): number {
  return state.analysis?.rev ?? 0;
}

/** Whether the analysis is behind the design. */
export function staleOf(state: CanvasState): boolean {
  const { sync, analysis } = state;
  const ahead = sync.edits.length > 0 && !isReadonly(state);
  return ahead || analysis === null || analysis.rev < sync.rev;
}
