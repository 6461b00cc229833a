/**
 * Source that the user has edited and not applied. It outlives a change of tabs and a refresh: the
 * page's session storage holds it, beside the generated source that it began from.
 */

import { useCallback, useEffect, useRef, useState } from "react";
import { bus } from "../../shared/bus";
import type { Analysis, Diagnostic, Fix } from "../../shared/document";

/** What a source is of. */
export interface Subject {
  /** Where the page's session storage holds what was typed over it. */
  key: string;
  /** What applying it is called in the history. */
  title: string;
  /** Whether the canvas shows what would change. */
  previews: boolean;
}

const MODEL: Subject = { key: "layerloom-source", title: "Edit the code", previews: true };

/** After this long without a key, what was typed is read. */
const PAUSE_MS = 350;

/** The new source is not waited for longer than this after an edit was applied. */
const PATIENCE_MS = 5000;

/** What is said of the source; the line stands apart from the message. */
export type Note = Pick<Diagnostic, "line" | "severity" | "message">;

/** What edited source would change in the design. */
export interface Reading {
  id: number;
  patch: Fix["patch"] | null;
  /** Of the design as it would be; null where nothing would change. */
  analysis: Analysis | null;
  added: number;
  removed: number;
  changed: number;
  renamed: number;
  notes: Note[];
}

/** What is told to Python: a text to read, or that there is none any more. */
export interface Edited {
  id: number;
  text: string | null;
}

export interface Draft {
  /** What was typed; null where the source is as it was generated. */
  text: string | null;
  /** What was typed before a refresh and has come back late; the editor does not have it yet. */
  resumed: string | null;
  /** Whether the canvas has changed since the first key. */
  behind: boolean;
  /** Whether the design is being made what the text says. */
  applied: boolean;
  /** Of the text as it is now; null until Python has answered. */
  reading: Reading | null;
  type: (text: string) => void;
  apply: () => void;
  discard: () => void;
}

/** How source is written. */
export interface Settings {
  style: string;
  fold: boolean;
}

interface Kept extends Settings {
  base: string;
  text: string;
}

/** The page is still being put together: nothing is asked of Python before this has passed. */
const MOUNT_MS = 50;

let last = Date.now();

/**
 * Follow what is typed over a generated source.
 *
 * @param onSettings Asks for source in other settings: those of what was typed before a refresh.
 * @param of What it is the source of.
 */
export function useDraft(
  source: string | null,
  settings: Settings,
  reading: Reading | null,
  onEdited: (edited: Edited) => void,
  onSettings: (settings: Settings) => void,
  of: Subject = MODEL,
): Draft {
  const { key, title, previews } = of;
  const [stored] = useState(() => restored(key));
  const [kept, setKept] = useState<Kept | null>(stored?.base === source ? stored : null);
  const [resumed, setResumed] = useState<string | null>(null);
  // What was typed over source in another style waits for that source.
  const awaited = useRef(differs(stored, settings) ? stored : null);
  const ask = useRef(onSettings);
  ask.current = onSettings;
  useEffect(() => {
    const { current } = awaited;
    if (current === null) return;
    const timer = setTimeout(() => ask.current(current), MOUNT_MS);
    return () => clearTimeout(timer);
  }, []);
  const { style, fold } = settings;
  useEffect(() => {
    if (awaited.current === null || differs(awaited.current, { style, fold })) return;
    if (awaited.current.base === source) {
      setKept(awaited.current);
      setResumed(awaited.current.text);
    }
    awaited.current = null;
  }, [source, style, fold]);
  const [applied, setApplied] = useState(false);
  const sent = useRef(0);
  const tell = useRef(onEdited);
  tell.current = onEdited;

  const text = kept?.text ?? null;
  useEffect(() => {
    if (source !== null && awaited.current === null) store(key, kept);
    if (text === null || applied) return;
    const timer = setTimeout(() => {
      last += 1;
      sent.current = last;
      tell.current({ id: last, text });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [kept, text, applied, source, key]);

  const end = useCallback(() => {
    setKept(null);
    setApplied(false);
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

  const found = text !== null && !applied && reading?.id === sent.current ? reading : null;
  const patch = found?.patch?.length ? found.patch : null;
  const analysis = found?.analysis ?? null;
  const fix = useRef<Fix | null>(null);
  useEffect(() => {
    fix.current = patch && { title, patch };
    if (!previews) return;
    bus().emit("preview", fix.current && { ...fix.current, analysis });
    return () => bus().emit("preview", null);
  }, [patch, analysis, title, previews]);

  return {
    text,
    resumed,
    behind: kept !== null && !applied && source !== kept.base,
    applied,
    reading: found,
    type: useCallback(
      (typed: string) => {
        setKept((old) => {
          const base = old?.base ?? source;
          awaited.current = null;
          return base === null || typed === source ? null : { base, text: typed, style, fold };
        });
      },
      [source, style, fold],
    ),
    apply: () => {
      if (fix.current === null) return;
      const wanted = fix.current;
      setApplied(true);
      bus().emit("preview", null);
      bus().emit("fix", wanted);
      tell.current({ id: last, text: null });
    },
    discard: () => {
      end();
      tell.current({ id: last, text: null });
    },
  };
}

function restored(key: string): Kept | null {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null") as Kept | null;
  } catch {
    return null;
  }
}

function differs(kept: Kept | null, { style, fold }: Settings): boolean {
  return kept !== null && (kept.style !== style || kept.fold !== fold);
}

function store(key: string, kept: Kept | null): void {
  try {
    if (kept === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // A browser may refuse storage; then a refresh loses what was typed.
  }
}
