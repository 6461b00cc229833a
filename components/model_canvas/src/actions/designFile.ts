/** Saving a design as a file, and opening files; Python checks and reads their content. */

import { downloadText } from "../../../shared/copyAndDownload";
import type { Design } from "../../../shared/document";
import { canonical } from "../document/canonicalJson";
import { readFile } from "../files/fileContent";
import { FileProblem } from "../files/fileProblem";
import type { CanvasStore } from "../store/canvasState";

/** What can be chosen in the browser's dialog. */
export const OPENED = ".json,.keras,.h5,.hdf5,.py,.ipynb,application/json";

/** Hand the design to the browser as a download. */
export function saveFile(design: Design): void {
  downloadText(canonical(design), fileName(design.name), "application/json");
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
export function fileName(name: string, ending = "json"): string {
  const plain = name
    .normalize("NFKC")
    .replace(/[^\p{Letter}\p{Number}._-]+/gu, "_")
    .replace(/^[._]+|[._]+$/g, "")
    .slice(0, 80);
  return `${plain || "design"}.${ending}`;
}
