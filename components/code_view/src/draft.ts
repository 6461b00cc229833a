/**
 * Source that the user has edited and not applied. It outlives a change of tabs and a refresh: the
 * page's session storage holds it, beside the generated source that it began from.
 */

import { useCallback, useEffect, useRef, useState } from "react";
import { bus } from "../../shared/bus";
import type { Analysis, Fix } from "../../shared/document";

const KEY = "layerloom-source";

/** After this long without a key, what was typed is read. */
const PAUSE_MS = 350;

/** The new source is not waited for longer than this after an edit was applied. */
const PATIENCE_MS = 5000;

export interface Note {
  /** From 1; null where it is about the whole. */
  line: number | null;
  severity: "error" | "warning" | "advice";
  message: string;
}

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

interface Kept {
  base: string;
  text: string;
}

let last = Date.now();

/** Follow what is typed over a generated source. */
export function useDraft(
  source: string | null,
  reading: Reading | null,
  onEdited: (edited: Edited) => void,
): Draft {
  const [kept, setKept] = useState<Kept | null>(() => restored(source));
  const [applied, setApplied] = useState(false);
  const sent = useRef(0);
  const tell = useRef(onEdited);
  tell.current = onEdited;

  const text = kept?.text ?? null;
  useEffect(() => {
    if (source !== null) store(kept);
    if (text === null || applied) return;
    const timer = setTimeout(() => {
      last += 1;
      sent.current = last;
      tell.current({ id: last, text });
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [kept, text, applied, source]);

  const end = useCallback(() => {
    setKept(null);
    setApplied(false);
    store(null);
  }, []);

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
    fix.current = patch && { title: "Edit the code", patch };
    bus().emit("preview", fix.current && { ...fix.current, analysis });
    return () => bus().emit("preview", null);
  }, [patch, analysis]);

  return {
    text,
    behind: kept !== null && !applied && source !== kept.base,
    applied,
    reading: found,
    type: useCallback(
      (typed: string) => {
        setKept((old) => {
          const base = old?.base ?? source;
          return base === null || typed === source ? null : { base, text: typed };
        });
      },
      [source],
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

function restored(source: string | null): Kept | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null") as Kept | null;
    return kept !== null && kept.base === source ? kept : null;
  } catch {
    return null;
  }
}

function store(kept: Kept | null): void {
  try {
    if (kept === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A browser may refuse storage; then a refresh loses what was typed.
  }
}
