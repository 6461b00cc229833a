import { type RefObject, useEffect, useRef } from "react";

/**
 * A single key that works anywhere in the component while nothing is being typed.
 *
 * @param inside An element of the component.
 */
export function useShortcut(
  inside: RefObject<HTMLElement | null>,
  key: string,
  action: () => void,
): void {
  const latest = useRef(action);
  latest.current = action;
  useEffect(() => {
    const root = inside.current?.closest<HTMLElement>(".layerloom");
    const onKey = (event: KeyboardEvent) => {
      const target = event.composedPath()[0] as HTMLElement;
      if (event.key !== key || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.matches("input, textarea, select, [contenteditable]")) return;
      event.preventDefault();
      latest.current();
    };
    root?.addEventListener("keydown", onKey);
    return () => root?.removeEventListener("keydown", onKey);
  }, [inside, key]);
}

/** Put the focus on a node of the canvas, or on the canvas itself. */
export function focusCanvas(from: Element, node: string | undefined): void {
  const root = from.closest(".layerloom");
  const target = node && root?.querySelector(`.react-flow__node[data-id="${CSS.escape(node)}"]`);
  const element = target || root?.querySelector(".canvas");
  if (element instanceof HTMLElement) element.focus();
}
