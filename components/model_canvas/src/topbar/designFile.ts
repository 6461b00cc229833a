/** A design as a file of the user's: written by the browser, read by Python, which checks it. */

import { freshToken } from "../../../shared/ids";
import { canonical } from "../document/canonical";
import type { Design } from "../document/types";
import type { CanvasStore } from "../store";

/** As `serialization.MAX_BYTES`. */
const MAX_BYTES = 16 * 1024 * 1024;

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

/** Send a file's text to Python, which opens it or says what is wrong with it. */
export async function openFile(store: CanvasStore, file: File): Promise<void> {
  const refuse = (text: string) =>
    store.setState({ notice: { id: freshToken(), severity: "error", text } });
  if (file.size > MAX_BYTES) {
    refuse(
      `${file.name} has ${file.size.toLocaleString("en-US")} bytes; a design has at most ` +
        `${MAX_BYTES.toLocaleString("en-US")}. Check that it is a Layerloom design.`,
    );
    return;
  }
  try {
    store.getState().command({ type: "open", text: await file.text() });
  } catch {
    refuse(`${file.name} cannot be read.`);
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
