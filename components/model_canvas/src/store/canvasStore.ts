/**
 * The state of one canvas, outside React and outside the component: it survives reruns, remounts
 * and page switches. Every change of the design goes through `edit`, which makes it undoable and
 * sends it to the server.
 */

import { createStore } from "zustand/vanilla";
import { type Design, emptyDesign, graphOf, lookup, MAIN } from "../../../shared/document";
import { freshToken } from "../../../shared/freshToken";
import type {
  Command,
  FlowLook,
  Lens,
  Look,
  Notice,
  Typed,
  Update,
} from "../../../shared/types.gen";
import { withPositions } from "../document/graphAccess";
import { previewOf } from "../document/preview";
import { Mirror } from "../live/mirror";
import {
  edited,
  outgoing,
  type Reception,
  reconnected,
  type Sync,
  sendAgain,
  unlinked,
} from "../live/sync";
import { settled } from "../view/drawnView";
import {
  analysisOf,
  type CanvasState,
  type CanvasStore,
  type Host,
  NO_CUSTOM,
  type Step,
  type ViewRequest,
} from "./canvasState";
import { complete, patched, placed, trailTo } from "./designChanges";
import { flowNews, flowWanted } from "./flowReceiving";
import { takenBack, withStep } from "./history";
import { isReadonly } from "./looking";
import { costNews, documentNews, place, sourceNews, statusNews, withOwn } from "./receiving";
import { isRedrawn } from "./redrawn";

const COALESCE_MS = 1000;

/** A socket that cannot keep up is looked at again after this. */
const BUSY_MS = 30;

/** So many questions are kept while the server cannot be reached. */
const WISHES = 20;

/** What a page that only looks has to say of its design. */
const QUIET = { messages: [], sync: undefined };

