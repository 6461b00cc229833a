/** What an update of the server makes of the state; see `components/live_protocol.py`. */

import { type Catalogue, extended, readEntry } from "../../../shared/catalogue";
import { type Design, graphOf, MAIN } from "../../../shared/document";
import { freshToken } from "../../../shared/freshToken";
import type {
  CostUpdate,
  Custom,
  DocumentUpdate,
  SourceUpdate,
  Status,
} from "../../../shared/types.gen";
import type { Mirror } from "../live/mirror";
import { type Reception, received, saved, shown } from "../live/sync";
import { reuse } from "../view/reuse";
import type { CanvasState, Step } from "./canvasState";
import { withStep } from "./history";

type Changes = Partial<CanvasState>;

/** Put a design in place, wherever it came from, and keep what is viewed and selected valid. */
export function place(
  state: Pick<CanvasState, "selectedEdges">,
  design: Design,
  graph: string,
  selection: string[],
): Pick<CanvasState, "design" | "graph" | "selection" | "selectedEdges"> {
  const found = graphOf(design, graph) ? graph : MAIN;
  const nodes = graphOf(design, found)?.nodes ?? {};
  const kept = selection.filter((id) => Object.hasOwn(nodes, id));
  const selectedEdges = state.selectedEdges.length === 0 ? state.selectedEdges : [];
  return {
    design,
    graph: found,
    selection: kept.length === selection.length ? selection : kept,
    selectedEdges,
  };
}

/** The state after news of the document, and what is to be done about them. */
export function documentNews(
  state: CanvasState,
  update: DocumentUpdate,
): { changes: Changes; reception: Reception } {
  const reception = received(state.sync, update);
  const { sync, replaced, named, refused, lost } = reception;
  const changes: Changes = { sync };
  const design = sync.epoch === null ? state.design : shown(sync);
  const { graph, selection } = state;
  const step = (label: string, before: Design, after: Design): Step => {
    return { label, before, after, graph, selection, whole: true };
  };
  if (replaced) {
    Object.assign(changes, place(state, design, MAIN, []));
    const kept = step("Open a design", state.design, design);
    if (hasContent(state.design)) changes.past = withStep(state.past, kept);
    changes.future = [];
    changes.opened = state.opened + 1;
    changes.analysis = null;
    changes.notice = null;
    changes.busy = null;
  } else if (design !== state.design) {
    Object.assign(changes, place(state, design, graph, selection));
  }
  if (sync.epoch !== state.sync.epoch) {
    // Revisions are counted anew: what is known is older than the first.
    if (!replaced && state.analysis) changes.analysis = { ...state.analysis, rev: 0 };
    if (state.source) changes.source = { ...state.source, rev: 0 };
    if (replaced) changes.costs = null;
  }
  for (const { title, before, after } of named) {
    changes.past = withStep(changes.past ?? state.past, step(title, before, after));
    changes.future = [];
    changes.busy = null;
  }
  const told = refused.filter(({ edit }) => !edit.silent && !replaced);
  if (told.length > 0) {
    const gone = new Set(told.map(({ edit }) => edit.seq));
    const past = changes.past ?? state.past;
    changes.past = past.filter(({ seq }) => seq === undefined || !gone.has(seq));
    const labels = [...new Set(told.map(({ edit }) => `"${edit.label}"`))].join(", ");
    changes.notice = warning(`${told[0]?.reason} Not taken over: ${labels}.`);
  }
  if (lost && !replaced) {
    const kept = step("Take over what the server has", state.design, design);
    changes.past = withStep(changes.past ?? state.past, kept);
    changes.notice = warning(LOST);
  }
  return { changes, reception };
}

const LOST =
  "The design was changed elsewhere while the server could not be reached, and not all of your last edits fit it. Undo brings yours back.";

/** The state after news of everything else that is shown. */
export function statusNews(state: CanvasState, status: Status): Changes {
  const { worker, windows, remarks, choice, custom } = status;
  const changes: Changes = {};
  if (worker) changes.worker = worker;
  if (windows !== undefined) changes.windows = windows;
  if (status.readonly !== undefined) changes.readonly = status.readonly;
  if (status.withdrawn !== undefined) changes.withdrawn = status.withdrawn;
  if (remarks) changes.remarks = remarks;
  if (status.saved) {
    changes.saved = status.saved;
    changes.sync = saved(state.sync, status.saved.rev);
  }
  if (choice !== undefined) {
    changes.choice = choice?.id === state.answered ? null : choice;
    if (changes.choice) changes.busy = null;
  }
  if (custom) {
    const next = reuse(state.custom, custom);
    changes.custom = next;
    if (next.entries !== state.custom.entries) changes.catalogue = withOwn(state.keras, next);
  }
  if (status.busy !== undefined) changes.busy = status.busy;
  return changes;
}

/** The state after news of source. */
export function sourceNews(state: CanvasState, update: SourceUpdate, mirror: Mirror): Changes {
  const code = mirror.source(update);
  if (code === undefined) return {};
  const { rev, style, fold, training, filename, reasons = [], problem = "" } = update;
  const { has_training: hasTraining, cells = null } = update;
  const settings = { style, fold, training, hasTraining };
  return {
    source: reuse(state.source, { rev, ...settings, filename, code, cells, reasons, problem }),
  };
}

/** The state after news of costs. */
export function costNews(state: CanvasState, update: CostUpdate, mirror: Mirror): Changes {
  const costs = mirror.costs(update);
  if (costs === undefined) return {};
  const { rev, settings, problem = "" } = update;
  return { costs: reuse(state.costs, { rev, settings, costs, problem }) };
}

/** What Keras has, with the layers of the design's own. */
export function withOwn(keras: Catalogue | null, custom: Custom): Catalogue | null {
  return keras && extended(keras, custom.entries.map(readEntry));
}

function warning(text: string) {
  return { id: freshToken(), severity: "warning" as const, text };
}

function hasContent(design: Design): boolean {
  return Object.keys(design.main.nodes).length > 0 || Object.keys(design.models).length > 0;
}
