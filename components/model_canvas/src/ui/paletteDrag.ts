/** What the palette puts into a drag: the path of an entry, or `model:` and a definition's id. */

export const DRAG_TYPE = "application/x-layerloom";
/** A new custom layer. */
export const NEW_CUSTOM = "custom:new";
export const MODEL_PREFIX = "model:";
