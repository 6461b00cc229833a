/** A file dropped anywhere on the page is opened. */

import { useEffect, useState } from "react";
import { openFile } from "../actions/designFile";
import { useCanvasStore } from "../store/StoreContext";

/** Weights that TensorFlow.js saves beside its `model.json`, and that may be dropped with it. */
const WEIGHTS = /\.bin$/i;

/** Listen on the page, and return whether a file is being held over it. */
export function useFileDrop(): boolean {
  const store = useCanvasStore();
  const [over, setOver] = useState(false);
  useEffect(() => {
    const onOver = (event: DragEvent) => {
      if (!holdsFile(event)) return;
      // Without this the browser leaves the page and shows the file.
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (!holdsFile(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      const file = files.find(({ name }) => !WEIGHTS.test(name)) ?? files[0];
      if (file) void openFile(store, file);
    };
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, [store]);
  return over;
}

function holdsFile(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") ?? false;
}
