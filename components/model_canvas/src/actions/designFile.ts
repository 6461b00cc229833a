/** Saving a design as a file, and opening files; Python checks and reads their content. */

import type { Design } from "../../../shared/document";
import { canonical } from "../document/canonicalJson";
import { readFile } from "../files/fileContent";
import { FileProblem } from "../files/fileProblem";
import type { CanvasStore } from "../store/canvasState";

/** What can be chosen in the browser's dialog. */
export const OPENED = ".json,.keras,.h5,.hdf5,.py,.ipynb,application/json";

/** Hand the design to the browser as a download. */
export function saveFile(design: Design): void {
  const blob = new Blob([canonical(design)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = fileName(design.name);
  link.click();
  // The download has its own hold on the data once it has begun.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Send what a file holds to Python, which opens it or says what is wrong with it. */
export async function openFile(store: CanvasStore, file: File): Promise<void> {
  const { reading, command } = store.getState();
  reading(`Reading ${file.name}`);
  try {
    const found = await readFile(file);
    if (found.type === "open") reading(null);
    command(found);
  } catch (error) {
    reading(null, error instanceof FileProblem ? error.message : `${file.name} cannot be read.`);
  }
}

/** A file name that every system takes, made from the design's name. */
export function fileName(name: string): string {
  const plain = name
    .normalize("NFKC")
    .replace(/[^\p{Letter}\p{Number}._-]+/gu, "_")
    .replace(/^[._]+|[._]+$/g, "")
    .slice(0, 80);
  return `${plain || "design"}.json`;
}
