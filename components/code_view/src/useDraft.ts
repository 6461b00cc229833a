/**
 * Source that the user has edited and not applied. It outlives a change of tabs and a refresh: the
 * page's session storage holds it, beside the generated source that it began from.
 */

import { useCallback, useEffect, useRef, useState } from "react";
import { bus, type ReadingView } from "../../shared/bus";
import type { Fix } from "../../shared/document";
import type { Typed } from "../../shared/types.gen";

/** What a source is of. */
export interface Subject {
  /** Where the page's session storage holds what was typed over it; null until that is known. */
  key: string | null;
  /** What applying it is called in the history. */
  title: string;
  /** Whether the canvas shows what would change. */
  previews: boolean;
  /** After so many milliseconds without a key, what was typed is read. */
  pause: number;
  /** Whether a text is read only once the one before is, and its answer shown until the next. */
  inTurn: boolean;
}

/** The source of the model of a draft, by its id: undefined or empty until it is known. */
export function modelOf(draft: string | undefined): Subject {
  return { ...MODEL, key: draft ? `layerloom-source ${draft}` : null };
}

const MODEL: Subject = {
  key: null,
  title: "Edit the code",
  previews: true,
  // Whoever types faster than there are answers is asked about once for each answer anyway.
  pause: 0,
  inTurn: true,
};

/**
 * The new source after an edit was applied is not waited for longer than this; what was typed is read
 * again after it, since questions and answers get lost where a connection breaks.
 */
const PATIENCE_MS = 5000;

/** What edited source would change in the design. */
export type Reading = Omit<ReadingView, "rev">;

/** What is said of the source; the line stands apart from the message. */
export type Note = Reading["notes"][number];

/** What is told to Python: a text to read, or that there is none any more. */
export type Edited = Omit<Typed, "type">;

export interface Draft {
  /** What was typed; null where the source is as it was generated. */
  text: string | null;
  /** What was typed before a refresh and has come back late; the editor does not have it yet. */
  resumed: string | null;
  /** Whether the canvas has changed since the first key. */
  behind: boolean;
  /** Whether the design is being made what the text says. */
  applied: boolean;
  /** Of the text as it is now, or as it was a few keys before; null until there is an answer. */
  reading: Reading | null;
  type: (text: string) => void;
  apply: () => void;
  discard: () => void;
}

/** How source is written. */
export interface Settings {
  style: string;
  fold: boolean;
  /** Whether it trains the model. */
  training?: boolean;
}

interface Kept extends Settings {
  base: string;
  text: string;
}

/** What was found under a key; `before` is the source that was there until then. */
interface Stored {
  key: string | null;
  kept: Kept | null;
  before?: string | null | undefined;
}

/** The page is still being put together: nothing is asked of Python before this has passed. */
const MOUNT_MS = 50;

let last = Date.now();

/**
 * Follow what is typed over a generated source.
 *
 * @param source Null where there is none, undefined before anything is known of it.
 * @param onSettings Asks for source in other settings: those of what was typed before a refresh.
 * @param of What it is the source of.
 * @param rev Of the design; what was typed is read again when it is another one.
 */
