/** The design's operations as arguments: a value `{"operation": id}` stands for one of them. */

import type { ReactNode } from "react";

/** One of the design's layers that an argument can be. */
export interface SharedLayer {
  id: string;
  name: string;
  /** Of its class. */
  path: string;
}

/** What a form knows of the design around it. */
export interface SharedArguments {
  layers: readonly SharedLayer[];
  /** The form of one of them, to be edited in its place: it changes wherever it is used. */
  form: (id: string) => ReactNode;
}

export const NONE_SHARED: SharedArguments = { layers: [], form: () => null };

/** "cell (shared)". */
export function sharedText({ layers }: SharedArguments, id: string): string {
  return `${layers.find((layer) => layer.id === id)?.name ?? id} (shared)`;
}
