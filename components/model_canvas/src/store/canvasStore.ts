/**
 * The state of one canvas, outside React and outside the component: it survives reruns, remounts
 * and page switches. Every change of the design goes through `edit`, which makes it undoable and
 * sends it to Python.
 */

import { createStore } from "zustand/vanilla";
import { type Catalogue, extended, readEntry } from "../../../shared/catalogue";
import { type Design, emptyDesign, graphOf, lookup, MAIN } from "../../../shared/document";
import { freshToken } from "../../../shared/freshToken";
import { withPositions } from "../document/graphAccess";
import { previewOf } from "../document/preview";
import { settled } from "../view/graphView";
import { reuse } from "../view/reuse";
import {
  analysisOf,
  type CanvasState,
  type CanvasStore,
  type Host,
  type Step,
} from "./canvasState";
import { patched, placed, trailTo } from "./designChanges";
import {
  type CanvasData,
  type CustomData,
  type EditMessage,
  NO_CUSTOM,
  receive,
  UNLINKED,
} from "./protocol";

const HISTORY = 200;
const COALESCE_MS = 1000;

/** Make a store that listens to nothing but its methods. */
export function createCanvasStore(key: string): CanvasStore {
  let host: Host | null = null;
  let lastCoalesce: { key: string; at: number } | null = null;
  let counter = 0;
  let dismissed: string | null = null;
  let changed: string | null = null;

  return createStore<CanvasState>()((set, get) => {
    const send = (adopt = false) => {
      const { link, design } = get();
      if (host === null || link.session === null) return;
      const message: EditMessage = {
        session: link.session,
        rev: link.rev,
        seq: link.seq,
        doc: design,
      };
      host.edit(adopt ? { ...message, adopt: true } : message);
    };

    /** Put a design in place, wherever it came from, and keep what is viewed and selected valid. */
    const place = (design: Design, graph: string, selection: string[]) => {
      const shown = graphOf(design, graph) ? graph : MAIN;
      const nodes = graphOf(design, shown)?.nodes ?? {};
      const kept = selection.filter((id) => Object.hasOwn(nodes, id));
      return { design, graph: shown, selection: kept, selectedEdges: [] };
    };

    /** Make the edit that Python worked out, once. */
    const make = ({ change, rev }: CanvasData) => {
      if (change === null || change.id === changed || rev !== get().link.rev) return;
      changed = change.id;
      if (change.silent) {
        get().settle(change);
        return;
      }
      if (get().applyFix(change)) return;
      const text = `The design has changed since, so "${change.title}" was not done.`;
      set({ notice: { id: freshToken(), severity: "warning", text } });
    };

    const travel = (from: "past" | "future", to: "past" | "future", verb: string) => {
      const state = get();
      const step = state[from].at(-1);
      if (!step) return;
      lastCoalesce = null;
      const { design, graph, selection } = state;
      const back: Step = { label: step.label, design, graph, selection };
      set({
        ...place(step.design, step.graph, step.selection),
        [from]: state[from].slice(0, -1),
        [to]: [...state[to], back],
        link: { ...state.link, seq: state.link.seq + 1 },
        announcement: { text: `${verb}: ${step.label}` },
      });
      send();
    };

    return {
      key,
      design: emptyDesign(),
      graph: MAIN,
      trail: [],
      selection: [],
      selectedEdges: [],
      catalogue: null,
      keras: null,
      template: null,
      custom: NO_CUSTOM,
      gallery: [],
      link: UNLINKED,
      worker: { state: "warming", message: "" },
      notice: null,
      saved: null,
      busy: null,
      choice: null,
      answered: null,
      preview: null,
      past: [],
      future: [],
      announcement: { text: "" },
      viewRequest: null,
      tidying: false,

      edit(label, change, options = {}) {
        const state = get();
        const design = placed(state, change);
        if (design === state.design) return false;
        const now = Date.now();
        const merged =
          options.coalesce !== undefined &&
          lastCoalesce?.key === options.coalesce &&
          now - lastCoalesce.at < COALESCE_MS;
        lastCoalesce = options.coalesce === undefined ? null : { key: options.coalesce, at: now };
        const { graph, selection } = state;
        const step: Step = { label, design: state.design, graph, selection };
        const chosen = typeof options.select === "function" ? options.select() : options.select;
        set({
          ...place(design, options.graph ?? graph, chosen ?? selection),
          past: merged ? state.past : [...state.past, step].slice(-HISTORY),
          future: [],
          link: { ...state.link, seq: state.link.seq + 1 },
        });
        send();
        return true;
      },

      arrange(graph, places) {
        set({ design: withPositions(get().design, graph, places) });
      },

      applyFix(fix) {
        try {
          return get().edit(fix.title, (design) => patched(design, fix));
        } catch {
          get().announce(`The design has changed since; "${fix.title}" no longer fits it.`);
          return false;
        }
      },

      settle(fix) {
        const state = get();
        try {
          const design = patched(state.design, fix);
          if (design === state.design) return false;
          const link = { ...state.link, seq: state.link.seq + 1 };
          set({ ...place(design, state.graph, state.selection), link });
        } catch {
          return false; // It was of a design that has changed since.
        }
        send();
        return true;
      },

      offer(keras, gallery, template) {
        set({ keras, gallery, template, catalogue: withOwn(keras, get().custom) });
      },

      foresee(fix) {
        const { design, graph, catalogue, preview } = get();
        if (fix === null) {
          if (preview) set({ preview: null });
          return;
        }
        const bare = lookup(design.positions, graph) === undefined;
        const analysis = analysisOf(get());
        const before = bare ? settled({ design, graphId: graph, catalogue, analysis }) : design;
        try {
          const preview = previewOf(before, patched(before, fix), analysis, fix.analysis);
          set({ preview, selection: [] });
        } catch {
          set({ preview: null });
        }
      },

      undo: () => travel("past", "future", "Undone"),
      redo: () => travel("future", "past", "Redone"),

      select(nodes, edges = []) {
        const state = get();
        if (same(state.selection, nodes) && same(state.selectedEdges, edges)) return;
        set({ selection: nodes, selectedEdges: edges });
      },

      open(graph) {
        const state = get();
        if (state.graph === graph || !graphOf(state.design, graph)) return;
        set({ graph, trail: trailTo(state, graph), selection: [], selectedEdges: [] });
      },

      focus(graph, nodes) {
        const state = get();
        const calls = graphOf(state.design, graph)?.nodes;
        if (!calls) return;
        const found = nodes.filter((id) => Object.hasOwn(calls, id));
        set({ graph, trail: trailTo(state, graph), selection: found, selectedEdges: [] });
        if (found.length > 0) get().requestView(found);
      },

      requestView(nodes) {
        counter += 1;
        set({ viewRequest: { id: counter, nodes } });
      },

      announce: (text) => set({ announcement: { text } }),

      command(command) {
        host?.command({ ...command, id: freshToken() });
      },

      reading(what, problem) {
        const told = problem && { id: freshToken(), severity: "error" as const, text: problem };
        // A notice about the last file says nothing about this one.
        dismissed = get().notice?.id ?? dismissed;
        set({ busy: what, notice: told || null });
      },

      dismissNotice() {
        dismissed = get().notice?.id ?? null;
        set({ notice: null });
      },

      receive(data) {
        const state = get();
        const { link: received, replace, adopt } = receive(state.link, data);
        const link = { ...received, analysis: reuse(state.link.analysis, received.analysis) };
        const { worker, saved, busy } = data;
        const choice = data.choice?.id === state.answered ? null : data.choice;
        const custom = reuse(state.custom, data.custom);
        if (custom !== state.custom) {
          const changes = custom.entries !== state.custom.entries;
          set({ custom, ...(changes && { catalogue: withOwn(state.keras, custom) }) });
        }
        const notice = data.notice?.id === dismissed ? null : (data.notice ?? state.notice);
        if (replace) {
          lastCoalesce = null;
          const { design, graph, selection } = state;
          const step: Step = { label: "Open a design", design, graph, selection };
          set({
            ...place(replace, MAIN, []),
            past: hasContent(design) ? [...state.past, step].slice(-HISTORY) : state.past,
            future: [],
            link,
            worker,
            saved,
            busy,
            choice,
            notice: data.notice,
          });
          get().requestView("overview");
        } else {
          set({ link, worker, saved, busy, choice, notice });
        }
        if (adopt) send(true);
        make(data);
      },

      attach(next) {
        host = next;
        return () => {
          if (host === next) host = null;
        };
      },

      resend: () => send(),
    };
  });
}

function withOwn(keras: Catalogue | null, custom: CustomData): Catalogue | null {
  return keras && extended(keras, custom.entries.map(readEntry));
}

function hasContent(design: Design): boolean {
  return Object.keys(design.main.nodes).length > 0 || Object.keys(design.models).length > 0;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
