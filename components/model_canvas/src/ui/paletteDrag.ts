/** What the palette puts into a drag: the path of an entry, `model:` and a definition's id, and so on. */

export const DRAG_TYPE = "application/x-layerloom";
/** A new custom layer. */
export const NEW_CUSTOM = "custom:new";
export const MODEL_PREFIX = "model:";
/** A block that is kept outside the design, by the id that `storedBlocks` has for it. */
export const STORED_PREFIX = "stored:";
