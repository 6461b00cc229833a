/** The schema of a call's arguments other than tensors, for the form. */

import type { Entry, JsonSchema } from "../../../../shared/catalogue";

/** What a block takes besides its tensors: `keras.Model.call`. */
export const BLOCK_CALL: JsonSchema = {
  type: "object",
  properties: {
    training: {
      enum: [true, false],
      description:
        "Whether the block behaves as in training or as in inference, whatever the model does. " +
        "A frozen block is usually called with False.",
    },
  },
};

const made = new WeakMap<Entry, JsonSchema>();

/**
 * A layer's call arguments have no default here: `training=False` on a call is not the same as no
 * `training` at all, which lets Keras pass down the model's own. A function's defaults are defaults.
 */
export function callSchema(entry: Entry): JsonSchema {
  if (entry.kind === "op") return entry.call_schema;
  const known = made.get(entry);
  if (known) return known;
  const properties = Object.entries(entry.call_schema.properties ?? {}).map(
    ([name, { default: _, ...rest }]) => [name, isSwitch(rest) ? switched(rest) : rest] as const,
  );
  const schema = { ...entry.call_schema, properties: Object.fromEntries(properties) };
  made.set(entry, schema);
  return schema;
}

function isSwitch({ type }: JsonSchema): boolean {
  return [type].flat().includes("boolean");
}

/** True, False, or not passed. */
function switched({ type: _, ...rest }: JsonSchema): JsonSchema {
  return { ...rest, enum: [true, false] };
}
