/**
 * The messages between Python and the canvas, and how the canvas takes them in.
 *
 * `rev` is raised by Python when it changes the document (gallery, open, draft loaded); `seq` counts
 * the browser's edits within a `rev`. Edits of an older `rev` are refused by Python, analyses of an
 * older `rev` or `seq` are ignored here. A changed `session` means that the server was restarted and
 * knows nothing: the browser, which holds the design, sends it back.
 */

import type { Analysis, Design, Fix } from "../../../shared/document";
import type { EntryJson } from "../../../shared/types.gen";

export interface WorkerState {
  state: "warming" | "ready" | "restarted" | "failed";
  message: string;
}

export interface Notice {
  id: string;
  severity: "error" | "warning" | "info";
  text: string;
}

export interface SaveState {
  state: string;
  at: string | null;
}

/** Analysis of the document as it was at `rev` and `seq`. */
export interface VersionedAnalysis {
  rev: number;
  seq: number;
  result: Analysis;
}

/** An edit that Python worked out; made once for each `id`. */
export interface Change extends Fix {
  id: string;
  /** What was found out of the design as it is: no step of the history. */
  silent?: boolean;
}

/** What Python knows of a design's own classes. */
export interface CustomData {
  /** Those that are layers, as the catalogue has them. */
  entries: EntryJson[];
  /** Whether their code may run: none is used, never on this server, once the user says so, yes. */
  consent: "none" | "forbidden" | "needed" | "given";
  /** What is being done to build them; empty if nothing is. */
  building: string;
}

export const NO_CUSTOM: CustomData = { entries: [], consent: "none", building: "" };

/** One of several models of a text. */
export interface Offer {
  /** What asks for it. */
  name: string;
  /** What it is called in the text; several may be called so. */
  title: string;
  line: number;
  /** "Sequential", "Functional", or a class of the text. */
  kind: string;
  /** Such as "Dense 10", in order; the first of very many. */
  layers: string[];
  count: number;
  /** Whether it is the one that is meant, as far as the text tells. */
  likely: boolean;
}

/** Models of one text, of which the user is asked for one. */
export interface Choice {
  id: string;
  name: string;
  models: Offer[];
}

/** Python to canvas: the component's `data`. */
export interface CanvasData {
  key: string;
  session: string;
  rev: number;
  seq: number;
  doc: Design | null;
  analysis: VersionedAnalysis | null;
  worker: WorkerState;
  notice: Notice | null;
  saved: SaveState | null;
  /** What is being read that will come onto the canvas. */
  busy: string | null;
  change: Change | null;
  choice: Choice | null;
  custom: CustomData;
}

/** Canvas to Python: the trigger `edit`. */
export interface EditMessage {
  session: string;
  rev: number;
  seq: number;
  doc: Design;
  adopt?: true;
}

/** Canvas to Python: the trigger `command`. */
export interface CommandMessage {
  id: string;
  type:
    | "gallery"
    | "open"
    | "new"
    | "import"
    | "source"
    | "choose"
    | "application"
    | "open_up"
    | "edit_code";
  /** Of a gallery entry, a file, a model of `keras.applications`, or of several in one text. */
  name?: string;
  /** Of an opened file: a design, what describes the model in it, or Python source. */
  text?: string;
  /** Where what is to be opened up stands. */
  graph?: string;
  operation?: string;
}

/** How far the two sides are. */
export interface Link {
  session: string | null;
  rev: number;
  /** Of the browser's last edit. */
  seq: number;
  /** The last edit that Python has. */
  acknowledged: number;
  analysis: VersionedAnalysis | null;
}

/** What to do about `data`. */
interface Reception {
  link: Link;
  /** Python's document, when it takes the place of the browser's. */
  replace: Design | null;
  /** The browser's document must be sent back to a server that has lost it. */
  adopt: boolean;
}

export const UNLINKED: Link = { session: null, rev: 0, seq: 0, acknowledged: 0, analysis: null };

/** Take in what Python sent. */
export function receive(link: Link, data: CanvasData): Reception {
  if (link.session !== null && data.session !== link.session) {
    const fresh = { ...link, session: data.session, rev: data.rev, acknowledged: data.seq };
    return {
      link: { ...fresh, seq: Math.max(link.seq, data.seq) + 1 },
      replace: null,
      adopt: true,
    };
  }
  const known = link.session === data.session;
  if (!known || data.rev > link.rev) {
    const next: Link = {
      session: data.session,
      rev: data.rev,
      seq: data.seq,
      acknowledged: data.seq,
      analysis: data.analysis?.rev === data.rev ? data.analysis : null,
    };
    return { link: next, replace: data.doc, adopt: false };
  }
  if (data.rev < link.rev) return { link, replace: null, adopt: false };
  const next: Link = {
    ...link,
    acknowledged: Math.max(link.acknowledged, data.seq),
    analysis: newer(link, data.analysis) ? data.analysis : link.analysis,
  };
  return { link: next, replace: null, adopt: false };
}

/** Whether the analysis on the canvas is behind the document. */
export function isStale(link: Link): boolean {
  return link.analysis === null || link.analysis.seq < link.seq;
}

function newer(link: Link, analysis: VersionedAnalysis | null): boolean {
  if (analysis === null || analysis.rev !== link.rev || analysis.seq > link.seq) return false;
  return link.analysis === null || analysis.seq >= link.analysis.seq;
}
