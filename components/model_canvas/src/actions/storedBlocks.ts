/** Blocks outside the design: ready ones, and those that the user keeps on the server. */

import { type Design, graphOf, lookup } from "../../../shared/document";
import { canonical } from "../document/canonicalJson";
import { blocksIn, onlyUse, storedBlock } from "../document/storedBlock";
import type { CanvasState, CanvasStore } from "../store/canvasState";
import { saveFile } from "./designFile";

/** One block that can be put on the canvas. */
export interface StoredBlock {
  /** Among all of them. */
  id: string;
  title: string;
  summary: string;
  /** Where a ready block is from. */
  paper?: { text: string; link: string };
  /** The server's id of one that the user keeps. */
  kept?: string;
  design: Design;
}

/** Those that the user keeps, then the ready ones. */
export function storedBlocks({ ready, kept }: Pick<CanvasState, "ready" | "kept">): StoredBlock[] {
  return [
    ...kept.map(({ id, title, design }) => ({
      id: `mine/${id}`,
      title,
      summary: "A block that you keep.",
      kept: id,
      design,
    })),
    ...ready.map(({ name, title, summary, paper, link, design }) => ({
      id: `ready/${name}`,
      title,
      summary,
      paper: { text: paper, link },
      design,
    })),
  ];
}

/** Keep the block of a node on the server, for other designs. */
export function keepBlock(store: CanvasStore, graphId: string, operationId: string): void {
  const { design } = store.getState();
  const graph = graphOf(design, graphId);
  const operation = graph && lookup(graph.operations, operationId);
  if (operation?.kind !== "model") return;
  const stored = storedBlock(design, operation.model, operation.arguments);
  if (stored) keep(store, stored);
}

/** Keep the blocks that are selected. */
export function keepSelected(store: CanvasStore): void {
  const { design, graph: graphId, selection } = store.getState();
  const graph = graphOf(design, graphId);
  const called = selection.flatMap((id) => (graph && lookup(graph.nodes, id)?.operation) ?? []);
  for (const id of new Set(called)) keepBlock(store, graphId, id);
}

/** Keep the blocks of a design file; a sentence says so where it has none. */
export async function keepFile(store: CanvasStore, file: File): Promise<void> {
  const found = await blocksOfFile(file);
  if (found.length > 0) for (const stored of found) keep(store, stored);
  else {
    const { notify } = store.getState();
    notify("error", `${file.name} has no blocks: open it on the canvas to make some.`);
  }
}

async function blocksOfFile(file: File): Promise<Design[]> {
  try {
    const design = JSON.parse(await file.text()) as Design;
    return onlyUse(design) ? [design] : blocksIn(design);
  } catch {
    return [];
  }
}

function keep(store: CanvasStore, stored: Design): void {
  const { command } = store.getState();
  command({ type: "keep_block", name: stored.name, text: canonical(stored) });
}

export function renameKept(store: CanvasStore, kept: string, title: string): void {
  store.getState().command({ type: "rename_block", name: kept, text: title });
}

export function deleteKept(store: CanvasStore, kept: string): void {
  store.getState().command({ type: "delete_block", name: kept });
}

/** Hand a block to the browser as a design file. */
export function exportBlock({ title, design }: StoredBlock): void {
  saveFile({ ...design, name: title });
}
