/** What the palette puts into a drag: the path of an entry, or `model:` and a definition's id. */

export const DRAG_TYPE = "application/x-layerloom";
export const MODEL_PREFIX = "model:";