export function useDraft(
  source: string | null | undefined,
  settings: Settings,
  reading: Reading | null,
  onEdited: (edited: Edited) => void,
  onSettings: (settings: Settings) => void,
  of: Subject,
  rev = 0,
): Draft {
  const { key, title, previews, pause, inTurn } = of;
  const [stored, setStored] = useState<Stored>(() => ({ key, kept: restored(key) }));
  const [kept, setKept] = useState(stored.kept?.base === source ? stored.kept : null);
  const [resumed, setResumed] = useState<string | null>(null);
  // What was typed over source that is not known yet, or in another style, waits for that source.
  const waits = source === undefined || differs(stored.kept, settings);
  const awaited = useRef(waits ? stored.kept : null);
  if (stored.key !== key) {
    // Another draft is shown, and its source may come later than its name.
    const found = { key, kept: kept === null ? restored(key) : null, before: source };
    awaited.current = found.kept;
    setStored(found);
  }
  const ask = useRef(onSettings);
  ask.current = onSettings;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what waits is what was stored
  useEffect(() => {
    const { current } = awaited;
    if (current === null) return;
    const timer = setTimeout(() => ask.current(current), MOUNT_MS);
    return () => clearTimeout(timer);
  }, [stored]);
  const { style, fold, training = false } = settings;
  useEffect(() => {
    if (awaited.current === null || source === undefined) return;
    if (differs(awaited.current, { style, fold, training })) return;
    if (awaited.current.base === source) {
      setKept(awaited.current);
      setResumed(awaited.current.text);
    } else if (source === stored.before) return;
    awaited.current = null;
  }, [stored, source, style, fold, training]);
  const [applied, setApplied] = useState(false);
  const asked = useRef<Asked>(NOTHING);
  const tell = useRef(onEdited);
  tell.current = onEdited;

  const text = kept?.text ?? null;
  const told = inTurn ? reading?.id : undefined;
  useEffect(() => {
    if (typeof source === "string" && awaited.current === null) store(key, kept);
    if (text === null || applied) return;
    const { current } = asked;
    const isAsking = inTurn && current.id > 0 && current.id !== told;
    if (!isAsking && isOf(current, text, source, rev)) return;
    let timer: ReturnType<typeof setTimeout>;
    const ask = () => {
      last += 1;
      asked.current = { id: last, first: asked.current.first || last, text, source, rev };
      tell.current({ id: last, text });
      if (inTurn) timer = setTimeout(ask, PATIENCE_MS);
    };
    timer = setTimeout(ask, isAsking ? PATIENCE_MS : pause);
    return () => clearTimeout(timer);
  }, [kept, text, applied, source, key, rev, pause, inTurn, told]);

  const end = useCallback(() => {
    setKept(null);
    setApplied(false);
    asked.current = NOTHING;
    store(key, null);
  }, [key]);

  // Once the source has followed the design that was applied, it takes the place of what was typed.
  const before = useRef(source);
  useEffect(() => {
    if (applied && source !== before.current) end();
    before.current = source;
  }, [source, applied, end]);
  useEffect(() => {
    if (!applied) return;
    const timer = setTimeout(end, PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [applied, end]);

  const { id, first } = asked.current;
  const isAnswer = reading !== null && (inTurn ? reading.id >= first : reading.id === id);
  const found = text !== null && !applied && id > 0 && isAnswer ? reading : null;
  const newest = found?.id === id && text !== null && isOf(asked.current, text, source, rev);
  const patch = found?.patch?.length ? found.patch : null;
  const analysis = found?.analysis ?? null;
  const fix = useRef<Fix | null>(null);
  useEffect(() => {
    fix.current = patch && { title, patch: patch as unknown as Fix["patch"] };
    if (previews) bus().emit("preview", fix.current && { ...fix.current, analysis });
  }, [patch, analysis, title, previews]);
  useEffect(() => {
    if (previews) return () => bus().emit("preview", null);
  }, [previews]);

  const apply = () => {
    if (fix.current === null) return;
    const wanted = fix.current;
    setApplied(true);
    bus().emit("preview", null);
    bus().emit("fix", wanted);
    tell.current({ id: last, text: null });
  };
  // Keys that were typed and are not drawn yet: a busy page hears of Ctrl+Enter before it draws them.
  const undrawn = useRef<string | null>(null);
  useEffect(() => {
    if (undrawn.current === text) undrawn.current = null;
  }, [text]);
  const made = useRef(apply);
  made.current = apply;
  // What is to be applied is the text as it is: its answer is waited for.
  const [wished, setWished] = useState<string | null>(null);
  useEffect(() => {
    if (wished === null) return;
    if (newest && wished === text) made.current();
    if (newest || wished !== text) setWished(null);
  }, [wished, newest, text]);

  return {
    text,
    resumed,
    behind: kept !== null && !applied && source !== kept.base,
    applied,
    reading: found,
    type: useCallback(
      (typed: string) => {
        undrawn.current = typed === source ? null : typed;
        setKept((old) => {
          const base = old?.base ?? source;
          awaited.current = null;
          return typeof base !== "string" || typed === source
            ? null
            : { base, text: typed, style, fold, training };
        });
      },
      [source, style, fold, training],
    ),
    apply: () => {
      const typed = undrawn.current ?? text;
      if (typed === text && (newest || !inTurn)) apply();
      else setWished(typed);
    },
    discard: () => {
      end();
      tell.current({ id: last, text: null });
    },
  };
}

/** What was asked for last; `first` is the first question about the text that is being edited. */
interface Asked {
  id: number;
  first: number;
  text: string;
  source: string | null | undefined;
  rev: number;
}

const NOTHING: Asked = { id: 0, first: 0, text: "", source: null, rev: 0 };

function isOf(asked: Asked, text: string, source: Asked["source"], rev: number): boolean {
  return asked.id > 0 && asked.text === text && asked.source === source && asked.rev === rev;
}

function restored(key: string | null): Kept | null {
  if (key === null) return null;
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

function differs(kept: Kept | null, { style, fold, training = false }: Settings): boolean {
  if (kept === null) return false;
  return kept.style !== style || kept.fold !== fold || (kept.training ?? false) !== training;
}

function store(key: string | null, kept: Kept | null): void {
  if (key === null) return;
  try {
    if (kept === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // A browser may refuse storage; then a refresh loses what was typed.
  }
}
