/** The design's operations as arguments: a value `{"operation": id}` stands for one of them. */

import type { ReactNode } from "react";

/** One of the design's layers that an argument can be. */
export interface SharedLayer {
  id: string;
  name: string;
  /** Of its class; null for an instance of a definition. */
  path: string | null;
}

/** What a form knows of the design around it. */
export interface SharedArguments {
  layers: readonly SharedLayer[];
  /** The form of one of them, to be edited in its place: it changes wherever it is used. */
  form: (id: string) => ReactNode;
  /**
   * Have an item of a list once more: one object at two places.
   *
   * @param path Steps from the form's values to the item.
   */
  again: ((path: readonly (string | number)[]) => void) | null;
}

export const NONE_SHARED: SharedArguments = { layers: [], form: () => null, again: null };

/** "cell (shared)", or "encoder (block)". */
export function sharedText({ layers }: SharedArguments, id: string): string {
  const layer = layers.find((one) => one.id === id);
  return `${layer?.name ?? id} (${layer?.path === null ? "block" : "shared"})`;
}
