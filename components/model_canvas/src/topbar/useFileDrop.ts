/** A design file dropped anywhere on the component is opened. */

import { type RefObject, useEffect, useState } from "react";
import { useCanvasStore } from "../StoreContext";
import { openFile } from "./designFile";

/**
 * Listen on the component that `inside` is part of.
 *
 * @returns Whether a file is being held over it.
 */
export function useFileDrop(inside: RefObject<HTMLElement | null>): boolean {
  const store = useCanvasStore();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const root = inside.current?.closest<HTMLElement>(".layerloom");
    if (!root) return;
    const onOver = (event: DragEvent) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (!root.contains(event.relatedTarget as Node | null)) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      const [file] = event.dataTransfer?.files ?? [];
      if (!holdsFile(event) || !file) return;
      event.preventDefault();
      void openFile(store, file);
    };
    root.addEventListener("dragover", onOver);
    root.addEventListener("dragleave", onLeave);
    root.addEventListener("drop", onDrop);
    return () => {
      root.removeEventListener("dragover", onOver);
      root.removeEventListener("dragleave", onLeave);
      root.removeEventListener("drop", onDrop);
    };
  }, [inside, store]);
  return over;
}

function holdsFile(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