/** Make a store that listens to nothing but its methods. */
export function createCanvasStore(key: string): CanvasStore {
  let host: Host | null = null;
  let lastCoalesce: { key: string; at: number } | null = null;
  let counter = 0;
  let dismissed: string | null = null;
  let told: string | null = null;
  let later: ReturnType<typeof setTimeout> | undefined;
  let wishes: Command[] = [];
  /** What is looked at, and what was typed and is not answered. */
  const open: {
    look: Look | null;
    lens: Lens | null;
    flow: FlowLook | null;
    typed: Typed | null;
  } = {
    look: null,
    lens: null,
    flow: null,
    typed: null,
  };
  const mirror = new Mirror((what) => host?.send({ type: "again", what }));

  return createStore<CanvasState>()((set, get) => {
    /** Send what is to be sent, and change the state, of which all that is drawn then hears. */
    const commit = (changes: Partial<CanvasState>, sync: Sync = get().sync) => {
      // What a reader changes of how it is looked at stays here.
      const silent = isReadonly({ ...get(), ...changes });
      const out = host === null || host.isBusy() ? null : silent ? QUIET : outgoing(sync);
      for (const message of out?.messages ?? []) host?.send(message);
      set({ ...changes, sync: out?.sync ?? sync });
      if (out === null && host !== null) {
        clearTimeout(later);
        later = setTimeout(() => commit({}), BUSY_MS);
      }
    };

    /** How far the two sides are with a design in the place of the one that is shown. */
    const changed = (design: Design, label: string, silent = false): Sync =>
      edited(get().sync, design, { label, silent });

    const travel = (from: "past" | "future", to: "past" | "future", verb: string) => {
      const state = get();
      if (isReadonly(state)) return;
      const step = state[from].at(-1);
      if (!step) return;
      lastCoalesce = null;
      const { design, graph, selection } = state;
      const left = { [from]: state[from].slice(0, -1) };
      const next = takenBack(design, step);
      if (next === null) {
        const text = `"${step.label}" is left as it is: it was changed elsewhere since.`;
        set({ ...left, announcement: { text } });
        get().notify("warning", text);
        return;
      }
      const { label, whole } = step;
      const back: Step = {
        label,
        before: design,
        after: next,
        graph,
        selection,
        ...(whole && { whole }),
      };
      const changes: Partial<CanvasState> = {
        ...place(state, next, step.graph, step.selection),
        ...left,
        [to]: withStep(state[to], back),
        announcement: { text: `${verb}: ${step.label}` },
      };
      if (whole && isRedrawn(design, next, step.graph)) changes.viewRequest = overview();
      commit(changes, changed(next, `${verb}: ${step.label}`));
    };

    const overview = (): ViewRequest => {
      counter += 1;
      return { id: counter, nodes: "overview" };
    };

    return {
      key,
      mode: "edit",
      taught: [],
      readonly: false,
      withdrawn: false,
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
      ready: [],
      kept: [],
      sync: unlinked(emptyDesign()),
      opened: 0,
      analysis: null,
      source: null,
      costs: null,
      flow: null,
      flowPlace: null,
      verdict: null,
      answer: null,
      worker: { state: "warming", message: "" },
      notice: null,
      suggestion: null,
      given: null,
      saved: null,
      remarks: [],
      windows: 1,
      offline: false,
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
        const reads = isReadonly(state);
        if (reads && !options.looks) return false;
        const design = placed(state, change);
        if (design === state.design) return false;
        const now = Date.now();
        const joined =
          options.coalesce !== undefined &&
          lastCoalesce?.key === options.coalesce &&
          now - lastCoalesce.at < COALESCE_MS;
        lastCoalesce = options.coalesce === undefined ? null : { key: options.coalesce, at: now };
        const { graph, selection, past } = state;
        const sync = changed(design, label);
        const seq = sync.edits.at(-1)?.seq;
        const step = { label, before: state.design, graph, selection };
        const [steps, first] = joined ? [past.slice(0, -1), past.at(-1) ?? step] : [past, step];
        const chosen = typeof options.select === "function" ? options.select() : options.select;
        const changes = {
          ...place(state, design, options.graph ?? graph, chosen ?? selection),
          past: reads
            ? past
            : withStep(steps, { ...first, after: design, ...(seq !== undefined && { seq }) }),
          future: [],
        };
        commit(changes, sync);
        return true;
      },

      arrange(graph, places) {
        const design = withPositions(get().design, graph, places);
        commit({ design }, changed(design, "Arrange", true));
      },

      applyFix(fix) {
        try {
          return get().edit(fix.title, (design) => patched(design, fix));
        } catch {
          get().announce(`The design has changed since; "${fix.title}" no longer fits it.`);
          return false;
        }
      },

      offer(keras, gallery, template, ready = []) {
        set({ keras, gallery, template, ready, catalogue: withOwn(keras, get().custom) });
      },

      foresee(fix) {
        const { design, graph, catalogue, preview } = get();
        if (fix === null || isReadonly(get())) {
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

      command({ type, ...what }) {
        if (isReadonly(get()) && type !== "excerpt") return;
        const message: Command = { type: "command", command: type, ...what };
        if (host) host.send(message);
        else wishes = [...wishes, message].slice(-WISHES);
      },

      say(message) {
        if (message.type === "look") open.look = message;
        else if (message.type === "lens") open.lens = message;
        else if (message.type === "flow") {
          open.flow = message;
          set(flowWanted(get(), message));
        } else open.typed = message;
        host?.send(message);
      },

      reading(what, problem) {
        const notice: Notice | null = problem
          ? { id: freshToken(), severity: "error", text: problem }
          : null;
        // A notice about the last file says nothing about this one.
        dismissed = get().notice?.id ?? dismissed;
        set({ busy: what, notice });
      },

      notify: (severity, text) => set({ notice: { id: freshToken(), severity, text } }),

      dismissNotice() {
        dismissed = get().notice?.id ?? null;
        set({ notice: null });
      },

      attach(next) {
        host = next;
        if (host === null) {
          clearTimeout(later);
          set({ sync: reconnected(get().sync) });
          return;
        }
        if (open.look) host.send(open.look);
        if (open.lens?.settings) host.send(open.lens);
        if (open.flow?.settings) host.send(open.flow);
        commit({});
        for (const wish of wishes.splice(0)) host.send(wish);
        if (open.typed?.text) host.send(open.typed);
      },

      receive(update) {
        const state = get();
        const { document, status, analysis, source, piece, excerpt } = update;
        const news = document && documentNews(state, document);
        const changes: Partial<CanvasState> = { ...news?.changes };
        const now = { ...state, ...changes };
        if (piece) changes.given = { piece };
        else if (excerpt !== undefined) changes.given = { excerpt };
        if (status) Object.assign(changes, statusNews(now, status), noticeIn(update, now));
        if (analysis) {
          const result = mirror.analysis(analysis);
          if (result) changes.analysis = { rev: analysis.rev, result };
        }
        if (update.blocks) changes.kept = update.blocks;
        if (source) Object.assign(changes, sourceNews(state, source, mirror));
        if (update.cost) Object.assign(changes, costNews(state, update.cost, mirror));
        if (update.verdict) changes.verdict = update.verdict;
        if (update.flow && open.flow?.settings) changes.flow = flowNews(state, update.flow);
        if (update.reading) {
          changes.answer = mirror.reading(update.reading);
          if (open.typed?.id === update.reading.id) open.typed = null;
        }
        if (news?.reception.replaced) lastCoalesce = null;
        if (news && isAnother(news.reception, now.graph)) {
          changes.viewRequest = overview();
        }
        let sync = changes.sync ?? state.sync;
        if (news && news.reception.named.length > 0 && !isReadonly(now)) {
          const design = complete(now.design);
          if (design !== now.design) {
            sync = edited(sync, design, { label: "Place", silent: true });
            changes.design = design;
          }
        }
        commit(changes, sync);
        if (news?.reception.again) host?.send({ type: "again", what: "document" });
      },

      resend: (seq) => commit({}, sendAgain(get().sync, seq)),
    };

    /** What a status says to the user: what was closed is not said again. */
    function noticeIn({ status }: Update, now: CanvasState): Partial<CanvasState> {
      const notice = status?.notice;
      if (notice === undefined) return {};
      if (notice === null) return now.notice && now.notice.id === told ? { notice } : {};
      told = notice.id;
      return notice.id === dismissed ? {} : { notice, ...(status?.busy ? {} : { busy: null }) };
    }
  });
}

/** Whether the server has put another drawing in the place of the one that was in view. */
function isAnother({ replaced, named }: Reception, graph: string): boolean {
  return replaced || named.some(({ before, after }) => isRedrawn(before, after, graph));
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
