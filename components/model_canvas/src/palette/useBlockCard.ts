/** Which line of the palette has its card beside it: the one that is pointed at for a moment. */

import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { Line } from "./row";

/** Pointing for so long shows a card, and leaving it for so long puts it away. */
const SHOW_MS = 350;
const HIDE_MS = 200;

export interface OpenCard {
  row: Line;
  element: HTMLElement;
}

export interface BlockCards {
  open: OpenCard | null;
  card: RefObject<HTMLDivElement | null>;
  /** A line is pointed at; null: no longer. */
  point: (row: Line | null, element: HTMLElement | null) => void;
  /** Show a line's at once. */
  show: (row: Line, element: HTMLElement) => void;
  /** The pointer is on the card. */
  hold: () => void;
  close: () => void;
}

export function useBlockCard(): BlockCards {
  const [open, setOpen] = useState<OpenCard | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const pointed = useRef<string | null>(null);
  const card = useRef<HTMLDivElement>(null);
  const later = useCallback((next: OpenCard | null, delay: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      // Whoever types in a card is not to lose it.
      const root = card.current?.getRootNode() as Document | ShadowRoot | undefined;
      if (next === null && card.current?.contains(root?.activeElement ?? null)) return;
      setOpen(next);
    }, delay);
  }, []);
  const point = useCallback(
    (row: Line | null, element: HTMLElement | null) => {
      if (row !== null && row.id === pointed.current) return;
      pointed.current = row?.id ?? null;
      const found = row && element && hasCard(row) ? { row, element } : null;
      later(found, found ? SHOW_MS : HIDE_MS);
    },
    [later],
  );
  const show = useCallback((row: Line, element: HTMLElement) => {
    clearTimeout(timer.current);
    if (hasCard(row)) setOpen({ row, element });
  }, []);
  const hold = useCallback(() => clearTimeout(timer.current), []);
  const close = useCallback(() => {
    clearTimeout(timer.current);
    setOpen(null);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { open, card, point, show, hold, close };
}

function hasCard(row: Line): boolean {
  return row.kind === "stored" || row.kind === "block";
}
